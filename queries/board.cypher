// name: board
// params: 
// returns: many BoardLine
// 难题看板所用：每个难题走到了哪一步、由谁提出、哪个劳模帮帮团在攻关。
MATCH (q:Problem)
OPTIONAL MATCH (o:Organization)-[:POSED]->(q)
OPTIONAL MATCH (h:HelpTeam)-[:TACKLES]->(q)
RETURN q.id AS id, q.name AS name, coalesce(q.description, '') AS description, coalesce(q.status, '') AS status,
  coalesce(q.due_on, '') AS due_on, coalesce(q.collected_on, '') AS collected_on,
  coalesce(q.matched_on, '') AS matched_on, coalesce(q.met_on, '') AS met_on, coalesce(q.tackled_on, '') AS tackled_on,
  coalesce(q.accepted_on, '') AS accepted_on, coalesce(q.liaison, '') AS liaison, q.benefit_wan AS benefit_wan,
  coalesce(q.verification, '') AS verification, collect(DISTINCT o.name) AS organizations,
  collect(DISTINCT h.id) AS teams, collect(DISTINCT h.name) AS team_names
ORDER BY id
