"""The explorer in a real browser: links, clicks in the picture, hostile names, and no request to any other host."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect, sync_playwright

from explorer.picture_file import as_html
from graph import ask
from graph.names import resolve
from graph.store import GraphStore
from graph.surroundings import surroundings
from tests import chromium
from tests.explorer.drawn import PATIENCE, served
from tests.explorer.ledgers import CLOSING, LONG, SCRIPT, fill

pytestmark = pytest.mark.browser

_ROOT = Path(__file__).parent.parent.parent
_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
# The component lives in a shadow root; this finds its drawing and where a node is on the screen.
_BOX = "[...document.querySelectorAll('*')].map(e => e.shadowRoot?.querySelector('.picture')).find(Boolean)"
_PLACE = f"""id => {{
  const network = ({_BOX}).network, canvas = ({_BOX}).querySelector('canvas').getBoundingClientRect();
  const at = network.canvasToDOM(network.getPosition(id));
  return {{ x: canvas.x + at.x, y: canvas.y + at.y, there: network.getNodeAt(at) === id }};
}}"""


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """The explorer, served from the workspace of invented ledgers."""
    environment = {**os.environ, "MENGTU_HOME": str(home)}
    environment.pop("MENGTU_STORE", None)
    with served(environment) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    program = chromium.find()
    if program is None:
        pytest.skip(chromium.INSTALL)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab that may talk to this machine only; leaving it fails the test when anything else was asked for."""
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    outside: list[str] = []
    broken: list[str] = []

    def local_only(route: Route, request: Request) -> None:
        if urlsplit(request.url).hostname == "127.0.0.1" or request.url.startswith(("data:", "blob:", "file:")):
            route.continue_()
        else:
            outside.append(request.url)
            route.abort()

    tab.route("**/*", local_only)
    tab.on("pageerror", lambda error: broken.append(str(error)))
    yield tab
    title = tab.title()
    tab.close()
    assert outside == []
    assert broken == []
    assert title != "PWNED"


