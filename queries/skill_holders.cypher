// name: skill_holders
// params: skill
// returns: many SkillHolder
// 擅长某项技能的工作室和人员；技能可只写一部分。
MATCH (s:Studio)-[:SKILLED_IN]->(k:Skill) WHERE coalesce($skill, '') = '' OR k.name CONTAINS $skill
RETURN s.id AS id, s.name AS name, k.name AS skill
UNION
MATCH (p:Person)-[:SKILLED_IN]->(k:Skill) WHERE coalesce($skill, '') = '' OR k.name CONTAINS $skill
RETURN p.id AS id, p.name AS name, k.name AS skill
