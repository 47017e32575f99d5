"""The named queries in ``queries/*.cypher``: read, checked, and handed out by name; the only place that holds Cypher.

A file opens with four comment lines and then holds one statement::

    // name: alliance_members
    // params: id
    // returns: many Member
    // 一个联盟的成员工作室和成员单位，及其角色。
    MATCH (s:Studio)-[m:MEMBER_OF]->(a:Alliance) WHERE a.id = $id
    RETURN s.id AS id, …

``x.ladybug.cypher`` or ``x.neo4j.cypher`` beside ``x.cypher`` is what that engine is sent instead, under the same
header; its sentence says what differs.

What to mind when writing one, because the engines differ without a word (``portability_faults`` finds the first five):

* ``x CONTAINS ''`` is true on Neo4j and false on Ladybug: put ``coalesce($p, '') = '' OR`` before it. ``''`` is also
  how an optional text is not given, for Ladybug cannot type a None in ``$p IS NULL``.
* ``sum`` over nothing is 0 on Neo4j and null on Ladybug: ``coalesce(sum(x), 0)``.
* An undirected relationship of variable length repeats edges on Ladybug.
* ``WITH … ORDER BY`` without LIMIT promises nothing.
* Rows equal in all of ORDER BY have no order: name every returned id in it, or every column where none is returned.
* Within one pattern Neo4j does not walk an edge twice and Ladybug does: say ``a.id <> c.id``.
* ``toString(1.5)`` and ``toInteger(3.7)`` are 1.5 and 3 on Neo4j, 1.500000 and 4 on Ladybug: cast in Python.
* ``collect`` and rows without ORDER BY have no order.

Ladybug refuses what Neo4j lets pass: a property that no such kind has, ``ORDER BY p`` where ``p`` is also a node,
columns of different types (or a bare ``null``) under UNION, ``AS end``, ``round(x)``, ``EXISTS`` and ``COUNT`` without
MATCH. Neo4j refuses to order by ``p.id`` where the column ``p`` is text: never name a column like a variable.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from graph.errors import MengtuError

FOLDER = Path(__file__).parent.parent / "queries"
ENGINES = ("ladybug", "neo4j")
_HEADER = ("name", "params", "returns")
_RETURNS = re.compile(r"(many|one) [A-Z]\w*")
_PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")
_NOT_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`", re.DOTALL)

# What one of the engines refuses, or answers differently without a word.
_NOT_PORTABLE = {
    "shortestPath": r"\b(all)?shortestPaths?\b|\bSHORTEST\b",
    "CALL": r"\bCALL\b",
    "COLLECT { … }": r"\bCOLLECT\s*\{",
    "映射投影 n {.id}": r"\b\w+\s*\{\s*\.",
    "列表推导 [x IN …]": r"\[\s*\w+\s+IN\b",
    "模式推导 [(a)-->(b) | …]": r"\[\s*(\w+\s*=\s*)?\(",
    "reduce()": r"\breduce\s*\(",
    "日期的分量，例如 date(…).year": r"\)\s*\.\s*(year|quarter|month|week|day)\b|\.(quarter|month|week|day)\b",
    "列表下标或切片": r"[\w)\]]\[",
    "substring()": r"\bsubstring\s*\(",
    "量化路径": r"(->|<-|--|\]-|\))\s*\{\s*\d*\s*,?\s*\d*\s*\}|(->|\]-|\)\))\s*[+*]",
    "id()、elementId()、labels()": r"(?<![.\w])(id|elementId|labels)\s*\(",
    "WITH … ORDER BY 而没有 LIMIT": (
        r"(?<!STARTS )(?<!ENDS )\bWITH\b(?:(?!\b(?:MATCH|WITH|RETURN|UNWIND|UNION)\b).)*?\bORDER\s+BY\b"
        r"(?:(?!\b(?:MATCH|WITH|RETURN|UNWIND|UNION|LIMIT)\b).)*\b(?:MATCH|WITH|RETURN|UNWIND|UNION)\b"
    ),
    "不带方向的变长关系": r"(?<!<)-\s*\[[^\]]*\*[^\]]*\]\s*-(?!>)",
    "没有 MATCH 的 EXISTS { } 或 COUNT { }": r"\b(EXISTS|COUNT)\s*\{(?!\s*MATCH\b)",
    "没有 coalesce 的 sum()": r"(?<!coalesce\()\bsum\s*\(",
    "$参数 IS NULL": r"\$\w+\s+IS\s+(NOT\s+)?NULL\b",
}
_ORDERED = re.compile(r"\bORDER\s+BY\b[^{}]*\Z")
_SORTED = re.compile(r".*\bRETURN\b(.*?)\bORDER\s+BY\b(.*)", re.DOTALL)
_UNION = re.compile(r"\bUNION\b")
_COLLECT = re.compile(r"\bcollect\s*\(")
_CONTAINS = re.compile(r"\bCONTAINS\s+\$(\w+)", re.IGNORECASE)
_WRITES = r"(?<![.$:\w])(CREATE|MERGE|DELETE|DETACH|SET|REMOVE|FOREACH|DROP|ALTER|COPY|LOAD)\b"


class QueryError(MengtuError):
    """A query file breaks the contract, or a query is asked for that does not exist."""


@dataclass(frozen=True, slots=True)
class Query:
    """One named query.

    ``returns`` is ``many Member`` or ``one Profile``; ``variants`` holds the honest differences, engine → text.
    """

    name: str
    params: tuple[str, ...]
    returns: str
    doc: str
    text: str
    variants: dict[str, str] = field(default_factory=dict)

    def text_for(self, engine: str) -> str:
        """The Cypher to send to ``engine`` (``ladybug`` or ``neo4j``)."""
        return self.variants.get(engine, self.text)

    def filled(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """What people typed as this query's parameters: what is missing is empty text, ``ids`` are split at commas.

        Raises:
            QueryError: something was typed for a parameter this query does not have.
        """
        if unknown := sorted(typed.keys() - set(self.params)):
            known = "、".join(self.params) or "（无）"
            raise QueryError(f"查询 {self.name} 没有参数「{'、'.join(unknown)}」，可用的参数：{known}。")
        return {name: _as_parameter(name, typed.get(name, "")) for name in self.params}

    @property
    def is_ordered(self) -> bool:
        """Whether the text ends in an ORDER BY that rules over the whole answer."""
        return bool(_ORDERED.search(self.text)) and not _UNION.search(self.text)

    @property
    def collects(self) -> bool:
        """Whether the answer holds lists that an engine gathered in an order of its own."""
        return bool(_COLLECT.search(self.text))


def _as_parameter(name: str, typed: str) -> str | list[str]:
    match name:
        case "ids":
            return [part.strip() for part in typed.replace("，", ",").split(",") if part.strip()]
        case "text":  # names are searched in lower case
            return typed.strip().lower()
        case _:
            return typed.strip()


def get(name: str) -> Query:
    """The installed query of that name.

    Raises:
        QueryError: there is none; the sentence lists names that are near.
    """
    queries = _installed()
    if name in queries:
        return queries[name]
    near = difflib.get_close_matches(name, queries, n=3, cutoff=0.5)
    hint = f"是不是 {'、'.join(near)}？" if near else "用 mengtu query --list 看有哪些。"
    raise QueryError(f"没有名为“{name}”的查询；{hint}")


def load_queries(folder: Path = FOLDER) -> dict[str, Query]:
    """Every query in ``folder`` by name; the installed ones are read once.

    Raises:
        QueryError: a file breaks the contract; the sentence says which, where and what is wrong.
    """
    return dict(_installed()) if folder == FOLDER else _read_folder(folder)


@cache
def _installed() -> dict[str, Query]:
    return _read_folder(FOLDER)


def _read_folder(folder: Path) -> dict[str, Query]:
    if not folder.is_dir():
        raise QueryError(f"找不到查询文件夹 {folder}；请重新安装。")
    read = {file: _read(file) for file in sorted(folder.glob("*.cypher"))}
    shared = {file: query for file, query in read.items() if not _engine(file)}
    _refuse_second_definitions(shared)
    for file, query in read.items():
        stem = file.name.removesuffix(".cypher").removesuffix(f".{_engine(file)}")
        if query.name != stem:
            raise _fault(file, 1, f"name 应与文件名一致，写成 {stem}")
    queries = {query.name: query for query in shared.values()}
    for file in read.keys() - shared.keys():
        base = _base_of(file, read[file], queries)
        queries[base.name] = replace(base, variants={**base.variants, _engine(file): read[file].text})
    return queries


def _read(file: Path) -> Query:
    """One file on its own, checked as far as it can be without the others."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise _fault(file, 1, "文件不是 UTF-8 编码，请另存为 UTF-8") from error
    header: dict[str, str] = {}
    for number, key in enumerate(_HEADER, start=1):
        match = re.match(rf"//\s*{key}:(.*)", lines[number - 1] if len(lines) >= number else "")
        if match is None:
            raise _fault(file, number, f"这一行应写 // {key}: …")
        header[key] = match[1].strip()
    if len(lines) < 4 or not re.match(r"//\s*\S", lines[3]):
        raise _fault(file, 4, "这一行应写 // 和一句话，说明查的是什么")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", header["name"]):
        raise _fault(file, 1, "name 只能用小写英文字母、数字和下划线")
    if not _RETURNS.fullmatch(header["returns"]):
        raise _fault(file, 3, "returns 应写成 many 或 one 加一个行类型，例如 many Member")
    params = tuple(one.strip() for one in header["params"].split(",")) if header["params"] else ()
    body = "\n".join(lines[4:]).strip("\n")
    if not _code(body).strip():
        raise _fault(file, 5, "头部之后没有查询语句")
    _match_parameters(file, params, "\n".join(lines))
    return Query(header["name"], params, header["returns"], lines[3].removeprefix("//").strip(), body)


