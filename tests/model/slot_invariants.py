"""What must hold of the timetable in any run: what is held, where, by whom, for how many."""

from collections import Counter

import numpy as np
import pandas as pd
from ward_facts import (
    HOLDS,
    NEAR,
    begun_and_ended,
    leaders_wanted,
    offers,
    on_duty,
    seen_one_by_one,
    shift_of,
    spells,
    tick_hours,
    under_care,
)

EXCLUSIVE = ["activity_room", "therapy_room", "clinic_room", "quiet_room"]
ONE_BY_ONE = {"medication", "ward_round", "individual_therapy", "one_to_one"}
BY_THEMSELVES = {"sleep", "free_time", "leave"}


def _timed(run):
    """Return slots with the hours of their ticks: `begins` and `ends` as the ward steps, `at` and `until` as written."""
    tick, rows = tick_hours(run), run.slots
    at, until = rows.day * 24 + rows.start, rows.day * 24 + rows.end
    begins = np.floor(at / tick + NEAR) * tick
    return rows.assign(at=at, until=until, begins=begins, ends=np.floor(until / tick + NEAR) * tick)


def slots_are_those_of_the_design(run):
    """Every slot of the timetable is there on its days, at its time, in its place."""
    routine = {slot.name: slot for slot in run.design.routine.slots}
    hours = Counter()
    for row in run.slots.itertuples():
        slot = routine[row.slot]
        assert row.day % 7 in slot.day_numbers, (row.day, row.slot)
        assert (row.activity, row.place) == (slot.activity, slot.place), row
        assert np.allclose((row.start, row.end), (slot.start_minute / 60, slot.end_minute / 60), atol=NEAR), (
            row
        )
        hours[row.day, row.activity, row.place] += row.end - row.start
    planned = Counter()
    for slot in routine.values():
        for day in range(run.days):
            if day % 7 in slot.day_numbers:
                planned[day, slot.activity, slot.place] += (slot.end_minute - slot.start_minute) / 60
    assert planned.keys() == hours.keys()
    off = [key for key in planned if abs(planned[key] - hours[key]) > NEAR]
    assert not off, (off[0], planned[off[0]], hours[off[0]])
    assert not run.slots.duplicated(["day", "slot"]).any()


def slots_are_counted_in_the_shift_in_which_they_begin(run):
    """Slots planned and held in a shift are those that begin in one of its ticks."""
    at = shift_of(run, _timed(run).begins)
    for column, rows in (("slots_planned", at), ("slots_held", at[run.slots.is_held])):
        found = np.bincount(rows, minlength=len(run.shifts))
        assert (run.shifts[column] == found).all(), (column, found.tolist())


def _meetings(run):
    """Return pairs of a slot and another that is held and under way in the tick in which the first begins."""
    rows = _timed(run).reset_index(names="row")
    pairs = rows.merge(rows[rows.is_held], on="day", suffixes=("", "_other"))
    begun = pairs.begins_other <= pairs.begins + NEAR
    # One that ends in this tick is over before the first begins, unless it began in it too.
    brief = (pairs.begins_other > pairs.begins - NEAR) & (pairs.ends_other <= pairs.begins + NEAR)
    still = (pairs.ends_other > pairs.begins + NEAR) | brief
    return pairs[(pairs.row != pairs.row_other) & begun & still]


def a_room_is_used_by_one_group_at_a_time(run):
    """Rooms for one group are held for one slot at a time, and a slot lacks a room only where another has it."""
    kinds = {place.name: place.kind for place in run.design.ward.places}
    refused = run.slots[(run.slots.reason == "no_room").fillna(False)]
    assert refused.place.astype(str).map(kinds).isin(EXCLUSIVE).all(), "no room in a place that all may share"
    pairs = _meetings(run)
    pairs = pairs[pairs.place.astype(str) == pairs.place_other.astype(str)]
    pairs = pairs[pairs.place.astype(str).map(kinds).isin(EXCLUSIVE)]
    both = pairs[pairs.is_held]
    assert both.empty, both.iloc[0].to_dict()
    assert set(refused.index) <= set(pairs.row), "no room, and nobody has it"


def leaders_are_of_the_role(run):
    """Who leads a slot has the role that it asks for, and no slot gives way that could not."""
    role = run.staff_shifts.drop_duplicates("staff").set_index("staff").role.astype(str)
    wanted = run.slots["slot"].astype(str).map(leaders_wanted(run))
    led = run.slots.leader.notna()
    assert (role.loc[run.slots.leader[led].astype(int)].to_numpy() == wanted[led].to_numpy()).all()
    assert wanted[(run.slots.reason == "no_leader").fillna(False)].notna().all(), "no leader was asked for"
    short = run.slots[run.slots.reason == "short_staffed"]
    assert wanted[short.index].isin(["registered_nurse", "healthcare_assistant"]).all()
    assert (short.activity != "medication").all(), "medication never gives way"


