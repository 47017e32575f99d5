// name: studios_by_industry
// params: 
// returns: many Count
// 各行业的工作室数。
MATCH (s:Studio)
OPTIONAL MATCH (s)-[:IN_INDUSTRY]->(i:Industry)
OPTIONAL MATCH (s)-[:BASED_AT]->(o:Organization)-[:IN_INDUSTRY]->(j:Industry)
WITH s, coalesce(i.name, j.name, '') AS name
RETURN name, count(DISTINCT s.id) AS number
ORDER BY number DESC, name
