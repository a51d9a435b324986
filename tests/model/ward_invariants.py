"""What must hold in the tables of any run of any ward; a check that fails says what it found."""

import numpy as np
import pandas as pd
from care_invariants import CARE_CHECKS
from event_invariants import AGGRESSIVE, EVENT_CHECKS
from life_invariants import LIFE_CHECKS
from metric_invariants import METRIC_CHECKS
from people_invariants import PEOPLE_CHECKS
from slot_invariants import SLOT_CHECKS
from staff_invariants import STAFF_CHECKS
from ward_facts import (
    CLOSE,
    HOLDS,
    NEAR,
    NURSING_ROLES,
    OBSERVATIONS,
    SHIFT,
    leaders_wanted,
    ledger,
    offers,
    on_duty,
    seen_one_by_one,
    shift_of,
    spells,
    starts,
    tick_hours,
    warm_up_hours,
    who_absconded,
)

from milieusim.vocabulary import Role, Task
from milieusim.ward.tables import INCIDENT_COLUMNS, MOMENTS, RESPONSE_COLUMNS, SORT_KEYS, STATES, TABLES

LASTING = [*HOLDS, *OBSERVATIONS]


def _same(found, expected, what, within=0.0):
    found, expected = found.align(expected, fill_value=0)
    off = found[(found - expected).abs() > within]
    assert off.empty, f"{what}: {off.to_dict()} instead of {expected[off.index].to_dict()}"


def _counted(rows):
    """Return how many rows there are by shift, of those that have some."""
    return rows.groupby(["shift_day", "shift"], observed=True).size().rename_axis(SHIFT)


def _by_shift(table, day="day"):
    return table.groupby([day, "shift"], observed=True)


def _shifts(run):
    return run.shifts.set_index(SHIFT)


def census_follows_who_comes_and_goes(run):
    """Between two rows of shifts, the census changes by those who came and went, and so do those without leave."""
    s, stays = run.shifts, run.stays
    closed = stays.discharged_at_hour[stays.is_absconded] - tick_hours(run)
    given_up = np.bincount(shift_of(run, closed), minlength=len(s))
    flow = s.admissions - s.discharges - given_up
    assert (s.census.diff()[1:] == flow.shift()[1:]).all(), s[["census"]].assign(flow=flow)
    flow = s.absconded - s.returned - given_up
    assert (s.without_leave.diff()[1:] == flow.shift()[1:]).all(), s[["without_leave"]].assign(flow=flow)
    assert s.admissions.sum() == (stays.admitted_at_hour > 0).sum()
    assert s.discharges.sum() == (stays.discharged_at_hour.notna() & ~stays.is_absconded).sum()
    here = (stays.admitted_at_hour <= 0).sum()
    assert s.census[0] <= here
    assert (s.on_leave + s.without_leave <= s.census).all() and (s.detained <= s.census).all()


def duty_follows_the_rota(run):
    """On duty are those rostered, less the sick, plus the bank."""
    s = run.shifts
    on_duty = s.registered_on_duty + s.unregistered_on_duty
    assert (on_duty == s.rostered_registered + s.rostered_unregistered - s.sick + s.bank_on_duty).all()
    rows = run.staff_shifts[run.staff_shifts.role.isin(NURSING_ROLES)]
    begun = rows[rows.at_hour >= max(s.at_hour[0], 0)]
    counts = np.bincount(shift_of(run, begun.at_hour[begun.is_registered]), minlength=len(s))
    whole = (s.at_hour >= 0).to_numpy()
    assert (counts[whole] == s.registered_on_duty[whole]).all(), "rows of registered nurses by shift"
    assert (
        rows.is_bank[rows.at_hour >= starts(run)[whole].min(initial=np.inf)].sum()
        == s.bank_on_duty[whole].sum()
    )


def shifts_cover_the_window(run):
    """Shifts follow each other without gaps and add up to the window."""
    s = run.shifts
    assert abs(s.shift_hours.sum() - 24 * run.days) < CLOSE
    ends = np.maximum(s.at_hour, 0) + s.shift_hours
    assert np.allclose(ends[:-1], s.at_hour[1:], atol=CLOSE)
    assert s.at_hour[0] <= 0 and s.day[0] == np.floor(s.at_hour[0] / 24)
    assert (s.day == np.floor(s.at_hour / 24)).all()


