// name: facts_projects
// params: 
// returns: many FactProject
// 分析所用：几个工作室共同承担的课题。
MATCH (s:Studio)-[:WORKS_ON]->(j:Project)
WHERE COUNT { MATCH (:Studio)-[:WORKS_ON]->(j) } > 1
RETURN s.id AS studio, j.id AS project, j.name AS name, coalesce(j.started_on, '') AS started_on
ORDER BY studio, project, name, started_on
