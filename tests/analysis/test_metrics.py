"""Known tables give known rates."""

import math
import time

import numpy as np
import pytest
from raw_tables import noise, nothing, rows, ward

from milieusim.analysis.metrics.metrics import (
    HEADLINES,
    METRICS,
    PARTS,
    SHORT_LIST,
    metrics_of,
    register_metric,
)
from milieusim.analysis.metrics.registry import DIRECTIONS
from milieusim.errors import ConfigError, DataError
from milieusim.vocabulary import Activity, ResponseKind, Task, UndoneReason
from milieusim.ward.tables import INCIDENT_COLUMNS, RESPONSE_COLUMNS

TWO_DAYS = {"days": 2, "beds": 10}
NAN = math.nan


def metrics(raw, days=2):
    return metrics_of(raw, {"days": days, "beds": 10})


def test_every_promised_metric_is_there_with_its_words():
    promised = (
        "aggression_per_100_obd conflict_per_100_obd conflict_per_shift containment_per_shift "
        "shifts_without_conflict restraint_hours_per_1000_patient_hours "
        "seclusion_hours_per_1000_patient_hours care_hours_per_patient_day occupancy "
        "length_of_stay_median_days wellbeing_mean wellbeing_gain_day7 wellbeing_gain_day14 "
        "wellbeing_gain_per_stay distress_gain_d felt_safety loneliness self_care_gain "
        "organised_hours_per_resident_day staff_contact_hours_per_resident_day "
        "disengaged_share slots_held_share staff_short_shift_share staff_burnout "
        "worst_tenth_wellbeing"
    ).split()
    kinds = [f"{kind}_per_1000_obd" for kind in INCIDENT_COLUMNS + RESPONSE_COLUMNS]
    events = [*kinds, *promised[:7]]
    assert set(promised + kinds + [f"{name}_recorded" for name in events]) <= set(METRICS)
    for name, metric in METRICS.items():
        assert metric.name == name
        assert metric.definition.endswith(".") and metric.unit and metric.source and metric.label
        assert metric.better in DIRECTIONS
    assert set(SHORT_LIST) | set(HEADLINES) <= set(METRICS)


def test_a_metric_over_nothing_is_nan_and_warns_of_nothing():
    found = metrics(nothing())
    assert [name for name, value in found.items() if not math.isnan(value)] == []


def test_a_ward_without_events_has_rates_of_zero():
    found = metrics(ward())
    assert (
        found["aggression_per_100_obd"] == found["seclusion_per_1000_obd"] == found["conflict_per_shift"] == 0
    )
    assert found["shifts_without_conflict"] == 1
    assert found["occupancy"] == 0.5
    assert math.isnan(found["wellbeing_gain_day14"])


def test_events_are_counted_over_occupied_bed_days():
    raw = ward()  # 5 residents for 2 days: 10 occupied bed-days
    raw["shifts"]["verbal_aggression"][2] = 2
    raw["shifts"]["physical_aggression"][3] = 1
    raw["shifts"]["physical_aggression_recorded"][3] = 1
    raw["shifts"]["seclusion"][1] = 9  # goes on from shift to shift, and began three times
    raw["responses"] = rows("responses", *[{"kind": ResponseKind.SECLUSION}] * 3, is_recorded=True)
    found = metrics(raw)
    assert found["aggression_per_100_obd"] == pytest.approx(30)
    assert found["aggression_per_100_obd_recorded"] == pytest.approx(10)
    assert found["physical_aggression_per_1000_obd"] == pytest.approx(100)
    assert found["seclusion_per_1000_obd"] == pytest.approx(300)


def test_the_two_halves_of_a_night_make_one_shift():
    raw = ward(days=2)  # night, 2 x (early, late, night): seven rows, six shifts
    raw["shifts"]["conflict"] = 1
    assert metrics(raw)["conflict_per_shift"] == pytest.approx(7 / 6)


def test_a_shift_that_lies_in_the_window_in_part_is_no_shift_without_conflict():
    raw = ward(days=2)
    raw["shifts"]["conflict"] = [0, 1, 0, 1, 1, 1, 0]  # first and last row are nights cut by the window
    assert metrics(raw)["shifts_without_conflict"] == pytest.approx(1 / 5)


def test_a_last_shift_that_ends_with_the_window_counts_as_whole():
    raw = ward(days=2, night_starts=16)
    raw["shifts"]["conflict"] = [1, 1, 1, 1, 1, 1, 0]
    assert metrics(raw)["shifts_without_conflict"] == pytest.approx(1 / 6)


def test_levels_are_means_over_resident_hours():
    raw = ward()
    raw["shifts"]["mean_wellbeing"] = [NAN, 0.2, 0.4, 0.4, 0.4, 0.4, 0.4]
    raw["shifts"]["resident_hours"] = [0, 30, 10, 0, 0, 0, 0]
    assert metrics(raw)["wellbeing_mean"] == pytest.approx((30 * 0.2 + 10 * 0.4) / 40)