def resident_hours_agree(run):
    """Hours present add up alike in shifts, resident_shifts, stays and time_use."""
    lived = run.resident_shifts
    _same(_by_shift(lived).hours_present.sum(), _shifts(run).resident_hours, "hours present", 1e-6)
    total = run.shifts.resident_hours.sum()
    assert abs(run.stays.hours_in_window.sum() - total) < 1e-6
    if not offers(run, "leave"):
        awake_or_asleep = run.time_use[run.time_use.activity != "leave"].hours.sum()
        assert abs(awake_or_asleep - total) < 1e-6
    if not offers(run, "sleep"):
        asleep = run.time_use[run.time_use.activity == "sleep"].hours.sum()
        assert abs(asleep - lived.hours_asleep.sum()) < 1e-6
    if not offers(run, "seclusion"):
        # What is slept through in seclusion is sleep in time_use; rows of a stay hold what was before hour 0 too.
        stays = run.stays.set_index("resident")
        rest = (stays.seclusion_hours - _hours_of(run, "seclusion"))[stays.admitted_at_hour >= 0]
        assert ((rest > -1e-6) & (rest < _hours_of(run, "sleep")[rest.index] + 1e-6)).all(), (
            "seclusion in stays"
        )
        rest = run.shifts.seclusion_hours.sum() - _hours_of(run, "seclusion").sum()
        assert -1e-6 < rest < lived.hours_asleep.sum() + 1e-6, "seclusion in time_use and shifts"


def _hours_of(run, activity):
    """Return the hours that each resident spent with something."""
    hours = run.time_use[run.time_use.activity == activity].groupby("resident").hours.sum()
    return hours.reindex(run.stays.resident, fill_value=0.0)


def hours_present_are_partitioned(run):
    """A resident's hours are asleep, organised, with staff, with residents or alone; nothing is negative."""
    lived = run.resident_shifts
    parts = lived[[f"hours_{part}" for part in "asleep organised with_staff with_residents alone".split()]]
    assert (parts >= -CLOSE).all().all(), parts.min()
    assert ((parts.sum(axis=1) - lived.hours_present).abs() < CLOSE).all()
    assert (lived.hours_engaged_daytime <= lived.hours_awake_daytime + CLOSE).all()
    assert (lived.hours_awake_daytime <= lived.hours_present - lived.hours_asleep + CLOSE).all()
    hours = _shifts(run).shift_hours
    longest = _by_shift(lived).hours_present.max()
    assert (longest <= hours[longest.index] + CLOSE).all()


