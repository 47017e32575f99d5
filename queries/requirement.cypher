// name: requirement
// params: id
// returns: one Entity
// 一个标准条款的全部登记内容。
MATCH (n:Requirement) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.article AS article,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
