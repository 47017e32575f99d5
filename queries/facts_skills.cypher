// name: facts_skills
// params: 
// returns: many FactSkill
// 分析所用：工作室自己擅长的、其成员擅长的技能。
MATCH (s:Studio)-[:SKILLED_IN]->(k:Skill)
RETURN s.id AS studio, k.id AS skill, k.name AS name
UNION
MATCH (k:Skill)<-[:SKILLED_IN]-(p:Person)-[:LEADS|BELONGS_TO]->(s:Studio)
RETURN s.id AS studio, k.id AS skill, k.name AS name
