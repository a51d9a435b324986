"""The dashboard in a real browser, served by the command itself: nothing but this machine is spoken to."""

import os
import re
import signal
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from conftest import SIZES

pytestmark = pytest.mark.browser
pytest.importorskip("solara")

SLOW = 120_000  # ms, on a busy machine
COMPILES = 600_000  # ms, where the engine is not compiled yet
PLACE, SLOT = "<script>window.hurt = 1</script>", "<img src=x onerror='window.hurt = 1'>"
LOOPBACK = ("127.0.0.1",)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where the command serves a ward of somebody's own, with names that would like to be markup."""
    import milieusim as ms
    from milieusim.config.telling.yaml_writing import design_text

    tree = ms.load_design("acute-ward").model_dump(mode="json")
    tree["name"] = "my-ward"
    for thing in (*tree["ward"]["places"], *tree["routine"]["slots"]):
        for key in ("name", "place"):
            if thing.get(key) == "Garden":
                thing[key] = PLACE
        if thing["name"] == "Art group":
            thing["name"] = SLOT
    path = tmp_path_factory.mktemp("ward") / "my-ward.yaml"
    path.write_text(design_text(ms.load_design(tree)), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "milieusim", "dashboard", str(path), "--port", str(port), "--no-browser"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    said = server.stderr.readline()
    assert f"my-ward is open at http://127.0.0.1:{port}" in said, said
    yield f"http://127.0.0.1:{port}"
    server.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
    rest = server.communicate(timeout=60)
    assert server.returncode == 0, rest


@pytest.fixture(params=SIZES)
def ward(request, chromium, address):
    """The dashboard, opened, its ward filled; what it asked elsewhere for and complained of is noted."""
    width, height = SIZES[request.param]
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.strangers, page.complaints, page.size_name = [], [], request.param
    page.route("**/*", lambda route: _watched(route, page))
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("websocket", lambda socket: _stranger(socket.url, page))
    page.set_default_timeout(SLOW)
    page.goto(address)
    until(page, "Monday, day 1, 00:00")
    yield page
    page.close()


def _watched(route, page):
    _stranger(route.request.url, page)
    if page.strangers:
        route.abort()
    else:
        route.continue_()


def _stranger(url, page):
    where = urlsplit(url)
    if where.scheme not in ("data", "blob") and where.hostname not in LOOPBACK:
        page.strangers.append(url)


def until(page, clock):
    """Wait until the clock of the ward begins with some words."""
    page.wait_for_function(f"document.querySelector('.mw-clock')?.innerText.startsWith({clock!r})")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def set_dial(page, name, value):
    """Move a slider as keys do."""
    dial = page.get_by_label(name, exact=True)
    dial.focus()
    dial.press("Home")
    for _ in range(round(value / 0.05)):
        dial.press("ArrowRight")
    assert dial.input_value() == f"{value:g}"


OVERLAPS = """
() => {
  const boxes = (found) => [...found].filter((one) => one.checkVisibility()).map((one) => {
    const box = one.getBoundingClientRect();
    return {what: String(one.textContent || one.className).trim().slice(0, 40), ...box.toJSON()};
  });
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const pairs = (group) => group.flatMap((one, k) => group.slice(k + 1).filter((other) => meet(one, other))
    .map((other) => `${one.what} | ${other.what}`));
  const people = [...document.querySelectorAll(".mw-floor .resident, .mw-floor .staff")]
    .map((one) => one.querySelector("g"));
  const groups = [
    [...document.querySelectorAll(".mw-floor .room text"), ...people],
    ...[...document.querySelectorAll(".curves")].map((one) => one.querySelectorAll("text")),
    document.querySelectorAll(".mw-card"),
    [...document.querySelectorAll(".mw button, .mw select, .mw input, .mw output, .mw-clock")]
      .filter((one) => !one.closest(".mw-scrolls, .mw-followed")),
  ];
  return groups.flatMap((group) => pairs(boxes(group)));
}
"""
CLIPPED = """
() => [...document.querySelectorAll(".mw button, .mw label, .mw h2, .mw h3, .mw th, .mw td, .mw li, .mw p, .mw-card")]
  .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
  .map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 60)}`)
"""


def assert_well_laid_out(page, tmp_path, name):
    """Nothing lies over anything, nothing is cut, nothing hangs over the edge."""
    page.wait_for_timeout(500)  # until everybody has come to where they go
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(CLIPPED) == []
    picture = tmp_path / f"{name}-{page.size_name}.png"
    page.screenshot(path=picture, full_page=True)
    assert picture.stat().st_size > 20_000


def assert_nobody_else_was_asked(page):
    assert page.strangers == [] and page.complaints == []
    assert page.evaluate("window.hurt") is None


def test_a_day_is_played_a_resident_followed_and_levels_turned(ward, tmp_path):
    assert "A model ward, not yours. Nobody on it is a real person." in ward.inner_text(".mw-bar")
    press(ward, "Step 15 min")
    until(ward, "Monday, day 1, 00:15")
    ward.get_by_label("Speed").select_option(label="1 day a second")
    press(ward, "Play")
    until(ward, "Tuesday, day 2")
    press(ward, "Pause")
    ward.get_by_label("Speed").select_option(label="4 hours a second")
    assert ward.locator(".mw-floor .resident").count() >= 15
    assert ward.locator(".events li").count() > 0 and ward.locator(".curves path").count() >= 2
    ward.locator(".mw-floor .resident").first.click()
    ward.locator(".mw-followed .timeline").wait_for()
    assert "no real person" in ward.inner_text(".mw-followed")
    number = re.search(r"\d+", ward.inner_text(".mw-followed h2"))[0]
    assert f"Resident {number}," in ward.locator(".mw-floor .resident").first.get_attribute("aria-label")
    set_dial(ward, "support", 0.9)
    set_dial(ward, "soft words", 0.5)
    for words in ("support 0.9", "soft words 0.5"):
        ward.locator(".curves g", has_text=words).first.wait_for(state="attached")
    press(ward, "Step 15 min")
    assert [ward.get_by_label(name, exact=True).input_value() for name in ("support", "soft words")] == [
        "0.9",
        "0.5",
    ]
    ward.get_by_text("What the marks mean").click()
    assert "in crisis: arousal" in ward.inner_text(".legend")
    assert_well_laid_out(ward, tmp_path, "ward")
    ward.get_by_role("button", name="Follow nobody").click()
    ward.locator(".mw-followed").wait_for(state="detached")
    assert_nobody_else_was_asked(ward)


def test_a_slot_is_edited_compared_and_the_report_taken_away(ward, tmp_path):
    press(ward, "Timetable and comparison")
    ward.get_by_role("button", name="Change Film night").click()
    form = ward.locator(".mw-form")
    form.get_by_label("From").fill("7 o'clock")
    press(ward, "Keep")
    form.locator(".mw-problems").wait_for()
    assert "7 o'clock" in form.inner_text()
    assert ward.evaluate(CLIPPED) == []
    form.get_by_label("From").fill("18:30")
    press(ward, "Keep")
    form.wait_for(state="detached")
    ward.locator(".mw-slots .changed", has_text="Film night").wait_for()
    assert "Film night: start 19:00 \u2192 18:30" in ward.locator(".mw-right").inner_text()
    ward.get_by_label("Days", exact=True).fill("7")
    ward.get_by_label("Pairs of runs").fill("12")
    press(ward, "Compare")
    ward.locator(".mw-progress").wait_for()
    ward.locator(".mw-result", has_text="my-ward-changed").wait_for(timeout=COMPILES)
    assert_well_laid_out(ward, tmp_path, "timetable")
    for button, name, begins in (
        ("Download the report", "my-ward-report.html", "<!"),
        ("Download the changed ward", "my-ward-changed.yaml", ""),
    ):
        with ward.expect_download() as file:
            press(ward, button)
        assert file.value.suggested_filename == name
        file.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_text(encoding="utf-8").lstrip().startswith(begins)
    report = (tmp_path / "my-ward-report.html").read_text(encoding="utf-8")
    assert "my-ward-changed" in report and "<script" not in report
    press(ward, "Watch a ward live with it")
    ward.get_by_text("has begun on the other page").wait_for()
    press(ward, "The ward")
    until(ward, "Monday, day 1, 00:00")
    assert_nobody_else_was_asked(ward)


def test_another_ward_begins_and_a_seed_that_is_none_is_refused(ward):
    ward.get_by_label("Seed").fill("many")
    press(ward, "Begin anew")
    ward.locator(".mw-problems").wait_for()
    assert "'many' must be a whole number" in ward.inner_text(".mw-problems")
    ward.get_by_label("Ward").select_option("open-unit")
    ward.get_by_label("Seed").fill("4")
    press(ward, "Begin anew")
    ward.wait_for_function("document.title.startsWith('open-unit')")
    ward.locator(".mw-problems").wait_for(state="detached")
    until(ward, "Monday, day 1, 00:00")
    assert_nobody_else_was_asked(ward)


def test_keys_alone_move_the_ward(ward):
    ward.get_by_role("button", name="Step a day").focus()
    ward.keyboard.press("Enter")
    until(ward, "Tuesday, day 2, 00:00")
    ward.locator(".mw-floor .resident").nth(2).focus()
    ward.keyboard.press("Enter")
    ward.locator(".mw-followed .timeline").wait_for()


def test_a_page_from_elsewhere_is_not_let_in(address):
    import urllib.error
    import urllib.request

    request = urllib.request.Request(address, headers={"Origin": "https://elsewhere.example"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=30)
