// name: unregistered
// params: 
// returns: many Name
// 被引用未登记：别的台账提到、自己的台账里却没有的工作室、单位和联盟。
MATCH (n:Studio) WHERE n.registered = false RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Organization) WHERE n.registered = false RETURN n.id AS id, n.name AS name
UNION ALL
MATCH (n:Alliance) WHERE n.registered = false RETURN n.id AS id, n.name AS name
