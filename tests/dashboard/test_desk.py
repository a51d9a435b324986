"""What a planner does on the page: change slots, turn levels, begin anew, compare; and what is refused."""

import threading

import pytest

import milieusim as ms
from milieusim.comparison import compare as comparing
from milieusim.dashboard.desk import Desk
from milieusim.dashboard.rerun import Rerun, choices_of
from milieusim.dashboard.timetable_edits import choices, gone, rows, with_slot


@pytest.fixture
def desk():
    told = []
    desk = Desk("acute-ward", lambda: told.append(1), warm_up_days=0)
    desk.told_times = told
    yield desk
    desk.close()


def fields_of(desk, name):
    return next(row["fields"] for row in rows(desk.changed, desk.base) if row["key"] == name)


def test_every_slot_can_be_kept_as_it_is_shown(desk):
    for row in rows(desk.base, desk.base):
        assert with_slot(desk.base, row["key"], row["fields"]) == desk.base
        assert not row["was"] and not row["is_new"]


def test_a_changed_slot_is_marked_and_told_in_words(desk):
    desk.change_slot("Art group", {**fields_of(desk, "Art group"), "start": "9:30", "days": "mon, thu"})
    assert desk.problems == []
    row = next(row for row in rows(desk.changed, desk.base) if row["key"] == "Art group")
    assert row["words"][:2] == ["Mon, Thu", "09:30\u201311:30"] and row["was"][0] == "Mon"
    assert desk.differences == ["Art group: days mon \u2192 mon, thu", "Art group: start 10:30 \u2192 09:30"]
    assert len(desk.told_times) == 1


def test_slots_come_and_go_and_all_can_be_undone(desk):
    new = {**fields_of(desk, "Art group"), "name": "Choir", "leader": "", "places_offered": " "}
    desk.change_slot("", new)
    desk.drop_slot("Film night")
    assert gone(desk.changed, desk.base) == ["Film night"]
    assert set(desk.differences) == {"Choir: new", "Film night: taken off the timetable"}
    desk.turn("milieu.support", 0.9)
    desk.undo_all()
    assert desk.changed == desk.base and desk.differences == []
    assert desk.live.design == desk.base and desk.live.turns == [(0.0, "support 0.5")]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("start", "9.30x", "start is '9.30x'"),
        ("end", "10:00", "ends at 10:00"),
        ("days", "mon, blue", "blue"),
        ("leaders", "two", "leaders is 'two'"),
        ("places_offered", "-1", "places_offered is '-1'"),
        ("name", "Lunch", "Lunch"),
    ],
)
def test_what_is_not_allowed_is_refused_in_words_and_nothing_changes(desk, field, typed, told):
    desk.change_slot("Art group", {**fields_of(desk, "Art group"), field: typed})
    assert any(told in problem for problem in desk.problems), desk.problems
    assert not any("replace:" in problem or "routine.slots[" in problem for problem in desk.problems[:1])
    assert desk.changed == desk.base and desk.problem_of == "slot Art group"
    desk.change_slot("Art group", fields_of(desk, "Art group"))
    assert desk.problems == []


def test_only_levels_and_practices_can_be_turned(desk):
    desk.turn("ward.beds", 5)
    assert desk.problems and desk.changed == desk.base
    desk.turn("milieu.support", 2)
    assert desk.problems and desk.changed == desk.live.design == desk.base


def test_a_new_ward_keeps_the_changes_and_another_design_drops_them(desk):
    desk.drop_slot("Film night")
    desk.renew(seed="5")
    assert (desk.live.seed, desk.live.design) == (5, desk.changed) and desk.changed != desk.base
    desk.renew("open-unit", "6")
    assert desk.base == desk.changed == ms.load_design("open-unit")
    desk.renew("../somewhere", "6")
    assert desk.problems and desk.base.name == "open-unit"
    desk.renew("open-unit", "many")
    assert desk.problems == ["Seed: 'many' must be a whole number from 0."] and desk.live.seed == 6


def test_the_changed_ward_can_be_taken_away_as_a_design(desk, tmp_path):
    desk.drop_slot("Film night")
    (tmp_path / "changed.yaml").write_text(desk.changed_text, encoding="utf-8")
    loaded = ms.load_design(tmp_path / "changed.yaml")
    assert loaded.routine == desk.changed.routine and loaded.name == "acute-ward-changed"


def test_what_a_change_makes_worth_checking_is_told(desk):
    assert desk.new_warnings == []
    desk.change_slot("Art group", {**fields_of(desk, "Art group"), "start": "03:00", "end": "03:30"})
    assert any("Art group" in warning for warning in desk.new_warnings)


def test_choices_are_the_places_of_the_ward_and_the_words_of_the_vocabulary(desk):
    found = choices(desk.base)
    assert ["Garden", "Garden"] in found["place"] and ["", "nobody"] in found["leader"]
    assert ["group_therapy", "group therapy"] in found["activity"]


def test_nothing_is_compared_before_something_is_changed(desk):
    desk.compare("28", "40", "best")
    assert "Nothing is changed yet" in desk.problems[0] and desk.rerun.state == "idle"
    desk.drop_slot("Film night")
    desk.compare("0", "x", "best")
    assert len(desk.problems) == 2 and desk.rerun.state == "idle"
    assert choices_of(" 7", "2", "best") == {"days": 7, "replications": 2, "parameters": "best"}


def test_a_comparison_runs_beside_the_page_and_tells_how_far_it_is(monkeypatch):
    may_end, told = threading.Event(), []

    def slow(designs, progress, days, **_):
        progress(1, 4)
        assert may_end.wait(60)
        progress(4, 4)
        return f"compared {days}"

    monkeypatch.setattr(comparing, "compare", slow)
    rerun = Rerun(lambda: told.append((rerun.state, rerun.done, rerun.total)))
    rerun.start(None, None, days=3)
    rerun.start(None, None, days=99)
    may_end.set()
    rerun.wait(60)
    assert (rerun.state, rerun.result) == ("done", "compared 3")
    assert told[0] == ("running", 0, 0) and told[-1] == ("done", 4, 4)


def test_a_comparison_can_be_stopped_and_one_that_fails_says_why(monkeypatch):
    def endless(designs, progress, **_):
        while True:
            progress(1, 4)

    rerun = Rerun(lambda: None)
    monkeypatch.setattr(comparing, "compare", endless)
    rerun.start(None, None)
    rerun.stop()
    rerun.wait(60)
    assert rerun.state == "stopped" and rerun.result is None

    def refused(designs, **_):
        raise ms.ConfigError(["one", "two"])

    def broken(designs, **_):
        raise KeyError("x")

    for function, problems in ((refused, ["one", "two"]), (broken, None)):
        monkeypatch.setattr(comparing, "compare", function)
        rerun.start(None, None)
        rerun.wait(60)
        assert rerun.state == "failed" and (problems is None or rerun.problems == problems)
    assert "a fault of milieusim" in rerun.problems[0]
