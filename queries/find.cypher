// name: find
// params: text
// returns: many Hit
// 按名称、编号、别名、拼音或拼音首字母的一部分查找。
MATCH (n:Studio) WHERE $text <> '' AND n.search CONTAINS $text
OPTIONAL MATCH (n)-[:BASED_AT]->(o:Organization)
RETURN DISTINCT n.id AS id, n.name AS name, coalesce(o.name, '') AS context
UNION ALL
MATCH (n:Person) WHERE $text <> '' AND n.search CONTAINS $text
OPTIONAL MATCH (n)-[:LEADS|BELONGS_TO]->(s:Studio)
OPTIONAL MATCH (n)-[:WORKS_AT]->(o:Organization)
RETURN DISTINCT n.id AS id, n.name AS name, coalesce(s.name, o.name, '') AS context
UNION ALL
MATCH (n:Organization) WHERE $text <> '' AND n.search CONTAINS $text
RETURN n.id AS id, n.name AS name, coalesce(n.category, '') AS context
UNION ALL
MATCH (n:Region) WHERE $text <> '' AND n.search CONTAINS $text
RETURN n.id AS id, n.name AS name, coalesce(n.province, '') AS context
UNION ALL
MATCH (n:Alliance) WHERE $text <> '' AND n.search CONTAINS $text
RETURN n.id AS id, n.name AS name, coalesce(n.founded_on, '') AS context
UNION ALL
MATCH (n:HelpTeam) WHERE $text <> '' AND n.search CONTAINS $text
RETURN n.id AS id, n.name AS name, coalesce(n.team, '') AS context
UNION ALL
MATCH (n:Project) WHERE $text <> '' AND n.search CONTAINS $text
RETURN n.id AS id, n.name AS name, coalesce(n.started_on, '') AS context
UNION ALL
MATCH (n:Problem) WHERE $text <> '' AND n.search CONTAINS $text
OPTIONAL MATCH (o:Organization)-[:POSED]->(n)
RETURN DISTINCT n.id AS id, n.name AS name, coalesce(o.name, '') AS context
UNION ALL
MATCH (n:Achievement) WHERE $text <> '' AND n.search CONTAINS $text
RETURN n.id AS id, n.name AS name, coalesce(n.category, '') AS context
UNION ALL
MATCH (n:Standard) WHERE $text <> '' AND n.search CONTAINS $text
RETURN n.id AS id, n.name AS name, coalesce(n.number, '') AS context
