// name: studios_by_province
// params: 
// returns: many Count
// 各省（自治区、直辖市）的工作室数。
MATCH (s:Studio)
OPTIONAL MATCH (s)-[:LOCATED_IN]->(r:Region)
OPTIONAL MATCH (s)-[:BASED_AT]->(o:Organization)-[:LOCATED_IN]->(q:Region)
WITH s, coalesce(r.province, q.province, '') AS name
RETURN name, count(DISTINCT s.id) AS number
ORDER BY number DESC, name
