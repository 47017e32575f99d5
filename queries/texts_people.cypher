// name: texts_people
// params: prefix
// returns: many TextPerson
// 检索所用：编号以某几个字符开头的人员，其职称、工种、分工、技能和荣誉。
MATCH (p:Person) WHERE p.id STARTS WITH $prefix
OPTIONAL MATCH (p)-[:SKILLED_IN]->(k:Skill)
WITH p, collect(DISTINCT k.name) AS skills
OPTIONAL MATCH (p)-[:HOLDS]->(n:Honor)
WITH p, skills, collect(DISTINCT n.name) AS honors
OPTIONAL MATCH (p)-[:WORKS_AT]->(o:Organization)
RETURN p.id AS id, p.name AS name, coalesce(p.title, '') AS title, coalesce(p.skill_grade, '') AS skill_grade,
  coalesce(p.trade, '') AS trade, coalesce(p.duties, '') AS duties, skills, honors, collect(DISTINCT o.id) AS organizations
ORDER BY id