def leaders_are_there_or_missing(run):
    """A slot that is held has its leaders on duty; one that has no leader lacks them.

    Where residents are seen one by one, one is enough for a slot that asks for more: it only takes longer.
    """
    one_by_one = seen_one_by_one(run)
    most = {slot.name: slot.leaders for slot in run.design.routine.slots}
    least = {name: 1 if name in one_by_one else number for name, number in most.items()}
    rows, pairs = _timed(run), _meetings(run)
    names = rows["slot"].astype(str)
    wanted, leaders, needed = names.map(leaders_wanted(run)), names.map(most), names.map(least)
    lacking = (rows.reason == "no_leader").fillna(False).to_numpy(bool)
    for role in set(wanted.dropna()):
        mine = (wanted == role).to_numpy()
        there = on_duty(run, rows.begins, [role])
        assert (there >= needed)[mine & rows.is_held].all(), role
        alike = pairs[pairs.row.isin(rows.index[mine]) & pairs.row_other.isin(rows.index[mine])]
        taken = leaders.loc[alike.row_other].groupby(alike.row.to_numpy()).sum()
        free = there - taken.reindex(rows.index, fill_value=0)
        assert (free < needed)[mine & lacking].all(), rows[mine & lacking & (free >= needed)].iloc[0]


def nobody_is_in_two_slots_at_once(run):
    """Those asked are under the ward's care, and groups under way at once are not attended by more than there are.

    Who is seen one by one is free again at once, and may go to a group while others are seen.
    Somebody who was held or got away may be asked again while the slot that they left goes on.
    """
    rows, pairs = _timed(run), _meetings(run)
    assert (rows.invited <= under_care(run, rows.begins)).all()
    one_by_one = set(seen_one_by_one(run))
    pairs = pairs[~pairs["slot"].isin(one_by_one) & ~pairs["slot_other"].isin(one_by_one)]
    groups = pairs[pairs.is_held].groupby("row")
    since = groups.begins_other.min().to_numpy()
    now = groups.begins.first().to_numpy()
    attended = groups.attended.first() + groups.attended_other.sum()
    begun, ended = (np.sort(times) for times in begun_and_ended(run))
    people = np.searchsorted(begun, now + NEAR) - np.searchsorted(ended, since + NEAR)
    gone = run.incidents.at_hour[run.incidents.kind == "absconding"]
    freed = np.sort(np.concatenate((spells(run, HOLDS).at_hour, gone)))
    again = np.searchsorted(freed, now + NEAR) - np.searchsorted(freed, since - NEAR)
    assert (attended <= people + again).all(), (attended - people - again).max()


def activities_are_offered_or_ones_own(run):
    """Residents do what a slot of that day offers, or what they can do by themselves, for no longer than it lasts.

    They wait for what sees them one by one, and for nothing else.
    """
    kinds = {place.kind for place in run.design.ward.places}
    held = run.slots[run.slots.is_held]
    is_line = held["slot"].isin(list(seen_one_by_one(run)))
    people = held.attended.where(~is_line, held.invited)  # some are seen for a while, and not to the end
    most = (people * (held.end - held.start)).groupby([held.day, held.activity.astype(str)]).sum()
    own = BY_THEMSELVES | ({"fresh_air"} if "garden" in kinds else set())
    own |= {"waiting"} if any(slot.activity in ONE_BY_ONE for slot in run.design.routine.slots) else set()
    own |= {"quiet_time"} if "quiet_room" in kinds else set()
    own |= {"seclusion"} if "seclusion_room" in kinds else set()
    lines = held[is_line]
    waits = (lines.invited * (lines.end - lines.start + tick_hours(run))).groupby(lines.day).sum()
    most = pd.concat([most, pd.concat({"waiting": waits}).swaplevel()])
    use = run.time_use[~run.time_use.activity.isin(own | {"other"})]
    sums = use.groupby([use.day, use.activity.astype(str)]).hours.sum()
    allowed = most.reindex(sums.index, fill_value=0.0)
    assert (sums <= allowed + NEAR).all(), (sums - allowed).idxmax()


def time_out_is_the_only_other_time(run):
    """Time at nothing that has a name is time held, or in a slot that has none either; residents new to the window."""
    if offers(run, "other"):
        return
    new = run.stays.resident[run.stays.admitted_at_hour > 0]
    use = run.time_use[(run.time_use.activity == "other") & run.time_use.resident.isin(new)]
    held = spells(run, ["time_out", "mechanical_restraint"]).groupby("resident").hours.sum()
    sums = use.groupby("resident").hours.sum()
    assert (sums <= held.reindex(sums.index, fill_value=0.0) + NEAR).all(), sums


SLOT_CHECKS = [
    slots_are_those_of_the_design,
    slots_are_counted_in_the_shift_in_which_they_begin,
    a_room_is_used_by_one_group_at_a_time,
    leaders_are_of_the_role,
    leaders_are_there_or_missing,
    nobody_is_in_two_slots_at_once,
    activities_are_offered_or_ones_own,
    time_out_is_the_only_other_time,
]
