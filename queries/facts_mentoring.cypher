// name: facts_mentoring
// params: 
// returns: many FactMentoring
// 分析所用：跨工作室的师徒。
MATCH (s:Studio)<-[:LEADS|BELONGS_TO]-(m:Person)-[r:MENTORS]->(a:Person)-[:LEADS|BELONGS_TO]->(t:Studio)
WHERE s.id <> t.id
RETURN DISTINCT s.id AS mentor_studio, t.id AS apprentice_studio, m.name AS mentor, a.name AS apprentice,
  coalesce(r.since, '') AS since
ORDER BY mentor_studio, apprentice_studio, mentor, apprentice, since
