// name: skill
// params: id
// returns: one Entity
// 一个技能的全部登记内容。
MATCH (n:Skill) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
