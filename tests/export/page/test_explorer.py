"""The page in a browser: found, filtered, clicked and read, by mouse, keyboard and finger."""

from __future__ import annotations

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
import story
from playwright.sync_api import expect

from bench.explorer import crowd, inked
from kg.export.page import explorer
from kg.export.page.data import Limits

if TYPE_CHECKING:
    from conftest import Opener
    from playwright.sync_api import Browser, Locator, Page

SENTENCE = "Ana Šimić, mayor of Ulm, spoke on Monday."
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def rested(page: Page) -> Page:
    page.wait_for_selector("body.rested", state="attached")
    return page


def open_first(page: Page, name: str) -> Locator:
    """Open the first row that says something, and return what it opens."""
    row = page.locator("#content .opener", has_text=name).first
    row.click()
    assert row.get_attribute("aria-expanded") == "true"
    return page.locator("#content .proof").first


def test_a_thing_is_found_whatever_the_accents_and_the_case(look: Opener, told: str) -> None:
    page = look(told).page
    page.keyboard.press("/")
    page.keyboard.type("SIMIC")
    found = page.locator("#found li")
    assert found.count() == 1
    assert page.locator("#search").get_attribute("aria-activedescendant") == "hit-0"
    expect(page.locator("#said")).to_have_text("1 found.")
    page.keyboard.press("Enter")
    expect(page.locator("#content h1")).to_have_text("Ana Šimić")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.title() == "Ana Šimić – Knowledge graph"


def test_other_names_and_headlines_are_found_and_arrows_choose(look: Opener, told: str) -> None:
    page = look(told).page
    page.fill("#search", "free city")
    assert "Free City of Ulm" in page.locator("#found li").inner_text()
    page.fill("#search", "ulm")
    assert page.locator("#found li").all_inner_texts()[0].startswith("Ulm")
    assert page.locator("#found li").count() == 3
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#content .eyebrow")).to_have_text("News article")
    page.fill("#search", "nobody")
    expect(page.locator("#found-note")).to_have_text("Nothing has such a name.")


def test_a_line_shows_the_sentence_it_came_from_and_leads_to_the_document(look: Opener, told: str) -> None:
    page = look(f"{told}#/between/person%2Fana-simic/city%2Fulm").page
    quote = page.locator("#content blockquote")
    expect(quote).to_have_text(SENTENCE)
    assert quote.locator("mark").inner_text() == "Ana Šimić, mayor of Ulm"
    said = page.locator("#content dl").inner_text().split("\n")
    assert [word for word in said if word] == [
        "Modality",
        "asserted",
        "Confidence",
        "90 %",
        "Extractor",
        "rules",
        "Rule",
        "by-hand",
    ]
    page.locator("#content .source a").click()
    expect(page.locator("#content h1")).to_have_text("Ulm rises")
    here = page.locator("#content mark.here").first
    assert here.inner_text() in "Ana Šimić, mayor of Ulm"
    assert here.get_attribute("aria-expanded") == "true"
    page.go_back()
    expect(page.locator("#content blockquote")).to_have_text(SENTENCE)


def test_a_click_on_a_line_of_the_picture_opens_it(look: Opener, told: str) -> None:
    page = rested(look(f"{told}#/entity/organization/harbour-league", reduced_motion="reduce").page)
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    pointed = page.locator("#canvas.pointed")
    for across, down in ((x / 40, y / 40) for y in range(2, 39) for x in range(2, 39)):
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        if pointed.count():
            page.mouse.down()
            page.mouse.up()
            page.wait_for_timeout(400)  # a second click at once would be a double click
            if "#/between/" in page.url:
                break
    assert "#/between/" in page.url, "no line was hit"
    assert page.locator("#content blockquote mark").count() > 0


