"""What must hold of incidents and responses in any run: who was there, what can follow what, how long it lasts."""

import numpy as np
from ward_facts import (
    BY_HANDS,
    HOLDS,
    NEAR,
    NURSING_ROLES,
    OBSERVATIONS,
    ON_THE_FLOOR,
    assert_no_overlap,
    edges,
    inside,
    ledger,
    most_at_once,
    offers,
    on_duty,
    overlap,
    shift_of,
    spells,
    stay_of,
    tick_hours,
    warm_up_hours,
    who_absconded,
)

from milieusim.incident_kinds import AGGRESSION
from milieusim.ward.tables import INCIDENT_COLUMNS, RESPONSE_COLUMNS

AGGRESSIVE = [kind.label for kind in AGGRESSION]
FORCED_WITH_HOLDING = ["rapid_tranquillisation", "mechanical_restraint", "seclusion"]
TARGETS = {
    "verbal_aggression": {"staff", "resident", "none"},
    "physical_aggression": {"staff", "resident", "none"},
    "object_aggression": {"object"},
    "self_harm": {"self"},
}
TRIGGERS = {
    "medication_refusal": "staff_demand",
    "demand_refusal": "staff_demand",
    "substance_use": "craving",
}
SET_UP = ["time_out", *OBSERVATIONS]


def time_moves_in_ticks(run):
    """Everything begins, ends and lasts whole ticks."""
    tick = tick_hours(run)
    hours = [
        run.incidents.at_hour,
        run.responses.at_hour,
        run.responses.hours[run.responses.kind.isin([*HOLDS, *OBSERVATIONS])],
        run.stays.discharged_at_hour.dropna(),
        run.stays.admitted_at_hour[run.stays.resident >= 1000],
        run.stays.hours_in_window,
        run.shifts.at_hour,
        run.shifts.shift_hours,
        run.resident_shifts.hours_present,
        run.resident_shifts.hours_asleep,
        run.staff_shifts.hours_on_duty,
    ]
    for column in hours:
        ticks = column / tick
        assert ((ticks - ticks.round()).abs() < 1e-4).all(), (column.name, ticks.max())


def incidents_have_the_trigger_and_target_of_their_kind(run):
    """Only aggression is provoked and aimed at somebody; refusal answers a demand, and substances a craving."""
    rows = run.incidents
    kind, trigger = rows.kind.astype(str), rows.trigger.astype(str)
    expected = kind.map(TRIGGERS).fillna("none")
    fixed = ~kind.isin(AGGRESSIVE)
    assert (trigger[fixed] == expected[fixed]).all()
    for one, target in zip(kind, rows.target.astype(str)):
        assert target in TARGETS.get(one, {"none"}), (one, target)
    unattended = rows.target.isin(["none"]) & kind.isin(["verbal_aggression", "physical_aggression"])
    assert (on_duty(run, rows.at_hour[unattended]) == 0).all(), "aimed at nobody while staff were there"


def incidents_are_of_those_awake_and_present(run):
    """Nobody has an incident asleep, on leave or in seclusion, nor without waking time on the ward in that shift."""
    rows = run.incidents
    never = [one for one in ("sleep", "leave", "seclusion") if not offers(run, one)]
    assert not rows.activity.isin(never).any(), rows.activity.unique()
    waking = run.time_use[~run.time_use.activity.isin(["leave"])].groupby(["day", "resident"]).hours.sum()
    there = waking.index.union(list(zip(rows.day, rows.resident))).difference(waking.index)
    gone = set(who_absconded(run).resident)
    assert {resident for _, resident in there} <= gone, list(there)
    lived = set(zip(run.resident_shifts.at_hour, run.resident_shifts.resident))
    begins = run.shifts.at_hour.to_numpy()[shift_of(run, rows.at_hour)]
    assert set(zip(begins, rows.resident)) <= lived


