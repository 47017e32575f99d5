"""Simulated ledgers are reproducible, valid under the schema, plainly marked, and hold what was planted in them."""

import csv
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import MengtuError
from graph.schema import load_schema
from ingest.generate import GeneratedLedgers, generate, write_ledgers
from ingest.reference import find_industry, find_region

Rows = list[dict[str, str]]
SEED = 7
STUDIOS = 400


@cache
def province(studios: int = STUDIOS) -> GeneratedLedgers:
    return generate(studios, SEED)


def rows(ledgers: GeneratedLedgers, ledger: str) -> Rows:
    table = next(table for table in ledgers.tables if table.ledger == ledger)
    return [dict(zip(table.header, row, strict=True)) for row in table.rows]


def values(ledger: str, column: str) -> list[str]:
    """Every single value of a column of the province, several in a cell taken apart."""
    return [value for row in rows(province(), ledger) for value in row[column].split("；") if value]


def partners(since: str, until: str, ledgers: GeneratedLedgers | None = None) -> set[tuple[str, str]]:
    """Pairs of studios in alliances founded from ``since`` to before ``until``, of the province if not told."""
    ledgers = ledgers or province()
    founded = {row["联盟名称"]: row["成立日期"] for row in rows(ledgers, "联盟台账")}
    members = defaultdict(list)
    for row in rows(ledgers, "联盟成员台账"):
        if row["工作室"] and since <= founded[row["联盟名称"]] < until:
            members[row["联盟名称"]].append(row["工作室"])
    return {pair for together in members.values() for pair in combinations(sorted(together), 2)}


def community_of() -> dict[str, int]:
    return {code: number for number, group in enumerate(province().truth.communities) for code in group}


def test_the_same_seed_gives_the_same_ledgers() -> None:
    assert generate(60, 3) == generate(60, 3)


def test_another_seed_gives_other_ledgers() -> None:
    assert generate(60, 3).tables != generate(60, 4).tables


def test_the_files_are_the_same_to_the_byte_in_another_process_with_another_hash_seed(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from ingest.generate import generate, write_ledgers;"
        "write_ledgers(generate(60, 3), Path(sys.argv[1]))"
    )
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path(__file__).parents[1])}
        subprocess.run([sys.executable, "-c", script, str(tmp_path / hash_seed)], env=environment, check=True)
    written = write_ledgers(generate(60, 3), tmp_path / "here")
    for path in written:
        assert path.read_bytes() == (tmp_path / "1" / path.name).read_bytes()
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes()


@given(studios=st.integers(1, 80), seed=st.integers(-5, 10**9))
@settings(max_examples=15, deadline=None)
def test_any_number_of_studios_is_met_exactly(studios: int, seed: int) -> None:
    ledgers = generate(studios, seed)
    codes = [row["工作室编号"] for row in rows(ledgers, "工作室台账")]
    assert len(codes) == len(set(codes)) == studios


@pytest.mark.parametrize("studios", [0, -1, 1_000_000])
def test_an_impossible_number_of_studios_is_refused_in_chinese(studios: int) -> None:
    with pytest.raises(MengtuError, match=f"模拟工作室的数量应为.*{studios}"):
        generate(studios, SEED)


def test_two_thousand_one_studios_stand_in_many_provinces() -> None:
    provinces = {row["地区"][:2] for row in rows(generate(2001, SEED), "工作室台账")}
    assert len(provinces) > 20


def test_every_row_of_every_ledger_says_it_is_simulated() -> None:
    for table in province().tables:
        for row in rows(province(), table.ledger):
            assert row["出处"] == f"模拟数据（种子 {SEED}）"
            assert row["核实情况"] == "模拟数据"


@pytest.mark.parametrize(
    ("ledger", "column"),
    [("工作室台账", "工作室名称"), ("单位台账", "单位名称"), ("联盟台账", "联盟名称"), ("劳模帮帮团台账", "名称")],
)
def test_names_of_studios_organizations_and_alliances_show_it_too(ledger: str, column: str) -> None:
    assert all(name.startswith("模拟·") for name in values(ledger, column))


def test_the_headings_are_the_columns_of_the_schema() -> None:
    for table in province().tables:
        assert table.header == (*load_schema().ledgers[table.ledger].columns, "出处", "核实情况")


