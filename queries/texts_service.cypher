// name: texts_service
// params: 
// returns: many TextService
// 检索所用：谁在哪个劳模帮帮团里攻关过什么。
MATCH (p:Person)-[:SERVES_ON]->(h:HelpTeam)-[:TACKLES]->(x:Problem|Project)
RETURN p.id AS person, h.id AS team, x.id AS task, coalesce(h.status, '') AS status
ORDER BY person, team, task, status