def aims_are_at_people_who_are_there(run):
    """A resident who is aimed at is on the ward in that shift, a member of staff is on duty in that tick."""
    rows = run.incidents
    at_resident = rows[rows.target == "resident"]
    lived = set(zip(run.resident_shifts.at_hour, run.resident_shifts.resident))
    begins = run.shifts.at_hour.to_numpy()[shift_of(run, at_resident.at_hour)]
    assert set(zip(begins, at_resident.target_id.astype(int))) <= lived
    begun = stay_of(run, at_resident.target_id, "admitted_at_hour")
    ended = stay_of(run, at_resident.target_id, "discharged_at_hour")
    assert (begun <= at_resident.at_hour + NEAR).all()
    assert not (ended <= at_resident.at_hour + NEAR).any()
    duty = {post: worked for post, worked in run.staff_shifts.groupby("staff")}
    for post, hour in rows[rows.target == "staff"][["target_id", "at_hour"]].itertuples(index=False):
        begins = np.maximum(duty[post].at_hour, 0)
        on = (begins <= hour + NEAR) & (begins + duty[post].hours_on_duty > hour + NEAR)
        assert on.any(), (post, hour)


def somebody_has_to_be_there_to_respond(run):
    """Incidents are answered where nursing staff are on duty, PRN given where anybody is, with the hands it takes."""
    answered = run.responses[run.responses.incident.notna()]
    assert (on_duty(run, answered.at_hour, NURSING_ROLES) > 0).all()
    assert (on_duty(run, run.responses.at_hour) > 0).all()
    rows = run.incidents
    assert (rows.staff_in_reach <= on_duty(run, rows.at_hour, ON_THE_FLOOR)).all()
    if not run.design.ward.has_response_team:
        forced = rows[rows.response_kind.isin(BY_HANDS)]
        assert (forced.staff_in_reach + 1 > ledger()["hands_required"]).all()


def records_follow_what_happened(run):
    """Nothing is recorded more often than it happened; one form of aggression may be taken for another."""
    for kind in [*INCIDENT_COLUMNS, *RESPONSE_COLUMNS, "conflict", "containment", "restraint_hours"]:
        happened = run.shifts[AGGRESSIVE].sum(axis=1) if kind in AGGRESSIVE else run.shifts[kind]
        assert (run.shifts[f"{kind}_recorded"] <= happened + NEAR).all(), kind
    for column in ("incidents", "aggression", "prn_doses"):
        assert (run.stays[f"{column}_recorded"] <= run.stays[column]).all(), column
    assert (run.resident_shifts.aggression_recorded <= run.resident_shifts.aggression).all()
    rows = run.incidents[run.incidents.is_recorded]
    true, noted = rows.kind.astype(str), rows.kind_recorded.astype(str)
    aggressive = true.isin(AGGRESSIVE)
    assert (true[~aggressive] == noted[~aggressive]).all() and noted[aggressive].isin(AGGRESSIVE).all()
    trigger = rows.trigger_recorded.astype(str)
    assert ((trigger == rows.trigger.astype(str)) | (trigger == "none")).all()
    late = rows.at_hour_recorded - rows.at_hour
    assert late.between(-NEAR, ledger()["time_mistaken_hours"] + NEAR).all(), late.max()
    unrecorded = run.incidents[~run.incidents.is_recorded]
    for column in ("kind_recorded", "trigger_recorded", "at_hour_recorded"):
        assert unrecorded[column].isna().all(), column


def responses_to_one_incident_fit_together(run):
    """An incident has one response, or two where force began with holding; unasked for is nothing but PRN."""
    rows = run.responses
    assert (rows.kind[rows.incident.isna()] == "prn_medication").all()
    led = rows[rows.incident.notna()]
    sizes = led.groupby("incident").size()
    assert sizes.max() <= 2 if len(sizes) else True
    pairs = led[led.incident.isin(sizes.index[sizes == 2])].sort_values(["incident", "response_id"])
    assert (pairs.kind[::2] == "manual_restraint").all() and pairs.kind[1::2].isin(FORCED_WITH_HOLDING).all()
    assert (pairs.at_hour[::2].to_numpy() == pairs.at_hour[1::2].to_numpy()).all()
    at = run.incidents.set_index("incident").at_hour.loc[led.incident.astype(int)]
    assert (at.to_numpy() == led.at_hour.to_numpy()).all(), "a response comes in the tick of its incident"


def after_conflict_is_after_an_incident_of_the_shift(run):
    """A response counts as after conflict if its resident had an incident in that shift before it, and only then."""
    first = run.incidents.groupby(["shift_day", "shift", "resident"], observed=True).at_hour.min()
    rows = run.responses
    keys = list(zip(rows["shift_day"], rows["shift"], rows.resident))
    began = first.reindex(keys).to_numpy() if len(first) else np.full(len(rows), np.nan)
    assert (rows.is_after_conflict == (began <= rows.at_hour + NEAR)).all()


