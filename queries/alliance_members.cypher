// name: alliance_members
// params: id, today
// returns: many Member
// 一个联盟现有的成员工作室和成员单位，及其角色；填截至日期可看那一天的。
MATCH (s:Studio)-[m:MEMBER_OF]->(a:Alliance)
WHERE a.id = $id AND coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
OPTIONAL MATCH (s)-[:BASED_AT]->(o:Organization)
RETURN s.id AS id, s.name AS name, coalesce(max(m.role), '') AS role, coalesce(min(o.name), '') AS organization,
  coalesce(min(m.since), '') AS since, CASE WHEN count(m.until) < count(m) THEN '' ELSE max(m.until) END AS until
UNION ALL
MATCH (o:Organization)-[m:MEMBER_OF]->(a:Alliance)
WHERE a.id = $id AND coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
RETURN o.id AS id, o.name AS name, coalesce(max(m.role), '') AS role, o.name AS organization,
  coalesce(min(m.since), '') AS since, CASE WHEN count(m.until) < count(m) THEN '' ELSE max(m.until) END AS until