def test_restraint_hours_are_per_thousand_patient_hours():
    raw = ward()
    raw["shifts"]["restraint_hours"][2] = 0.6
    raw["shifts"]["restraint_hours_recorded"][2] = 0.5
    raw["shifts"]["midnight_days"][[2, 5]] = 6, 4  # others come and go by day
    found = metrics(raw)
    assert found["restraint_hours_per_1000_patient_hours"] == pytest.approx(1000 * 0.6 / 240)
    assert found["restraint_hours_per_1000_patient_hours_recorded"] == pytest.approx(1000 * 0.5 / 240)
    assert found["restraint_hours_per_1000_midnight_hours"] == pytest.approx(1000 * 0.6 / (24 * 10))
    assert found["seclusion_hours_per_1000_midnight_hours_recorded"] == 0


def test_the_parts_of_a_total_add_up_to_it():
    raw = ward()
    for place, kind in enumerate(INCIDENT_COLUMNS):
        raw["shifts"][kind][2] = place + 1
    raw["shifts"]["conflict"][2] = sum(range(len(INCIDENT_COLUMNS) + 1))
    found = metrics(raw)
    for total, parts in PARTS.items():
        assert sum(found[part] for part in parts) == pytest.approx(10 * found[total]) and found[total] > 0
    assert len(PARTS["conflict_per_100_obd"]) == len(INCIDENT_COLUMNS)


def test_conflict_per_bed_day_does_not_depend_on_how_a_day_is_cut():
    three, two = ward(), ward()
    three["shifts"]["conflict"] = 2
    two["shifts"] = two["shifts"][:5]  # as many events and hours in fewer shifts
    two["shifts"]["resident_hours"] = 48.0
    two["shifts"]["conflict"] = [4, 4, 2, 2, 2]
    found, other = metrics(three), metrics(two)
    assert found["conflict_per_100_obd"] == other["conflict_per_100_obd"] == 140
    assert found["conflict_per_shift"] != other["conflict_per_shift"]


def test_care_undone_is_counted_by_what_it_would_have_been():
    ward_round, doses, group = 0, 1, 2
    activities = (Activity.WARD_ROUND, Activity.MEDICATION, Activity.GROUP_THERAPY)
    slots = [{"slot": place, "activity": activity} for place, activity in enumerate(activities)]
    led = {"task": Task.LEADING_ACTIVITY, "minutes": 10}
    undone = rows(
        "undone",
        {"task": Task.MEDICATION, "slot": doses, "reason": UndoneReason.NO_MINUTES, "minutes": 4},
        {"task": Task.MEDICATION, "slot": doses, "reason": UndoneReason.REFUSED, "minutes": 4},
        {"task": Task.MEALS, "slot": -1, "reason": UndoneReason.ASLEEP, "minutes": 1},
        {"task": Task.PROMPTS, "slot": -1, "reason": UndoneReason.NO_MINUTES, "minutes": 1.5},
        {**led, "slot": ward_round, "reason": UndoneReason.NOT_SERVED},
        {**led, "slot": group, "reason": UndoneReason.NO_LEADER},
        {"task": Task.PAPERWORK, "slot": -1, "reason": UndoneReason.NO_MINUTES, "minutes": 60},
    )
    found = metrics(ward(slots=rows("slots", *slots), undone=undone))  # ten bed-days, six shifts
    once = {"doses_missed", "meals_missed", "prompts_not_made", "appointments_missed"}
    assert {name: found[f"{name}_per_1000_obd"] for name in once} == dict.fromkeys(once, 100)
    assert found["paperwork_owed_minutes_per_shift"] == 10
    assert found["undone_minutes_per_shift"] == pytest.approx((4 + 1 + 1.5 + 10 + 10) / 6)


def stay(admitted, discharged=NAN, start=0.4, day7=NAN, day14=NAN, end=NAN, **more):
    words = {"admission": start, "day7": day7, "day14": day14, "end": end}
    levels = {f"wellbeing_{moment}": value for moment, value in words.items()}
    return {"admitted_at_hour": admitted, "discharged_at_hour": discharged, **levels, **more}


def test_the_gain_by_day_14_counts_stays_that_come_to_it_in_the_window():
    stays = rows(
        "stays",
        stay(-336.0, day14=0.5),  # reached it at hour 0
        stay(-337.0, day14=0.9),  # reached it before the window
        stay(24.0, 72.0, end=0.7),  # went home sooner, in the window
        stay(24.0),  # has not come to it yet
        stay(-300.0, 30.0, day14=NAN, end=0.5),  # went home six hours before
    )
    found = metrics(ward(days=4, stays=stays), days=4)
    assert found["wellbeing_gain_day14"] == pytest.approx((0.1 + 0.3 + 0.1) / 3)


