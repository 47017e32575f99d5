"""A person who is forgotten is gone from every ledger, from the view and from the disk; a stub stays."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from ingest import erase
from ingest.cases import Case, Contact, Team, keep, recall
from ingest.database import open_engine, sqlite_url, writing
from ingest.forget import audit, forget, people
from ingest.forgotten import STUB, stand_in
from ingest.judgements import judge
from ingest.load import undo
from ingest.tables import snapshot
from tests.forgetting import LEDGERS, NAME, PHONE, cells, fill, forget_one, on_disk, only, view
from tests.workbench import NOON, load_texts


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(sqlite_url(tmp_path / "家"))


@pytest.fixture(autouse=True)
def _home(tmp_path: Path) -> None:
    (tmp_path / "家").mkdir()


def test_nothing_personal_is_left_on_the_disk(engine: Engine, tmp_path: Path) -> None:
    personal = [
        PHONE,
        "1975-03",
        "硕士研究生",
        "满族",
        "群众",
        "正高级工程师",
        "负责总装",
        "住在东街",
        "总工程师",
        "XY-77",
    ]
    texts = {ledger: text.format(name=NAME).replace("与欧阳测试无关", "") for ledger, text in LEDGERS.items()}
    load_texts(engine, tmp_path, texts)
    load_texts(engine, tmp_path, {"成员": texts["成员"].replace("1975-03", "1975-04")})
    undo(engine, 2, at=NOON)
    assert on_disk(engine, NAME, *personal) == [NAME, *personal]
    assert forget_one(engine).swept
    assert on_disk(engine, NAME, "1975-04", *personal) == []
    assert on_disk(engine, "陈二", "13700002222", "1980-01") == ["陈二", "13700002222", "1980-01"]


def test_an_anonymous_stub_stays_in_the_place_of_the_person(engine: Engine, tmp_path: Path) -> None:
    fill(engine, tmp_path)
    before, edges = view(engine)
    stub = forget_one(engine).stub
    after, edges_after = view(engine)
    assert before - after == {("Person", NAME), ("Honor", "全国劳动模范"), ("Honor", "省五一劳动奖章")}
    assert (after - before, edges_after) == ({("Person", stub)}, edges)
    (member, _) = cells(engine, "成员台账")
    assert member == {"姓名": stub, "工作室": "甲工作室", "身份": "领衔人", "加入日期": "2019-05"}


def test_the_name_is_replaced_in_every_ledger(engine: Engine, tmp_path: Path) -> None:
    fill(engine, tmp_path)
    stub = forget_one(engine).stub
    assert cells(engine, "工作室台账")[0]["领衔人"] in (f"{stub}、陈二", [stub, "陈二"])
    assert cells(engine, "工作室台账")[0]["工作制度"] == f"制度由{stub}起草"
    assert cells(engine, "师徒台账") == [{"师傅": stub, "徒弟": "陈二", "师傅工作室": "甲工作室", "起始日期": "2020"}]
    assert cells(engine, "人员台账") == [{"姓名": stub, "单位": "东厂"}]
    assert cells(engine, "劳模帮帮团台账")[0]["劳模工匠"] == [stub, "王三"]
    assert [row["简介"] for row in cells(engine, "课题台账")] == [f"由{stub}主持", "与欧阳测试无关"]


def test_a_namesake_elsewhere_stays(engine: Engine, tmp_path: Path) -> None:
    rows = f"姓名|工作室|学历|联系电话\n{NAME}|甲工作室|大专|13900001111\n{NAME}|乙工作室|博士|13700003333"
    load_texts(
        engine, tmp_path, {"工作室": "工作室名称|领衔人|所在单位\n甲工作室|甲一|东厂\n乙工作室|乙一|东厂", "成员": rows}
    )
    first, second = people(engine, NAME)
    gone = first if first.homes == ("甲工作室",) else second
    stub = forget(engine, gone.id, at=NOON).stub
    assert cells(engine, "成员台账") == [
        {"姓名": stub, "工作室": "甲工作室"},
        {"姓名": NAME, "工作室": "乙工作室", "学历": "博士", "联系电话": "13700003333"},
    ]


@pytest.mark.parametrize("written", ["阿依·古丽", "阿依・古丽", "阿依 · 古丽", "Anna Li", "ＡＮＮＡ LI"])
def test_a_name_is_met_in_all_its_spellings(engine: Engine, tmp_path: Path, written: str) -> None:
    name = "Anna Li" if written.isascii() or "Ａ" in written else "阿依·古丽"
    texts = {
        "工作室": f"工作室名称|领衔人|所在单位|设备设施\n甲工作室|甲一|东厂|{written}捐的，annalist 除外",
        "成员": f"姓名|工作室\n{name}|甲工作室",
    }
    load_texts(engine, tmp_path, texts)
    stub = forget_one(engine, name).stub
    assert cells(engine, "工作室台账")[0]["设备设施"] == f"{stub}捐的，annalist 除外"


def test_two_people_judged_the_same_become_one_stub(engine: Engine, tmp_path: Path) -> None:
    rows = f"姓名|工作室|联系电话\n{NAME}|甲工作室|13900001111\n欧阳别名|乙工作室|13900002222"
    load_texts(
        engine, tmp_path, {"工作室": "工作室名称|领衔人|所在单位\n甲工作室|甲一|东厂\n乙工作室|乙一|西厂", "成员": rows}
    )
    one, other = only(engine), only(engine, "欧阳别名")
    with writing(engine) as (connection, _):
        judge(connection, one, other, f"{NAME}；欧阳别名", "same", NOON)
    load_texts(engine, tmp_path, {"又一份": "工作室名称|领衔人|所在单位\n丙工作室|丙一|西厂"})
    (merged,) = people(engine, "欧阳别名")
    assert (merged.id, merged.homes) == (one, ("乙工作室", "甲工作室"))
    done = forget(engine, one, at=NOON)
    shown = [name for _, name in view(engine)[0] if name.startswith(STUB)]
    assert (shown, done.erased["judgements"]) == ([done.stub], 1)
    assert on_disk(engine, NAME, "欧阳别名", "13900001111", "13900002222") == []


def test_what_bad_cells_said_is_erased_from_the_problem_list(engine: Engine, tmp_path: Path) -> None:
    rows = f"姓名|工作室|加入日期|学历\n{NAME}|甲工作室|硕士那年|硕士"
    load_texts(engine, tmp_path, {"工作室": "工作室名称|领衔人|所在单位\n甲工作室|甲一|东厂", "成员": rows})
    assert on_disk(engine, "硕士那年") == ["硕士那年"]
    assert forget_one(engine).erased["issues"] == 1
    assert on_disk(engine, "硕士那年") == []


def test_what_is_called_after_the_person_is_kept_and_told(engine: Engine, tmp_path: Path) -> None:
    studio = f"{NAME}劳模创新工作室"
    load_texts(
        engine,
        tmp_path,
        {
            "工作室": f"工作室名称|领衔人|所在单位\n{studio}|{NAME}|东厂",
            f"{NAME}成果": "成果名称|类别|工作室\n甲|工法|{studio}",
        },
    )
    done = forget_one(engine)
    assert done.kept == (f"{NAME}劳模创新工作室", f"{NAME}成果")
    assert ("Studio", studio) in view(engine)[0]


def test_the_audit_line_tells_what_was_erased_and_not_of_whom(engine: Engine, tmp_path: Path) -> None:
    fill(engine, tmp_path)
    done = forget_one(engine)
    (line,) = audit(engine)
    assert line == {"stub": done.stub, "at": done.at, "erased": done.erased}
    assert (done.erased["rows"], done.erased["names"], done.erased["notes"]) == (5, 5, 2)


def test_a_failure_leaves_all_as_it_was(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine, tmp_path)
    was, rows = view(engine), [cells(engine, ledger) for ledger in ("成员台账", "工作室台账")]

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(erase, "_erase_judgements", fail)
    with pytest.raises(RuntimeError):
        forget_one(engine)
    assert (view(engine), [cells(engine, ledger) for ledger in ("成员台账", "工作室台账")]) == (was, rows)
    assert audit(engine) == []


def test_who_is_in_a_saved_help_team_leaves_it_without_a_trace(engine: Engine, tmp_path: Path) -> None:
    texts = {ledger: text.format(name=NAME).replace("与欧阳测试无关", "") for ledger, text in LEDGERS.items()}
    load_texts(engine, tmp_path, texts)
    saved = Case(
        "主轴振动",
        "南厂",
        description="轴承发热",
        liaison=NAME,
        team=Team("二号团", "王三（乙工作室）", (f"{NAME}（甲工作室）", "陈二（S1）")),
        contacts=(Contact("二号团", "2026-02-03", f"{NAME}认为夹具松"),),
    )
    keep(engine, saved, at=NOON)
    keep(engine, replace(saved, team=Team("二号团", f"{NAME}（甲工作室）", ("王三（乙工作室）",))), at=NOON)
    forgotten = forget_one(engine)
    assert on_disk(engine, NAME) == []
    again = recall(engine, "主轴振动", "南厂")
    assert again.contacts[0].text == f"{forgotten.stub}认为夹具松"
    assert again.liaison == forgotten.stub
    assert again.team is not None
    assert again.team.leader == f"{forgotten.stub}（甲工作室）"
    with snapshot(engine) as tables:
        assert stand_in(forgotten.stub) in {edge.start for edge in tables.edges("SERVES_ON")}