def test_every_required_cell_is_filled_and_every_choice_is_one_of_the_schema() -> None:
    for table in province().tables:
        ledger = load_schema().ledgers[table.ledger]
        for row in rows(province(), table.ledger):
            assert not ledger.one_of or any(row[column] for column in ledger.one_of)
            for heading, column in ledger.columns.items():
                assert row[heading] or not column.required, (table.ledger, heading, row)
                chosen = row[heading].split("；") if column.type == "choices" else [row[heading]]
                assert not column.choices or not row[heading] or set(chosen) <= set(column.choices)


def test_every_column_is_used_except_the_private_ones_and_the_credit_code() -> None:
    unused = {
        heading
        for table in province().tables
        for number, heading in enumerate(table.header)
        if not any(row[number] for row in table.rows)
    }
    private = {h for ledger in load_schema().ledgers.values() for h, c in ledger.columns.items() if c.private}
    assert unused == {*private, "统一社会信用代码"}


def test_dates_are_whole_days_from_2005_to_2027_and_numbers_are_numbers() -> None:
    for table in province().tables:
        ledger = load_schema().ledgers[table.ledger]
        for row in rows(province(), table.ledger):
            for heading, column in ledger.columns.items():
                if row[heading] and column.type == "date":
                    assert 2005 <= date.fromisoformat(row[heading]).year <= 2027
                if row[heading] and column.type in {"integer", "number", "money", "year"}:
                    assert float(row[heading]) >= 0


@pytest.mark.parametrize(
    ("ledger", "earlier", "later"),
    [
        ("工作室台账", "创建日期", "命名日期"),
        ("工作室台账", "创建日期", "摘牌日期"),
        ("成员台账", "加入日期", "退出日期"),
        ("联盟成员台账", "加入日期", "退出日期"),
        ("师徒台账", "起始日期", "结束日期"),
        ("课题台账", "立项日期", "结题日期"),
    ],
)
def test_what_ends_has_begun_before(ledger: str, earlier: str, later: str) -> None:
    both = [row for row in rows(province(), ledger) if row[later]]
    assert both
    assert all(row[earlier] <= row[later] for row in both)


def test_nobody_joins_an_alliance_before_it_was_founded_or_before_the_studio_was_created() -> None:
    founded = {row["联盟名称"]: row["成立日期"] for row in rows(province(), "联盟台账")}
    created = {row["工作室编号"]: row["创建日期"] for row in rows(province(), "工作室台账")}
    for row in rows(province(), "联盟成员台账"):
        assert "2015" <= founded[row["联盟名称"]] <= row["加入日期"] < "2026"
        assert created.get(row["工作室"], "") <= row["加入日期"]


@pytest.mark.parametrize(
    ("ledger", "column", "target", "key"),
    [
        ("单位台账", "上级单位", "单位台账", "单位名称"),
        ("供应关系台账", "供方", "单位台账", "单位名称"),
        ("供应关系台账", "需方", "单位台账", "单位名称"),
        ("工作室台账", "所在单位", "单位台账", "单位名称"),
        ("成员台账", "工作室", "工作室台账", "工作室编号"),
        ("联盟台账", "牵头单位", "单位台账", "单位名称"),
        ("联盟台账", "领衔工作室", "工作室台账", "工作室编号"),
        ("联盟成员台账", "联盟名称", "联盟台账", "联盟名称"),
        ("联盟成员台账", "工作室", "工作室台账", "工作室编号"),
        ("联盟成员台账", "成员单位", "单位台账", "单位名称"),
        ("劳模帮帮团台账", "劳模工匠", "工作室台账", "领衔人"),
        ("劳模帮帮团台账", "重点项目", "难题台账", "难题名称"),
        ("劳模帮帮团台账", "单位", "单位台账", "单位名称"),
        ("课题台账", "工作室", "工作室台账", "工作室编号"),
        ("课题台账", "联盟", "联盟台账", "联盟名称"),
        ("课题台账", "协作工作室", "工作室台账", "工作室编号"),
        ("成果台账", "工作室", "工作室台账", "工作室编号"),
        ("成果台账", "课题", "课题台账", "课题名称"),
        ("活动台账", "工作室", "工作室台账", "工作室编号"),
        ("活动台账", "联盟", "联盟台账", "联盟名称"),
        ("经费台账", "工作室", "工作室台账", "工作室编号"),
        ("难题台账", "提出单位", "单位台账", "单位名称"),
        ("难题台账", "所需技能", "工作室台账", "擅长"),
    ],
)
def test_every_reference_resolves(ledger: str, column: str, target: str, key: str) -> None:
    said = set(values(ledger, column))
    assert said
    assert said <= set(values(target, key))


