// name: figures
// params: id
// returns: many StatedFigure
// 来源载明的统计数字：只有合计、没有名单的，按原文保留。
MATCH (n:Studio|Organization|Alliance|Region|HelpTeam)-[r:STATES]->(f:Figure) WHERE n.id = $id
RETURN f.name AS name, f.value AS value, coalesce(f.text, '') AS text, coalesce(f.unit, '') AS unit,
  coalesce(f.qualifier, '') AS qualifier, coalesce(f.period, '') AS period,
  coalesce(f.source, '') AS source, coalesce(f.quote, '') AS quote, f.id AS id
ORDER BY name, text, id
