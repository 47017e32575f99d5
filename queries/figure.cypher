// name: figure
// params: id
// returns: one Entity
// 一个统计数字的全部登记内容。
MATCH (n:Figure) WHERE n.id = $id
RETURN n.id AS id,
  n.name AS name,
  n.value AS value,
  n.text AS text,
  n.unit AS unit,
  n.qualifier AS qualifier,
  n.period AS period,
  n.source AS source,
  n.quote AS quote,
  n.verification AS verification
