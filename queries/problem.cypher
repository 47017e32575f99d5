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
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