def _match_parameters(file: Path, declared: tuple[str, ...], text: str) -> None:
    used: dict[str, int] = {}
    for number, line in enumerate(_code(text).splitlines(), start=1):
        for name in _PARAMETER.findall(line):
            used.setdefault(name, number)
    for name, number in used.items():
        if name not in declared:
            raise _fault(file, number, f"用到了参数 ${name}，但第 2 行的 params 没有写它")
    for name in declared:
        if name not in used:
            raise _fault(file, 2, f"params 写了 {name or '空名'}，但查询语句没有用到它")
    if len(set(declared)) < len(declared):
        raise _fault(file, 2, "params 中有重复的参数")


def _refuse_second_definitions(shared: dict[Path, Query]) -> None:
    first: dict[str, Path] = {}
    for file, query in shared.items():
        if query.name in first:
            raise _fault(file, 1, f"查询 {query.name} 已在 {first[query.name].name} 中定义，请改名")
        first[query.name] = file


def _base_of(file: Path, variant: Query, queries: dict[str, Query]) -> Query:
    base = queries.get(variant.name)
    if base is None:
        raise _fault(file, 1, f"旁边没有 {variant.name}.cypher")
    if _engine(file) not in ENGINES:
        raise _fault(file, 1, f"不认识的图库 {_engine(file)}，文件名只能用 {' 或 '.join(ENGINES)}")
    if variant.params != base.params:
        raise _fault(file, 2, f"params 应与 {variant.name}.cypher 相同")
    if variant.returns != base.returns:
        raise _fault(file, 3, f"returns 应与 {variant.name}.cypher 相同")
    return base


