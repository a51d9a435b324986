"""What must hold of the people of any run: who comes, who is there, how they fare."""

import numpy as np
from ward_facts import (
    CLOSE,
    FIRST_REFERRAL,
    NEAR,
    SHIFT,
    absent_without_leave,
    begun_and_ended,
    edges,
    leave_of,
    ledger,
    offers,
    overlap,
    shift_of,
    starts,
    tick_hours,
    under_care,
    warm_up_hours,
    who_absconded,
)

DIAGNOSIS = {
    "psychosis": "schizophrenia_spectrum",
    "mania": "mood",
    "depression": "mood",
    "personality": "personality",
    "substance_use": "substance_use",
    "anxiety_stress": "anxiety_stress",
    "older_adult": "mood",
    "other": "other",
}


def census_is_those_whose_stay_is_under_way(run):
    """As a shift begins, the census is the stays under way, those away with and without leave among them."""
    expected = under_care(run, starts(run))
    assert (run.shifts.census == expected).all(), (run.shifts.census.tolist(), expected.tolist())
    detained = under_care(run, starts(run), run.stays.is_detained.to_numpy())
    assert (run.shifts.detained == detained).all()
    assert (run.shifts.beds == run.design.ward.beds).all()


def who_comes_and_goes_is_counted_in_the_shift_under_way(run):
    """Admissions, discharges and absconding are those of stays and incidents, shift by shift."""
    stays, last = run.stays, tick_hours(run)
    left = stays[stays.discharged_at_hour.notna() & ~stays.is_absconded]
    for column, hours in (
        ("admissions", stays.admitted_at_hour[stays.admitted_at_hour > 0] - last),
        ("discharges", left.discharged_at_hour - last),
        ("absconded", who_absconded(run).at_hour),
    ):
        found = np.bincount(shift_of(run, hours), minlength=len(run.shifts))
        assert (run.shifts[column] == found).all(), (column, found.tolist())


