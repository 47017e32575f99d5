// name: links
// params: ids
// returns: many Link
// 一批对象向外和向内的全部连线。
MATCH (n)-[r]->(m) WHERE n.id IN $ids
RETURN type(r) AS edge, n.id AS start, n.name AS start_name, m.id AS `end`, m.name AS end_name,
  coalesce(r.role, r.title, r.product, r.trade, r.year, '') AS detail, coalesce(r.until, '') AS until
UNION
MATCH (m)-[r]->(n) WHERE n.id IN $ids
RETURN type(r) AS edge, m.id AS start, m.name AS start_name, n.id AS `end`, n.name AS end_name,
  coalesce(r.role, r.title, r.product, r.trade, r.year, '') AS detail, coalesce(r.until, '') AS until