def responses_take_their_time(run):
    """Talks, doses and shows of force have no length, holding by hand has one, and each takes its staff minutes."""
    p, rows = ledger(), run.responses
    kind = rows.kind.astype(str)
    brief = kind.isin(["talk_down", "prn_medication", "show_of_force", "rapid_tranquillisation"])
    assert (rows.hours[brief] == 0).all()
    by_hand = kind == "manual_restraint"
    assert (rows.hours[by_hand] > 0).all()
    lasting = kind.isin([*HOLDS, *OBSERVATIONS])
    assert (rows.at_hour[lasting] + rows.hours[lasting] <= run.days * 24 + NEAR).all()
    fixed = {"talk_down": "minutes_talk_down", "prn_medication": "minutes_prn"}
    fixed |= {"show_of_force": "minutes_show_of_force"} | dict.fromkeys(SET_UP, "minutes_to_set_up")
    expected = kind.map(lambda one: p[fixed.get(one, "minutes_coercion")])
    expected = expected.where(~by_hand, p["minutes_coercion"] + rows.hours * 60 * p["hands_required"])
    assert np.allclose(rows.staff_minutes, expected.astype(float), atol=NEAR)


def nobody_is_held_twice_at_once(run):
    """Time out, mechanical restraint and seclusion of one resident never overlap, nor do observations that count."""
    assert_no_overlap(spells(run, HOLDS), "resident", "at_hour", "end", "held twice at once")
    counted = spells(run, OBSERVATIONS)
    counted = counted[counted.hours > 0]
    assert_no_overlap(counted, "resident", "at_hour", "end", "observed twice at once")


def nothing_happens_to_those_held(run):
    """While held, residents have no incident, are given nothing unasked in seclusion, and are not discharged."""
    held = spells(run, HOLDS)
    inside(run, run.incidents, held, "an incident while held")
    unasked = run.responses[(run.responses.kind == "prn_medication") & run.responses.incident.isna()]
    secluded = held[(held.kind == "seclusion") & (held.hours > 0)]
    inside(run, unasked, secluded.assign(at_hour=secluded.at_hour - 2 * NEAR), "PRN in seclusion")
    left = stay_of(run, held.resident, "discharged_at_hour")
    assert not (left < held.end - NEAR).any()


def seclusion_has_its_rooms(run):
    """No more residents are in seclusion at once than its rooms take."""
    room = sum(place.capacity for place in run.design.ward.places if place.kind == "seclusion_room")
    held = spells(run, ["seclusion"])
    assert most_at_once(held.at_hour, held.end) <= room
    use = run.time_use[run.time_use.activity == "seclusion"].groupby("day").hours.sum()
    assert offers(run, "seclusion") or (use <= 24 * room + NEAR).all()


def hours_held_are_those_of_responses(run):
    """Hours held in a shift are those of its responses; more only where somebody was held since before hour 0."""
    s, begins, ends = run.shifts, edges(run)[:-1], edges(run)[1:]
    rows = run.responses[run.responses.kind == "manual_restraint"]
    by_hand, noted = (
        np.bincount(shift_of(run, found.at_hour), weights=found.hours, minlength=len(s))
        for found in (rows, rows[rows.is_recorded])
    )
    assert np.allclose(s.restraint_hours - s.mechanical_restraint_hours, by_hand, atol=NEAR)
    for column, kind, hours in (
        ("seclusion_hours", "seclusion", s.seclusion_hours),
        ("mechanical_restraint_hours", "mechanical_restraint", s.mechanical_restraint_hours),
        ("seclusion_hours_recorded", "seclusion", s.seclusion_hours_recorded),
        ("restraint_hours_recorded", "mechanical_restraint", s.restraint_hours_recorded - noted),
    ):
        held = spells(run, [kind])
        held = held[held.is_recorded] if column.endswith("recorded") else held
        known = overlap(
            held.at_hour.to_numpy()[:, None], held.end.to_numpy()[:, None], begins[None, :], ends[None, :]
        ).sum(axis=0)
        before = hours.to_numpy() - known
        assert (before > -NEAR).all(), (column, before.min())
        still = before > NEAR
        assert not (still[1:] & ~still[:-1]).any(), f"{column}: hours without a response"
        assert not still.any() or warm_up_hours(run) > 0


