// name: edge_counts
// params: 
// returns: many Count
// 图谱中每一种关系各有多少。
MATCH (a)-[r]->(b)
RETURN type(r) AS name, count(r) AS number
ORDER BY name, number
