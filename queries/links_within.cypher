// name: links_within
// params: ids
// returns: many Link
// 一批对象彼此之间的全部连线。
MATCH (n)-[r]->(m) WHERE n.id IN $ids AND m.id IN $ids
RETURN DISTINCT type(r) AS edge, n.id AS start, n.name AS start_name, m.id AS `end`, m.name AS end_name,
  coalesce(r.role, r.title, r.product, r.trade, r.year, '') AS detail, coalesce(r.until, '') AS until
ORDER BY start, `end`, edge, detail, until, start_name, end_name
