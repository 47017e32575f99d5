// name: facts_memberships
// params: 
// returns: many FactMembership
// 分析所用：哪个工作室何时加入、何时退出哪个联盟；每一段一行。
MATCH (s:Studio)-[m:MEMBER_OF]->(a:Alliance)
RETURN s.id AS studio, a.id AS alliance, coalesce(m.role, '') AS role,
  coalesce(m.since, '') AS since, coalesce(m.until, '') AS until
ORDER BY studio, alliance, since, until, role
