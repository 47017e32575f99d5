// name: person
// params: id
// returns: one Entity
// 一个人员的全部登记内容。
MATCH (n:Person) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.title AS title,
  n.skill_grade AS skill_grade,
  n.trade AS trade,
  n.education AS education,
  n.department AS department,
  n.duties AS duties,
  n.registered AS registered,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
