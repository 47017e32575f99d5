// name: organization
// params: id
// returns: one Entity
// 一个单位的全部登记内容。
MATCH (n:Organization) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.category AS category,
  n.credit_code AS credit_code,
  n.registered AS registered,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
