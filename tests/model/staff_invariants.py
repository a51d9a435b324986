"""What must hold of staff in any run: who is on duty, what their time goes to, how it wears on them."""

import numpy as np
from ward_facts import NEAR, NURSING_ROLES, ON_THE_FLOOR, SHIFT, edges, ledger, overlap, tick_hours

from milieusim.vocabulary import Role, Task

OBLIGATIONS = (
    "handover observation medication meals leading_activity escort one_to_one incident containment "
    "admission_discharge rest_break"
).split()
FOR_ALL = {"leading_activity", "floor", "paperwork"}
FOR_REGISTERED = ["medication", "admission_discharge"]


def _duty(run, rows=None):
    """Return when staff rows begin and end within the window, h."""
    rows = run.staff_shifts if rows is None else rows
    begun = np.maximum(rows.at_hour.to_numpy(), 0)
    return begun, begun + rows.hours_on_duty.to_numpy()


def the_rota_is_the_one_of_the_design(run):
    """Shifts begin when the rota says, with as many rostered as it says and never more of a role than that."""
    following, duties = dict(run.design.rota.shifts), dict(run.design.rota.duties)
    tick = tick_hours(run)
    ends = np.append(run.shifts.at_hour.to_numpy()[1:], np.inf)
    for row, end in zip(run.shifts.itertuples(), ends):
        planned = following[str(row.shift)]
        late = (row.at_hour - row.day * 24 - _clock(planned) + 12) % 24 - 12
        assert abs(late) <= tick / 2 + NEAR, (row.day, row.shift, row.at_hour)
        if np.isfinite(end) and (row.at_hour >= 0 or list(following) == list(duties)):
            assert row.rostered_registered == _begun_in(run, row, end, "registered_nurse"), row
            assert row.rostered_unregistered == _begun_in(run, row, end, "healthcare_assistant"), row
    counts = run.staff_shifts.groupby([*SHIFT, "role"], observed=True).size()
    for (day, name, role), number in counts.items():
        assert number <= duties[str(name)].heads(role, day % 7), (day, name, role)
    longest = run.staff_shifts["shift"].astype(str).map({name: shift.hours for name, shift in duties.items()})
    # A shift is never shorter than the gap to the next, which ticks may lengthen by one.
    assert (run.staff_shifts.hours_on_duty <= longest.astype(float) + tick + NEAR).all()


def _clock(shift):
    return sum(int(part) / 60**k for k, part in enumerate(shift.start.split(":")))


def _begun_in(run, row, end, role):
    """Return how many of a role the rota lets begin from the beginning of a shift to that of the next."""
    tick = tick_hours(run)
    return sum(
        shift.heads(role, day % 7)
        for _, shift in run.design.rota.duties
        for day in range(int(row.day), int(row.day) + 3)
        if row.at_hour - NEAR <= day * 24 + round(_clock(shift) / tick) % round(24 / tick) * tick < end - NEAR
    )


def cover_comes_from_the_bank(run):
    """The bank fills in for those who are off, never more; without bank or sickness everybody comes."""
    s, rota = run.shifts, run.design.rota
    assert (s.bank_on_duty <= s.sick).all()
    assert (s.sick <= s.rostered_registered + s.rostered_unregistered).all()
    if rota.bank_share == 0 and rota.bank_fill == 0:
        assert s.bank_on_duty.sum() == 0
    if rota.bank_share == 0 and rota.sickness == 0:
        assert s.sick.sum() == 0
    if rota.bank_share == 1:
        assert (s.sick == s.rostered_registered + s.rostered_unregistered).all()
        assert run.staff_shifts.is_bank[run.staff_shifts.role.isin(NURSING_ROLES)].all()
    assert run.staff_shifts.role[run.staff_shifts.is_bank].isin(NURSING_ROLES).all()


def a_post_keeps_its_role_and_shift(run):
    """Each post has one role, one kind of shift and one kind of contract; registered are the registered nurses."""
    rows = run.staff_shifts
    kinds = rows.groupby("staff")[["role", "shift", "is_registered", "is_bank"]].nunique()
    assert (kinds == 1).all().all(), kinds[(kinds != 1).any(axis=1)]
    assert (rows.is_registered == (rows.role == "registered_nurse")).all()


def minutes_available_are_those_on_duty(run):
    """The minutes that a role had in an hour are those of its people on duty in that hour."""
    begins = np.arange(run.days * 24)
    for role in Role.labels():
        begun, ended = _duty(run, run.staff_shifts[run.staff_shifts.role == role])
        # Whole hours go to each hour between the ends of a duty, parts to the hours of the ends.
        expected = sum(_minutes_by_hour(begun, ended, len(begins)))
        assert np.allclose(run.hours[f"{role}_minutes_available"], expected, atol=NEAR), role


def _minutes_by_hour(begun, ended, hours):
    """Return minutes up to the end of duties and, negative, up to their beginnings: the sums are those on duty."""
    for times, sign in ((begun, 1), (ended, -1)):
        whole = np.floor(times + NEAR).astype(int)
        part = np.clip(times - whole, 0, 1)
        since = np.zeros(hours + 2)
        np.add.at(since, whole, sign * (1 - part))
        np.add.at(since, whole + 1, sign * part)
        yield 60 * np.cumsum(since)[:hours]