def test_figures_are_buttons_in_table_and_chart_and_open_their_sentence(look: Opener, told: str) -> None:
    page = look(f"{told}#/entity/city/ulm").page
    charts = page.locator("#content .chart figcaption").all_inner_texts()
    assert charts == ["Boats", "Towns, among towns"]
    points = page.locator(".chart").first.locator(".point")
    assert [points.nth(i).get_attribute("aria-label") for i in range(3)] == ["2019: 120", "2020: 150", "2021: 145"]
    points.nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#content blockquote mark")).to_have_text("It held 150 boats in 2020")
    page.locator("#content tr", has_text="2019").first.locator(".opener").click()
    proof = page.locator("#content .claim", has_text="Ulm held 120 boats in 2019")
    assert "Said by\nHarbour League" in proof.inner_text()
    assert "70 %" in proof.inner_text()


def test_in_a_chart_of_ranks_the_first_is_on_top(look: Opener, told: str) -> None:
    page = look(f"{told}#/entity/city/ulm").page
    ranks = page.locator(".chart").nth(1).locator(".point .dot")
    ninth, fourth = (float(ranks.nth(i).get_attribute("cy") or 0) for i in range(2))
    assert fourth < ninth


def test_the_page_of_a_thing_tells_what_it_plans_says_and_what_is_said_of_it(look: Opener, told: str) -> None:
    page = look(f"{told}#/entity/city/ulm").page
    heads = page.locator("#content h2").all_inner_texts()
    assert heads == ["Posts", "Figures 3", "Ranks 2", "Plans", "Relations 3", "Said about it", "Named in 2"]
    assert "possible" in page.locator("#content li", has_text="member of").first.inner_text()
    assert "denied" in page.locator("#content li", has_text="cooperates with").first.inner_text()
    open_first(page, "We build Ulm for everyone")
    assert "“We build Ulm for everyone,” Šimić said" in page.locator("#content blockquote").inner_text()
    assert page.locator("#content a[href^='http']").get_attribute("rel") == "noopener noreferrer"


def test_a_document_shows_its_text_with_its_claims_marked(look: Opener, told: str) -> None:
    page = look(f"{told}#/document/document/first").page
    shown = "\n".join(page.locator("#content .paragraph > p").all_inner_texts())
    assert shown == story.FIRST
    mark = page.locator("mark", has_text="It held 150 boats in 2020").first
    mark.focus()
    page.keyboard.press("Enter")
    assert mark.get_attribute("aria-expanded") == "true"
    assert page.locator(".paragraph .holder .facts").first.inner_text().startswith("Ulm · boats · 150")
    assert page.locator("#content a[href^='https://example.org/first']").count() == 1


def test_without_the_text_its_sentences_are_marked(look: Opener, textless: str) -> None:
    page = look(f"{textless}#/document/document/first").page
    assert "Its text was not kept" in page.locator("#content .lead").inner_text()
    shown = page.locator("#content .paragraph > p").all_inner_texts()
    assert SENTENCE in shown
    assert page.locator("mark", has_text=", mayor of").count() > 0


def test_a_claim_has_an_address(look: Opener, told: str) -> None:
    page = look(f"{told}#/between/person%2Fana-simic/city%2Fulm").page
    page.locator("#content .permanent").click()
    assert re.search(r"#/claim/claim/[0-9a-f]{16}$", page.url)
    expect(page.locator("#content h1")).to_have_text("Ana Šimić · mayor · Ulm")
    expect(page.locator("#content blockquote")).to_have_text(SENTENCE)


def test_an_address_of_nothing_says_so(look: Opener, told: str) -> None:
    for route in (
        "#/entity/nothing",
        "#/claim/%E0%A4%A",
        "#/kind/99",
        "#/document/city/ulm",
        "#/between/a/b",
        "#/other",
    ):
        page = look(told + route).page
        expect(page.locator("#content h1")).to_have_text("Not in this page")
        page.locator("#content a").click()
        expect(page.locator("#content h1")).to_have_text("What the documents say")


def shows(page: Page, text: str) -> None:
    expect(page.locator("#status")).to_have_text(re.compile(re.escape(text) + "( Arranging…)?$"))


