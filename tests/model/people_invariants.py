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

from milieusim.vocabulary import ORGANISED

MOMENTS = ["admission", "day7", "day14", "end"]
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
LEVELS = "arousal distress felt_safety loneliness wellbeing".split()


def census_is_those_whose_stay_is_under_way(run):
    """As a shift begins, the census is the stays under way less those away without leave."""
    away = absent_without_leave(run)
    assert (away >= 0).all(), away
    expected = under_care(run, starts(run)) - away
    assert (run.shifts.census == expected).all(), (run.shifts.census.tolist(), expected.tolist())
    detained = under_care(run, starts(run), run.stays.is_detained.to_numpy())
    assert (run.shifts.detained <= detained).all() and (run.shifts.detained >= detained - away).all()
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


def shifts_average_those_present(run):
    """Levels and hours of shifts and of stays are those of the residents' shifts."""
    lived = run.resident_shifts
    sums = lived.assign(**{level: lived[level] * lived.hours_present for level in LEVELS})
    shifts = run.shifts.set_index(SHIFT)
    by_shift = sums.groupby(SHIFT, observed=True).sum(numeric_only=True).reindex(shifts.index, fill_value=0.0)
    for level in LEVELS:
        found = shifts[f"mean_{level}"].fillna(0) * shifts.resident_hours
        assert np.allclose(found, by_shift[level], atol=NEAR), level
    for column, part in (
        ("organised_hours", "hours_organised"),
        ("staff_contact_hours", "hours_with_staff"),
        ("awake_daytime_hours", "hours_awake_daytime"),
        ("engaged_daytime_hours", "hours_engaged_daytime"),
    ):
        assert np.allclose(shifts[column], by_shift[part], atol=NEAR), column
    assert (shifts.organised_daytime_hours <= shifts.engaged_daytime_hours + NEAR).all()
    assert (shifts.organised_daytime_hours <= shifts.organised_hours + NEAR).all()
    stays = run.stays.set_index("resident")
    by_stay = sums.groupby("resident").sum(numeric_only=True).reindex(stays.index, fill_value=0.0)
    assert np.allclose(stays.hours_in_window, by_stay.hours_present, atol=NEAR)
    found = stays.mean_wellbeing.fillna(0) * stays.hours_in_window
    assert np.allclose(found, by_stay.wellbeing, atol=NEAR)


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


def wellbeing_is_made_of_its_parts(run):
    """Wellbeing is the weighted sum of low distress, belonging, felt safety and self-care at each look and shift."""
    p, stays, lived = ledger(), run.stays, run.resident_shifts
    weights = [p[f"wellbeing_weight_{part}"] for part in ("distress", "belonging", "safety", "self_care")]
    assert abs(sum(weights) - 1) < NEAR
    for moment in MOMENTS:
        state = {
            name: stays[f"{name}_{moment}"] for name in "distress belonging felt_safety self_care".split()
        }
        parts = [1 - state["distress"], state["belonging"], state["felt_safety"], state["self_care"]]
        expected = sum(weight * part for weight, part in zip(weights, parts))
        assert np.allclose(stays[f"wellbeing_{moment}"], expected, atol=NEAR, equal_nan=True), moment
    parts = [1 - lived.distress, 1 - lived.loneliness, lived.felt_safety]
    least = sum(weight * part for weight, part in zip(weights, parts))
    assert (lived.wellbeing >= least - NEAR).all() and (lived.wellbeing <= least + weights[3] + NEAR).all()


def self_care_has_four_parts(run):
    """Hygiene, schedule, order and skills follow self-care within what their weights allow, at every look."""
    p, stays = ledger(), run.stays
    for moment in MOMENTS:
        whole, distress = stays[f"self_care_{moment}"], stays[f"distress_{moment}"]
        clean = np.clip(whole * (1 + p["hygiene_w_distress"] * (1 - distress)), 0, 1)
        assert np.allclose(stays[f"hygiene_{moment}"], clean, atol=NEAR, equal_nan=True), moment
        for part, weight in (
            ("own_schedule", p["schedule_w_predictability"]),
            ("organisation", p["organisation_w_arousal"]),
            ("life_skills", p["life_skills_w_ability"]),
        ):
            found, known = stays[f"{part}_{moment}"], whole.notna()
            assert (found[known] <= whole[known] + NEAR).all(), (part, moment)
            assert (found[known] >= (1 - weight) * whole[known] - NEAR).all(), (part, moment)


