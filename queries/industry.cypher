// name: industry
// params: id
// returns: one Entity
// 一个行业的全部登记内容。
MATCH (n:Industry) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.code AS code,
  n.level AS level,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