def days_have_24_hours(run):
    """Time use adds up to 24 hours on every day that a resident was there from midnight to midnight."""
    use = run.time_use
    assert (use.hours > 0).all()
    assert not use.duplicated(["day", "resident", "activity"]).any()
    sums = use.groupby(["resident", "day"]).hours.sum()
    assert (sums <= 24 + CLOSE).all(), sums.max()
    stays = run.stays.set_index("resident")
    gone = set(run.incidents.resident[run.incidents.kind == "absconding"])
    here = stays[stays.admitted_at_hour <= 0]
    first_day = sums.reindex([(resident, 0) for resident in here.index], fill_value=0.0).droplevel(1)
    stayed = here.discharged_at_hour.isna() | (here.discharged_at_hour >= 24)
    late = set(first_day[stayed.values & (first_day < 24 - CLOSE).values].index) - gone
    assert len(late) <= run.shifts.without_leave[0], "only those away at hour 0 miss some of day 0"
    for resident, stay in stays.drop(list((gone | late) & set(stays.index))).iterrows():
        end = run.days * 24 if np.isnan(stay.discharged_at_hour) else stay.discharged_at_hour
        whole = range(max(int(np.ceil(stay.admitted_at_hour / 24 - CLOSE)), 0), int(end // 24))
        for day in whole:
            assert abs(sums.get((resident, day), 0.0) - 24) < CLOSE, (
                resident,
                day,
                sums.get((resident, day)),
            )


def events_are_counted_once(run):
    """Rows of incidents and responses are what shifts and hours count; records go by the kind recorded."""
    s, incidents, responses = _shifts(run), run.incidents, run.responses
    for suffix, answers in (("", responses), ("_recorded", responses[responses.is_recorded])):
        for kind in INCIDENT_COLUMNS:
            rows = incidents[incidents["kind" + suffix] == kind]
            _same(s[kind + suffix], _counted(rows), kind + suffix)
        for kind in set(RESPONSE_COLUMNS) - set(LASTING):
            _same(s[kind + suffix], _counted(answers[answers.kind == kind]), kind + suffix)
    _same(s.containment_begun, _counted(responses[responses.kind != "talk_down"]), "containment begun")
    for suffix in ("", "_recorded"):
        contained = [kind + suffix for kind in RESPONSE_COLUMNS if kind != "talk_down"]
        assert (s["conflict" + suffix] == s[[k + suffix for k in INCIDENT_COLUMNS]].sum(axis=1)).all()
        assert (s["containment" + suffix] == s[contained].sum(axis=1)).all()
    hours = run.hours.set_index("at_hour")
    contained = run.responses[run.responses.kind != "talk_down"]
    _same(hours.conflict, run.incidents.groupby(run.incidents.at_hour // 1).size(), "conflict by hour")
    _same(hours.containment, contained.groupby(contained.at_hour // 1).size(), "containment by hour")


def measures_count_in_every_shift_that_they_last_into(run):
    """A shift counts the holds and observation that begin in it, and those that go on in it from before."""
    s, row = run.shifts, np.arange(len(run.shifts))
    for suffix, answers in (("", run.responses), ("_recorded", run.responses[run.responses.is_recorded])):
        for kind in LASTING:
            rows = spells(run, [kind]).loc[lambda found, kept=answers: found.index.isin(kept.index)]
            begun = _counted(rows).reindex(_shifts(run).index, fill_value=0).to_numpy()
            goes_on = s[kind + suffix].to_numpy() - begun
            # Observation goes on while somebody is away without leave, though nobody counts its hours.
            if kind in OBSERVATIONS:
                rows = rows[~rows.resident.isin(who_absconded(run).resident)]
            at = np.maximum(s.at_hour.to_numpy(), 0)[:, None]
            ends = rows.end.to_numpy() + (NEAR if kind in HOLDS else -NEAR)
            known = ((rows.at_hour.to_numpy() < at - NEAR) & (ends > at)).sum(axis=1)
            unseen = goes_on - np.where(s.at_hour >= 0, known, 0)
            assert (unseen >= 0).all(), (kind + suffix, row[unseen < 0])
            is_counted = s.at_hour.to_numpy() >= 0
            assert kind in OBSERVATIONS or (np.diff(unseen[is_counted]) <= 0).all(), (kind + suffix, unseen)
            assert (goes_on <= s.census).all(), (kind + suffix, goes_on)


def residents_count_their_events(run):
    """Residents' rows count the incidents and responses that are theirs."""
    lived, incidents, responses = run.resident_shifts, run.incidents, run.responses
    aggression = incidents[incidents.kind.isin(AGGRESSIVE)]
    for column, rows in (
        ("incidents", incidents),
        ("aggression", aggression),
        ("aggression_recorded", aggression[aggression.is_recorded]),
    ):
        found = rows.groupby(["shift_day", "shift", "resident"], observed=True).size()
        found.index.names = [*SHIFT, "resident"]
        _same(lived.set_index([*SHIFT, "resident"])[column], found, f"{column} of residents' shifts")
    new = run.stays[run.stays.admitted_at_hour > 0].set_index("resident")
    physical = incidents[incidents.kind == "physical_aggression"]
    called_physical = incidents[incidents.kind_recorded == "physical_aggression"]
    prn = responses[responses.kind == "prn_medication"]
    held = responses[responses.kind.isin(["manual_restraint", "mechanical_restraint"])]
    counts = {
        "incidents": incidents.groupby("resident").size(),
        "incidents_recorded": incidents[incidents.is_recorded].groupby("resident").size(),
        "aggression": aggression.groupby("resident").size(),
        "aggression_recorded": aggression[aggression.is_recorded].groupby("resident").size(),
        "physical_aggression": physical.groupby("resident").size(),
        "physical_aggression_recorded": called_physical.groupby("resident").size(),
        "prn_doses": prn.groupby("resident").size(),
        "prn_doses_recorded": prn[prn.is_recorded].groupby("resident").size(),
        "seclusion_hours": responses[responses.kind == "seclusion"].groupby("resident").hours.sum(),
        "restraint_hours": held.groupby("resident").hours.sum(),
    }
    for column, found in counts.items():
        _same(new[column], found[found.index.isin(new.index)], f"{column} of stays", 1e-6)
    assert (run.stays.prn_within_14_days <= run.stays.prn_doses).all()


def duty_is_spent_on_tasks(run):
    """Tasks add up to hours on duty, and those to care hours and minutes available."""
    rows = run.staff_shifts
    tasks = rows[Task.labels()]
    assert (tasks >= -CLOSE).all().all(), tasks.min()
    off = rows[(tasks.sum(axis=1) - rows.hours_on_duty).abs() > 1e-6]
    assert off.empty, off.iloc[0].to_dict()
    assert (rows.contact_hours <= rows.hours_on_duty + CLOSE).all(), "contact beyond duty"
    nursing = rows[rows.role.isin(NURSING_ROLES)]
    assert abs(nursing.hours_on_duty.sum() - run.shifts.care_hours.sum()) < 1e-6
    for role in Role.labels():
        minutes = run.hours[f"{role}_minutes_available"].sum()
        assert abs(rows[rows.role == role].hours_on_duty.sum() - minutes / 60) < 1e-6, role
    starts = rows.groupby(["staff", "at_hour"]).size()
    assert (starts == 1).all(), starts[starts > 1]
    ordered = rows.sort_values(["staff", "at_hour"])
    ends = np.maximum(ordered.at_hour, 0) + ordered.hours_on_duty
    again = ordered.staff.eq(ordered.staff.shift(-1))
    assert (ends[again] <= ordered.at_hour.shift(-1)[again] + CLOSE).all(), "nobody is on duty twice at once"


def slots_keep_to_their_offer(run):
    """Slots are held or not, for no more people than offered, by leaders on duty, one at a time."""
    slots = run.slots
    assert slots.is_held.eq(slots.reason.isna()).all() and not slots.reason.eq("held").any()
    assert (slots.attended <= slots.invited).all()
    assert (slots.invited[~slots.is_held] == 0).all() and slots.leader[~slots.is_held].isna().all()
    offered = {slot.name: slot.places_offered for slot in run.design.routine.slots}
    limit = slots["slot"].map(offered).astype(float).fillna(np.inf)
    assert (slots.attended <= limit).all()
    led = {name: leader is not None for name, leader in leaders_wanted(run).items()}
    assert slots.leader.notna().eq(slots.is_held & slots["slot"].map(led).astype(bool)).all()
    assert len(slots) == run.shifts.slots_planned.sum()
    assert slots.is_held.sum() == run.shifts.slots_held.sum()
    assert (slots.invited <= run.shifts.census.max() + run.shifts.admissions.max()).all()
    _leaders_are_on_duty(run)
    _time_in_activities_comes_from_slots(run)


def _leaders_are_on_duty(run):
    slots = run.slots[run.slots.leader.notna()]
    slots = slots.assign(at=slots.day * 24 + slots.start, until=slots.day * 24 + slots.end)
    duty = run.staff_shifts.assign(begins=np.maximum(run.staff_shifts.at_hour, 0))
    pairs = slots.reset_index(names="row").merge(
        duty, left_on="leader", right_on="staff", suffixes=("", "_on")
    )
    there = (pairs.begins <= pairs["at"] + CLOSE) & (pairs.begins + pairs.hours_on_duty > pairs["at"] - CLOSE)
    alone = set(slots.index) - set(pairs.row[there])
    assert not alone, slots.loc[min(alone)].to_dict()
    slots = slots.sort_values(["leader", "at"])
    again = slots.leader.eq(slots.leader.shift())
    clash = slots[again & (slots.until.shift() > slots["at"] + tick_hours(run))]
    assert clash.empty, clash.iloc[0].to_dict()


def _time_in_activities_comes_from_slots(run):
    only_in_slots = ["group_therapy", "individual_therapy", "occupational_therapy", "meal", "vocational"]
    slots = run.slots
    for activity in only_in_slots:
        rows = slots[slots.activity == activity]
        is_line = rows["slot"].isin(list(seen_one_by_one(run)))
        people = rows.attended.where(~is_line, rows.invited)  # some are seen for a while, and not to the end
        most = (people * (rows.end - rows.start)).sum()
        assert run.time_use[run.time_use.activity == activity].hours.sum() <= most + 1e-6, activity


def responses_follow_incidents(run):
    """A response that names an incident follows it, for the same resident, in a way that is allowed."""
    responses, incidents = run.responses, run.incidents.set_index("incident")
    led = responses[responses.incident.notna()]
    to = incidents.loc[led.incident.astype(int)]
    assert (led.resident.values == to.resident.values).all()
    assert (led.at_hour.values >= to.at_hour.values).all()
    answered = set(led.incident)
    assert set(incidents.index[incidents.response_kind != "none"]) == answered
    named = led.merge(incidents[["response_kind"]], left_on="incident", right_index=True)
    chosen = named[named.kind.astype(str) == named.response_kind.astype(str)]
    assert set(chosen.incident) == answered
    rungs = {kind: ledger()[f"{run.design.policy.regime}_threshold_{kind}"] for kind in RESPONSE_COLUMNS}
    allowed = {kind for kind, rung in rungs.items() if np.isfinite(rung)}
    used = set(responses.kind.astype(str))
    assert used - {"prn_medication", "manual_restraint"} <= allowed, used - allowed
    if not any(place.kind == "seclusion_room" for place in run.design.ward.places):
        assert "seclusion" not in used and run.shifts.seclusion_hours.sum() == 0
    assert (responses.hours >= 0).all() and (responses.staff_minutes >= 0).all()


def incidents_are_well_formed(run):
    """Severity goes with aggression; places, times and shifts are those of the ward.

    Known exception: activity and peer workers count as on the floor, but not among the nurses of whom those on the
    floor are taken, so that where they are many, and sight is poor, fewer than nobody are in reach.
    """
    rows = run.incidents
    aggressive = rows.kind.isin(AGGRESSIVE)
    assert rows.severity.notna().eq(aggressive).all()
    assert rows.severity[aggressive].between(0, 22).all() and (rows.severity[aggressive] % 1 == 0).all()
    assert rows.arousal.between(0, 1).all()
    others = on_duty(run, rows.at_hour, ["activity_worker", "peer_worker"])
    assert (rows.staff_in_reach >= -others * ledger()["staff_presence"]).all(), rows.staff_in_reach.min()
    assert rows.kind_recorded.notna().eq(rows.is_recorded).all()
    kinds = {place.kind for place in run.design.ward.places}
    assert set(rows.place.astype(str)) <= kinds
    assert rows.target_id.notna().eq(rows.target.isin(["staff", "resident"])).all()
    at_resident = rows[rows.target == "resident"]
    assert (at_resident.target_id != at_resident.resident).all()
    assert at_resident.target_id.isin(run.stays.resident).all()
    assert rows[rows.target == "staff"].target_id.isin(run.staff_shifts.staff).all()
    begins = run.shifts.set_index(SHIFT).at_hour
    for table in (rows, run.responses):
        assert table.at_hour.between(0, run.days * 24, inclusive="left").all()
        assert (table.day == table.at_hour // 24).all() and np.allclose(table.hour, table.at_hour % 24)
        begun = begins.loc[list(zip(table["shift_day"], table["shift"]))].values
        assert (begun <= table.at_hour.values).all()
        assert table.resident.isin(run.stays.resident).all()


def stays_are_well_formed(run):
    """Stays end after they begin, with looks at day 7 and 14 where they lasted."""
    stays = run.stays
    assert stays.resident.is_unique
    done = stays.discharged_at_hour.notna()
    lasted = stays.discharged_at_hour.fillna(run.days * 24) - stays.admitted_at_hour
    assert (lasted[done] > 0).all() and (stays.discharged_at_hour[done] > 0).all()
    assert (stays.discharged_at_hour[done] <= run.days * 24).all()
    assert not (stays.is_absconded & ~done).any()
    assert (stays.referred_at_hour <= stays.admitted_at_hour + CLOSE)[stays.resident >= 1000].all()
    for state in STATES:
        assert stays[f"{state}_admission"].between(0, 1).all(), state
        assert stays[f"{state}_end"].notna().eq(done).all(), state
        for day in (7, 14):
            seen = stays[f"{state}_day{day}"].notna()
            watched = stays.admitted_at_hour > -warm_up_hours(run)
            assert seen[watched & (lasted >= day * 24 + 1)].all(), (state, day)
            assert not seen[lasted < day * 24].any(), (state, day)
        for moment in MOMENTS:
            assert stays[f"{state}_{moment}"].dropna().between(0, 1).all(), (state, moment)


def levels_stay_in_range(run):
    """Levels are between 0 and 1, ties and trust between -1 and 1, and no sum is missing."""
    lived, s = run.resident_shifts, run.shifts
    for level in "boredom predictability autonomy coping".split():
        assert lived[level].between(-CLOSE, 1 + CLOSE).all(), level
    for level in ("trust", "milieu"):
        assert lived[level].between(-1 - CLOSE, 1 + CLOSE).all(), level
    for level in "arousal distress felt_safety loneliness wellbeing".split():
        assert lived[level].between(-CLOSE, 1 + CLOSE).all(), level
        means = s[f"mean_{level}"][s.resident_hours > 0]
        assert means.between(-CLOSE, 1 + CLOSE).all(), level
    assert lived.risk_score.between(0, 7).all()
    assert run.staff_shifts.burnout.between(0, 1).all()
    assert run.hours.mean_arousal.dropna().between(0, 1 + CLOSE).all()
    ties = run.ties
    assert ties.value.between(-1, 1).all() and (ties["from"] != ties["to"])[ties.kind == "resident"].all()
    for name in ("shifts", "resident_shifts", "staff_shifts", "hours"):
        table = getattr(run, name).select_dtypes("number")
        assert not np.isinf(table.to_numpy(float)).any(), name
        may_be_missing = [c for c in table if c.startswith("mean_") or c == "no_staff_contact_share"]
        assert table.drop(columns=may_be_missing).notna().all().all(), name
        signed = [c for c in ("day", "at_hour", "trust", "milieu") if c in table]
        assert (table.drop(columns=signed).fillna(0) >= -CLOSE).all().all(), name


def rows_are_in_order(run):
    """Rows are in the order of their tables, and ids unique and increasing."""
    for name in TABLES:
        table = getattr(run, name)
        keys = SORT_KEYS[name]
        codes = table[keys].apply(
            lambda column: column.cat.codes if column.dtype == "category" else column.fillna(-1)
        )  # what concerns nobody comes first
        assert pd.MultiIndex.from_frame(codes).is_monotonic_increasing, name
    for table, name in ((run.incidents, "incident"), (run.responses, "response_id")):
        assert table[name].is_unique and table[name].is_monotonic_increasing
    assert not run.resident_shifts.duplicated(["at_hour", "resident"]).any()
    assert not run.ties.duplicated(["day", "kind", "from", "to"]).any()
    assert len(run.hours) == run.days * 24


CHECKS = [
    census_follows_who_comes_and_goes,
    duty_follows_the_rota,
    shifts_cover_the_window,
    resident_hours_agree,
    hours_present_are_partitioned,
    days_have_24_hours,
    events_are_counted_once,
    measures_count_in_every_shift_that_they_last_into,
    residents_count_their_events,
    duty_is_spent_on_tasks,
    slots_keep_to_their_offer,
    responses_follow_incidents,
    incidents_are_well_formed,
    stays_are_well_formed,
    levels_stay_in_range,
    rows_are_in_order,
    *PEOPLE_CHECKS,
    *LIFE_CHECKS,
    *EVENT_CHECKS,
    *STAFF_CHECKS,
    *SLOT_CHECKS,
    *CARE_CHECKS,
    *METRIC_CHECKS,
]


def check_all(run):
    """Run every check on one run; name all that fail."""
    failed = []
    for check in CHECKS:
        try:
            check(run)
        except AssertionError as problem:
            failed.append(f"{check.__name__}: {str(problem)[:400]}")
    assert not failed, f"{run!r}\n" + "\n".join(failed)
