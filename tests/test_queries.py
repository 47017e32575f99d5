"""The contract of a query file, and that every installed query keeps it."""

import ast
import inspect
import re
from collections import Counter
from pathlib import Path

import pytest

from graph import ask
from graph.paths import COMMON_GROUND
from graph.queries import FOLDER, Query, QueryError, get, load_queries, portability_faults
from graph.schema import load_schema

GOOD = """// name: members
// params: id, since
// returns: many Member
// 一个联盟的成员。
MATCH (s:Studio)-[m:MEMBER_OF]->(a:Alliance)
WHERE a.id = $id AND m.since >= $since
RETURN s.id AS id
"""


def written(folder: Path, **files: str) -> Path:
    """The folder, holding ``members=…`` as members.cypher and ``members__ladybug=…`` as members.ladybug.cypher."""
    for stem, text in files.items():
        (folder / f"{stem.replace('__', '.')}.cypher").write_text(text, encoding="utf-8")
    return folder


def test_a_good_file_is_read_whole(tmp_path: Path) -> None:
    query = load_queries(written(tmp_path, members=GOOD))["members"]
    assert query.params == ("id", "since")
    assert query.returns == "many Member"
    assert query.doc == "一个联盟的成员。"
    assert query.text.startswith("MATCH")
    assert query.text_for("neo4j") == query.text_for("ladybug") == query.text


def test_params_may_be_empty(tmp_path: Path) -> None:
    text = "// name: all\n// params:\n// returns: many Name\n// 全部。\nMATCH (n:Studio) RETURN n.id AS id"
    assert load_queries(written(tmp_path, all=text))["all"].params == ()


def test_a_file_from_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "members.cypher").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_queries(tmp_path)["members"].doc == "一个联盟的成员。"


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("// name: members\n", "", "members.cypher:1", "// name:"),
        ("// params: id, since\n", "", "members.cypher:2", "// params:"),
        ("// returns: many Member\n", "", "members.cypher:3", "// returns:"),
        ("// 一个联盟的成员。\n", "", "members.cypher:4", "一句话"),
        ("name: members", "name: others", "members.cypher:1", "写成 members"),
        ("name: members", "name: Members of", "members.cypher:1", "小写"),
        ("many Member", "some Member", "members.cypher:3", "many 或 one"),
        ("id, since", "id", "members.cypher:6", "$since"),
        ("id, since", "id, since, until", "members.cypher:2", "until"),
        ("id, since", "id, since,", "members.cypher:2", "空名"),
        ("id, since", "id, since, id", "members.cypher:2", "重复"),
        (GOOD[GOOD.index("MATCH") :], "// 什么也没有\n", "members.cypher:5", "没有查询语句"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, old: str, new: str, where: str, what: str) -> None:
    assert old in GOOD
    with pytest.raises(QueryError) as refused:
        load_queries(written(tmp_path, members=GOOD.replace(old, new)))
    assert where in str(refused.value)
    assert what in str(refused.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "members.cypher").write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(QueryError, match="UTF-8"):
        load_queries(tmp_path)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="nowhere"):
        load_queries(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ["// $ghost\n", "/* $ghost\n$ghost */", "'it\\'s $ghost'", '"$ghost"', "`$ghost`"])
def test_comments_and_texts_hold_no_parameters(tmp_path: Path, text: str) -> None:
    query = GOOD.replace("RETURN s.id AS id", f"RETURN s.id AS id, 1 AS one {text}")
    assert load_queries(written(tmp_path, members=query))["members"].params == ("id", "since")


def test_a_name_defined_twice_names_both_files(tmp_path: Path) -> None:
    with pytest.raises(QueryError) as refused:
        load_queries(written(tmp_path, members=GOOD, others=GOOD))
    assert "members.cypher" in str(refused.value)
    assert "others.cypher" in str(refused.value)


