// name: alliance
// params: id
// returns: one Entity
// 一个联盟的全部登记内容。
MATCH (n:Alliance) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.kinds AS kinds,
  n.pairing_form AS pairing_form,
  n.founded_on AS founded_on,
  n.charter AS charter,
  n.goals AS goals,
  n.status AS status,
  n.registered AS registered,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
