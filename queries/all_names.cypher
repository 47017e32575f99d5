// name: all_names
// params: 
// returns: many Name
// 图谱中的全部对象的编号和名称，用于导出。
MATCH (n:Studio) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Person) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Organization) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Region) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Industry) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Alliance) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:HelpTeam) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Project) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Problem) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Achievement) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Skill) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Honor) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Activity) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Funding) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Figure) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Standard) RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Requirement) RETURN n.id AS id, n.name AS name
