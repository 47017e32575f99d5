// name: isolated_studios
// params: province, today
// returns: many Isolated
// 现在不在任何联盟、也没有与别的工作室共同承担课题的工作室。
MATCH (s:Studio)
WHERE NOT coalesce(s.status, '') CONTAINS '摘牌'
  AND NOT EXISTS {
    MATCH (s)-[m:MEMBER_OF]->(:Alliance)
    WHERE coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today
  }
  AND NOT EXISTS { MATCH (s)-[:WORKS_ON]->(:Project)<-[:WORKS_ON]-(t:Studio) WHERE t.id <> s.id }
OPTIONAL MATCH (s)-[:LOCATED_IN]->(r:Region)
OPTIONAL MATCH (s)-[:BASED_AT]->(o:Organization)
OPTIONAL MATCH (o)-[:LOCATED_IN]->(q:Region)
WITH s, coalesce(o.name, '') AS organization, coalesce(r.province, q.province, '') AS province
WHERE coalesce($province, '') = '' OR province = $province
RETURN s.id AS id, s.name AS name, organization, province, coalesce(s.level, '') AS level
ORDER BY id