def beds_are_enough(run):
    """No more people are under the ward's care than beds, or than some beds more where those on leave lend theirs."""
    beds = run.design.ward.beds
    most = beds + (beds // 4 + 2 if run.design.ward.fills_leave_beds else 0)
    begun, _ = begun_and_ended(run)
    counts = under_care(run, begun[begun >= 0])
    assert counts.max(initial=0) <= most, counts.max()
    if not run.design.ward.fills_leave_beds:
        assert run.hours.census.max() <= beds


def referrals_are_admitted_in_order(run):
    """Referrals are admitted in the order of their numbers, after a wait that they had the patience for."""
    came = run.stays[run.stays.resident >= FIRST_REFERRAL].sort_values("resident")
    assert (came.referred_at_hour.diff()[1:] > 0).all()
    assert (came.admitted_at_hour.diff()[1:] >= -CLOSE).all()
    waited = came.admitted_at_hour - came.referred_at_hour
    assert waited.between(-NEAR, ledger()["referral_patience_hours"] + tick_hours(run)).all(), waited
    found = run.stays[run.stays.resident < FIRST_REFERRAL]
    assert (found.resident < run.design.ward.beds).all() and (found.resident >= 0).all()
    assert (found.referred_at_hour == -warm_up_hours(run)).all()
    assert (found.admitted_at_hour <= -warm_up_hours(run)).all()
    assert (came.admitted_at_hour > -warm_up_hours(run)).all()


def people_are_of_the_mix(run):
    """Residents are of profiles that the design has, with their diagnosis, an adult's age and some frailty."""
    stays, residents = run.stays, run.design.residents
    has = {profile for profile, weight in residents.mix.items() if weight > 0}
    assert set(stays.profile) <= has, set(stays.profile) - has
    assert (stays.profile.astype(str).map(DIAGNOSIS) == stays.diagnosis.astype(str)).all()
    assert stays.age.between(ledger()["youngest_age"], ledger()["oldest_age"]).all()
    assert (stays.frailty > 0).all() and np.isfinite(stays.frailty).all()
    assert residents.female_share > 0 or not (stays.sex == "female").any()
    assert residents.female_share < 1 or not (stays.sex == "male").any()
    assert residents.detained_share > 0 or not stays.is_detained.any()
    assert residents.detained_share < 1 or stays.is_detained.all()
    of_stay = stays.set_index("resident").loc[run.resident_shifts.resident]
    for column in ("diagnosis", "is_detained"):
        assert (of_stay[column].to_numpy() == run.resident_shifts[column].to_numpy()).all(), column


def a_stay_is_spent_on_the_ward_or_away(run):
    """Hours on the ward and on leave add up to the stay; less only for those who were away without leave."""
    if offers(run, "leave"):
        return
    stays = run.stays.set_index("resident")
    begun, ended = begun_and_ended(run)
    span = overlap(begun, ended, 0, run.days * 24)
    leave = leave_of(run).groupby("resident").hours.sum()
    missing = span - stays.hours_in_window - leave.reindex(stays.index, fill_value=0.0)
    assert (missing > -NEAR).all(), missing.min()
    short = set(missing.index[missing > NEAR]) - set(who_absconded(run).resident)
    away = absent_without_leave(run)[0]
    assert all(stays.admitted_at_hour[resident] <= 0 for resident in short), short
    assert len(short) <= away, f"{short} are short of hours, {away} were away at hour 0"


def nobody_is_counted_outside_their_stay(run):
    """Rows of residents lie within their stays, and a shift's row is no longer than the stay's part of the shift."""
    stays = run.stays.set_index("resident")
    begun = stays.admitted_at_hour
    ended = stays.discharged_at_hour.fillna(run.days * 24 + 1000)
    for table in (run.incidents, run.responses):
        assert (table.at_hour >= table.resident.map(begun) - NEAR).all()
        assert (table.at_hour < table.resident.map(ended) - NEAR).all()
    use = run.time_use
    assert (use.day * 24 + 24 > use.resident.map(begun) + NEAR).all()
    assert (use.day * 24 < use.resident.map(ended) - NEAR).all()
    lived = run.resident_shifts
    at = (
        run.shifts.reset_index()
        .set_index(SHIFT)["index"]
        .loc[list(zip(lived.day, lived["shift"]))]
        .to_numpy()
    )
    begins, ends = edges(run)[at], edges(run)[at + 1]
    most = overlap(lived.resident.map(begun), lived.resident.map(ended), begins, ends)
    assert (lived.hours_present <= most + NEAR).all()
    waking = overlap(begins % 24, begins % 24 + ends - begins, 8, 20)
    waking += overlap(begins % 24, begins % 24 + ends - begins, 32, 44)
    assert (lived.hours_awake_daytime <= waking + tick_hours(run) + NEAR).all()
    since = np.maximum(lived.at_hour - lived.resident.map(begun), 0)
    assert np.allclose(lived.hours_since_admission, since, atol=NEAR)
    since = run.incidents.at_hour - run.incidents.resident.map(begun)
    assert np.allclose(run.incidents.hours_since_admission, since, atol=NEAR)


def leave_is_leave_in_every_table(run):
    """Those on leave as a shift begins have hours of leave that day; leave is no time on the ward."""
    if offers(run, "leave"):
        return
    leave = leave_of(run).groupby("day").resident.nunique()
    begun = starts(run)
    on_that_day = leave.reindex((begun + NEAR) // 24, fill_value=0).to_numpy()
    assert (run.shifts.on_leave <= on_that_day).all(), run.shifts.on_leave.tolist()
    care = overlap(*begun_and_ended(run), 0, run.days * 24).sum()
    hours = leave_of(run).hours.sum()
    assert run.shifts.resident_hours.sum() + hours <= care + NEAR


def hours_count_who_is_present(run):
    """At the end of an hour those are present whose stay is under way, less some who were on leave or got away."""
    hours, tick = run.hours, tick_hours(run)
    cared_for = under_care(run, hours.at_hour + 1 - tick)
    assert (hours.census <= cared_for).all(), (hours.census - cared_for).max()
    leave = leave_of(run).groupby("day").resident.nunique()
    gone = np.sort(who_absconded(run).at_hour)
    away = leave.reindex(hours.day, fill_value=0).to_numpy() + absent_without_leave(run)[0]
    away = away + np.searchsorted(gone, hours.at_hour + 1)
    assert (hours.census >= cared_for - away).all(), (hours.census - cared_for + away).min()
    if tick == 1:
        assert hours.census.sum() == round(run.shifts.resident_hours.sum())
    assert hours.mean_arousal[hours.census > 0].notna().all()
    assert (hours.hour == hours.at_hour % 24).all() and (hours.day == hours.at_hour // 24).all()
    whole = edges(run)
    if (abs(whole - np.round(whole)) < NEAR).all():
        means = hours.mean_arousal.groupby(shift_of(run, hours.at_hour))
        of_shift = run.shifts.mean_arousal.loc[list(means.groups)]
        known = of_shift.notna()
        assert (of_shift[known] <= means.max()[known] + NEAR).all()
        assert (of_shift[known] >= means.min()[known] - NEAR).all()


def discharges_keep_office_hours(run):
    """Residents are discharged within the hours that the ledger gives, and leave by absconding at any time."""
    p, stays = ledger(), run.stays
    begun = stays.discharged_at_hour[stays.discharged_at_hour.notna() & ~stays.is_absconded] - tick_hours(run)
    hour = (begun + NEAR) % 24
    first, last = p["discharge_first_hour"], p["discharge_first_hour"] + p["discharge_hours_a_day"]
    assert ((hour >= first) & (hour < last)).all(), hour.tolist()


def who_absconds_for_good_is_seen_no_more(run):
    """A stay that ended by absconding ends after its last event, which is the absconding if the window saw it."""
    gone = run.stays[run.stays.is_absconded]
    left = who_absconded(run).groupby("resident").at_hour.max()
    for table in (run.incidents, run.responses):
        last = table.groupby("resident").at_hour.max()
        for resident in set(gone.resident) & set(left.index):
            assert last.get(resident, -1) <= left[resident] + NEAR, resident
    assert len(set(gone.resident) - set(left.index)) <= absent_without_leave(run)[0]


PEOPLE_CHECKS = [
    census_is_those_whose_stay_is_under_way,
    who_comes_and_goes_is_counted_in_the_shift_under_way,
    beds_are_enough,
    referrals_are_admitted_in_order,
    people_are_of_the_mix,
    a_stay_is_spent_on_the_ward_or_away,
    nobody_is_counted_outside_their_stay,
    leave_is_leave_in_every_table,
    hours_count_who_is_present,
    discharges_keep_office_hours,
    who_absconds_for_good_is_seen_no_more,
]
