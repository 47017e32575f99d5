// name: honor
// params: id
// returns: one Entity
// 一个荣誉的全部登记内容。
MATCH (n:Honor) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.level AS level,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