@pytest.mark.parametrize(
    ("ledger", "column"),
    [
        ("单位台账", "单位名称"),
        ("联盟台账", "联盟名称"),
        ("课题台账", "课题名称"),
        ("难题台账", "难题名称"),
        ("劳模帮帮团台账", "名称"),
    ],
)
def test_what_others_refer_to_by_name_has_a_name_of_its_own(ledger: str, column: str) -> None:
    names = values(ledger, column)
    assert len(names) == len(set(names))


def test_masters_and_apprentices_are_members_of_the_studios_named() -> None:
    members = {(row["姓名"], row["工作室"]) for row in rows(province(), "成员台账")}
    for row in rows(province(), "师徒台账"):
        assert {(row["师傅"], row["师傅工作室"]), (row["徒弟"], row["徒弟工作室"])} <= members


def test_nobody_is_in_a_studio_twice_and_the_leader_comes_first() -> None:
    crews = defaultdict(list)
    for row in rows(province(), "成员台账"):
        crews[row["工作室"]].append(row)
    leaders = {row["工作室编号"]: row["领衔人"] for row in rows(province(), "工作室台账")}
    for code, crew in crews.items():
        names = [row["姓名"] for row in crew]
        assert len(names) == len(set(names))
        assert 3 <= len(names) <= 15
        assert (names[0], crew[0]["身份"]) == (leaders[code], "领衔人")


def test_people_in_different_studios_share_names_as_in_life() -> None:
    studios = defaultdict(set)
    for row in rows(province(2000), "成员台账"):
        studios[row["姓名"]].add(row["工作室"])
    assert sum(len(codes) > 1 for codes in studios.values()) > 50


def test_mentoring_lines_run_two_to_four_generations_deep() -> None:
    apprentices = defaultdict(list)
    for row in rows(province(), "师徒台账"):
        if row["师傅工作室"] == row["徒弟工作室"]:
            apprentices[(row["师傅"], row["师傅工作室"])].append((row["徒弟"], row["徒弟工作室"]))

    def depth(person: tuple[str, str]) -> int:
        return 1 + max((depth(apprentice) for apprentice in apprentices.get(person, ())), default=0)

    assert {depth(master) for master in list(apprentices)} == {2, 3, 4}


def test_regions_and_industries_are_those_of_the_national_standards() -> None:
    for ledger in ("单位台账", "工作室台账"):
        for row in rows(province(), ledger):
            region, industry = find_region(row["地区"]), find_industry(row["行业"])
            assert region is not None
            assert row["地区"].endswith(region.name)
            assert industry is not None
            assert industry.name == row["行业"]


def test_most_partners_are_of_one_planted_community() -> None:
    community = community_of()
    pairs = partners("2015", "2026")
    inside = [pair for pair in pairs if community[pair[0]] == community[pair[1]]]
    assert len(inside) / len(pairs) > 0.7


def share_found(scores: Mapping[str, Mapping[str, float]], later: set[tuple[str, str]]) -> float:
    """Hits@10: how many studios meet one of their later partners among their ten best scored, ties at random."""
    meets = defaultdict(set)
    for one, other in later:
        meets[one].add(other)
        meets[other].add(one)
    random = Random(0)
    hits = 0
    for studio in sorted(scores):
        ranked = sorted(scores[studio], key=lambda other: (-scores[studio][other], random.random()))
        hits += not meets[studio].isdisjoint(ranked[:10])
    return hits / len(scores)


def test_shared_partners_before_2022_find_most_later_partners() -> None:
    large = province(2000)
    known = defaultdict(set)
    for one, other in partners("2015", "2022", large):
        known[one].add(other)
        known[other].add(one)
    later = {pair for pair in partners("2022", "2026", large) if pair[1] not in known.get(pair[0], ())}
    scores = {
        studio: {
            other: sum(1 / len(known[shared]) for shared in known[studio] & known[other])
            for between in sorted(known[studio])
            for other in sorted(known[between] - known[studio] - {studio})
        }
        for studio in {studio for pair in later for studio in pair if studio in known}
    }
    assert share_found(scores, later) > 0.6


