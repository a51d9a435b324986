"""Counts are what a reader of the tables would count by hand, and parts add up to the whole."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import milieusim as ms
from milieusim.config.parts.routine import minute_of
from milieusim.evidence.counts import course_counts, people_counts, ward_counts
from milieusim.evidence.measuring import Job, counted, pooled
from milieusim.incident_kinds import AGGRESSION, IncidentKind
from milieusim.vocabulary import ResponseKind, Role, Shift, Trigger
from milieusim.ward.tables import dtype_of

DAYS, SEEDS = 56, (1, 2)
HOURS = DAYS * 24
VERBAL, OBJECT, PHYSICAL = kinds = [kind.label for kind in AGGRESSION]
COERCIVE = ["seclusion", "mechanical_restraint", "manual_restraint", "rapid_tranquillisation"]


@pytest.fixture(scope="module", params=["switzerland", "england"])
def watched(request):
    """Return the pooled counts of a study and the tables of the same runs."""
    found = pooled(counted(Job(request.param, "best", SEEDS, days=DAYS)))
    runs = [ms.simulate(f"reference-{request.param}", days=DAYS, seed=seed) for seed in SEEDS]

    def table(name):
        return pd.concat([getattr(run, name).assign(run=n) for n, run in enumerate(runs)], ignore_index=True)

    names = ("incidents", "stays", "shifts", "responses", "staff_shifts", "resident_shifts")
    return SimpleNamespace(counts=found, runs=runs, **{name: table(name) for name in names})


@pytest.fixture(scope="module")
def recorded(watched):
    rows = watched.incidents
    return rows[rows.is_recorded & rows.kind_recorded.isin(kinds)]


@pytest.fixture(scope="module")
def ended(watched):
    return watched.stays.dropna(subset="discharged_at_hour")


def odds(table, exposed, affected):
    return [
        [((table[exposed] == e) & (table[affected] == a)).sum() for a in (False, True)] for e in (False, True)
    ]


def test_recorded_aggression_is_counted_as_the_instrument_has_it(watched, recorded):
    found = watched.counts
    assert found["aggression"] == len(recorded) > 10
    assert found["physical"] == (recorded.kind_recorded == PHYSICAL).sum()
    assert found["first_week"] == (recorded.hours_since_admission < 168).sum()
    assert found["severity"] == pytest.approx(recorded.severity.sum())
    assert found["severity_squared"] == pytest.approx((recorded.severity**2).sum())
    assert found["at_staff"] == (recorded.target == "staff").sum()
    assert found["at_residents"] == (recorded.target == "resident").sum()
    assert found["severe"] == (recorded.severity >= 9).sum()
    verbal = recorded[recorded.kind_recorded == VERBAL]
    assert (found["verbal"], found["verbal_severe"]) == (len(verbal), (verbal.severity >= 9).sum())
    assert found["coerced"] == recorded.response_kind.isin(COERCIVE).sum()
    by_hour = recorded.at_hour_recorded.mod(24).astype(int).value_counts().reindex(range(24), fill_value=0)
    assert found["by_hour"].tolist() == by_hour.tolist()


def test_triggers_are_counted_as_recorded(watched, recorded):
    trigger, found = recorded.trigger_recorded, watched.counts
    assert found["by_staff"] == trigger.isin(["denied_request", "limit_setting", "staff_demand"]).sum()
    assert found["denied_or_limited"] == trigger.isin(["denied_request", "limit_setting"]).sum()
    assert found["no_trigger"] == (trigger == "none").sum()


def test_rate_of_aggression_is_the_metric_of_that_name(watched):
    per_run = [run.metrics()["aggression_per_100_obd_recorded"] for run in watched.runs]
    hours = watched.shifts.groupby("run").resident_hours.sum()
    found = 100 * watched.counts["aggression"] / (watched.counts["resident_hours"] / 24)
    assert found == pytest.approx(np.average(per_run, weights=hours))


def test_stays_that_ended_are_counted_with_what_they_held(watched, ended):
    found, ever = watched.counts, ended.aggression_recorded > 0
    days = (ended.discharged_at_hour - ended.admitted_at_hour) / 24
    rows = ended.assign(ever=ever, psychosis=ended.diagnosis == "schizophrenia_spectrum")
    assert (found["stays"], found["ever"]) == (len(ended), ever.sum())
    assert found["ever_physical"] == (ended.physical_aggression_recorded > 0).sum()
    assert found["of_aggressors"] == ended.aggression_recorded[ever].sum()
    assert found["stay_days"] == pytest.approx(days.sum())
    assert found["by_detention"].tolist() == odds(rows, "is_detained", "ever")
    assert found["by_psychosis"].tolist() == odds(rows, "psychosis", "ever")
    edges = people_counts.LENGTH_EDGES
    assert found["by_length"].sum(axis=1).tolist() == [(~ever).sum(), ever.sum()]
    assert (
        found["by_length"][1].tolist()
        == pd.cut(days[ever], edges, right=False).value_counts(sort=False).tolist()
    )


def test_incidents_of_stays_that_ended_are_at_least_those_in_the_window(watched, recorded, ended):
    # A stay may have begun, and held incidents, before hour 0; no table shows those.
    keys = recorded.merge(ended[["run", "resident"]], on=["run", "resident"])
    assert watched.counts["of_aggressors"] >= len(keys)


def test_first_incidents_are_those_of_stays_begun_in_the_window(watched, recorded):
    begun = watched.stays[watched.stays.admitted_at_hour >= 0]
    first = recorded.sort_values("at_hour").drop_duplicates(["run", "resident"])
    first = first.merge(begun[["run", "resident", "diagnosis"]], on=["run", "resident"])
    day = np.floor(first.hours_since_admission / 24).astype(int)
    psychosis = first.diagnosis == "schizophrenia_spectrum"
    for name, who in (("first_psychosis", psychosis), ("first_other", ~psychosis)):
        by_day = np.bincount(day[who], minlength=len(people_counts.DAY_EDGES) - 1)
        assert watched.counts[name].tolist() == by_day.tolist()


def test_responses_are_counted_whether_recorded_or_not(watched):
    kind = watched.responses.kind.value_counts()
    assert watched.counts["responses"].tolist() == [kind.get(k.label, 0) for k in ResponseKind]
    secluded = watched.responses[watched.responses.kind == "seclusion"]
    assert watched.counts["seclusions"] == len(secluded)
    assert watched.counts["seclusion_lengths"] == pytest.approx(secluded.hours.sum())
    shifts = watched.shifts
    restricted = shifts.seclusion_hours.sum() + shifts.mechanical_restraint_hours.sum()
    assert watched.counts["restricted_hours"] == pytest.approx(restricted)


def test_hours_of_seclusion_by_length_and_by_shift_agree(watched):
    # But for seclusions under way at hour 0, whose rows are not in the table.
    assert watched.counts["seclusion_lengths"] <= watched.shifts.seclusion_hours.sum() + 1e-6


def test_doses_are_counted_over_those_who_were_followed(watched):
    stays, doses = watched.stays, watched.responses[watched.responses.kind == "prn_medication"]
    whole = stays.admitted_at_hour + 336 <= HOURS
    seen = stays[(stays.admitted_at_hour >= 0) & whole]
    early = doses.merge(seen[["run", "resident", "admitted_at_hour"]], on=["run", "resident"])
    early = early[early.at_hour - early.admitted_at_hour < 336]
    assert watched.counts["followed"] == len(seen)
    assert watched.counts["given_prn"] == len(early.drop_duplicates(["run", "resident"]))
    assert watched.counts["doses"] == len(doses)


def test_doses_after_conflict_follow_an_incident_of_the_same_resident_and_shift(watched):
    doses = watched.responses[watched.responses.kind == "prn_medication"]
    doses = doses[
        doses.at_hour >= 24
    ]  # what happened in the shift under way at hour 0 is not all in the table
    keys = ["run", "resident", "shift_day", "shift"]
    first = watched.incidents.groupby(keys, observed=True).at_hour.min().rename("first").reset_index()
    joined = doses.merge(first, on=keys, how="left")
    assert (joined.is_after_conflict == (joined["first"] <= joined.at_hour)).all()


def test_distress_is_added_up_over_stays_that_ended(watched, ended):
    before, after = ended.distress_rated_admission, ended.distress_rated_end
    found = watched.counts
    assert found["rated"] == len(ended)
    assert found["before"] == pytest.approx(before.sum())
    assert found["after_squared"] == pytest.approx((after**2).sum())
    long = ended[ended.discharged_at_hour - ended.admitted_at_hour >= 336].dropna(subset="distress_day7")
    assert found["fall_by_day_7"] == pytest.approx((long.distress_admission - long.distress_day7).sum())
    assert found["fall_by_the_end"] == pytest.approx((long.distress_admission - long.distress_end).sum())


def test_shifts_are_counted_from_those_that_began_in_the_window(watched):
    begun = watched.shifts[watched.shifts.at_hour >= 0]
    found = watched.counts
    assert found["shifts"] == len(begun)
    assert found["conflict"] == begun.conflict_recorded.sum()
    assert found["conflict_squared"] == (begun.conflict_recorded**2).sum()
    assert found["containment"] == begun.containment_recorded.sum()
    assert found["by_conflict"][0] == (begun.conflict_recorded == 0).sum()
    assert found["by_containment"][3] == (begun.containment_recorded == 3).sum()
    assert found["by_conflict"].sum() == found["by_containment"].sum() == len(begun)


def test_time_and_staffing_are_sums_over_shifts(watched):
    shifts, found = watched.shifts, watched.counts
    names = {"resident_hours": "resident_hours", "awake": "awake_daytime_hours", "nursing": "nursing_hours"}
    names |= {"engaged": "engaged_daytime_hours", "organised": "organised_daytime_hours"}
    names |= {"nursing_contact": "nursing_contact_hours", "snapshots": "daytime_snapshots"}
    names |= {"without_contact": "snapshots_without_contact", "bank": "bank_on_duty"}
    for name, column in names.items():
        assert found[name] == pytest.approx(shifts[column].sum())
    day = shifts[shifts["shift"] != "night"]
    assert found["day_census"] == day.census.sum()
    assert found["day_nurses"] == day.registered_on_duty.sum() + day.unregistered_on_duty.sum()
    assert found["bed_hours"] == pytest.approx((shifts.beds * shifts.shift_hours).sum())
    assert found["census_hours"] == pytest.approx((shifts.census * shifts.shift_hours).sum())


def test_engaged_organised_and_contact_are_parts_of_their_wholes(watched):
    found = watched.counts
    assert 0 < found["organised"] <= found["engaged"] <= found["awake"] <= found["resident_hours"]
    assert 0 < found["nursing_contact"] <= found["nursing"]
    assert 0 <= found["without_contact"] <= found["snapshots"]


def test_points_of_the_routine_are_compared_with_the_hour_before_and_after(watched):
    design, minutes = watched.runs[0].design, np.arange(7 * 24 * 60)
    point, near = np.zeros((2, len(minutes)), bool)
    spells = [
        (day * 1440 + slot.start_minute, day * 1440 + minute_of(slot.end))
        for slot in design.routine.slots
        if slot.activity in ("meal", "medication")
        for day in slot.day_numbers
    ]
    shifts = [shift for _, shift in design.rota.shifts]
    for leaving, coming in zip(shifts, [*shifts[1:], shifts[0]]):
        spells += [
            (day * 1440 + minute_of(coming.start), day * 1440 + minute_of(leaving.end)) for day in range(7)
        ]
    for start, end in spells:
        point[start:end] = True
        near[max(start - 60, 0) : end + 60] = True
    near &= (minutes % 1440 >= 7 * 60) & (minutes % 1440 < 23 * 60)
    rows = watched.incidents[watched.incidents.kind.isin(kinds)]
    at = np.floor(rows.at_hour.to_numpy() * 60 + 1e-6).astype(int) % len(minutes)
    found, weeks = watched.counts, DAYS / 7 * len(SEEDS)
    assert found["inside"].sum() == (near & point)[at].sum() > 0
    assert found["outside"].sum() == (near & ~point)[at].sum() > 0
    assert found["inside_hours"].sum() == pytest.approx(weeks * (near & point).sum() / 60)
    assert found["outside_hours"].sum() == pytest.approx(weeks * (near & ~point).sum() / 60)
    stretches = (near & ~np.roll(near, 1)).sum()
    assert len(found["inside_hours"]) == stretches > 7, "strata are stretches of the week"


def test_nurses_time_is_that_of_registered_nurses_by_day_without_breaks(watched):
    rows, found = watched.staff_shifts, watched.counts
    rows = rows[(rows.role == "registered_nurse") & (rows["shift"] != "night")]
    assert found["nurse_hours"] == pytest.approx((rows.hours_on_duty - rows.rest_break).sum())
    assert found["nurse_medication"] == pytest.approx(rows.medication.sum())
    assert found["nurse_indirect"] == pytest.approx((rows.paperwork + rows.handover).sum())
    assert found["nurse_for_ward"] == pytest.approx(rows.ward_duties.sum())


def test_cases_held_are_of_stays_that_lie_wholly_in_the_window(watched):
    stays, found = watched.stays, watched.counts
    whole = stays[(stays.admitted_at_hour >= 0) & stays.discharged_at_hour.notna()]
    rows = watched.responses.merge(whole[["run", "resident"]], on=["run", "resident"])
    tied = rows[rows.kind == "mechanical_restraint"]
    held = rows[rows.kind.isin(["mechanical_restraint", "seclusion"])]
    assert found["cases"] == len(whole)
    assert found["cases_tied"] == len(tied.drop_duplicates(["run", "resident"]))
    assert found["cases_held"] == len(held.drop_duplicates(["run", "resident"]))
    assert found["hours_held"] == pytest.approx(held.hours.sum())


def test_stays_are_counted_by_how_much_aggression_each_had(watched, ended):
    found = watched.counts
    number = np.arange(course_counts.MOST_A_STAY + 1)
    assert found["stays_by_aggression"].sum() == len(ended)
    assert (found["aggression_by_stays"] == number * found["stays_by_aggression"]).all()
    assert found["aggression_by_stays"].sum() == ended.aggression_recorded.sum()
    assert found["admissions"] == watched.shifts.admissions.sum()
    assert found["absconded"] == watched.shifts.absconded.sum()


def test_weeks_and_nights_are_those_of_residents_who_were_there(watched):
    found, stays = watched.counts, watched.stays
    if not found["weeks"]:  # a ward that these patterns are not computed on
        assert found["first_nights"] == found["active_hours"] == 0
        return
    lived = watched.resident_shifts.merge(
        stays[["run", "resident", "admitted_at_hour", "discharged_at_hour"]], on=["run", "resident"]
    )
    weeks, active, hours = 0, 0, 0.0
    for week in range(DAYS // 7):
        begins, ends = week * 168, week * 168 + 168
        there = (lived.admitted_at_hour <= begins) & ~(lived.discharged_at_hour < ends)
        rows = lived[there & (lived.at_hour >= begins) & (lived.at_hour < ends)]
        sums = rows.groupby(["run", "resident"]).hours_organised.sum()
        weeks, active, hours = weeks + len(sums), active + (sums > 0).sum(), hours + sums.sum()
    assert (found["weeks"], found["active_weeks"]) == (weeks, active)
    assert found["active_hours"] == pytest.approx(hours)
    nights = lived[
        (lived["shift"] == "night") & (lived.at_hour <= HOURS - 12) & (lived.admitted_at_hour >= 0)
    ]
    nights = nights[nights.at_hour >= nights.admitted_at_hour].sort_values(["run", "resident", "at_hour"])
    first = nights.groupby(["run", "resident"]).head(3)
    assert found["first_nights"] == len(first) > 50
    assert found["first_nights_asleep"] == pytest.approx(first.hours_asleep.sum())


# --- parts add up ---------------------------------------------------------------------------------------------------

N = 40
COUNTED_FROM = ("incidents", "responses", "shifts", "stays", "staff_shifts", "resident_shifts")


@st.composite
def tables(draw):
    """Draw the tables of a ward that never was: anything that the schema allows."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n = draw(st.integers(0, N))
    raw = {name: np.zeros(n, dtype_of(name)) for name in COUNTED_FROM}
    inc, stays, resp, shifts = raw["incidents"], raw["stays"], raw["responses"], raw["shifts"]
    inc["at_hour"] = np.sort(rng.uniform(0, HOURS, n))
    inc["at_hour_recorded"] = inc["at_hour"] + rng.uniform(0, 1, n)
    inc["resident"] = rng.integers(0, n + 1, n)
    inc["kind"] = inc["kind_recorded"] = rng.integers(0, len(IncidentKind), n)
    inc["severity"] = rng.uniform(0, 22, n)
    inc["trigger_recorded"] = rng.integers(0, len(Trigger), n)
    inc["is_recorded"] = rng.random(n) < 0.7
    inc["response_kind"] = rng.integers(0, len(ResponseKind), n)
    inc["hours_since_admission"] = rng.exponential(200, n)
    stays["resident"] = rng.permutation(n)
    stays["diagnosis"] = rng.integers(0, 6, n)
    stays["is_detained"] = rng.random(n) < 0.4
    stays["admitted_at_hour"] = rng.uniform(-500, HOURS, n)
    left = np.maximum(stays["admitted_at_hour"], 0.0) + rng.exponential(400, n)
    stays["discharged_at_hour"] = np.where(left <= HOURS, left, np.nan)
    stays["aggression_recorded"] = rng.poisson(0.6, n)
    stays["physical_aggression_recorded"] = rng.poisson(0.2, n)
    stays["prn_within_14_days"] = rng.poisson(1, n)
    resp["resident"] = rng.integers(0, n + 1, n)
    resp["kind"] = rng.integers(0, len(ResponseKind) - 1, n)
    resp["hours"] = rng.exponential(3, n)
    resp["is_after_conflict"] = rng.random(n) < 0.5
    staff, lived = raw["staff_shifts"], raw["resident_shifts"]
    staff["role"] = rng.integers(0, len(Role), n)
    staff["shift"] = lived["shift"] = rng.integers(0, len(Shift), n)
    staff["hours_on_duty"] = staff["medication"] = rng.uniform(0, 8, n)
    lived["resident"] = rng.integers(0, n, n) if n else 0
    lived["at_hour"] = rng.uniform(-8, HOURS, n)
    lived["hours_asleep"] = lived["hours_organised"] = rng.uniform(0, 4, n)
    shifts["at_hour"] = rng.uniform(-8, HOURS, n)
    shifts["admissions"] = shifts["absconded"] = rng.integers(0, 3, n)
    shifts["shift_hours"] = 8
    shifts["shift"] = rng.integers(0, len(Shift), n)
    shifts["conflict_recorded"] = rng.poisson(5, n)
    shifts["containment_recorded"] = rng.poisson(30, n)
    shifts["resident_hours"] = rng.uniform(0, 160, n)
    return raw


