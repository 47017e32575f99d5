// name: node_counts
// params: 
// returns: many Count
// 图谱中每一类对象各有多少。
RETURN 'Studio' AS name, COUNT { MATCH (n:Studio) } AS number
UNION ALL
RETURN 'Person' AS name, COUNT { MATCH (n:Person) } AS number
UNION ALL
RETURN 'Organization' AS name, COUNT { MATCH (n:Organization) } AS number
UNION ALL
RETURN 'Region' AS name, COUNT { MATCH (n:Region) } AS number
UNION ALL
RETURN 'Industry' AS name, COUNT { MATCH (n:Industry) } AS number
UNION ALL
RETURN 'Alliance' AS name, COUNT { MATCH (n:Alliance) } AS number
UNION ALL
RETURN 'HelpTeam' AS name, COUNT { MATCH (n:HelpTeam) } AS number
UNION ALL
RETURN 'Project' AS name, COUNT { MATCH (n:Project) } AS number
UNION ALL
RETURN 'Problem' AS name, COUNT { MATCH (n:Problem) } AS number
UNION ALL
RETURN 'Achievement' AS name, COUNT { MATCH (n:Achievement) } AS number
UNION ALL
RETURN 'Skill' AS name, COUNT { MATCH (n:Skill) } AS number
UNION ALL
RETURN 'Honor' AS name, COUNT { MATCH (n:Honor) } AS number
UNION ALL
RETURN 'Activity' AS name, COUNT { MATCH (n:Activity) } AS number
UNION ALL
RETURN 'Funding' AS name, COUNT { MATCH (n:Funding) } AS number
UNION ALL
RETURN 'Figure' AS name, COUNT { MATCH (n:Figure) } AS number
UNION ALL
RETURN 'Standard' AS name, COUNT { MATCH (n:Standard) } AS number
UNION ALL
RETURN 'Requirement' AS name, COUNT { MATCH (n:Requirement) } AS number
