"""A person who is forgotten does not come back: not by an import, by an undo, or by what was taken back before."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from ingest.database import RegisterError, open_engine, reading, sqlite_url
from ingest.forget import audit, forget, people
from ingest.load import undo
from ingest.register import statements
from tests.forgetting import MEMBERS, NAME, PHONE, fill, forget_one, on_disk, view
from tests.workbench import NOON, load_texts


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(sqlite_url(tmp_path / "家"))


@pytest.fixture(autouse=True)
def _home(tmp_path: Path) -> None:
    (tmp_path / "家").mkdir()


def test_the_same_file_again_does_not_bring_the_person_back(engine: Engine, tmp_path: Path) -> None:
    fill(engine, tmp_path)
    forget_one(engine)
    was = view(engine)
    fill(engine, tmp_path)
    assert view(engine) == was
    assert on_disk(engine, PHONE, "正高级工程师") == []


@pytest.mark.parametrize("strict", [False, True])
def test_a_changed_file_that_names_the_person_again_is_erased_and_listed(
    engine: Engine, tmp_path: Path, *, strict: bool
) -> None:
    fill(engine, tmp_path)
    stub = forget_one(engine).stub
    was = view(engine)
    changed = MEMBERS.format(name=NAME).replace("硕士研究生", "博士研究生").replace("13900001111", "13900004444")
    outcome = load_texts(engine, tmp_path, {"成员": changed}, strict=strict)
    (told,) = [issue for issue in outcome.issues if "按要求删除" in issue.message]
    assert (told.severity.value, told.file, told.place.row) == ("警告", "成员", 2)
    assert f"已于 2026-03-05 按要求删除，图谱里只显示「{stub}」" in told.message
    assert view(engine) == was
    assert on_disk(engine, "13900004444", "博士研究生") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("成员", "姓名|工作室|学历|备注\n欧阳 测试|S1|中专生|高新区"),
        ("工作室", "工作室名称|领衔人|所在单位|负责人\n甲工作室|欧阳测试|东厂|"),
        ("名册2", "姓名|单位|职务\n欧阳测试|东厂|首席专家"),
        ("帮帮团", "名称|劳模工匠|重点项目|攻关团队|单位\n二号团|欧阳测试|别的|团队|东厂"),
    ],
)
def test_other_ledgers_do_not_bring_the_person_back_either(
    engine: Engine, tmp_path: Path, name: str, text: str
) -> None:
    fill(engine, tmp_path)
    stub = forget_one(engine).stub
    load_texts(engine, tmp_path, {name: text})
    shown, _ = view(engine)
    assert {each for kind, each in shown if kind == "Person"} == {stub, "陈二", "王三"}
    assert people(engine, NAME) == []
    assert on_disk(engine, "中专生", "高新区", "首席专家") == []


def test_a_studio_that_gets_a_number_later_does_not_bring_the_person_back(engine: Engine, tmp_path: Path) -> None:
    members = f"姓名|工作室|学历\n{NAME}|甲工作室|硕士研究生"
    load_texts(engine, tmp_path, {"工作室": "工作室名称|领衔人|所在单位\n甲工作室|甲一|东厂", "成员": members})
    forget_one(engine)
    texts = {"工作室": "工作室名称|领衔人|所在单位|工作室编号\n甲工作室|甲一|东厂|N9", "成员": members + "\n新人|N9|"}
    load_texts(engine, tmp_path, texts)
    assert people(engine, NAME) == []
    assert on_disk(engine, "硕士研究生") == []


def test_undoing_imports_works_and_brings_nobody_back(engine: Engine, tmp_path: Path) -> None:
    fill(engine, tmp_path)
    load_texts(engine, tmp_path, {"成员": MEMBERS.format(name=NAME).replace("硕士研究生", "博士研究生")})
    stub = forget_one(engine).stub
    undo(engine, 2, at=NOON)
    shown, _ = view(engine)
    assert {each for kind, each in shown if kind == "Person"} == {stub, "陈二", "王三"}
    undo(engine, 1, at=NOON)
    assert view(engine) == (set(), 0)
    assert on_disk(engine, "硕士研究生", "博士研究生", PHONE) == []


def test_a_person_of_an_import_taken_back_can_be_forgotten(engine: Engine, tmp_path: Path) -> None:
    fill(engine, tmp_path)
    undo(engine, 1, at=NOON)
    members, roster = people(engine, NAME)
    assert (members.homes, roster.homes) == (("s1",), ("东厂",))
    for person in (members, roster):
        assert forget(engine, person.id, at=NOON).swept
    rest = [text for text in (PHONE, "硕士研究生", "总工程师", f"由{NAME}主持") if on_disk(engine, text)]
    assert (rest, people(engine, NAME)) == ([], [])


def test_a_studio_renamed_since_is_still_the_home_of_the_person(engine: Engine, tmp_path: Path) -> None:
    for number, studio in enumerate(("旧名工作室", "新名工作室")):
        texts = {
            "工作室": f"工作室名称|领衔人|所在单位|工作室编号\n{studio}|甲一|东厂|N9",
            "成员": f"姓名|工作室|联系电话\n{NAME}|{studio}|1390000111{number}",
        }
        load_texts(engine, tmp_path, texts)
    forget_one(engine)
    assert on_disk(engine, NAME, "13900001110", "13900001111") == []


def test_a_person_without_any_home_is_forgotten_by_the_source(engine: Engine, tmp_path: Path) -> None:
    load_texts(engine, tmp_path, {"师徒": f"师傅|徒弟|协议编号\n{NAME}|徒一|XY-77"})
    forget_one(engine)
    assert on_disk(engine, NAME, "XY-77") == []
    load_texts(engine, tmp_path, {"师徒": f"师傅|徒弟|协议编号\n{NAME}|徒一|XY-88"})
    assert on_disk(engine, NAME, "XY-88") == []


def test_nobody_is_forgotten_twice(engine: Engine, tmp_path: Path) -> None:
    fill(engine, tmp_path)
    stub = forget_one(engine).stub
    with pytest.raises(RegisterError, match="已经删除过"):
        forget_one(engine, stub)
    with pytest.raises(RegisterError, match="没有改动任何内容"):
        forget(engine, "P000000000000", at=NOON)
    assert [line["stub"] for line in audit(engine)] == [stub]


def test_files_are_swept_as_soon_as_nobody_reads_them(engine: Engine, tmp_path: Path) -> None:
    fill(engine, tmp_path)
    with reading(open_engine(sqlite_url(tmp_path / "家"))) as reader:
        reader.execute(sa.select(statements)).fetchone()
        assert not forget_one(engine).swept
        assert on_disk(engine, PHONE) == [PHONE]
    load_texts(engine, tmp_path, {"新": "工作室名称|领衔人|所在单位\n丁工作室|丁一|东厂"})
    assert on_disk(engine, PHONE) == []