def show(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector(".mt-head h1")
    settle(page)


def settle(page: Page) -> None:
    page.wait_for_function("document.querySelector('[data-test-script-state]')?.dataset.testScriptState !== 'running'")


def wait_for_picture(page: Page) -> None:
    page.wait_for_function(f"({_BOX})?.dataset.ready === 'true'")


def place_of(page: Page, node_id: str) -> tuple[float, float]:
    place = page.evaluate(_PLACE, node_id)
    assert place["there"]
    return place["x"], place["y"]


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize(
    "path",
    [
        *("", "network", "studio", "alliances", "partners", "problem", "board", "gaps", "trust", "queries"),
        "queries?query=node_counts",
        "problem?q=焊接变形",
    ],
)
def test_a_page_opens_and_asks_no_other_host(page: Page, address: str, path: str) -> None:
    show(page, f"{address}/{path}")
    assert page.locator("[data-testid=stException], .mt-red").count() == 0


def test_a_click_on_a_node_shows_what_is_known_about_it(
    page: Page, address: str, graph_store: GraphStore, alliance: str, welding: str
) -> None:
    show(page, f"{address}/network?id={alliance}")
    wait_for_picture(page)
    page.mouse.click(*place_of(page, welding))
    expect(page.locator(".mt-panel h2")).to_contain_text("林晓焊接工作室")
    assert parameters(page)["sel"] == [welding]
    drawn_once = page.evaluate(f"({_BOX}).network === (window.same ??= ({_BOX}).network)")
    assert drawn_once
    settle(page)
    page.reload()
    expect(page.locator(".mt-panel h2")).to_contain_text("林晓焊接工作室")


def test_a_double_click_adds_the_neighbours_of_a_node(page: Page, address: str, alliance: str, welding: str) -> None:
    show(page, f"{address}/network?id={alliance}")
    wait_for_picture(page)
    before = page.evaluate(f"({_BOX}).network.body.data.nodes.length")
    page.mouse.dblclick(*place_of(page, welding))
    page.wait_for_function(f"({_BOX})?.network?.body.data.nodes.length > {before}")
    assert parameters(page)["open"] == [welding]


def test_the_legend_hides_a_kind_and_shows_it_again(page: Page, address: str, alliance: str) -> None:
    show(page, f"{address}/network?id={alliance}")
    wait_for_picture(page)
    button = page.locator("button[data-kind=Studio]")
    button.click()
    page.wait_for_function(f"({_BOX})?.network?.body.data.nodes.length === 2")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    page.wait_for_function(f"({_BOX})?.network?.body.data.nodes.length > 2")
    assert "hide" not in parameters(page)


def test_a_link_is_followed_without_reloading_and_the_back_button_returns(page: Page, address: str) -> None:
    show(page, f"{address}/studio")
    page.evaluate("window.notReloaded = true")
    page.get_by_role("link", name="林晓焊接工作室").first.click()
    expect(page.locator(".mt-head h1")).to_contain_text("林晓焊接工作室")
    settle(page)
    page.go_back()
    expect(page.locator(".mt-head h1")).to_have_text("工作室")
    assert page.evaluate("window.notReloaded")


def test_a_tile_of_the_map_lists_the_studios_of_the_province(page: Page, address: str) -> None:
    show(page, address)
    page.locator(".mt-tiles a", has_text="吉林").click()
    expect(page.locator(".mt-table")).to_contain_text("周岚装配工作室")
    assert parameters(page)["province"] == ["吉林省"]


def test_what_is_typed_into_a_filter_is_in_the_address(page: Page, address: str) -> None:
    show(page, f"{address}/studio")
    box = page.get_by_label("查找")
    box.fill("lxhj")
    box.press("Enter")
    expect(page.locator(".mt-count")).to_have_text("共 1 个工作室")
    assert parameters(page)["text"] == ["lxhj"]


@pytest.mark.parametrize("name", [SCRIPT, CLOSING, LONG])
def test_a_hostile_name_is_shown_as_text_and_breaks_nothing(
    page: Page, address: str, graph_store: GraphStore, name: str
) -> None:
    studio = resolve(graph_store, name, kind="Studio").id
    for path in ("studio", "network", "partners"):
        show(page, f"{address}/{path}?id={studio}")
        if path == "network":
            wait_for_picture(page)
        assert page.locator(".mt-head img, .mt-panel img, .mt-table img").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    show(page, f"{address}/studio?id={studio}")
    expect(page.locator(".mt-head h1")).to_contain_text(name[:30])


def test_a_source_that_is_a_script_is_no_link(page: Page, address: str, graph_store: GraphStore) -> None:
    studio = resolve(graph_store, "周岚装配工作室", kind="Studio").id
    show(page, f"{address}/studio?id={studio}")
    expect(page.locator(".mt-provenance").last).to_contain_text("javascript:")
    assert page.locator("a[href^='javascript']").count() == 0


def test_the_downloaded_picture_draws_hostile_names_offline(
    page: Page, graph_store: GraphStore, alliance: str, tmp_path: Path
) -> None:
    drawn = surroundings(graph_store, alliance)
    file = tmp_path / "picture.html"
    file.write_text(as_html(drawn, SCRIPT), encoding="utf-8")
    page.goto(file.as_uri())
    page.wait_for_function("window.network?.body.data.nodes.length > 0")
    assert page.evaluate("network.body.data.nodes.length") == len(drawn.nodes)
    spot = page.evaluate(
        "id => { const at = network.canvasToDOM(network.getPosition(id)), box = document.querySelector('canvas')"
        ".getBoundingClientRect(); return [box.x + at.x, box.y + at.y]; }",
        next(node.id for node in drawn.nodes if node.name == CLOSING),
    )
    page.mouse.move(*spot)
    expect(page.locator(".vis-tooltip")).to_contain_text("</script>")


def test_the_picture_can_be_downloaded(page: Page, address: str, alliance: str, tmp_path: Path) -> None:
    show(page, f"{address}/network?id={alliance}")
    wait_for_picture(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载网络图").click()
    assert waiting.value.suggested_filename == "关系网络_松江焊接联盟.html"
    file = tmp_path / "downloaded.html"
    waiting.value.save_as(file)
    assert "松江焊接联盟" in file.read_text(encoding="utf-8")


def test_a_link_opened_anew_shows_the_same_view(
    page: Page, address: str, graph_store: GraphStore, alliance: str, welding: str
) -> None:
    person = next(hit.id for hit in ask.find(graph_store, "陈默"))
    show(page, f"{address}/network?id={alliance}&open={welding}&sel={person}&hide=Organization")
    wait_for_picture(page)
    expect(page.locator(".mt-panel h2")).to_contain_text("陈默")
    place_of(page, person)
    assert page.evaluate(f"({_BOX}).network.getSelectedNodes()") == [person]
    expect(page.locator("button[data-kind=Organization]")).to_have_attribute("aria-pressed", "false")


def test_a_suggestion_that_does_not_suit_goes_with_its_reason_and_comes_back(
    page: Page, address: str, graph_store: GraphStore
) -> None:
    studio = resolve(graph_store, "周岚装配工作室", kind="Studio").id
    show(page, f"{address}/partners?id={studio}&mode=familiar")
    names = page.locator(".mt-card h3")
    before = names.all_inner_texts()
    page.get_by_role("button", name="不合适", exact=True).first.click()
    page.get_by_role("textbox", name="原因").first.fill("已有同类合作")
    page.get_by_role("button", name="确定不合适").first.click()
    expect(page.locator("[data-testid=stToast]")).to_contain_text("以后不再建议")
    settle(page)
    assert names.all_inner_texts() == before[1:]
    page.get_by_text("已作的决定").first.click()
    expect(page.locator(".mt-told")).to_contain_text("已有同类合作")
    page.get_by_role("button", name="撤回").click()
    expect(page.locator(".mt-told")).to_have_count(0)
    settle(page)
    assert names.all_inner_texts() == before


def test_a_problem_that_is_typed_is_answered_and_its_team_changed_by_links(page: Page, address: str) -> None:
    show(page, f"{address}/problem")
    page.get_by_role("textbox", name="难题", exact=True).fill("焊接变形")
    page.get_by_role("button", name="求解").click()
    expect(page.locator(".mt-member h3").first).to_be_visible()
    settle(page)
    assert parameters(page)["q"] == ["焊接变形"]
    before = page.locator(".mt-member h3 a").all_inner_texts()
    page.locator(".mt-member footer a", has_text="不选").first.click()
    expect(page.locator(".mt-out")).to_contain_text(f"不选{before[0]}")
    settle(page)
    assert before[0] not in page.locator(".mt-member h3 a").all_inner_texts()
    assert page.get_by_role("textbox", name="难题", exact=True).input_value() == "焊接变形"
    assert set(parameters(page)) == {"q", "not"}


def test_a_problem_is_kept_goes_a_step_and_its_form_is_empty_again(page: Page, tmp_path: Path) -> None:
    fill(tmp_path)
    environment = {**os.environ, "MENGTU_HOME": str(tmp_path)}
    environment.pop("MENGTU_STORE", None)
    with served(environment) as own:
        show(page, f"{own}/problem?q=焊接变形&org=星河一厂")
        page.get_by_role("button", name="存下难题和帮帮团").click()
        told = page.locator(".mt-notice", has_text="已存下")
        expect(told).to_be_visible()
        told.locator("a").first.click()
        expect(page.locator(".mt-life .now")).to_contain_text("匹配")
        note = page.get_by_role("textbox", name="对接情况")
        note.fill("先到厂看一看")
        page.get_by_role("button", name="记下").click()
        expect(page.locator(".mt-contacts")).to_contain_text("先到厂看一看")
        settle(page)
        expect(note).to_have_value("")
        page.goto("about:blank")
