// name: studio_numbers
// params: text
// returns: many Numbered
// 工作室编号里含有某些字的工作室。
MATCH (n:Studio)
WHERE $text <> '' AND n.search CONTAINS $text AND coalesce(n.code, '') <> ''
RETURN n.id AS id, n.name AS name, n.code AS number
ORDER BY number, id