def test_filters_leave_what_passes(look: Opener, told: str) -> None:
    page = rested(look(told).page)
    shows(page, "6 things and 13 facts shown.")
    page.get_by_label("Person").uncheck()
    shows(page, "5 things and 13 facts shown.")
    page.get_by_role("button", name="Reset").click()
    page.get_by_label("Denied").check()
    shows(page, "6 things and 14 facts shown.")
    page.get_by_role("button", name="Relations: none").click()
    expect(page.locator("#empty")).to_have_text("Nothing passes the filters.")
    page.locator("#filters").get_by_label("Post").check()
    shows(page, "2 things and 1 fact shown.")
    page.get_by_role("button", name="Reset").click()
    page.locator("#confidence").evaluate("(e) => { e.value = 0.95; e.dispatchEvent(new Event('change')); }")
    shows(page, "1 thing and 1 fact shown.")
    page.get_by_role("button", name="Reset").click()
    page.locator("#one-document").select_option(label="Who leads Ulm")
    shows(page, "1 thing and 1 fact shown.")
    page.get_by_role("button", name="Reset").click()
    page.get_by_label("Draw documents, too").check()
    shows(page, "8 things and documents and 16 facts shown.")


def test_everything_is_reached_without_the_picture(look: Opener, told: str) -> None:
    page = look(told).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip the picture"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.get_by_role("link", name="Person").click()
    page.get_by_role("link", name="Ana Šimić").focus()
    page.keyboard.press("Enter")
    page.locator("#content .opener").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#content blockquote")).to_have_text(SENTENCE)
    page.keyboard.press("Escape")
    expect(page.locator("#content h1")).to_have_text("What the documents say")


def test_the_picture_moves_by_keys_and_has_names_for_its_tools(look: Opener, told: str) -> None:
    page = rested(look(told).page)
    tools = [page.locator(".tools button").nth(i).get_attribute("aria-label") for i in range(4)]
    assert tools == ["Zoom in", "Zoom out", "Show all", "Arrange again"]
    before = page.locator("#stage").screenshot()
    page.locator("#canvas").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert page.locator("#stage").screenshot() != before


def test_dark_and_light_follow_the_system_until_one_is_chosen(look: Opener, told: str) -> None:
    page = look(told, color_scheme="dark").page
    ground = "getComputedStyle(document.body).backgroundColor"
    night = page.evaluate(ground)
    page.click("#theme")
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert page.evaluate(ground) != night
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "light"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_their_ground(look: Opener, told: str, theme: str) -> None:
    page = look(f"{told}#/entity/city/ulm", color_scheme=theme).page
    page.locator("#content .opener").first.click()
    poor = page.evaluate(CONTRASTS)
    assert poor == []