FACTS = SimpleNamespace(
    days=DAYS,
    hours=float(HOURS),
    steps_an_hour=12,
    blocks=np.repeat(np.tile(np.arange(24) - 7, 7), 12).clip(-1, 15),
    points=np.arange(7 * 24 * 12) % 5 == 0,
)
ADDING = [
    people_counts.aggression_counts,
    people_counts.stay_counts,
    people_counts.first_incident_counts,
    people_counts.restriction_counts,
    people_counts.medication_counts,
    people_counts.distress_counts,
    course_counts.concentration_counts,
    course_counts.held_case_counts,
    course_counts.leaving_counts,
    course_counts.activity_counts,
    course_counts.sleep_counts,
    ward_counts.time_counts,
    ward_counts.nurse_counts,
    ward_counts.shift_counts,
    ward_counts.staffing_counts,
]


@settings(max_examples=60)
@given(raw=tables(), cut=st.integers(0, N))
def test_counts_of_two_halves_of_the_residents_add_up_to_those_of_all(raw, cut):
    who = {name: raw[name]["resident"] for name in ("incidents", "stays", "responses", "resident_shifts")}
    place = {name: who.get(name, np.arange(len(rows))) for name, rows in raw.items()}
    halves = [
        {name: rows[(place[name] < cut) == side] for name, rows in raw.items()} for side in (True, False)
    ]
    for counter in ADDING:
        whole = counter(raw, FACTS)
        parts = pooled([counter(half, FACTS) for half in halves])
        for name, count in whole.items():
            assert np.allclose(count, parts[name]), name


