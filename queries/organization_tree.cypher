// name: organization_tree
// params: id
// returns: many Tree
// 一个单位的下属单位（含多级）及各自的工作室数。
MATCH (o:Organization)-[:PART_OF*1..6]->(p:Organization) WHERE p.id = $id
WITH DISTINCT o
RETURN o.id AS id, o.name AS name, COUNT { MATCH (:Studio)-[:BASED_AT]->(o) } AS studios
ORDER BY id
