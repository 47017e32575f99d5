// name: shared_members
// params: 
// returns: many Bridge
// 同时属于两个联盟的工作室：联盟之间现成的桥。
MATCH (a:Alliance)<-[:MEMBER_OF]-(s:Studio)-[:MEMBER_OF]->(b:Alliance)
WHERE a.id < b.id
RETURN DISTINCT s.id AS id, s.name AS name, a.name AS first, b.name AS second
ORDER BY first, second, name
