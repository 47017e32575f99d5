// name: facts_skills
// params: today
// returns: many FactSkill
// 分析所用：工作室自己擅长的、其现有成员擅长的技能。
MATCH (s:Studio)-[:SKILLED_IN]->(k:Skill)
RETURN s.id AS studio, k.id AS skill, k.name AS name
UNION
MATCH (k:Skill)<-[:SKILLED_IN]-(p:Person)-[m:LEADS|BELONGS_TO]->(s:Studio)
WHERE coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
RETURN s.id AS studio, k.id AS skill, k.name AS name
