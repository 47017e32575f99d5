// name: leaders_by_honor
// params: honor
// returns: many HonoredLeader
// 获得某项荣誉的领衔人及其工作室；荣誉可只写一部分，如“全国劳模”。
MATCH (h:Honor)<-[r:HOLDS]-(p:Person)-[:LEADS]->(s:Studio)
WHERE coalesce($honor, '') = '' OR h.name CONTAINS $honor
RETURN p.id AS id, p.name AS name, h.name AS honor, coalesce(r.year, '') AS year, s.name AS studio
ORDER BY honor, name, studio, year, id
