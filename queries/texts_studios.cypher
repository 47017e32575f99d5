// name: texts_studios
// params: prefix, today
// returns: many TextStudio
// 检索所用：编号以某几个字符开头的工作室，其擅长、成果和现有成员的工种、分工。
MATCH (s:Studio) WHERE s.id STARTS WITH $prefix
OPTIONAL MATCH (s)-[:YIELDED]->(v:Achievement)
WITH s, collect(DISTINCT v.name) AS achievements
OPTIONAL MATCH (p:Person)-[m:LEADS|BELONGS_TO]->(s)
WHERE coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
RETURN s.id AS id, coalesce(s.expertise, '') AS expertise, achievements, collect(DISTINCT p.trade) AS trades,
  collect(DISTINCT p.duties) AS duties
ORDER BY id
