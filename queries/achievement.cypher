// name: achievement
// params: id
// returns: one Entity
// 一个成果的全部登记内容。
MATCH (n:Achievement) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.category AS category,
  n.level AS level,
  n.achieved_on AS achieved_on,
  n.converted AS converted,
  n.benefit_wan AS benefit_wan,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
