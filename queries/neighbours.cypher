// name: neighbours
// params: id
// returns: many Neighbour
// 与一个对象直接相连的全部对象，以及凭什么相连。
MATCH (n)-[r]->(m) WHERE n.id = $id
RETURN type(r) AS edge, true AS outgoing, m.id AS id, m.name AS name, coalesce(r.role, r.title, r.product, r.trade, r.year, '') AS detail,
  coalesce(r.since, '') AS since, coalesce(r.until, '') AS until,
  coalesce(r.source, '') AS source, coalesce(r.quote, '') AS quote, coalesce(r.verification, '') AS verification
UNION ALL
MATCH (n)<-[r]-(m) WHERE n.id = $id
RETURN type(r) AS edge, false AS outgoing, m.id AS id, m.name AS name, coalesce(r.role, r.title, r.product, r.trade, r.year, '') AS detail,
  coalesce(r.since, '') AS since, coalesce(r.until, '') AS until,
  coalesce(r.source, '') AS source, coalesce(r.quote, '') AS quote, coalesce(r.verification, '') AS verification
