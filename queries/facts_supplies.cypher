// name: facts_supplies
// params: 
// returns: many FactSupply
// 分析所用：单位之间的供应关系。
MATCH (a:Organization)-[r:SUPPLIES]->(b:Organization)
RETURN a.id AS supplier, b.id AS customer, coalesce(r.product, '') AS product
ORDER BY supplier, customer, product
