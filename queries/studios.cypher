// name: studios
// params: text, province, industry, level, today
// returns: many StudioLine
// 工作室名录：领衔人、单位、地区、行业、所在联盟数，可按关键词、省份、行业、级别筛选。
MATCH (s:Studio)
WHERE (coalesce($text, '') = '' OR s.search CONTAINS $text) AND (coalesce($level, '') = '' OR s.level = $level)
OPTIONAL MATCH (s)-[m:MEMBER_OF]->(a:Alliance)
WHERE coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
WITH s, count(DISTINCT a.id) AS alliances
OPTIONAL MATCH (s)-[:BASED_AT]->(o:Organization)
OPTIONAL MATCH (s)-[:LOCATED_IN]->(r:Region)
OPTIONAL MATCH (o)-[:LOCATED_IN]->(q:Region)
OPTIONAL MATCH (s)-[:IN_INDUSTRY]->(i:Industry)
OPTIONAL MATCH (o)-[:IN_INDUSTRY]->(j:Industry)
OPTIONAL MATCH (p:Person)-[:LEADS]->(s)
WITH s, alliances, coalesce(o.name, '') AS organization, coalesce(r.name, q.name, '') AS region,
  coalesce(r.province, q.province, '') AS province, coalesce(i.name, j.name, '') AS industry,
  collect(DISTINCT p.name) AS leaders
WHERE (coalesce($province, '') = '' OR province = $province) AND (coalesce($industry, '') = '' OR industry = $industry)
RETURN s.id AS id, s.name AS name, leaders, organization, region, province, industry,
  coalesce(s.level, '') AS level, coalesce(s.field, '') AS field, coalesce(s.status, '') AS status,
  alliances, coalesce(s.verification, '') AS verification
ORDER BY id
