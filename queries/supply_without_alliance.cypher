// name: supply_without_alliance
// params: today
// returns: many SupplyGap
// 有供应关系、但双方工作室现在没有共同联盟的两个单位。
MATCH (a:Organization)-[r:SUPPLIES]->(b:Organization)
WHERE EXISTS { MATCH (:Studio)-[:BASED_AT]->(a) } AND EXISTS { MATCH (:Studio)-[:BASED_AT]->(b) }
  AND NOT EXISTS {
    MATCH (a)<-[:BASED_AT]-(:Studio)-[m:MEMBER_OF]->(:Alliance)<-[n:MEMBER_OF]-(:Studio)-[:BASED_AT]->(b)
    WHERE coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
      AND coalesce(n.since, '') <= $today AND coalesce(n.until, '9999') > $today
  }
RETURN DISTINCT a.id AS supplier_id, a.name AS supplier, b.id AS customer_id, b.name AS customer,
  coalesce(r.product, '') AS product
ORDER BY supplier, customer, product, supplier_id, customer_id
