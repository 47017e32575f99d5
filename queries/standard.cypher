// name: standard
// params: id
// returns: one Entity
// 一个制度标准的全部登记内容。
MATCH (n:Standard) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.number AS number,
  n.issued_on AS issued_on,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
