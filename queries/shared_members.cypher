// name: shared_members
// params: today
// returns: many Bridge
// 同时在两个联盟里的工作室：联盟之间现成的桥。
MATCH (a:Alliance)<-[m:MEMBER_OF]-(s:Studio)-[n:MEMBER_OF]->(b:Alliance)
WHERE a.id < b.id
  AND coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
  AND coalesce(n.since, '') <= $today AND coalesce(n.until, '9999') > $today
RETURN DISTINCT s.id AS id, s.name AS name, a.id AS first_id, a.name AS first, b.id AS second_id, b.name AS second
ORDER BY first, second, name, first_id, second_id, id
