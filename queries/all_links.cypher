// name: all_links
// params: 
// returns: many Link
// 图谱中的全部连线，用于导出。
MATCH (a)-[r]->(b)
RETURN type(r) AS edge, a.id AS start, a.name AS start_name, b.id AS `end`, b.name AS end_name,
  coalesce(r.role, r.title, r.product, r.trade, r.year, '') AS detail, coalesce(r.until, '') AS until
ORDER BY start, `end`, edge, detail, until, start_name, end_name
