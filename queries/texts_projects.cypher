// name: texts_projects
// params: prefix
// returns: many TextProject
// 检索所用：编号以某几个字符开头的课题及承担它的工作室。
MATCH (j:Project) WHERE j.id STARTS WITH $prefix
OPTIONAL MATCH (s:Studio)-[:WORKS_ON]->(j)
RETURN j.id AS id, j.name AS name, coalesce(j.field, '') AS field, coalesce(j.summary, '') AS summary,
  coalesce(j.started_on, '') AS started_on, coalesce(j.ended_on, '') AS ended_on, coalesce(j.status, '') AS status,
  j.benefit_wan AS benefit_wan, collect(DISTINCT s.id) AS studios
ORDER BY id
