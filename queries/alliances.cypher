// name: alliances
// params: kind
// returns: many AllianceLine
// 联盟名录：类型、成立日期、牵头单位、有名单的成员数、来源载明的成员数，可按类型筛选。
MATCH (a:Alliance)
WHERE coalesce($kind, '') = '' OR $kind IN a.kinds
OPTIONAL MATCH (o:Organization)-[:COORDINATES]->(a)
OPTIONAL MATCH (a)-[:STATES]->(f:Figure) WHERE f.name IN ['成员工作室', '成员数']
WITH a, collect(DISTINCT o.name) AS coordinators, max(f.value) AS stated
RETURN a.id AS id, a.name AS name, a.kinds AS kinds, coalesce(a.pairing_form, '') AS pairing_form,
  coalesce(a.founded_on, '') AS founded_on, a.goals AS goals, coalesce(a.status, '') AS status, coordinators,
  COUNT { MATCH (:Studio)-[:MEMBER_OF]->(a) } AS studios,
  COUNT { MATCH (:Organization)-[:MEMBER_OF]->(a) } AS organizations,
  COUNT { MATCH (a)-[:WORKS_ON]->(:Project) } AS projects, stated,
  coalesce(a.verification, '') AS verification
ORDER BY id
