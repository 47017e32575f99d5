// name: facts_studios
// params: 
// returns: many FactStudio
// 分析所用：每个工作室的单位、地区、行业、级别。
MATCH (s:Studio)
OPTIONAL MATCH (s)-[:BASED_AT]->(o:Organization)
OPTIONAL MATCH (s)-[:LOCATED_IN]->(r:Region)
OPTIONAL MATCH (o)-[:LOCATED_IN]->(q:Region)
OPTIONAL MATCH (s)-[:IN_INDUSTRY]->(i:Industry)
OPTIONAL MATCH (o)-[:IN_INDUSTRY]->(j:Industry)
RETURN s.id AS id, s.name AS name, coalesce(o.id, '') AS organization, coalesce(o.name, '') AS organization_name,
  coalesce(o.category, '') AS organization_kind, coalesce(r.id, q.id, '') AS region,
  coalesce(r.city, r.name, q.city, q.name, '') AS region_name, coalesce(r.province, q.province, '') AS province,
  coalesce(i.id, j.id, '') AS industry, coalesce(i.name, j.name, '') AS industry_name,
  coalesce(s.level, '') AS level, coalesce(s.category, '') AS category, coalesce(s.field, '') AS field,
  coalesce(s.stated_members, 0) AS members, coalesce(s.status, '') AS status,
  coalesce(s.verification, '') AS verification
ORDER BY id