@settings(max_examples=40)
@given(raw=tables())
def test_counts_never_exceed_what_they_are_part_of(raw):
    found = people_counts.aggression_counts(raw, FACTS) | people_counts.stay_counts(raw, FACTS)
    found |= people_counts.medication_counts(raw, FACTS) | people_counts.routine_point_counts(raw, FACTS)
    assert found["denied_or_limited"] <= found["by_staff"] <= found["aggression"]
    assert found["verbal_severe"] <= min(found["verbal"], found["severe"])
    assert found["by_hour"].sum() == found["aggression"]
    true = np.isin(raw["incidents"]["kind"], [int(kind) for kind in AGGRESSION]).sum()
    assert found["inside"].sum() + found["outside"].sum() <= true
    found |= course_counts.held_case_counts(raw, FACTS) | course_counts.activity_counts(raw, FACTS)
    assert found["cases_tied"] <= found["cases_held"] <= found["cases"] <= found["stays"]
    assert found["active_weeks"] <= found["weeks"]
    for name in ("by_detention", "by_psychosis", "by_length"):
        assert found[name].sum() == found["stays"]
    assert found["by_psychosis"][:, 1].sum() == found["ever"]
    assert found["given_prn"] <= found["followed"]
    assert found["doses_after_conflict"] <= found["doses"]


def test_an_empty_ward_counts_nothing():
    raw = {name: np.zeros(0, dtype_of(name)) for name in COUNTED_FROM}
    for counter in ADDING:
        assert all(np.sum(count) == 0 for count in counter(raw, FACTS).values())
