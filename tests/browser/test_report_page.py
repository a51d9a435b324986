"""The report in a real browser: it opens, shows everything, and asks nobody on the network for anything."""

import re
from pathlib import Path

import pytest

A4 = 1123 - 2 * 53
"""Height in pixels of what can be printed on a page, margins of 14 mm taken off; its width is 794 - 2 * 53."""
POINTS_OF_MARGIN, POINTS_AFTER_HEADING = 39.7, 45
READING_AIDS = Path(__file__).with_name("reading_aids.js").read_text(encoding="utf-8")

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    from milieusim import compare
    from milieusim.ledger.parameter_sets import ParameterSets
    from milieusim.ledger.parameters import ledger

    entries = {name: ledger().entry(name) for name in ("contagion_gain", "trait_spread")}
    table = {name: [e.low, e.value, e.high] * 4 for name, e in entries.items()}
    sets = ParameterSets(ledger(), table, range(12), [1.0] * 12)
    result = compare(["open-unit", "closed-unit"], days=14, replications=48, parameters=sets)
    return result, result.report(tmp_path_factory.mktemp("report") / "report.html")


def test_title_and_headings_say_what_was_compared(page, report):
    result, _ = report
    titles = [design.about.title for design in result.designs.values()]
    assert page.title() == page.locator("h1").inner_text() == f"{titles[1]}, compared with {titles[0]}"
    headings = page.locator("h2").all_inner_texts()
    assert headings[:4] == [
        "The answer",
        "The two timetables beside each other",
        "How large the differences are",
        "Why they differ",
    ]
    found = [text.replace("closed-unit did", f"{titles[1]} did") for *_, text in result.findings]
    assert found == page.locator(".answer li").all_inner_texts()


def test_pictures_are_loaded_and_described(page):
    pictures = page.locator("img")
    assert pictures.count() == 7
    for picture in pictures.all():
        assert picture.evaluate("one => one.complete && one.naturalWidth > 400")
        assert len(picture.get_attribute("alt")) > 20
        box = picture.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]
    # A phone gets pictures of its own, of which the letters need no magnifying glass.
    widest = max(picture.evaluate("one => one.naturalWidth") for picture in pictures.all())
    assert (widest < 750) == (page.size_name == "phone")


def test_the_page_asks_nobody_for_anything_and_complains_of_nothing(page, report):
    assert page.asked in ([], [report[1].as_uri()])
    assert page.complaints == []


def test_nothing_hangs_over_the_edge(page, tmp_path):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture = tmp_path / f"{page.size_name}.png"
    page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 20_000


def test_verdicts_can_be_read_at_any_width(page):
    row = page.locator("table", has_text="Verdict").first.locator("tbody tr").first
    box = row.locator("td").last.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


def test_the_rest_opens_when_asked_for(page):
    more = page.locator("details", has_text="Measures that were not judged").last
    assert not more.locator("table").is_visible()
    more.locator("summary").click()
    assert more.locator("tbody tr").count() > 50
    assert more.locator("table").is_visible()


def test_text_can_be_read_headings_are_in_order_and_marks_are_words(page):
    found = page.evaluate(READING_AIDS)
    assert found["contrast"] >= 4.5
    levels = found["levels"]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:]))
    assert found["marked"] > 0 and found["unsaid"] == 0


@pytest.fixture(scope="module")
def printed(chromium, report):
    """The page as it is laid out for paper of the width of A4."""
    page = chromium.new_page(viewport={"width": 794 - 2 * 53, "height": A4})
    page.emulate_media(media="print")
    page.goto(report[1].as_uri())
    yield page
    page.close()


def test_the_first_printed_page_holds_the_answer_and_the_ranked_table_whole(printed):
    ranked = printed.locator("#ranked").bounding_box()
    sentence = printed.locator(".each li").last.bounding_box()
    second = printed.locator("h2", has_text="timetables").first
    assert sentence["y"] + sentence["height"] <= ranked["y"]
    assert ranked["y"] + ranked["height"] <= A4
    assert ranked["x"] >= 0 and ranked["x"] + ranked["width"] <= 794 - 2 * 53 + 0.5
    assert (
        second.bounding_box()["y"] <= A4
        and second.evaluate("one => getComputedStyle(one).breakBefore") == "page"
    )


def test_nothing_is_cut_off_on_paper_and_nothing_lies_upon_another(printed):
    assert printed.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ends = printed.evaluate(
        "[...document.querySelectorAll('table, img')].map(one => one.getBoundingClientRect().right - innerWidth)"
    )
    assert max(ends) <= 1
    boxes = printed.evaluate(
        "[...document.body.children].map(one => one.getBoundingClientRect()).map(one => [one.top, one.bottom])"
    )
    boxes = [box for box in boxes if box[1] > box[0]]
    assert all(above[1] <= below[0] + 0.5 for above, below in zip(boxes, boxes[1:]))
    pictures = printed.locator("img").all()
    assert all(picture.bounding_box()["height"] <= A4 for picture in pictures)


def test_no_heading_ends_a_printed_page(printed):
    paper = printed.pdf(format="A4", prefer_css_page_size=True, outline=True, tagged=True)
    # The outline says on which page, and how far above its lower edge, each heading stands.
    found = re.findall(rb"/Title .+?/Dest \[(\d+) 0 R /XYZ [\d.]+ ([\d.]+) ", paper, re.DOTALL)
    assert len(found) == printed.locator("h1, h2, h3, h4").count()
    assert min(float(y) for _, y in found) >= POINTS_OF_MARGIN + POINTS_AFTER_HEADING
    first = {page for page, y in found if page == found[0][0]}
    assert len(first) == 1 and sum(page in first for page, _ in found) == 2
