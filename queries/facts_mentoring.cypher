// name: facts_mentoring
// params: today
// returns: many FactMentoring
// 分析所用：跨工作室的师徒，包括已结束的；双方都还在自己的工作室。
MATCH (s:Studio)<-[l:LEADS|BELONGS_TO]-(m:Person)-[r:MENTORS]->(a:Person)-[n:LEADS|BELONGS_TO]->(t:Studio)
WHERE s.id <> t.id
  AND coalesce(l.since, '') <= $today AND coalesce(l.until, '9999') > $today
  AND coalesce(n.since, '') <= $today AND coalesce(n.until, '9999') > $today
RETURN DISTINCT s.id AS mentor_studio, t.id AS apprentice_studio, m.name AS mentor, a.name AS apprentice,
  coalesce(r.since, '') AS since, coalesce(r.until, '') AS until
ORDER BY mentor_studio, apprentice_studio, mentor, apprentice, since, until
