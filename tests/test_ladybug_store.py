"""What only the Ladybug store does: it swaps whole files, and trusts none that is damaged."""

import json
import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph import ladybug_draft, ladybug_store
from graph.ladybug_store import LadybugStore
from graph.model import Edge
from graph.queries import Query
from graph.store import Published, Stamp, StoreError
from tests.tables import FakeTables, edge, node

REPOSITORY = Path(__file__).parent.parent
STUDIO = node("Studio", "甲工作室", stated_members=3, area_m2=12.5, registered=True)
PERSON = node("Person", "张三")
LEADS = edge("LEADS", PERSON, STUDIO)


def asked(store: LadybugStore, text: str, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of a query that exists only here."""
    return store.run(Query("probe", tuple(parameters), "many Row", "", text), parameters)


def names(store: LadybugStore) -> list[str]:
    return [row["name"] for row in asked(store, "MATCH (n:Studio) RETURN n.name AS name ORDER BY name")]


def files(folder: Path) -> list[Path]:
    return list(folder.rglob("*.lbug"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place as awkward as places get."""
    return tmp_path / "it's 图谱 {1}" / "graph"


@pytest.fixture
def store(folder: Path) -> Iterator[LadybugStore]:
    opened = LadybugStore(folder)
    yield opened
    opened.close()


def test_an_empty_folder_holds_nothing(store: LadybugStore) -> None:
    assert store.stamp() is None
    with pytest.raises(StoreError, match="mengtu publish"):
        names(store)


def test_it_says_product_version_and_place(store: LadybugStore, folder: Path) -> None:
    assert store.description == f"Ladybug 0.22.0 · {folder.resolve()}"


def test_a_publish_counts_and_stamps(store: LadybugStore) -> None:
    assert store.publish(FakeTables([STUDIO, PERSON], [LEADS], version=7)) == Published(2, 1, 0)
    assert store.stamp() == Stamp("test", 7)


def test_a_level_store_is_left_alone_unless_asked(store: LadybugStore) -> None:
    tables = FakeTables([STUDIO])
    store.publish(tables)
    assert store.publish(tables) == Published(0, 0, 0)
    assert store.publish(tables, rebuild=True) == Published(1, 0, 0)


def test_an_open_reader_sees_the_next_version(store: LadybugStore, folder: Path) -> None:
    store.publish(FakeTables([STUDIO], version=1))
    reader = LadybugStore(folder)
    assert names(reader) == ["甲工作室"]
    store.publish(FakeTables([STUDIO, node("Studio", "乙工作室")], version=2))
    assert names(reader) == ["乙工作室", "甲工作室"]
    assert reader.stamp() == Stamp("test", 2)


def test_an_earlier_file_is_removed_after_the_swap(store: LadybugStore, folder: Path) -> None:
    for version in (1, 2, 3):
        store.publish(FakeTables([STUDIO], version=version))
    assert len(files(folder)) == 1
    assert not list(folder.rglob("*.parquet"))


def test_values_come_back_as_plain_python(store: LadybugStore) -> None:
    store.publish(FakeTables([STUDIO, node("Alliance", "盟", kinds=["跨区域", "校企"])]))
    (row,) = asked(
        store,
        "MATCH (s:Studio), (a:Alliance) RETURN sum(s.stated_members) AS total, s.area_m2 AS area,"
        " s.registered AS known, s.level AS level, a.kinds AS kinds,"
        " {id: 'x', list: [1]} AS pair, CAST(1.5 AS DECIMAL(4, 2)) AS half",
    )
    assert row == {
        "total": 3,
        "area": 12.5,
        "known": True,
        "level": None,
        "kinds": ["跨区域", "校企"],
        "pair": {"id": "x", "list": [1]},
        "half": 1.5,
    }
    assert isinstance(row["total"], int)


def test_a_tuple_is_a_list_to_the_engine(store: LadybugStore) -> None:
    store.publish(FakeTables([STUDIO]))
    assert asked(store, "MATCH (n:Studio) WHERE n.id IN $ids RETURN n.id AS id", ids=(STUDIO.id,)) == [
        {"id": STUDIO.id}
    ]


class _Torn(FakeTables):
    def edges(self, edge_type: str, since: int = 0) -> Iterator[Edge]:
        raise ConnectionAbortedError(edge_type, since)


def test_a_publish_that_breaks_off_leaves_the_earlier_graph_and_no_litter(store: LadybugStore, folder: Path) -> None:
    store.publish(FakeTables([STUDIO], version=1))
    with pytest.raises(ConnectionAbortedError):
        store.publish(_Torn([STUDIO, node("Studio", "乙工作室")], version=2))
    assert names(store) == ["甲工作室"]
    assert sorted(path.name.split("-")[0] for path in folder.iterdir()) == ["current.json", "graph"]


def in_another_process(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` with ``store`` open on the folder, in a Python of its own."""
    opening = (
        "import os, pathlib, sys\nfrom graph.ladybug_store import LadybugStore\n"
        "from tests.tables import FakeTables, node\nstore = LadybugStore(pathlib.Path(sys.argv[1]))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", opening + textwrap.dedent(code), str(folder)],
        cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip


def test_a_killed_publish_leaves_the_earlier_graph_and_its_litter_goes_in_time(
    store: LadybugStore, folder: Path
) -> None:
    store.publish(FakeTables([STUDIO], version=1))
    killed = in_another_process(
        folder,
        """
        class Killed(FakeTables):
            def edges(self, edge_type, since=0):
                os._exit(9)
        store.publish(Killed([node("Studio", "乙工作室")], version=2))
        """,
    )
    assert killed.returncode == 9, killed.stderr
    assert store.stamp() == Stamp("test", 1)
    assert names(store) == ["甲工作室"]
    (litter,) = folder.glob("building-*")
    store.publish(FakeTables([STUDIO], version=2))
    assert litter.exists(), "it might belong to somebody who is still building"
    os.utime(litter, (0, 0))
    store.publish(FakeTables([STUDIO], version=3))
    assert not litter.exists()


def test_another_process_reads_while_this_one_swaps(store: LadybugStore, folder: Path) -> None:
    store.publish(FakeTables([STUDIO], version=1))
    names(store)
    other = in_another_process(
        folder, 'print(store.stamp()); store.publish(FakeTables([node("Studio", "乙工作室")], version=2))'
    )
    assert "version=1" in other.stdout, other.stderr
    assert names(store) == ["乙工作室"]


def test_a_damaged_file_is_as_good_as_nothing_until_it_is_built_again(store: LadybugStore, folder: Path) -> None:
    store.publish(FakeTables([STUDIO]))
    (file,) = files(folder)
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(damaged)
    assert store.stamp() is None
    with pytest.raises(StoreError, match="没有可用的图谱"):
        names(store)
    assert store.publish(FakeTables([STUDIO])) == Published(1, 0, 0)
    assert names(store) == ["甲工作室"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"file": "x"}', "\udcff"])
def test_a_pointer_that_says_nothing_is_nothing(store: LadybugStore, folder: Path, text: str) -> None:
    store.publish(FakeTables([STUDIO]))
    (folder / "current.json").write_bytes(text.encode(errors="surrogateescape"))
    assert store.stamp() is None


def test_a_pointer_to_a_vanished_file_is_nothing(store: LadybugStore, folder: Path) -> None:
    store.publish(FakeTables([STUDIO]))
    files(folder)[0].unlink()
    assert store.stamp() is None


def test_what_the_engine_refuses_to_build_is_told_as_such(
    store: LadybugStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.publish(FakeTables([STUDIO], version=1))
    monkeypatch.setattr(ladybug_draft, "_BUILD_POOL_BYTES", 1 << 20)
    with pytest.raises(StoreError, match="原来的不受影响"):
        store.publish(FakeTables([STUDIO, node("Studio", "乙" * 1_000_000)], version=2))
    assert names(store) == ["甲工作室"]


def test_stores_in_one_process_share_one_database(store: LadybugStore, folder: Path) -> None:
    store.publish(FakeTables([STUDIO]))
    others = [LadybugStore(folder) for _ in range(3)]
    assert all(names(other) == ["甲工作室"] for other in others)
    assert len([file for file in ladybug_store._databases if folder.resolve() in file.parents]) == 1
    for other in others:
        other.close()
    assert not [file for file in ladybug_store._databases if folder.resolve() in file.parents]


def test_threads_read_while_versions_change(store: LadybugStore) -> None:
    def version(number: int) -> FakeTables:
        return FakeTables([node("Studio", f"第{number}版-{one}") for one in range(5)], version=number)

    store.publish(version(1))
    done = threading.Event()
    faults: list[object] = []

    def read() -> None:
        while not done.is_set():
            try:
                answer = names(store)
            except StoreError as error:
                faults.append(error)
                return
            if len(answer) != 5 or len({name.split("-")[0] for name in answer}) != 1:
                faults.append(answer)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(2, 5):
        store.publish(version(number))
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []


@pytest.mark.parametrize(
    "text", ["MATCH (n:Nosuch) RETURN n.id", "RETURN 1 AS a; RETURN 2 AS a", "CREATE (:Skill {id: 'x'})"]
)
def test_a_refused_query_is_named(store: LadybugStore, text: str) -> None:
    store.publish(FakeTables([STUDIO]))
    with pytest.raises(StoreError, match="查询 probe"):
        asked(store, text)


def test_without_a_wheel_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ladybug_store, "ladybug", None)
    with pytest.raises(StoreError, match="--store bolt://"):
        LadybugStore(tmp_path)


def pointed(folder: Path, **said: object) -> None:
    """Change what the pointer says."""
    file = folder / "current.json"
    file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), **said}), encoding="utf-8")


@pytest.mark.parametrize(
    "said",
    [
        {"file": 5},
        {"file": ["graph.lbug"]},
        {"file": None},
        {"file": ""},
        {"file": "."},
        {"file": "../outside/graph.lbug"},
        {"file": "/etc/passwd"},
        {"file": "graph-x/../../outside/graph.lbug"},
        {"file": "graph-x\u0000/graph.lbug"},
        {"version": "1"},
        {"version": 1.5},
        {"version": None},
        {"version": -1},
        {"version": True},
        {"register": 7},
        {"checksum": []},
        {"more": 1},
    ],
    ids=str,
)
def test_a_pointer_of_another_shape_is_nothing_and_is_built_again(
    store: LadybugStore, folder: Path, said: dict[str, object]
) -> None:
    store.publish(FakeTables([STUDIO]))
    pointed(folder, **said)
    assert store.stamp() is None
    with pytest.raises(StoreError, match="mengtu publish --rebuild"):
        names(store)
    assert store.publish(FakeTables([STUDIO])).nodes == 1
    assert names(store) == ["甲工作室"]


def test_a_pointer_never_leads_out_of_the_folder(store: LadybugStore, folder: Path) -> None:
    store.publish(FakeTables([STUDIO]))
    (built,) = files(folder)
    outside = folder.parent / "outside"
    built.parent.rename(outside)
    (folder / "graph-linked").symlink_to(outside)
    pointed(folder, file="graph-linked/graph.lbug")
    assert store.stamp() is None


def test_a_pointer_nested_without_end_is_nothing(store: LadybugStore, folder: Path) -> None:
    store.publish(FakeTables([STUDIO]))
    (folder / "current.json").write_text("[" * 200_000, encoding="utf-8")
    assert store.stamp() is None


def test_a_folder_in_the_pointers_place_is_told_in_a_sentence(store: LadybugStore, folder: Path) -> None:
    (folder / "current.json").mkdir(parents=True)
    assert store.stamp() is None
    with pytest.raises(StoreError, match="图谱没有建成"):
        store.publish(FakeTables([STUDIO]))
