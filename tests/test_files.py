"""Paths become files with names of their own; what cannot be read is listed."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import MengtuError
from ingest import files
from ingest.files import find_files, readable_name, reason


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("姓名,工作室\n甲,一号\n", encoding="utf-8")
    return path


def listed(folder: Path) -> list[str]:
    return [f"{issue.file} {issue.message}" for issue in find_files([str(folder)]).refused]


def test_folders_are_searched_and_leftovers_passed_over(tmp_path: Path) -> None:
    wanted = [touch(tmp_path / "a.csv"), touch(tmp_path / "乙" / "b.csv")]
    for leftover in ("~$a.xlsx", ".hidden.csv", "__MACOSX/a.csv", ".git/a.csv", "Thumbs.db"):
        touch(tmp_path / leftover)
    found = find_files([str(tmp_path), str(wanted[0])])
    assert (list(found.files.values()), found.refused) == (wanted, [])


def test_a_file_given_in_two_ways_is_read_once(tmp_path: Path) -> None:
    file = touch(tmp_path / "夹" / "a.csv")
    (tmp_path / "链接.csv").symlink_to(file)
    found = find_files([str(file), str(tmp_path / "夹" / ".." / "夹"), str(tmp_path / "链接.csv")])
    assert found.files == {"a.csv": file}


def test_names_of_one_call_differ_by_as_many_folders_as_it_takes(tmp_path: Path) -> None:
    given_files = [touch(tmp_path / year / "东" / "a.csv") for year in ("2023", "2024")]
    given_files.append(touch(tmp_path / "2024" / "b.csv"))
    assert find_files([str(file) for file in given_files]).files == {
        "2023/东/a.csv": given_files[0],
        "2024/东/a.csv": given_files[1],
        "b.csv": given_files[2],
    }


@given(st.sets(st.lists(st.sampled_from("甲乙"), min_size=1, max_size=4).map("/".join), min_size=1))
def test_no_two_files_ever_share_a_name(names: set[str]) -> None:
    lengths = {Path("/", file, "a.csv"): 1 for file in names}
    assert sorted(files._named(lengths).values()) == sorted(lengths)


@pytest.mark.parametrize("path", ["", " ", "没有这个文件夹", "长" * 300, "/dev/null/a.csv"])
def test_a_path_that_is_nothing_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(MengtuError, match="没有读入任何文件"):
        find_files([str(touch(tmp_path / "a.csv")), path])


def test_what_is_no_file_is_listed_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.csv")
    assert listed(tmp_path) == ["管道.csv 不是普通文件，没有读入，请核对是否选对了文件"]


def test_links_that_lead_nowhere_are_listed(tmp_path: Path) -> None:
    (tmp_path / "圈.csv").symlink_to(tmp_path / "圈.csv")
    (tmp_path / "断.csv").symlink_to(tmp_path / "没有.csv")
    assert listed(tmp_path) == [
        "圈.csv 打不开（快捷方式（链接）绕成了圈）",
        "断.csv 是失效的快捷方式（链接），请改为它原来指向的文件",
    ]


def test_a_link_to_a_folder_is_not_followed_but_listed(tmp_path: Path) -> None:
    touch(tmp_path / "夹" / "a.csv")
    (tmp_path / "夹" / "自己").symlink_to(tmp_path / "夹")
    found = find_files([str(tmp_path / "夹")])
    assert list(found.files) == ["夹/a.csv"]
    assert [issue.file for issue in found.refused] == ["自己"]


def test_a_folder_that_cannot_be_opened_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    assert listed(tmp_path) == [f"{tmp_path.name} 这个文件夹打不开（没有权限），里面的文件没有读入"]


def test_a_name_of_other_bytes_is_listed_as_it_was_meant(tmp_path: Path) -> None:
    touch(Path(os.fsdecode(os.fsencode(tmp_path) + "/名册.csv".encode("gb18030"))))
    assert listed(tmp_path) == ["名册.csv 的名称不是 UTF-8 编码，请改名后再导入"]
    assert readable_name("名册.csv") == "名册.csv"


def test_a_reason_nobody_foresaw_is_given_as_the_system_says_it() -> None:
    assert reason(OSError(5, "Input/output error")) == "Input/output error"
    assert reason(OSError("odd")) == "系统拒绝"
