"""What must hold of care in any run: what was due and not given, how long residents are seen, and who prompts them."""

import numpy as np
from ward_facts import (
    NEAR,
    NURSING_ROLES,
    begun_and_ended,
    ledger,
    on_duty,
    seen_one_by_one,
    shift_of,
    starts,
    tick_hours,
    warm_up_hours,
)

NOT_HELD = ["no_leader", "no_room", "short_staffed"]


def _is_owed(rows):
    """Return which rows tell what paperwork a shift leaves to the next."""
    return (rows.task == "paperwork") & (rows.reason == "no_minutes") & rows.resident.isna()


def care_undone_was_due(run):
    """Rows of care undone are in the shift under way, of residents whose stay is under way, and take time."""
    rows = run.undone
    assert (rows.minutes >= 0).all() and rows.at_hour.between(0, run.days * 24, inclusive="left").all()
    told_at = rows.at_hour - np.where(_is_owed(rows), tick_hours(run), 0)  # of the shift that has just ended
    rows, told_at = rows[told_at >= 0], told_at[told_at >= 0]
    shifts = run.shifts.loc[shift_of(run, told_at)]
    assert (shifts.day.to_numpy() == rows.day.to_numpy()).all()
    assert (shifts["shift"].astype(str).to_numpy() == rows["shift"].astype(str).to_numpy()).all()
    begun, ended = begun_and_ended(run)
    place = {resident: k for k, resident in enumerate(run.stays.resident)}
    theirs = rows[rows.resident.notna()]
    assert theirs.resident.isin(place).all(), "care of somebody who was never here"
    at = np.array([place[resident] for resident in theirs.resident], int)
    # A known fault: who comes in the last tick of a day is told to have missed what nobody had planned for it.
    late = np.where(theirs.reason.eq("not_planned"), tick_hours(run), 0)
    assert (begun[at] <= theirs.at_hour + late + NEAR).all() and (ended[at] > theirs.at_hour - NEAR).all()


def _is_held(slots, rows):
    """Return whether the slot of that name was held on the day of each row."""
    return slots.is_held.reindex(list(zip(rows.on, rows.name))).fillna(False).to_numpy(bool)


