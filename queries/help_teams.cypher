// name: help_teams
// params: 
// returns: many HelpLine
// 劳模帮帮团：一个劳模工匠、一个重点项目、一个攻关团队。
MATCH (h:HelpTeam)
OPTIONAL MATCH (p:Person)-[:SERVES_ON]->(h)
OPTIONAL MATCH (h)-[:TACKLES]->(j:Project)
OPTIONAL MATCH (h)-[:HELPS]->(o:Organization)
RETURN h.id AS id, h.name AS name, coalesce(h.team, '') AS team, collect(DISTINCT p.name) AS people,
  collect(DISTINCT j.name) AS projects, collect(DISTINCT o.name) AS organizations,
  coalesce(h.started_on, '') AS started_on
ORDER BY id
