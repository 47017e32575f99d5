// name: studio
// params: id
// returns: one Entity
// 一个工作室的全部登记内容。
MATCH (n:Studio) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.code AS code,
  n.category AS category,
  n.level AS level,
  n.field AS field,
  n.expertise AS expertise,
  n.established_on AS established_on,
  n.named_by AS named_by,
  n.named_on AS named_on,
  n.area_m2 AS area_m2,
  n.stated_members AS stated_members,
  n.equipment AS equipment,
  n.rules AS rules,
  n.status AS status,
  n.closed_on AS closed_on,
  n.registered AS registered,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