# Each text of the page with less than 4.5 : 1, the ground being the nearest that is painted.
CONTRASTS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgb = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = rgb(getComputedStyle(at).backgroundColor);
      if (color[3] > 230) return color;
    }
    return [255, 255, 255, 255];
  };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, noscript, svg, [hidden]")) continue;
    if (!element.checkVisibility()) continue;
    const [one, other] = [light(rgb(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    if ((one + 0.05) / (other + 0.05) < 4.5) poor.push([node.data.trim(), (one + 0.05) / (other + 0.05)]);
  }
  return poor;
}"""


def test_on_a_phone_nothing_is_wider_than_the_screen(look: Opener, told: str) -> None:
    for route in ("", "#/entity/city/ulm", "#/document/document/first"):
        page = look(told + route, **PHONE).page
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("#content").evaluate("(e) => e.scrollWidth <= e.clientWidth")
    page.locator("#filters-toggle").tap()
    assert page.locator("#filters").is_visible()
    page.get_by_role("button", name="Close filters").tap()
    assert not page.locator("#filters").is_visible()
    page.fill("#search", "ulm")
    page.locator("#found li").first.tap()
    expect(page.locator("#content h1")).to_have_text("Ulm")


def test_without_webgl_it_says_so_and_all_the_rest_works(look: Opener, told: str, browser: Browser) -> None:
    page = look("about:blank").page
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    page.goto(told)
    assert page.locator("#empty").inner_text().startswith("This browser offers no WebGL")
    page.fill("#search", "ulm")
    page.keyboard.press("Enter")
    expect(page.locator("#content h1")).to_have_text("Ulm")
    page.get_by_label("Denied").check()
    shows(page, "6 things and 14 facts shown.")


def test_with_less_motion_it_is_arranged_before_it_is_drawn(look: Opener, told: str) -> None:
    page = look(told, reduced_motion="reduce").page
    assert page.locator("#canvas canvas").count() == 0
    assert rested(page).locator("#canvas canvas").count() > 0


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("large") / "large.html"
    path.write_bytes(explorer(crowd(5_000, 15_000)).html)
    return path.as_uri()


def test_five_thousand_things_are_drawn(look: Opener, large: str, browser: Browser) -> None:
    page = rested(look(large).page)
    shows(page, "5,000 things and 15,000 facts shown.")
    picture = page.locator("#stage").screenshot(timeout=120_000)
    judge = browser.new_page()
    assert inked(judge, picture) > 0.05
    judge.close()


def test_what_is_cut_is_told(look: Opener, tmp_path: Path) -> None:
    path = tmp_path / "cut.html"
    path.write_bytes(explorer(story.story(), limits=Limits(things=4, facts=5)).html)
    page = look(path.as_uri()).page
    assert "4 of 6 things drawn" in page.locator("#content .notice").inner_text()
    assert "5 of " in page.locator("#content .notice").inner_text()
    expect(page.locator("#status")).to_contain_text("4 of 6 things drawn.")
    page.fill("#search", "ulm")
    assert "Only the 4 things drawn are searched." in page.locator("#found-note").inner_text()


def test_a_graph_of_nothing_is_a_page(look: Opener, tmp_path: Path) -> None:
    from kg.graph import Graph

    path = tmp_path / "nothing.html"
    path.write_bytes(explorer(Graph()).html)
    page = look(path.as_uri()).page
    expect(page.locator("#empty")).to_have_text("The graph holds nothing to draw.")


def test_served_with_its_policy_as_a_header_it_works_alike(look: Opener, tmp_path: Path) -> None:
    made = explorer(story.story(), links=(("Query", "/query"),))
    (tmp_path / "index.html").write_bytes(made.html)

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", made.csp)
            super().end_headers()

        def log_message(self, *arguments: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            page = rested(look(f"http://127.0.0.1:{server.server_port}/").page)
            assert page.get_by_role("link", name="Query").get_attribute("href") == "/query"
            page.fill("#search", "ana")
            page.keyboard.press("Enter")
            expect(page.locator("#content h1")).to_have_text("Ana Šimić")
        finally:
            server.shutdown()


@pytest.mark.parametrize("number", range(len(story.HOSTILE)))
def test_a_hostile_word_stays_text(look: Opener, trapped: str, number: int) -> None:
    words = story.HOSTILE[number]
    page = look(f"{trapped}#/entity/thing/h{number}").page
    assert page.locator("#content h1").text_content() == words
    for row in page.locator("#content .opener").all():
        row.click()
    assert page.locator("#content blockquote").first.text_content() == f"{words} holds {words} today."
    assert page.locator("#content .claim dd", has_text=words).count() > 2
    page.goto(f"{trapped}#/document/document/h{number}")
    assert page.locator("#content h1").text_content() == words
    assert (
        page.locator("#content .paragraph > p").first.text_content() == f"{words} holds {words} today.".split("\n")[0]
    )
    page.fill("#search", words)
    assert page.locator("#found li").first.locator("span").nth(1).text_content() == words
    assert page.evaluate("globalThis.ran === undefined && document.title.length > 0")
    links = page.locator("a").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
    assert all(re.match(r"#|https?://", href) for href in links)
    assert page.locator("img, iframe, #content script").count() == 0