def test_place_and_shared_skills_find_most_partners_of_newcomers() -> None:
    large = province(2000)
    studios = {row["工作室编号"]: row for row in rows(large, "工作室台账")}
    skills = {code: set(row["擅长"].split("；")) for code, row in studios.items()}
    later = partners("2022", "2026", large)
    scores = {
        newcomer: {
            other: len(skills[newcomer] & skills[other]) + (studios[newcomer]["地区"] == studios[other]["地区"])
            for other in studios
            if other != newcomer
        }
        for newcomer in set(large.truth.newcomers) & {studio for pair in later for studio in pair}
    }
    assert share_found(scores, later) > 0.6


def test_partners_of_newcomers_share_their_speciality() -> None:
    skills = {row["工作室编号"]: set(row["擅长"].split("；")) for row in rows(province(), "工作室台账")}
    newcomers = set(province().truth.newcomers)
    pairs = [pair for pair in partners("2022", "2026") if newcomers & set(pair)]
    alike = [pair for pair in pairs if len(skills[pair[0]] & skills[pair[1]]) >= 2]
    assert len(alike) / len(pairs) > 0.7


def test_newcomers_do_nothing_before_2022() -> None:
    newcomers = set(province().truth.newcomers)
    assert newcomers
    assert not newcomers & {code for pair in partners("2015", "2022") for code in pair}
    for row in rows(province(), "课题台账"):
        assert row["立项日期"] >= "2022" or not newcomers & {row["工作室"], *row["协作工作室"].split("；")}


def test_studios_on_their_own_and_silent_regions_have_no_alliance() -> None:
    allied = set(values("联盟成员台账", "工作室"))
    silent = province().truth.silent_regions
    assert province().truth.alone
    assert not allied & set(province().truth.alone)
    quiet = [row["工作室编号"] for row in rows(province(), "工作室台账") if row["地区"] in silent]
    assert quiet
    assert not allied & set(quiet)


def test_closed_studios_leave_their_alliances_and_begin_nothing_more() -> None:
    closed = {row["工作室编号"]: row["摘牌日期"] for row in rows(province(), "工作室台账") if row["状态"] == "摘牌"}
    assert closed
    for row in rows(province(), "联盟成员台账"):
        assert row["工作室"] not in closed or row["退出日期"] <= closed[row["工作室"]]
    for row in rows(province(), "课题台账"):
        assert row["立项日期"] <= closed.get(row["工作室"], "9")


@pytest.mark.parametrize("column", ["联盟类型", "结对形式"])
def test_every_kind_of_alliance_and_every_form_of_pair_is_met(column: str) -> None:
    met = {value for row in rows(province(2000), "联盟台账") for value in row[column].split("；") if value}
    assert met == set(load_schema().ledgers["联盟台账"].columns[column].choices)


def test_a_few_studios_have_many_alliances() -> None:
    counts: defaultdict[str, int] = defaultdict(int)
    for code in values("联盟成员台账", "工作室"):
        counts[code] += 1
    ranked = sorted(counts.values())
    assert ranked[-1] >= 3 * ranked[len(ranked) // 2]


def test_the_solver_of_a_problem_has_every_skill_it_asks_for() -> None:
    skills = {row["工作室编号"]: set(row["擅长"].split("；")) for row in rows(province(), "工作室台账")}
    needed = {row["难题名称"]: set(row["所需技能"].split("；")) for row in rows(province(), "难题台账")}
    assert province().truth.solvers
    for problem, solver in province().truth.solvers:
        assert needed[problem] <= skills[solver]


def test_the_supply_ledger_holds_the_planted_pairs() -> None:
    said = [(row["供方"], row["需方"]) for row in rows(province(), "供应关系台账")]
    assert said == list(province().truth.supply_pairs)


def test_files_open_in_a_spreadsheet_and_say_what_the_tables_say(tmp_path: Path) -> None:
    ledgers = generate(5, SEED)
    paths = write_ledgers(ledgers, tmp_path / "ledgers")
    assert [path.stem for path in paths] == [table.ledger for table in ledgers.tables]
    for path, table in zip(paths, ledgers.tables, strict=True):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\r\n") == content.count(b"\n") == len(table.rows) + 1
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file)) == [list(table.header), *map(list, table.rows)]
