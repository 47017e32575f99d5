// name: alliances_by_kind
// params: 
// returns: many Count
// 各类联盟的个数；一个联盟可属多类。
MATCH (a:Alliance)
UNWIND a.kinds AS name
RETURN name, count(DISTINCT a.id) AS number
ORDER BY number DESC, name
