// name: unverified
// params: 
// returns: many Unverified
// 待核实：来源不是媒体或官方网页、需要核对的工作室和联盟。
MATCH (n:Studio) WHERE n.verification CONTAINS '待核实'
RETURN n.id AS id, n.name AS name, coalesce(n.source, '') AS source
UNION ALL
MATCH (n:Alliance) WHERE n.verification CONTAINS '待核实'
RETURN n.id AS id, n.name AS name, coalesce(n.source, '') AS source
