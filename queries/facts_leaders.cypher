// name: facts_leaders
// params: today
// returns: many FactLeader
// 分析所用：谁领衔哪个工作室，此外还登记了几名现有成员。
MATCH (p:Person)-[:LEADS]->(s:Studio)
RETURN s.id AS studio, p.id AS person, p.name AS name,
  COUNT { MATCH (s)<-[m:BELONGS_TO]-(q:Person)
    WHERE q.id <> p.id AND coalesce(m.since, '') <= $today AND coalesce(m.until, '9999') > $today } AS members
ORDER BY studio, person, name, members