def _engine(file: Path) -> str:
    """The ``ladybug`` of ``x.ladybug.cypher``; empty for ``x.cypher``."""
    return Path(file.stem).suffix.removeprefix(".")


def _fault(file: Path, line: int, what: str) -> QueryError:
    return QueryError(f"{file.parent.name}/{file.name}:{line}：{what}。")


def _code(text: str) -> str:
    """The same lines without comments, texts and quoted names, so that what looks like code is code."""
    return _NOT_CODE.sub(lambda match: ("" if match[0][0] == "/" else "''") + "\n" * match[0].count("\n"), text)


def portability_faults(query: Query) -> tuple[str, ...]:
    """What must not stand in a query file, named; nothing when the query may be sent to every engine.

    Writing is refused in every text, since stores are levelled with the register and never written by a query. The
    rest holds for a text that all engines share; a query with a variant is honest about its difference.
    """
    codes = [_code(text) for text in (query.text, *query.variants.values())]
    faults = ["写入图谱的语句"] if any(_has(_WRITES, code) for code in codes) else []
    if not query.variants:
        faults += [what for what, pattern in _NOT_PORTABLE.items() if _has(pattern, codes[0])]
        faults += [f"CONTAINS ${name} 而没有考虑空文字" for name in sorted(set(_CONTAINS.findall(codes[0])))
                   if not _has(rf"\${name}\b\s*(,\s*''\s*\))?\s*(=|<>)\s*''", codes[0])]  # fmt: skip
        faults += [f"ORDER BY 缺少 {'、'.join(missing)}，次序不唯一"] if (missing := _unsorted(query)) else []
    return tuple(faults)


def _unsorted(query: Query) -> list[str]:
    """The returned ids an ordered query does not order by, or the columns where it returns none."""
    found = _SORTED.fullmatch(_code(query.text.replace("`", ""))) if query.is_ordered else None
    if found is None:
        return []
    columns = re.findall(r"\bAS\s+(\w+)", found[1]) or re.findall(r"(\w+)\s*(?:,|$)", found[1].strip())
    keys = re.findall(r"([\w.]+)(?:\s+(?:ASC|DESC))?\s*(?:,|$)", found[2].strip())
    ids = [column for column in columns if column == "id" or column.endswith("_id")]
    return [column for column in ids or columns if column not in keys]


def _has(pattern: str, code: str) -> bool:
    return bool(re.search(pattern, code, re.IGNORECASE | re.DOTALL))