def test_a_variant_is_sent_to_its_engine_only(tmp_path: Path) -> None:
    variant = GOOD.replace("RETURN s.id", "RETURN DISTINCT s.id")
    query = load_queries(written(tmp_path, members=GOOD, members__ladybug=variant))["members"]
    assert "DISTINCT" in query.text_for("ladybug")
    assert "DISTINCT" not in query.text_for("neo4j")


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({"members__ladybug": GOOD}, "没有 members.cypher"),
        ({"members": GOOD, "members__oracle": GOOD}, "不认识的图库 oracle"),
        ({"members": GOOD, "members__neo4j": GOOD.replace("id, since", "since, id")}, "params 应与"),
        ({"members": GOOD, "members__neo4j": GOOD.replace("many Member", "one Member")}, "returns 应与"),
    ],
)
def test_a_variant_that_does_not_fit_is_refused(tmp_path: Path, files: dict[str, str], what: str) -> None:
    with pytest.raises(QueryError, match=what):
        load_queries(written(tmp_path, **files))


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(QueryError, match="studios_by_province"):
        get("studio_by_province")


def test_a_name_far_from_all_is_answered_with_where_to_look() -> None:
    with pytest.raises(QueryError, match="--list"):
        get("zzzzzzzzzzzzzzzz")


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n:Studio) SET n += $id RETURN n.id",
        "MERGE (n:Studio {id: $id}) RETURN n.id",
        "MATCH (n:Studio) DETACH DELETE n",
        "MATCH (n:Studio) REMOVE n.name RETURN n.id",
        "FOREACH (x IN [1] | CREATE (:Studio))",
        "MATCH (n:Studio) RETURN n {.id, .name}",
        "MATCH p = shortestPath((a:Studio)-[*]-(b:Studio)) RETURN length(p)",
        "MATCH p = (a:Studio)-[:LEADS* SHORTEST 1..3]->(b:Studio) RETURN length(p)",
        "CALL { MATCH (n:Studio) RETURN n.id AS id } RETURN id",
        "RETURN COLLECT { MATCH (n:Studio) RETURN n.id }",
        "RETURN [x IN [1, 2] | x + 1]",
        "MATCH (a:Studio) RETURN [(a)-->(b) | b.name]",
        "RETURN reduce(s = 0, x IN [1, 2] | s + x)",
        "RETURN date('2020-01-01').year",
        "MATCH (a:Alliance) RETURN a.kinds[0]",
        "MATCH (a:Alliance) RETURN collect(a.name)[0..3]",
        "RETURN substring('abc', 1)",
        "MATCH ((a:Organization)-[:PART_OF]->(b:Organization)){1,3} RETURN a.id",
        "MATCH (a:Organization)-[:PART_OF]->+(b:Organization) RETURN a.id",
        "MATCH (n:Studio) RETURN id(n)",
        "MATCH (n:Studio) RETURN elementId(n)",
        "MATCH (n:Studio) RETURN labels(n)",
        "MATCH (n:Studio) WITH n ORDER BY n.name RETURN collect(n.name)",
        "MATCH (a:Person)-[:MENTORS*1..3]-(b:Person) RETURN a.id",
        "MATCH (n:Studio) WHERE $id IS NULL OR n.id = $id RETURN n.id",
        "MATCH (n:Studio) WHERE n.name CONTAINS $text RETURN n.id",
        "MATCH (n:Studio) RETURN sum(n.stated_members)",
        "MATCH (n:Studio) WHERE EXISTS { (n)-[:MEMBER_OF]->() } RETURN n.id",
    ],
)
def test_what_is_not_portable_is_found(text: str) -> None:
    assert len(portability_faults(Query("q", (), "many X", "", text))) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n:Studio) WHERE n.name STARTS WITH 'CALL' RETURN n.id AS id, n.named_on AS set_on ORDER BY id",
        "MATCH (n:Studio) WITH n ORDER BY n.name LIMIT 3 RETURN collect(n.name) AS names",
        "MATCH (n:Studio) WITH n WHERE n.id = $id RETURN n.id AS id ORDER BY id",
        "MATCH (p:Person)-[r:HOLDS]->(h:Honor) WHERE r.year IN ['2019', '2020'] RETURN p.id AS id // labels(n)",
        "MATCH (o:Organization)-[:PART_OF*1..6]->(p:Organization) RETURN DISTINCT o.id AS id",
        "MATCH (a:Studio)<-[:LEADS*1..2]-(b:Person) RETURN {id: a.id, name: a.name} AS studio",
        "MATCH (a:Studio)-[r]-(b) RETURN type(r) AS edge, coalesce(sum(a.area_m2), 0) AS area",
        "MATCH (n:Studio) WHERE coalesce($text, '') = '' OR n.name CONTAINS $text RETURN n.id AS id",
        "MATCH (n:Studio) WHERE any(k IN ['a'] WHERE k = n.name) RETURN COUNT { MATCH (n)-[:HELD]->(a) } AS number",
    ],
)
def test_what_is_portable_is_let_through(text: str) -> None:
    assert portability_faults(Query("q", (), "many X", "", text)) == ()


