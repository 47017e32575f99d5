// name: region
// params: id
// returns: one Entity
// 一个地区的全部登记内容。
MATCH (n:Region) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.code AS code,
  n.level AS level,
  n.province AS province,
  n.city AS city,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
