// name: problems
// params: 
// returns: many ProblemLine
// 难题：谁提出、需要什么技能、处在什么状态。
MATCH (q:Problem)
OPTIONAL MATCH (o:Organization)-[:POSED]->(q)
OPTIONAL MATCH (q)-[:NEEDS]->(k:Skill)
RETURN q.id AS id, q.name AS name, collect(DISTINCT o.name) AS organizations, collect(DISTINCT k.name) AS skills,
  coalesce(q.status, '') AS status, coalesce(q.due_on, '') AS due_on
ORDER BY id
