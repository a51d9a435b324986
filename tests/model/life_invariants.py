"""What must hold of how the people of any run fare: their states, at every look and shift, and their ties."""

import numpy as np
from ward_facts import NEAR, SHIFT, begun_and_ended, ledger, shift_of, tick_hours, warm_up_hours

from milieusim.kinds import ORGANISED
from milieusim.vocabulary import Role

MOMENTS = ["admission", "day7", "day14", "end"]
DAILY_CARE = ["hygiene", "own_schedule", "organisation", "life_skills"]
LEVELS = "arousal distress felt_safety loneliness wellbeing".split()


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


def wellbeing_is_made_of_its_parts(run):
    """Wellbeing is the weighted sum of low distress, belonging, felt safety and daily care at each look and shift."""
    p, stays, lived = ledger(), run.stays, run.resident_shifts
    weights = [p[f"wellbeing_weight_{part}"] for part in ("distress", "belonging", "safety", "self_care")]
    assert abs(sum(weights) - 1) < NEAR
    for moment in MOMENTS:
        state = {
            name: stays[f"{name}_{moment}"] for name in ["distress", "belonging", "felt_safety", *DAILY_CARE]
        }
        care = sum(state[part] for part in DAILY_CARE) / len(DAILY_CARE)
        parts = [1 - state["distress"], state["belonging"], state["felt_safety"], care]
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
        max(shift.heads(role, day) for day in range(7))
        for _, shift in run.design.rota.duties
        for role in Role.labels()
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


LIFE_CHECKS = [
    shifts_average_those_present,
    wellbeing_is_made_of_its_parts,
    self_care_has_four_parts,
    everybody_arrives_alike,
    looks_agree_with_shifts,
    ties_are_alike_both_ways,
    ties_are_of_those_who_are_here,
    organised_time_is_spent_in_activities,
]
