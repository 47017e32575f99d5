"""可信度 shows how the suggestions did on what came later, or says why that cannot be told."""

from pathlib import Path

import pytest

from graph.analytics.evaluate import METHODS
from graph.analytics.verdict import METHOD_NAMES
from tests.explorer.drawn import html, shown
from tests.explorer.ledgers import fill

_SIZE = 60
_LATE = range(0, _SIZE - 6, 3)  # where a later alliance of two begins; none shares a member with another


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of alliances of three in a row, and of later ones between neighbours' neighbours."""
    home = tmp_path_factory.mktemp("grown")
    names = [f"甲{number}工作室" for number in range(_SIZE)]
    early = [(f"早盟{at}", "2015", names[at : at + 3]) for at in range(0, _SIZE - 2, 2)]
    late = [(f"晚盟{at}", "2021", [names[at], names[at + 4]]) for at in _LATE]
    founded = [*early, *late]
    fill(
        home,
        {
            "工作室台账": [{"工作室名称": name, "领衔人": f"丁{name}", "所在单位": f"{name}厂"} for name in names],
            "联盟台账": [{"联盟名称": name, "联盟类型": "跨企业", "成立日期": year} for name, year, _ in founded],
            "联盟成员台账": [{"联盟名称": name, "工作室": each} for name, _, members in founded for each in members],
        },
    )
    return home


@pytest.fixture
def in_grown(grown: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MENGTU_HOME", str(grown))
    monkeypatch.delenv("MENGTU_STORE", raising=False)
    return grown


def test_the_page_says_a_sentence_and_draws_a_bar_per_method(in_grown: Path) -> None:
    said = html(shown("trust"))
    assert "遮住2021年1月1日（含）以后的联盟" in said
    assert "前十名里至少有一个真伙伴的占" in said
    picture = said.split('<dl class="mt-methods">')[1].split("</dl>")[0]
    assert picture.count("<em ") == len(METHODS)
    assert all(f">{name}</dt>" in picture for name in METHOD_NAMES.values())
    assert picture.count('<dt class="ours">') == 1


def test_a_year_in_the_address_is_the_day_of_the_cut(in_grown: Path) -> None:
    test = shown("trust", year="2019")
    assert "遮住2019年1月1日" in html(test)
    assert test.selectbox(key="view.year").value == "2019"


def test_choosing_a_year_writes_it_into_the_address(in_grown: Path) -> None:
    test = shown("trust")
    test.selectbox(key="view.year").select("2020").run()
    assert "2020" in test.query_params["year"]
    assert "遮住2020年1月1日" in html(test)


def test_what_was_measured_is_kept(in_grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = html(shown("trust", year="2018"))

    def never(*_: object, **__: object) -> None:
        pytest.fail("measured twice")

    monkeypatch.setattr("explorer.trust.evaluate", never)
    assert html(shown("trust", year="2018")) == first


@pytest.mark.parametrize(
    ("most", "year", "said"),
    [
        (2 * len(_LATE), "2016", f"后来结了新盟的 {2 * len(_LATE)} 个工作室，这里全部检验了。"),
        (2 * len(_LATE) - 1, "2017", f"这里只随机抽了 {2 * len(_LATE) - 1} 个工作室"),
    ],
)
def test_the_page_says_whether_all_were_asked(
    in_grown: Path, monkeypatch: pytest.MonkeyPatch, most: int, year: str, said: str
) -> None:
    monkeypatch.setattr("explorer.trust._ASKED", most)
    assert said in html(shown("trust", year=year))


def test_few_results_are_called_too_few_and_no_figure_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("甲工作室", "乙工作室", "丙工作室")
    fill(
        tmp_path,
        {
            "工作室台账": [{"工作室名称": name, "领衔人": f"丁{name}", "所在单位": f"{name}厂"} for name in names],
            "联盟台账": [
                {"联盟名称": name, "联盟类型": "跨企业", "成立日期": year}
                for name, year in (("早盟", "2015"), ("晚盟", "2021"))
            ],
            "联盟成员台账": [
                *({"联盟名称": "早盟", "工作室": name} for name in names[:2]),
                *({"联盟名称": "晚盟", "工作室": name} for name in names[1:]),
            ],
        },
    )
    monkeypatch.setenv("MENGTU_HOME", str(tmp_path))
    said = html(shown("trust"))
    assert "不能作为依据" in said
    assert "mt-methods" not in said
    assert "%" not in said


def test_data_without_different_dates_says_what_to_do(in_workspace: Path) -> None:
    assert "请在台账中补上日期" in html(shown("trust"))


def test_the_suggestions_lead_here(in_workspace: Path) -> None:
    assert 'href="trust"' in html(shown("partners"))
