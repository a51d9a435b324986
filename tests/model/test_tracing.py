"""Following one resident through a day, and finding where two designs part."""

import numpy as np
import pytest

import milieusim as ms


@pytest.fixture(scope="module")
def day():
    """Somebody's day 1, spent on the ward."""
    days = (ms.trace("acute-ward", seed=seed, day=1, warm_up_days=0) for seed in range(1, 9))
    return next(day for day in days if not day.activity.eq("leave").any())


def test_a_trace_has_a_row_for_every_tick_of_the_day(day):
    assert len(day) == 96
    assert list(day.time[:2]) == ["00:00", "00:15"]
    assert day.time.iloc[-1] == "23:45"
    assert day.arousal.between(0, 1).all()


def test_a_trace_holds_what_the_hours_do_to_somebody(day):
    states = [
        "arousal",
        "distress",
        "boredom",
        "loneliness",
        "felt_safety",
        "predictability",
        "autonomy",
        "coping",
    ]
    assert day[states].stack().between(0, 1).all()
    assert (day[["boredom", "predictability", "autonomy"]].nunique() > 1).all(), (
        "levels that move within a day"
    )


def test_a_trace_tells_of_sleep_and_company(day):
    assert "sleep" in set(day.activity)
    assert day.place[day.activity == "sleep"].eq("Bedrooms").all()
    assert day.with_staff.notna().any()


def test_a_trace_is_of_the_same_run_as_simulate():
    run = ms.simulate("acute-ward", 2, seed=2, engine="agents", warm_up_days=0)
    happened = run.incidents[run.incidents.day == 1]
    one = happened.iloc[0]
    day = ms.trace("acute-ward", seed=2, resident=int(one.resident), day=1, warm_up_days=0)
    at = f"{int(one.hour):02d}:{int(one.hour % 1 * 60):02d}"
    assert one.kind.replace("_", " ") in day.what_happened[day.time == at].item()


def test_a_trace_of_somebody_who_is_not_there_says_who_is():
    with pytest.raises(ms.ConfigError, match="resident is 777; on day 0 of seed 2 these are there: 0"):
        ms.trace("open-unit", seed=2, resident=777, warm_up_days=0)


def test_a_day_that_cannot_be_is_told():
    with pytest.raises(ms.ConfigError, match="day is -1"):
        ms.trace("open-unit", day=-1)


def test_a_design_does_not_part_from_itself():
    assert ms.first_difference("open-unit", "open-unit", days=1) is None


def test_renaming_a_slot_changes_nothing():
    base = ms.load_design("open-unit")
    slots = [slot.replace(name=f"{slot.name} renamed") for slot in base.routine.slots]
    other = base.replace(routine=base.routine.replace(slots=slots))
    assert ms.first_difference(base, other, days=1) is None


def with_slots(design, slots):
    """Return a ward with other slots."""
    return design.replace(routine=design.routine.replace(slots=slots))


def test_an_evening_together_parts_from_none_in_the_evening():
    base = ms.load_design("acute-ward")
    evening = {
        "name": "Together",
        "days": "daily",
        "start": "19:00",
        "end": "20:00",
        "activity": "recreation",
    }
    other = with_slots(base, [*base.routine.slots, {**evening, "place": "Day room"}])
    found = ms.first_difference(base, other, seed=1)
    assert found.day == 0
    assert found.at_hour == 19.0
    assert found.base != found.other
    assert found.clock in str(found)
    assert found.differences[found.what] == (found.base, found.other)


def test_residents_who_had_other_groups_before_differ_as_they_are_found():
    found = ms.first_difference("acute-ward", "acute-ward-evenings", seed=1)
    assert (found.at_hour, found.what) == (0.0, "self_care")


def test_more_beds_part_at_once():
    base = with_slots(ms.load_design("open-unit"), [])  # groups teach less where more share them
    found = ms.first_difference(base, base.replace({"ward.beds": base.ward.beds + 3}), seed=5)
    assert found.what == "has a bed"


def stubborn(p, arousal, target, is_asleep):
    """Leave arousal as it is."""
    return arousal


class Homebody(ms.Resident):
    """A resident who stays in the bedroom."""

    def choose_place(self):
        """Choose the bedroom."""
        return self.model.bedroom


def one_homebody(model, number, bed):
    """Make the first resident a homebody."""
    return (ms.Resident if number else Homebody)(model, number, bed)


OWN = [{"rules": {"next_arousal": stubborn}}, {"resident_class": Homebody}, {"resident_class": one_homebody}]


@pytest.mark.parametrize("own", OWN)
def test_a_trace_follows_rules_and_people_of_ones_own(own):
    options = {"seed": np.int64(2), "resident": np.int64(0), "day": np.int64(0), "warm_up_days": 0}
    usual, other = ms.trace("open-unit", **options), ms.trace("open-unit", **options, **own)
    assert len(other) == len(usual) and not other.equals(usual)
    model = ms.WardModel("open-unit", 2, warm_up_days=0, **own)
    resident, arousal = model.residents[0], []
    for _ in range(len(other)):
        model.step()
        arousal.append(resident.arousal)
    assert list(other.arousal) == arousal


@pytest.mark.parametrize("own", [{}, *OWN])
def test_designs_part_with_rules_and_people_of_ones_own_in_both(own):
    base = ms.load_design("open-unit")
    assert ms.first_difference(base, base, seed=np.int64(2), days=np.int64(1), **own) is None
    brighter = base.replace({"milieu.support": 0.9})
    found = ms.first_difference(base, brighter, seed=np.int64(2), days=1, **own)
    assert found.base != found.other and found == ms.first_difference(base, brighter, 2, 1, **own)


def test_slots_of_one_name_are_told_apart_by_their_times():
    base = ms.load_design("open-unit")
    other = base.replace({"routine.slots[Breakfast].end": "08:50"})
    found = ms.first_difference(base, other, seed=2, days=1)
    assert found.what == "slot"
    assert found.base == "Breakfast (meal, 08:10 to 08:45)"
    assert found.other == "Breakfast (meal, 08:10 to 08:50)"
