// name: mentoring_pairs
// params: name
// returns: many Pair
// 名师带徒：谁带谁、传什么、从何时到何时；可按姓名筛选。
MATCH (m:Person)-[r:MENTORS]->(a:Person)
WHERE coalesce($name, '') = '' OR m.name CONTAINS $name OR a.name CONTAINS $name
RETURN m.id AS mentor_id, m.name AS mentor, a.id AS apprentice_id, a.name AS apprentice,
  coalesce(r.trade, '') AS trade, coalesce(r.since, '') AS since, coalesce(r.until, '') AS until,
  coalesce(r.source, '') AS source
ORDER BY mentor, apprentice, trade, since, until, source, mentor_id, apprentice_id