def prn_keeps_its_gap(run):
    """A dose that a resident asks for comes no sooner after the last than the ledger's gap.

    A dose that staff choose in answer to an incident does not wait for the gap: the model has no such rule.
    """
    doses = run.responses[run.responses.kind.isin(["prn_medication", "rapid_tranquillisation"])]
    doses = doses.sort_values(["resident", "at_hour", "response_id"])
    again = doses.resident.eq(doses.resident.shift()) & doses.incident.isna()
    gap = (doses.at_hour - doses.at_hour.shift())[again]
    assert (gap >= ledger()["prn_gap_hours"] - NEAR).all(), gap.min()


def observation_is_asked_for(run):
    """Each hour asks nursing staff for all the minutes of those under constant observation."""
    watched = spells(run, ["constant_observation"])
    watched = watched[~watched.resident.isin(who_absconded(run).resident)]
    begins = run.hours.at_hour.to_numpy()
    asked = overlap(
        watched.at_hour.to_numpy()[:, None] + tick_hours(run),
        watched.end.to_numpy()[:, None],
        begins[None, :],
        begins[None, :] + 1,
    ).sum(axis=0)
    needed = run.hours[[f"{role}_minutes_needed" for role in NURSING_ROLES]].sum(axis=1)
    assert (needed >= 60 * asked - NEAR).all(), (needed - 60 * asked).min()


def containment_time_is_for_those_held(run):
    """Staff time for containment is no more than those held ask for; a day more for time out begun before hour 0.

    Who is held after refusing something is held since before staff take their tasks: that is a tick more.
    """
    p, s = ledger(), run.shifts
    in_time_out = spells(run, ["time_out"]).hours.sum() + (24 if warm_up_hours(run) else 0)
    most = p["staff_for_seclusion"] * s.seclusion_hours.sum() + p["staff_for_time_out"] * in_time_out
    most += p["staff_for_mechanical"] * s.mechanical_restraint_hours.sum()
    staff_for = [p[f"staff_for_{kind.removesuffix('_restraint')}"] for kind in HOLDS]
    refused = run.incidents.incident[run.incidents.kind.isin(["medication_refusal", "demand_refusal"])]
    at_rounds = run.responses.kind[run.responses.incident.isin(refused)].value_counts()
    most += tick_hours(run) * sum(n * at_rounds.get(kind, 0) for n, kind in zip(staff_for, HOLDS))
    assert run.staff_shifts.containment.sum() <= most + NEAR, (run.staff_shifts.containment.sum(), most)


def refusals_are_written_as_care_not_given(run):
    """Every dose that somebody refused is in the table of what is undone, with that reason, and nothing else is."""
    rows = run.undone[(run.undone.task == "medication") & (run.undone.reason == "refused")]
    refused = run.incidents[run.incidents.kind == "medication_refusal"]
    found = sorted(zip(rows.at_hour, rows.resident.astype(int)))
    assert found == sorted(zip(refused.at_hour, refused.resident)), len(found)
    assert run.undone.minutes.ge(0).all() and (run.undone.at_hour < run.days * 24).all()
    owed = run.undone[run.undone.task == "paperwork"]
    assert owed.resident.isna().all() and owed["slot"].isna().all()
    assert (run.undone.resident.notna() | (run.undone.task != "prompts")).all()


EVENT_CHECKS = [
    time_moves_in_ticks,
    incidents_have_the_trigger_and_target_of_their_kind,
    incidents_are_of_those_awake_and_present,
    aims_are_at_people_who_are_there,
    somebody_has_to_be_there_to_respond,
    records_follow_what_happened,
    responses_to_one_incident_fit_together,
    after_conflict_is_after_an_incident_of_the_shift,
    responses_take_their_time,
    nobody_is_held_twice_at_once,
    nothing_happens_to_those_held,
    seclusion_has_its_rooms,
    hours_held_are_those_of_responses,
    prn_keeps_its_gap,
    observation_is_asked_for,
    containment_time_is_for_those_held,
    refusals_are_written_as_care_not_given,
]
