// name: help_team
// params: id
// returns: one Entity
// 一个劳模帮帮团的全部登记内容。
MATCH (n:HelpTeam) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.team AS team,
  n.started_on AS started_on,
  n.status AS status,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
