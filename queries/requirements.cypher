// name: requirements
// params: standard
// returns: many RequirementLine
// 制度标准的逐条要求；可按标准名称的一部分筛选。
MATCH (d:Standard)-[:REQUIRES]->(c:Requirement)
WHERE coalesce($standard, '') = '' OR d.name CONTAINS $standard
OPTIONAL MATCH (o:Organization)-[:ISSUED]->(d)
RETURN d.id AS id, d.name AS standard, coalesce(c.article, '') AS article, c.name AS requirement,
  collect(DISTINCT o.name) AS issuers, c.id AS requirement_id
ORDER BY standard, article, requirement, id, requirement_id
