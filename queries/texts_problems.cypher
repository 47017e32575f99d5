// name: texts_problems
// params: prefix
// returns: many TextProblem
// 检索所用：编号以某几个字符开头的难题及其所需技能。
MATCH (q:Problem) WHERE q.id STARTS WITH $prefix
OPTIONAL MATCH (q)-[:NEEDS]->(k:Skill)
RETURN q.id AS id, q.name AS name, coalesce(q.description, '') AS description, coalesce(q.status, '') AS status,
  coalesce(q.accepted_on, '') AS accepted_on, q.benefit_wan AS benefit_wan,
  collect(DISTINCT k.name) AS skills
ORDER BY id
