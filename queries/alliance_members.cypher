// name: alliance_members
// params: id
// returns: many Member
// 一个联盟的成员工作室和成员单位，及其角色。
MATCH (s:Studio)-[m:MEMBER_OF]->(a:Alliance) WHERE a.id = $id
OPTIONAL MATCH (s)-[:BASED_AT]->(o:Organization)
RETURN s.id AS id, s.name AS name, coalesce(m.role, '') AS role, coalesce(o.name, '') AS organization,
  coalesce(m.since, '') AS since, coalesce(m.until, '') AS until
UNION ALL
MATCH (o:Organization)-[m:MEMBER_OF]->(a:Alliance) WHERE a.id = $id
RETURN o.id AS id, o.name AS name, coalesce(m.role, '') AS role, o.name AS organization,
  coalesce(m.since, '') AS since, coalesce(m.until, '') AS until
