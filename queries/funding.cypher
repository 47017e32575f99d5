// name: funding
// params: id
// returns: one Entity
// 一个经费的全部登记内容。
MATCH (n:Funding) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.year AS year,
  n.amount_wan AS amount_wan,
  n.purpose AS purpose,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
