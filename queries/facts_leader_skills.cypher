// name: facts_leader_skills
// params: today
// returns: many FactLeaderSkill
// 分析所用：工作室里只有领衔人一人会的技能，人一走就没有了。
MATCH (k:Skill)<-[:SKILLED_IN]-(p:Person)-[:LEADS]->(s:Studio)
WHERE NOT EXISTS { MATCH (s)-[:SKILLED_IN]->(k) }
  AND NOT EXISTS { MATCH (k)<-[:SKILLED_IN]-(q:Person)-[m:LEADS|BELONGS_TO]->(s)
    WHERE q.id <> p.id AND coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today }
RETURN s.id AS studio, p.id AS person, k.id AS skill
ORDER BY studio, person, skill
