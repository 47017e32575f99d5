// name: alliances
// params: kind, today
// returns: many AllianceLine
// 联盟名录：类型、成立日期、牵头单位、现有名单上的成员数、来源载明的成员数，可按类型筛选。
MATCH (a:Alliance)
WHERE coalesce($kind, '') = '' OR $kind IN a.kinds
OPTIONAL MATCH (s:Studio)-[m:MEMBER_OF]->(a)
WHERE coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
WITH a, count(DISTINCT s.id) AS studios
OPTIONAL MATCH (p:Organization)-[n:MEMBER_OF]->(a)
WHERE coalesce(n.since, '') <= $today AND coalesce(n.until, '9999') > $today
WITH a, studios, count(DISTINCT p.id) AS organizations
OPTIONAL MATCH (o:Organization)-[:COORDINATES]->(a)
OPTIONAL MATCH (a)-[:STATES]->(f:Figure) WHERE f.name IN ['成员工作室', '成员数']
WITH a, studios, organizations, collect(DISTINCT o.name) AS coordinators, max(f.value) AS stated
RETURN a.id AS id, a.name AS name, a.kinds AS kinds, coalesce(a.pairing_form, '') AS pairing_form,
  coalesce(a.founded_on, '') AS founded_on, a.goals AS goals, coalesce(a.status, '') AS status, coordinators,
  studios, organizations, COUNT { MATCH (a)-[:WORKS_ON]->(:Project) } AS projects, stated,
  coalesce(a.verification, '') AS verification
ORDER BY id
