// name: facts_alliances
// params: 
// returns: many FactAlliance
// 分析所用：每个联盟的类型、落脚点和成立日期。
MATCH (a:Alliance)
RETURN a.id AS id, a.name AS name, a.kinds AS kinds, coalesce(a.pairing_form, '') AS pairing_form,
  a.goals AS goals, coalesce(a.founded_on, '') AS founded_on, coalesce(a.status, '') AS status
ORDER BY id