def test_a_query_with_a_variant_may_differ_but_not_write() -> None:
    differing = Query("q", (), "many X", "", "RETURN labels(n)", {"ladybug": "MATCH (n) DELETE n"})
    assert portability_faults(differing) == ("写入图谱的语句",)


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_an_installed_query_is_portable(name: str) -> None:
    assert portability_faults(get(name)) == ()


def test_every_file_of_the_folder_is_a_query() -> None:
    shared = {file.name.split(".")[0] for file in FOLDER.glob("*.cypher")}
    assert shared == set(load_queries())
    assert sorted(file.name for file in FOLDER.iterdir() if file.suffix != ".cypher") == []


def _asked_for() -> Counter[str]:
    """Query names that graph/ask.py asks for: first text after the store in ``_ask``, and values of its name tables."""
    names: list[str] = []
    for part in ast.walk(ast.parse(inspect.getsource(ask))):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "_ask":
            names += [one.value for one in part.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if isinstance(part, ast.Dict):
            names += [one.value for one in part.values if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return Counter(names)


def test_every_query_has_exactly_one_caller() -> None:
    assert _asked_for() == Counter(load_queries().keys())


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("MATCH (n:Studio) RETURN n.id AS id, n.name AS name ORDER BY name", "id"),
        ("MATCH (a:Person)-[:MENTORS]->(b:Person) RETURN a.id AS a_id, b.id AS b_id ORDER BY a_id", "b_id"),
        ("MATCH (n:Studio) RETURN n.level AS level, count(n) AS number ORDER BY number DESC", "level"),
        ("MATCH (a)-[r]->(b) RETURN b.id AS `end`, type(r) AS edge ORDER BY edge", "end"),
    ],
)
def test_an_order_that_leaves_ties_is_found(text: str, missing: str) -> None:
    assert any(missing in fault for fault in portability_faults(Query("q", (), "many X", "", text)))


def test_ties_are_all_edges_but_those_to_what_nearly_everybody_shares() -> None:
    text = get("ties").text
    shared = {name for name, edge in load_schema().edges.items() if all({*ends} & COMMON_GROUND for ends in edge.ends)}
    asked = {name for name in load_schema().edges if re.search(rf"\b{name}\b", text)}
    assert asked == set(load_schema().edges) - shared
    assert all(text.count(name) == 2 for name in asked)  # both ways


# These read every stay, or use it only to tell namesakes apart.
_ANY_TIME = {"ties", "facts_memberships", "find"}


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_a_query_that_walks_stays_says_on_which_day(name: str) -> None:
    walks = any(stay in get(name).text for stay in ("MEMBER_OF", "BELONGS_TO"))
    assert ("today" in get(name).params) == (walks and name not in _ANY_TIME)
