"""A day that moves, in a real browser: played, stepped, followed, and read out, without a network."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    import milieusim as ms

    moving = ms.animate("acute-ward", seed=4, day=0, warm_up_days=0, tick_minutes=60)
    return moving, moving.save(tmp_path_factory.mktemp("moving") / "day.html")


def clock(page):
    return page.locator("#clock").inner_text()


def test_it_opens_at_midnight_asks_nobody_and_complains_of_nothing(page):
    assert clock(page) == "00:00 to 01:00"
    assert page.locator("#people .person").count() > 15
    assert [address for address in page.asked if not address.startswith("file:")] == []
    assert page.complaints == []


def test_keys_step_jump_and_play(page):
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert clock(page) == "02:00 to 03:00"
    page.keyboard.press("ArrowLeft")
    assert clock(page) == "01:00 to 02:00"
    page.keyboard.press("End")
    assert clock(page) == "23:00 to 00:00"
    page.keyboard.press("Home")
    page.keyboard.press("n")
    first = page.locator("#events .now").first.inner_text()
    assert first[:5] == clock(page)[:5]
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    page.wait_for_function("document.getElementById('clock').textContent !== '00:00 to 01:00'")
    assert page.locator("#play").inner_text() == "Pause"
    page.keyboard.press(" ")
    assert page.locator("#play").inner_text() == "Play"


def test_people_move_with_the_clock_and_one_can_be_followed(page):
    number = page.locator("#follow option").nth(1).get_attribute("value")
    page.locator("#follow").select_option(number)
    told = set()
    for hour in range(24):
        page.locator("#at").evaluate(
            "(one, at) => { one.value = at; one.dispatchEvent(new Event('input')); }", hour
        )
        told.add(page.locator("#followed").inner_text())
    assert len(told) > 12 and any(text.startswith(f"Resident {number[1:]},") for text in told)
    assert page.locator(f"[data-key={number}] circle[stroke='#1f5f8b']").count() == 1


def test_who_cannot_see_it_is_told_what_a_step_shows(page):
    page.keyboard.press("ArrowRight")
    said = page.locator("#said").inner_text()
    assert said.startswith("01:00 to 02:00") and "residents on the ward" in said
    assert "01:00 to 02:00" in page.locator("#floor-words").text_content()
    assert page.locator("#floor").get_attribute("aria-labelledby") == "floor-words"
    assert page.locator("#said").get_attribute("aria-live") == "polite"


def test_what_happened_can_be_gone_to(page):
    line = page.locator("#events li").nth(2)
    line.locator("button").click()
    assert line.get_attribute("class") == "now" and line.inner_text()[:5] == clock(page)[:5]


def test_nothing_is_cut_off(page):
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]