def everybody_arrives_alike(run):
    """At admission felt safety is the ledger's for all, every state is noted, and raters err by little."""
    p, stays = ledger(), run.stays
    assert np.allclose(stays.felt_safety_admission, p["felt_safety_at_admission"])
    assert stays.distress_rated_admission.notna().all()
    assert stays.distress_rated_end.notna().eq(stays.discharged_at_hour.notna()).all()
    for moment in ("admission", "end"):
        error = (stays[f"distress_rated_{moment}"] - stays[f"distress_{moment}"]).abs()
        assert (error.dropna() <= 6 * p["rater_spread"]).all(), error.max()
    lived = run.resident_shifts
    came = lived.resident.map(stays.set_index("resident").admitted_at_hour)
    late = (lived.at_hour < came - NEAR) & (came > -warm_up_hours(run))
    assert (lived.risk_score[late] == 0).all(), "risk is rated as a shift begins, and they were not there yet"


def looks_agree_with_shifts(run):
    """What is noted of slow states on day 7 and 14 lies near the mean of the shift in which it was noted.

    Near is 0.25 of the scale: a shift in which somebody is attacked, or held, moves distress and safety within it.
    """
    lived = run.resident_shifts.set_index(["resident", *SHIFT]).sort_index()
    for day in (7, 14):
        noted = run.stays[run.stays[f"distress_day{day}"].notna()]
        when = np.ceil(noted.admitted_at_hour + 24 * day - NEAR) - tick_hours(run)
        noted, when = noted[when >= 0], when[when >= 0]
        rows = run.shifts.loc[shift_of(run, when), SHIFT]
        seen = lived.reindex(list(zip(noted.resident, rows.day, rows["shift"])))
        for state, other in (
            ("distress", seen.distress),
            ("felt_safety", seen.felt_safety),
            ("belonging", 1 - seen.loneliness),
            ("wellbeing", seen.wellbeing),
        ):
            gap = np.abs(noted[f"{state}_day{day}"].to_numpy() - other.to_numpy())
            assert not (gap > 0.25).any(), (state, day, np.nanmax(gap))


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


def ties_are_alike_both_ways(run):
    """A tie between two residents has one value, whoever is asked."""
    ties = run.ties[run.ties.kind == "resident"]
    there = ties.set_index(["day", "from", "to"]).value
    back = ties.set_index(["day", "to", "from"]).value.rename_axis(["day", "from", "to"])
    assert there.sort_index().equals(back.sort_index()), "a tie differs from its other side"


def ties_are_of_those_who_are_here(run):
    """Ties are written on Sundays, of those whose stay is under way, to each other and to all posts of the rota.

    Known exception: a rota without any post has one all the same, number 0, and everybody has a tie to it.
    """
    ties = run.ties
    sundays = list(range(6, run.days, 7))
    begun, ended = begun_and_ended(run)
    heads = [
        max(shift.heads(role, 0), shift.heads(role, 6))
        for _, shift in run.design.rota.shifts
        for role in type(shift).model_fields
        if role not in ("start", "end")
    ]
    number = 2 * sum(heads) or 1  # two holders a post
    assert set(ties.day) <= set(sundays)
    own = set(run.staff_shifts.staff[~run.staff_shifts.is_bank])
    for day in sundays:
        end = day * 24 + 24
        here = set(run.stays.resident[(begun <= end + NEAR) & (ended > end + NEAR)])
        rows = ties[ties.day == day]
        to_staff = rows[rows.kind == "staff"]
        between = rows[rows.kind == "resident"]
        assert set(between["from"]) <= here and set(between["to"]) <= here
        assert (between.value != 0).all()
        assert set(to_staff["from"]) == here, day
        assert own <= set(to_staff["to"]) or not here, own - set(to_staff["to"])
        assert len(to_staff) == len(here) * number, (day, len(to_staff))
        assert to_staff["to"].nunique() == (number if here else 0), day


def organised_time_is_spent_in_activities(run):
    """The hours that residents spend organised are their time in activities that count as organised."""
    labels = [activity.label for activity in ORGANISED]
    use = run.time_use[run.time_use.activity.isin(labels)].groupby("resident").hours.sum()
    lived = run.resident_shifts.groupby("resident").hours_organised.sum()
    assert np.allclose(lived, use.reindex(lived.index, fill_value=0.0), atol=NEAR)


PEOPLE_CHECKS = [
    census_is_those_whose_stay_is_under_way,
    who_comes_and_goes_is_counted_in_the_shift_under_way,
    beds_are_enough,
    referrals_are_admitted_in_order,
    people_are_of_the_mix,
    a_stay_is_spent_on_the_ward_or_away,
    nobody_is_counted_outside_their_stay,
    shifts_average_those_present,
    leave_is_leave_in_every_table,
    hours_count_who_is_present,
    wellbeing_is_made_of_its_parts,
    self_care_has_four_parts,
    everybody_arrives_alike,
    looks_agree_with_shifts,
    discharges_keep_office_hours,
    who_absconds_for_good_is_seen_no_more,
    ties_are_alike_both_ways,
    ties_are_of_those_who_are_here,
    organised_time_is_spent_in_activities,
]
