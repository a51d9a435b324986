"""What several checks of a run look up: the ledger, ticks, windows of shifts, who was where when."""

from functools import cache

import numpy as np

import milieusim as ms
from milieusim.kinds import IS_APPOINTMENT, NURSING
from milieusim.vocabulary import Activity

CLOSE = 1e-9
NEAR = 1e-6  # for sums of many ticks, and to tell one tick from the next
SHIFT = ["day", "shift"]
NURSING_ROLES = [role.label for role in NURSING]
ON_THE_FLOOR = [*NURSING_ROLES, "activity_worker", "peer_worker"]
HOLDS = ["time_out", "mechanical_restraint", "seclusion"]
OBSERVATIONS = ["intermittent_observation", "constant_observation"]
BY_HANDS = [
    "show_of_force",
    "manual_restraint",
    "rapid_tranquillisation",
    "mechanical_restraint",
    "seclusion",
]
FIRST_REFERRAL = 1000  # numbers below belong to those who were on the ward when the run began


@cache
def ledger():
    """Return the value of every parameter; all runs here have the best set."""
    return ms.load_parameters("best").values()


def tick_hours(run):
    """Return the length of a tick, h."""
    return run._inputs.tick_minutes / 60


def warm_up_hours(run):
    """Return the length of the warm-up, h."""
    return 24 * run._inputs.warm_up_days


def offers(run, activity):
    """Return whether a slot of the timetable offers an activity: a design may even put sleep on it."""
    return any(slot.activity == activity for slot in run.design.routine.slots)


def leaders_wanted(run):
    """Return the role that leads each slot, by its name: doses are given by registered nurses, whatever is written."""
    return {
        slot.name: "registered_nurse" if slot.activity == "medication" else slot.leader
        for slot in run.design.routine.slots
    }


def seen_one_by_one(run):
    """Return the minutes for each resident of the slots that see them one by one, by the name of the slot."""
    usual = {
        activity.label: ledger()["appointment_minutes"] for activity in Activity if IS_APPOINTMENT[activity]
    }
    usual["medication"] = ledger()["dose_minutes"]
    each = {
        slot.name: slot.minutes_each or usual.get(slot.activity, 0.0) for slot in run.design.routine.slots
    }
    return {name: minutes for name, minutes in each.items() if minutes > 0}


def leave_of(run):
    """Return time on leave, and what slots of the timetable call so."""
    return run.time_use[run.time_use.activity == "leave"]


def overlap(begin, end, other_begin, other_end):
    """Return the hours that intervals share."""
    return np.clip(np.minimum(end, other_end) - np.maximum(begin, other_begin), 0, None)


def starts(run):
    """Return when the shifts begin within the window, h."""
    return np.maximum(run.shifts.at_hour.to_numpy(), 0)


def edges(run):
    """Return where the shifts of the window meet, its end included, h."""
    return np.append(starts(run), run.days * 24)


def shift_of(run, at_hour):
    """Return the row of shifts in which a tick that begins at `at_hour` lies."""
    return np.searchsorted(starts(run), np.asarray(at_hour, float) + NEAR, side="right") - 1


def begun_and_ended(run):
    """Return when stays began and ended; an end beyond the window where they last."""
    stays = run.stays
    ended = stays.discharged_at_hour.fillna(run.days * 24 + 1000).to_numpy()
    return stays.admitted_at_hour.to_numpy(), ended


def under_care(run, hours, chosen=None):
    """Return how many stays are under way at each hour; `chosen` picks stays."""
    begun, ended = begun_and_ended(run)
    if chosen is not None:
        begun, ended = begun[chosen], ended[chosen]
    hours = np.asarray(hours, float) + NEAR
    return np.searchsorted(np.sort(begun), hours) - np.searchsorted(np.sort(ended), hours)


def absent_without_leave(run):
    """Return how many are away without leave as each shift begins."""
    return run.shifts.without_leave.to_numpy()


def on_duty(run, hours, roles=None):
    """Return how many staff are on duty in the ticks that begin at some hours."""
    rows = run.staff_shifts if roles is None else run.staff_shifts[run.staff_shifts.role.isin(roles)]
    begun = np.maximum(rows.at_hour.to_numpy(), 0)
    hours = np.asarray(hours, float) + NEAR
    ended = np.sort(begun + rows.hours_on_duty.to_numpy())
    return np.searchsorted(np.sort(begun), hours) - np.searchsorted(ended, hours)


def stay_of(run, residents, column):
    """Return a column of the stays of residents."""
    return run.stays.set_index("resident")[column].loc[list(residents)].to_numpy()


def who_absconded(run):
    """Return the incidents in which somebody got away."""
    rows = run.incidents
    return rows[(rows.kind == "absconding") & ~rows.response_kind.isin(BY_HANDS)]


def spells(run, kinds):
    """Return responses of some kinds with when they `end`, by resident and beginning."""
    rows = run.responses[run.responses.kind.isin(kinds)]
    return rows.assign(end=rows.at_hour + rows.hours).sort_values(["resident", "at_hour", "response_id"])


def assert_no_overlap(rows, by, begin, end, what, allowed=NEAR):
    """Refuse two intervals of one `by` that share more than `allowed`."""
    rows = rows.sort_values([by, begin])
    again = rows[by].eq(rows[by].shift())
    latest = rows.groupby(by, observed=True)[end].cummax().shift()
    clash = rows[again & (latest > rows[begin] + allowed)]
    assert clash.empty, f"{what}: {clash.iloc[0].to_dict()}"


def most_at_once(begin, end, weights=1):
    """Return the largest sum of weights of intervals under way at once; one that ends as another begins is over."""
    times = np.concatenate((np.asarray(begin, float) + NEAR, np.asarray(end, float)))
    change = np.concatenate((np.broadcast_to(weights, len(begin)), -np.broadcast_to(weights, len(end))))
    return int(np.cumsum(change[np.argsort(times, kind="stable")]).max(initial=0))


def inside(run, table, rows, what):
    """Refuse rows of `table`, at hours in `table`, that lie within a spell of `rows` of the same resident."""
    for resident, spell in rows.groupby("resident"):
        hours = table.at_hour[table.resident == resident].to_numpy()
        for begin, end in zip(spell.at_hour, spell.end):
            found = hours[(hours > begin + NEAR) & (hours < end - NEAR)]
            assert not len(found), (
                f"{what}: resident {resident} at {found[0]} h, held from {begin} to {end} h"
            )
