"""A ward that lives while somebody watches: the same ward as any other, with levels that can be turned."""

import pytest

import milieusim as ms
from milieusim.dashboard.drawing.one_life import events_html, life_html, stretches
from milieusim.dashboard.live_ward import Lived, LiveWard, dials
from milieusim.dashboard.seen import clock_words, look

WARM_UP = 1


@pytest.fixture
def ward():
    live = LiveWard("acute-ward", seed=3, warm_up_days=WARM_UP)
    yield live
    live.close()


def test_it_fills_day_by_day_and_is_then_the_ward_that_simulate_runs(ward):
    assert ward.is_filling and ward.days_filled == 0
    ward.fill()
    assert not ward.is_filling and ward.days_filled == WARM_UP
    ward.fill()
    assert ward.model.clock == "day 0, 00:00"
    ward.step(96)
    run = ms.simulate("acute-ward", days=1, seed=3, warm_up_days=WARM_UP, engine="agents")
    assert len(ward.events) == len(run.incidents) == sum(one.conflict for one in ward.instants)
    assert [one.resident for one in reversed(ward.events)] == run.incidents["resident"].tolist()


def test_a_level_turned_before_the_first_tick_is_the_ward_that_has_it(ward):
    ward.turn({"milieu.containment": 0.9, "practices.soft_words": 1.0})
    ward.fill()
    ward.step(96)
    changes = {"milieu.containment": 0.9, "practices.soft_words": 1.0}
    design = ms.load_design("acute-ward").replace(changes)
    other = LiveWard(design, seed=3, warm_up_days=WARM_UP)
    other.fill()
    other.step(96)
    assert list(ward.instants) == list(other.instants) and list(ward.events) == list(other.events)
    assert ward.design == design


def test_a_level_turned_later_changes_what_follows_and_is_marked(ward):
    other = LiveWard("acute-ward", seed=3, warm_up_days=WARM_UP)
    for one in (ward, other):
        one.fill()
        one.step(48)
    assert list(ward.instants) == list(other.instants)
    for value in (0.3, 0.0):
        ward.turn({"milieu.structure": value})
    for one in (ward, other):
        one.step(24)
    assert list(ward.instants)[:48] == list(other.instants)[:48]
    assert list(ward.instants) != list(other.instants)
    assert ward.turns == [(12.0, "structure 0")]


def test_a_value_that_is_not_allowed_changes_nothing(ward):
    with pytest.raises(ms.ConfigError, match="milieu.structure"):
        ward.turn({"milieu.structure": 1.5})
    assert ward.turns == [] and ward.design == ms.load_design("acute-ward")


def test_a_life_is_remembered_tick_by_tick_and_joined_into_stretches(ward):
    ward.fill()
    ward.step(40)
    number = ward.seen.residents[0].number
    life = list(ward.lives[number])
    assert [one.at_hour for one in life] == [k / 4 for k in range(40)]
    told = stretches(life)
    assert told[0][1] == 10.0 and told[-1][0] == 0.0
    assert all(later[0] >= sooner[1] for later, sooner in zip(told, told[1:]))
    page = life_html(ward.person(number), life, 320)
    assert "no real person" in page and "Now:" in page
    assert "left the ward" in life_html(None, life, 320)


def test_names_are_told_as_text_and_never_as_markup():
    life = [Lived(0.0, "<script>bad()</script>", "<b>x</b>", 0.5, "<i>", "<u>")]
    assert "<script" not in life_html(None, life, 300) and "<b>" not in life_html(None, life, 300)
    assert "No incident" in events_html([])


def test_a_clock_says_weekday_day_and_time():
    assert clock_words(0.0) == "Monday, day 1, 00:00"
    assert clock_words(6 * 24 + 23.75) == "Sunday, day 7, 23:45"
    assert clock_words(7 * 24) == "Monday, day 8, 00:00"


def test_what_is_seen_is_everybody_once(ward):
    ward.fill()
    ward.step(37)
    seen = look(ward.model)
    assert [one.number for one in seen.residents] == [one.number for one in ward.model.residents]
    assert [one.post for one in seen.staff] == [one.number for one in ward.model.on_duty]
    waiting = [one for one in seen.residents if one.turn is not None]
    assert waiting and {seen.rooms[one.room].kind for one in waiting} == {"clinic_room"}


def test_every_level_and_practice_has_a_dial():
    shown = dials(ms.load_design("acute-ward"))
    assert len(shown["milieu"]) == 5 and len(shown["practices"]) == 16
    assert ["milieu.structure", "structure", 0.5] == list(shown["milieu"][0])