def test_stays_that_end_in_the_window_give_gain_and_median_length():
    stays = rows(
        "stays",
        stay(-24.0, 24.0, end=0.6, self_care_admission=0.5, self_care_end=0.75),
        stay(-240.0, 0.0, end=0.5, self_care_admission=0.5, self_care_end=0.5),
        stay(-72.0, 24.0, end=0.4, self_care_admission=0.5, self_care_end=0.5),
        stay(0.0, end=0.9),
    )
    found = metrics(ward(stays=stays))
    assert found["length_of_stay_median_days"] == 4
    assert found["wellbeing_gain_per_stay"] == pytest.approx(0.1)
    assert found["self_care_gain"] == pytest.approx(0.25 / 3)


def test_distress_gain_is_in_pooled_standard_deviations():
    before, after = [0.8, 0.6, 0.7], [0.4, 0.2, 0.6]
    stays = rows(
        "stays",
        *[stay(0.0, 24.0, distress_rated_admission=b, distress_rated_end=a) for b, a in zip(before, after)],
    )
    pooled = math.sqrt((np.var(before, ddof=1) + np.var(after, ddof=1)) / 2)
    assert metrics(ward(stays=stays))["distress_gain_d"] == pytest.approx((0.7 - 0.4) / pooled)
    assert math.isnan(metrics(ward(stays=stays[:1]))["distress_gain_d"])


def test_the_worst_tenth_is_a_tenth_of_hours_and_not_of_stays():
    low = {"mean_wellbeing": 0.1, "hours_in_window": 5.0}
    stays = rows(
        "stays", {"mean_wellbeing": 0.9, "hours_in_window": 85.0}, low, {**low, "mean_wellbeing": 0.3}
    )
    stays["hours_in_window"] = [85.0, 5.0, 10.0]
    assert metrics(ward(stays=stays))["worst_tenth_wellbeing"] == pytest.approx(0.2)


def test_staff_metrics_go_by_hours_on_duty():
    raw = ward()
    raw["shifts"]["care_hours"] = 8
    raw["shifts"]["is_staff_short"] = [True, True, False, False, False, False, False]
    raw["staff_shifts"] = rows(
        "staff_shifts", {"hours_on_duty": 6, "burnout": 0.5}, {"hours_on_duty": 2, "burnout": 0.1}
    )
    found = metrics(raw)
    assert found["care_hours_per_patient_day"] == pytest.approx(7 * 8 / 10)
    assert found["staff_short_shift_share"] == pytest.approx(1 / 6)
    assert found["staff_burnout"] == pytest.approx(0.4)


def test_the_sums_are_those_of_the_columns():
    from milieusim.analysis.metrics.run_view import column_sums

    shifts = noise(3)["shifts"]
    for part in (shifts, shifts[:1], shifts[::2], shifts[:0]):
        sums = column_sums("shifts", part)
        for name, value in sums.items():
            assert value == pytest.approx(float(part[name].sum()), rel=1e-12), name
    assert "resident_hours" in sums and "seclusion_recorded" in sums


def test_ten_thousand_ward_months_take_seconds():
    raw, facts = noise(1), {"days": 28, "beds": 20}
    metrics_of(raw, facts)
    start = time.thread_time()  # of the processor, since others may be at work on it
    for _ in range(100):
        metrics_of(raw, facts)
    assert (time.thread_time() - start) / 100 < 0.003  # measured: 0.00025


@pytest.fixture
def no_trace():
    before = dict(METRICS)
    yield
    METRICS.clear()
    METRICS.update(before)


def test_a_metric_of_ones_own_sees_pandas_tables(no_trace):
    def nights(run):
        return float((run.shifts["shift"] == "night").sum()) / run.days

    register_metric("nights_per_day", nights, "Night rows a day.", "rows a day", "this test", "lower")
    assert metrics(ward())["nights_per_day"] == 1.5


def test_a_metric_that_cannot_be_registered_says_everything_that_is_wrong(no_trace):
    with pytest.raises(ConfigError) as caught:
        register_metric("conflict_per_shift", lambda: 1, "", "unit", "source", "more")
    assert len(caught.value.problems) == 4
    with pytest.raises(ConfigError, match="another column"):
        register_metric("seed", float, "Seed.", "unit", "source")


def test_a_metric_that_fails_is_named(no_trace):
    register_metric("broken", lambda run: 1 / 0, "Breaks.", "none", "this test")
    with pytest.raises(DataError, match="metric 'broken' failed: ZeroDivisionError"):
        metrics(ward())


def test_a_metric_that_needs_a_table_that_was_not_kept_says_so(no_trace):
    register_metric("ties_kept", lambda run: len(run.ties), "Rows of ties.", "rows", "this test")
    with pytest.raises(DataError, match="table 'ties' was not kept"):
        metrics(ward())
