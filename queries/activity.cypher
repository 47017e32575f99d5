// name: activity
// params: id
// returns: one Entity
// 一个活动的全部登记内容。
MATCH (n:Activity) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.category AS category,
  n.held_on AS held_on,
  n.sessions AS sessions,
  n.attendance AS attendance,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
