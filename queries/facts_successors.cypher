// name: facts_successors
// params: today
// returns: many FactSuccessor
// 分析所用：领衔人之外，工作室里谁可以接班——现有的骨干，以及领衔人带的、同在这个工作室的徒弟。
MATCH (s:Studio)<-[m:BELONGS_TO]-(p:Person)
WHERE m.role = '骨干' AND NOT EXISTS { MATCH (p)-[:LEADS]->(s) }
  AND coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
RETURN s.id AS studio, p.id AS person, p.name AS name, '骨干' AS role
UNION
MATCH (s:Studio)<-[:LEADS]-(:Person)-[:MENTORS]->(p:Person)-[m:BELONGS_TO]->(s)
WHERE NOT EXISTS { MATCH (p)-[:LEADS]->(s) }
  AND coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
RETURN s.id AS studio, p.id AS person, p.name AS name, '徒弟' AS role
