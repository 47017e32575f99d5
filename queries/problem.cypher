// name: problem
// params: id
// returns: one Entity
// 一个难题的全部登记内容。
MATCH (n:Problem) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.description AS description,
  n.due_on AS due_on,
  n.status AS status,
  n.collected_on AS collected_on,
  n.matched_on AS matched_on,
  n.met_on AS met_on,
  n.tackled_on AS tackled_on,
  n.accepted_on AS accepted_on,
  n.liaison AS liaison,
  n.benefit_wan AS benefit_wan,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
