// name: project
// params: id
// returns: one Entity
// 一个课题的全部登记内容。
MATCH (n:Project) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.started_on AS started_on,
  n.ended_on AS ended_on,
  n.status AS status,
  n.goals AS goals,
  n.field AS field,
  n.summary AS summary,
  n.benefit_wan AS benefit_wan,
  n.registered AS registered,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
