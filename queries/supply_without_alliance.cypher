// name: supply_without_alliance
// params: 
// returns: many SupplyGap
// 有供应关系、但双方工作室还没有共同联盟的两个单位。
MATCH (a:Organization)-[r:SUPPLIES]->(b:Organization)
WHERE EXISTS { MATCH (:Studio)-[:BASED_AT]->(a) } AND EXISTS { MATCH (:Studio)-[:BASED_AT]->(b) }
  AND NOT EXISTS { MATCH (a)<-[:BASED_AT]-(:Studio)-[:MEMBER_OF]->(:Alliance)<-[:MEMBER_OF]-(:Studio)-[:BASED_AT]->(b) }
RETURN DISTINCT a.id AS supplier_id, a.name AS supplier, b.id AS customer_id, b.name AS customer,
  coalesce(r.product, '') AS product
ORDER BY supplier, customer, product