def care_hours_are_of_nursing_staff_on_duty(run):
    """Care hours and contact hours of shifts are those of nursing staff, shift by shift and in all."""
    s = run.shifts
    nursing = run.staff_shifts[run.staff_shifts.role.isin(NURSING_ROLES)]
    begun, ended = _duty(run, nursing)
    window = edges(run)
    expected = [overlap(begun, ended, *pair).sum() for pair in zip(window, window[1:])]
    assert np.allclose(s.care_hours, expected, atol=NEAR)
    assert np.allclose(s.nursing_hours, s.care_hours, atol=NEAR)
    assert (s.nursing_contact_hours <= s.nursing_hours + NEAR).all()
    assert abs(nursing.contact_hours.sum() - s.nursing_contact_hours.sum()) < NEAR
    assert s.mean_burnout.notna().eq(s.nursing_hours > 0).all()


def tasks_are_for_those_who_may_do_them(run):
    """Only nursing staff have the ward's tasks, only registered nurses give medication and admit."""
    rows = run.staff_shifts
    others = rows[~rows.role.isin(NURSING_ROLES)]
    assert (others[[task for task in Task.labels() if task not in FOR_ALL]] == 0).all().all()
    assert (rows.loc[~rows.role.isin(ON_THE_FLOOR), "floor"] == 0).all()
    assert (rows.loc[~rows.is_registered, FOR_REGISTERED] == 0).all().all()
    leads = {slot.leader for slot in run.design.routine.slots}
    assert (rows.leading_activity[~rows.role.isin(leads)] == 0).all(), "leading without a slot to lead"


def minutes_needed_cover_what_was_done(run):
    """A role needs at least the minutes of the obligations it met; roles outside nursing, those of leading alone.

    What nobody else can do is asked of registered nurses, and a break can be taken by nobody but oneself.
    """
    sums = run.staff_shifts.groupby("role", observed=False)[OBLIGATIONS].sum().sum(axis=1) * 60
    for role in Role.labels():
        needed = run.hours[f"{role}_minutes_needed"]
        assert needed.sum() >= sums[role] - NEAR, (role, needed.sum(), sums[role])
        if role not in NURSING_ROLES:
            assert abs(needed.sum() - sums[role]) < NEAR, (role, needed.sum(), sums[role])
        if role != "registered_nurse":
            there = run.hours[f"{role}_minutes_available"]
            breaks = there / 60 * ledger()["break_minutes"] if role in NURSING_ROLES else 0.0
            assert (needed <= there + breaks + NEAR).all(), role


def shortness_follows_the_load(run):
    """A shift is short where its load is over the ledger's line, and loads are between 0 and 3."""
    s = run.shifts
    assert (s.is_staff_short == (s.staff_load > ledger()["short_staffed_load"])).all()
    assert s.staff_load.between(0, 3 + NEAR).all()
    share = s.snapshots_without_contact / s.daytime_snapshots.where(s.daytime_snapshots > 0)
    assert np.allclose(s.no_staff_contact_share, share, equal_nan=True)
    assert (s.snapshots_without_contact <= s.daytime_snapshots).all()
    assert abs(s.daytime_snapshots.sum() * tick_hours(run) - 10 * run.days) < NEAR, "looks from 8 to 18 h"
    alone = s.nursing_hours == 0
    assert (s.snapshots_without_contact[alone] == s.daytime_snapshots[alone]).all()


def burnout_moves_only_at_work(run):
    """Burnout moves no further in a shift than its hours allow; bank staff begin each as usual.

    Those whom an incident was aimed at may be worn by more.
    """
    p, rows = ledger(), run.staff_shifts.sort_values(["staff", "at_hour"])
    kept = np.exp(-1 / p["hours_burnout"]) ** (np.ceil(rows.hours_on_duty) + 1)
    before = rows.burnout.shift().where(rows.staff.eq(rows.staff.shift()))
    before = before.where(~rows.is_bank, p["usual_burnout"])
    # A shift that was under way at hour 0 has been worked in part before.
    before = before.where(rows.at_hour >= 0)
    hit = run.incidents[run.incidents.target == "staff"]
    hurt = set(zip(hit.target_id, hit["shift_day"])) | set(zip(hit.target_id, hit["shift_day"] - 1))
    hurt |= set(zip(hit.target_id, hit["shift_day"] + 1))  # of those who came in the small hours
    spared = np.array([(post, day) not in hurt for post, day in zip(rows.staff, rows.day)], bool)
    known = before.notna() & spared
    assert (rows.burnout >= before * kept - NEAR)[known].all(), rows[known & (rows.burnout < before * kept)]
    assert (rows.burnout <= 1 - (1 - before) * kept + NEAR)[known].all()


STAFF_CHECKS = [
    the_rota_is_the_one_of_the_design,
    cover_comes_from_the_bank,
    a_post_keeps_its_role_and_shift,
    minutes_available_are_those_on_duty,
    care_hours_are_of_nursing_staff_on_duty,
    tasks_are_for_those_who_may_do_them,
    minutes_needed_cover_what_was_done,
    shortness_follows_the_load,
    burnout_moves_only_at_work,
]
