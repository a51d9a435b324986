"""The report in a real browser: it opens, shows everything, and asks nobody on the network for anything."""

import pytest

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
    assert page.title() == page.locator("h1").inner_text() == "closed-unit compared with open-unit"
    headings = page.locator("h2").all_inner_texts()
    assert headings[:4] == [
        "The answer",
        "What the designs were judged on",
        "What nobody knows, and chance",
        "All differences in one picture",
    ]
    assert [text for *_, text in result.findings] == page.locator(".answer li").all_inner_texts()


def test_pictures_are_loaded_and_described(page):
    pictures = page.locator("img")
    assert pictures.count() == 3
    for picture in pictures.all():
        assert picture.evaluate("one => one.complete && one.naturalWidth > 400")
        assert len(picture.get_attribute("alt")) > 20


def test_the_page_asks_nobody_for_anything_and_complains_of_nothing(page, report):
    assert page.asked in ([], [report[1].as_uri()])
    assert page.complaints == []


def test_nothing_hangs_over_the_edge(page, tmp_path):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture = tmp_path / f"{page.size_name}.png"
    page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 20_000


def test_verdicts_can_be_read_at_any_width(page):
    row = page.locator("table").first.locator("tbody tr").first
    box = row.locator("td").last.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


def test_the_rest_opens_when_asked_for(page):
    more = page.locator("details", has_text="more rows").last
    assert not more.locator("table").is_visible()
    more.locator("summary").click()
    assert more.locator("tbody tr").count() > 50
    assert more.locator("table").is_visible()
