// name: help_teams
// params: 
// returns: many HelpLine
// 劳模帮帮团：哪些劳模工匠、攻关哪些课题和难题、帮扶哪些单位。
MATCH (h:HelpTeam)
OPTIONAL MATCH (p:Person)-[:SERVES_ON]->(h)
OPTIONAL MATCH (h)-[:TACKLES]->(j:Project)
OPTIONAL MATCH (h)-[:TACKLES]->(q:Problem)
OPTIONAL MATCH (h)-[:HELPS]->(o:Organization)
RETURN h.id AS id, h.name AS name, coalesce(h.team, '') AS team, collect(DISTINCT p.name) AS people,
  collect(DISTINCT j.name) AS projects, collect(DISTINCT q.name) AS problems,
  collect(DISTINCT o.name) AS organizations, coalesce(h.started_on, '') AS started_on
ORDER BY id
