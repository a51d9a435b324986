"""The page about the score in a real browser: it opens, shows every picture, and fits desk and phone."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "evidence"))

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    from fake_counts import run_fakes

    from milieusim.evidence import measuring
    from milieusim.evidence.sampling import Effort
    from milieusim.evidence.scorecard import scorecard

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measuring, "run_jobs", run_fakes)
        card = scorecard("best", effort=Effort((14,), 4))
    return card, card.report(tmp_path_factory.mktemp("evidence") / "page.html")


def test_every_pattern_has_its_picture(page, report):
    from milieusim.evidence.targets import load_targets

    articles = page.locator("article[id]")
    assert articles.count() == len(report[0].rows) == len(load_targets())
    for picture in page.locator("img").all():
        assert picture.evaluate("one => one.complete && one.naturalWidth > 400")
        assert len(picture.get_attribute("alt")) > 20


def test_the_page_asks_nobody_and_hangs_over_no_edge(page, report):
    assert page.asked in ([], [report[1].as_uri()]) and page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_how_it_stands_can_be_read_at_any_width(page, report):
    mark = page.locator("table.cards").first.locator(".is").first
    box = mark.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]
    assert report[0].sentences[0] in page.locator(".answer").inner_text()


def test_a_name_in_the_table_leads_to_its_picture_and_sources_open(page):
    page.locator("table.cards a.row").first.click()
    article = page.locator("article#T01")
    article.locator("summary").click()
    assert "Abderhalden" in article.locator("details").inner_text()
