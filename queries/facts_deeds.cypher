// name: facts_deeds
// params: 
// returns: many FactDeed
// 分析所用：每个联盟开展的活动、承担的课题，各在何时。
MATCH (a:Alliance)-[:HELD]->(t:Activity)
RETURN a.id AS alliance, t.id AS deed, coalesce(t.name, '') AS name, coalesce(t.held_on, '') AS began,
  '' AS ended, '' AS status
UNION
MATCH (a:Alliance)-[:WORKS_ON]->(j:Project)
RETURN a.id AS alliance, j.id AS deed, coalesce(j.name, '') AS name, coalesce(j.started_on, '') AS began,
  coalesce(j.ended_on, '') AS ended, coalesce(j.status, '') AS status
