// name: ties
// params: ids
// returns: many Link
// 一批对象之间的实在联系：不含所在地区、所属行业、所擅技能和所获荣誉，那些几乎人人共有。
MATCH (n)-[r:LEADS|BELONGS_TO|WORKS_AT|BASED_AT|PART_OF|MEMBER_OF|COORDINATES|SERVES_ON|TACKLES|HELPS|MENTORS|WORKS_ON|POSED|YIELDED|SUPPLIES|HELD|FUNDS|STATES|ISSUED|REQUIRES]->(m) WHERE n.id IN $ids
RETURN type(r) AS edge, n.id AS start, n.name AS start_name, m.id AS `end`, m.name AS end_name,
  coalesce(r.role, r.title, r.product, r.trade, '') AS detail, coalesce(r.until, '') AS until
UNION
MATCH (m)-[r:LEADS|BELONGS_TO|WORKS_AT|BASED_AT|PART_OF|MEMBER_OF|COORDINATES|SERVES_ON|TACKLES|HELPS|MENTORS|WORKS_ON|POSED|YIELDED|SUPPLIES|HELD|FUNDS|STATES|ISSUED|REQUIRES]->(n) WHERE n.id IN $ids
RETURN type(r) AS edge, m.id AS start, m.name AS start_name, n.id AS `end`, n.name AS end_name,
  coalesce(r.role, r.title, r.product, r.trade, '') AS detail, coalesce(r.until, '') AS until