def care_undone_fits_its_slot(run):
    """What a slot left undone is told while that slot is under way, and by a slot not held exactly where it was not.

    A slot that lasts until midnight is over in the first tick of the day after.
    """
    rows = run.undone[run.undone["slot"].notna()]
    rows = rows.assign(on=(rows.at_hour // 24).astype(int), name=rows["slot"].astype(str))
    slots = run.slots.assign(name=run.slots["slot"].astype(str)).set_index(["day", "name"])
    assert slots.index.is_unique
    missed = rows.reason.isin(NOT_HELD) & rows.task.isin(["medication", "meals", "leading_activity"])
    lasts = {slot.name: (slot.start_minute / 60, slot.end_minute / 60) for slot in run.design.routine.slots}
    begins, until = np.array([lasts[name] for name in rows.name]).reshape(-1, 2).T
    is_late = (rows.at_hour % 24 < NEAR) & (until == 24) & ~missed
    is_late &= (begins >= tick_hours(run)) | ~_is_held(slots, rows)
    rows = rows.assign(on=rows.on - is_late, since=rows.at_hour % 24 + 24 * is_late)
    rows, missed = rows[rows.on >= 0], missed[rows.on >= 0]
    slots = slots.reindex(list(zip(rows.on, rows.name)))
    assert slots.start.notna().all(), "care of a slot that the day does not have"
    hour = rows.since.to_numpy()
    ends = slots.end.to_numpy() + tick_hours(
        run
    )  # what was to be done is asked for as long as the slot lasts
    assert ((slots.start.to_numpy() < hour + tick_hours(run)) & (hour < ends + NEAR)).all()
    was_held = slots.is_held.to_numpy(bool)
    assert (was_held == ~missed.to_numpy()).all(), rows[was_held != ~missed.to_numpy()].iloc[0].to_dict()
    reasons = slots.reason.astype(str).to_numpy()[missed]
    assert (reasons == rows.reason.astype(str).to_numpy()[missed]).all()


def doses_refused_are_refusals(run):
    """Every dose left undone because it was refused is an incident of that resident, and the other way round."""
    incidents = run.incidents[run.incidents.kind == "medication_refusal"]
    undone = run.undone[(run.undone.reason == "refused") & (run.undone.task == "medication")]
    assert sorted(zip(incidents.at_hour, incidents.resident)) == sorted(zip(undone.at_hour, undone.resident))


def being_seen_takes_the_time_that_there_is(run):
    """No more are seen one by one than the minutes of those who see them allow, and being seen takes its minutes.

    A turn that has begun as the slot ends is seen to the end: one for each of those who see residents.
    """
    each, leaders = seen_one_by_one(run), {slot.name: slot.leaders for slot in run.design.routine.slots}
    rows = run.slots[run.slots["slot"].isin(list(each))]
    names = rows["slot"].astype(str)
    servers, minutes = names.map(leaders).astype(float), names.map(each).astype(float)
    asked = (rows.attended - servers).clip(lower=0) * minutes
    there = servers * (rows.end - rows.start) * 60
    assert (asked <= there + NEAR).all(), rows[asked > there + NEAR].iloc[0].to_dict()
    for task, is_dose in (("medication", True), ("leading_activity", False)):
        given = asked[(rows.activity == "medication") == is_dose].sum()
        assert run.staff_shifts[task].sum() * 60 >= given - NEAR, (task, given)


def being_seen_is_lived_no_longer_than_it_takes(run):
    """Residents spend no more time being seen than doses and appointments take; who was not seen may have begun."""
    each, p = seen_one_by_one(run), ledger()
    longest = 2 * max(p["dose_bank_factor"], 1.0)  # by the bank, and begun again
    for activity in sorted({slot.activity for slot in run.design.routine.slots if slot.name in each}):
        if any(slot.activity == activity and slot.name not in each for slot in run.design.routine.slots):
            continue
        rows = run.slots[run.slots["slot"].isin(list(each)) & (run.slots.activity == activity)]
        minutes = rows["slot"].astype(str).map(each).astype(float)
        begun = rows.invited - rows.attended  # at most: those who came and were not seen to the end
        most = (rows.attended + begun) * minutes * (longest if activity == "medication" else 1.0)
        used = run.time_use[run.time_use.activity == activity]
        for day, hours in used.groupby("day").hours.sum().items():
            allowed = most[rows.day == day].sum() / 60
            assert hours <= allowed + NEAR, (activity, day, hours, allowed)


def refusals_take_prompts(run):
    """Who refuses was prompted, which took staff minutes; those prompted as the window opens are told apart."""
    refusals = run.incidents.kind.isin(["medication_refusal", "demand_refusal"]).sum()
    earlier = run.shifts.census.max() if warm_up_hours(run) else 0
    minutes = run.staff_shifts.prompts.sum() * 60
    # Before something else is asked some are prompted ahead, and the minutes are worked off later.
    ahead = on_duty(run, starts(run), NURSING_ROLES).max() * tick_hours(run) * 60
    assert minutes + ahead >= ledger()["prompt_minutes"] * (refusals - earlier) - NEAR, (minutes, refusals)


def paperwork_owed_is_told_once_a_shift(run):
    """What paperwork is owed is told as a shift ends, once, and is never less than nothing."""
    rows = run.undone[_is_owed(run.undone)]
    assert (rows.minutes > 0).all() and not rows.duplicated(["day", "shift"]).any()


CARE_CHECKS = [
    care_undone_was_due,
    care_undone_fits_its_slot,
    doses_refused_are_refusals,
    being_seen_takes_the_time_that_there_is,
    being_seen_is_lived_no_longer_than_it_takes,
    refusals_take_prompts,
    paperwork_owed_is_told_once_a_shift,
]
