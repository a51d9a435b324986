"""The page about the score in a real browser: it opens, shows every picture, and fits desk and phone."""

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "evidence"))

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


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


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=SIZES)
def page(request, chromium, report):
    """The page, opened; with what it asked for and what it complained of."""
    width, height = SIZES[request.param]
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.asked, page.complaints = [], []
    page.route("**/*", lambda route: _watched(route, page))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(report[1].as_uri())
    yield page
    page.close()


def _watched(route, page):
    page.asked.append(route.request.url)
    if route.request.url.startswith(("file:", "data:")):
        route.continue_()
    else:
        route.abort()


def test_every_pattern_has_its_picture(page, report):
    articles = page.locator("article[id]")
    assert articles.count() == len(report[0].rows) == 45
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
