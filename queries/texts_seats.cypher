// name: texts_seats
// params: prefix, today
// returns: many TextSeat
// 检索所用：编号以某几个字符开头的人员现在领衔或参加的工作室。
MATCH (p:Person)-[:LEADS]->(s:Studio) WHERE p.id STARTS WITH $prefix
RETURN p.id AS person, s.id AS studio, true AS leads
UNION
MATCH (p:Person)-[m:BELONGS_TO]->(s:Studio) WHERE p.id STARTS WITH $prefix
  AND coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
RETURN p.id AS person, s.id AS studio, false AS leads
