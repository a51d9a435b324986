"""Every metric of the library once more, from the tables that lie furthest from where it takes its numbers."""

import numpy as np
from ward_facts import NEAR, NURSING_ROLES, edges

from milieusim.incident_kinds import AGGRESSION
from milieusim.ward.tables import INCIDENT_COLUMNS, RESPONSE_COLUMNS

APPOINTMENTS = ["ward_round", "individual_therapy", "one_to_one"]
AGGRESSIVE = [kind.label for kind in AGGRESSION]
NAN = float("nan")


def metrics_follow_from_the_tables(run):
    """Every metric is what its definition says, worked out from rows of residents, staff, slots and events."""
    found = run.metrics()
    for name, value in expected_metrics(run).items():
        assert np.isclose(found[name], value, rtol=NEAR, atol=NEAR, equal_nan=True), (
            name,
            found[name],
            value,
        )


def expected_metrics(run):
    """Return what every metric of the library has to be."""
    events = _events(run, run.incidents, run.responses, "")
    recorded = run.incidents[run.incidents.is_recorded], run.responses[run.responses.is_recorded]
    events |= _events(run, *recorded, "_recorded")
    return events | _force(run) | _levels(run) | _stays(run) | _services(run) | _staff(run) | _undone(run)


def _share(part, whole):
    return part / whole if whole > 0 else NAN


def _bed_days(run):
    return run.resident_shifts.hours_present.sum() / 24


def _events(run, incidents, responses, suffix):
    begun = (run.shifts.at_hour >= 0).sum()
    contained = responses[responses.kind != "talk_down"]
    found = {
        "aggression_per_100_obd": _share(100 * incidents.kind.isin(AGGRESSIVE).sum(), _bed_days(run)),
        "conflict_per_100_obd": _share(100 * len(incidents), _bed_days(run)),
        "conflict_per_shift": _share(len(incidents), begun),
        "containment_per_shift": _share(len(contained) + _from_before(run, suffix), begun),
        "shifts_without_conflict": _without(run, incidents),
    }
    for rows, kinds in ((incidents["kind" + suffix], INCIDENT_COLUMNS), (responses.kind, RESPONSE_COLUMNS)):
        for kind in kinds:
            found[f"{kind}_per_1000_obd"] = _share(1000 * (rows == kind).sum(), _bed_days(run))
    return {name + suffix: value for name, value in found.items()}


def _from_before(run, suffix):
    """Return the measures that went on from one shift into the next; a check of its own looks at those."""
    rows = run.responses[run.responses.is_recorded] if suffix else run.responses
    lasting = [kind for kind in RESPONSE_COLUMNS if kind != "talk_down"]
    return run.shifts[[kind + suffix for kind in lasting]].to_numpy().sum() - rows.kind.isin(lasting).sum()


def _without(run, incidents):
    """Return the share of shifts without rows, of those that the window holds wholly."""
    s, ends = run.shifts, edges(run)[1:]
    whole = (s.at_hour >= 0).to_numpy(copy=True)
    usual = s.at_hour.shift(-1) - s.at_hour
    before = usual[:-1][s["shift"][:-1] == s["shift"].iloc[-1]]
    # The last shift goes on after the window where others of its kind are longer than what is left.
    if len(before) and s.at_hour.iloc[-1] + before.iloc[0] > ends[-1]:
        whole[-1] = False
    with_some = set(zip(incidents["shift_day"], incidents["shift"]))
    return _share(sum(pair not in with_some for pair in zip(s.day[whole], s["shift"][whole])), whole.sum())


def _force(run):
    """Return hours of restraint and seclusion, by hours on the ward and by those there at midnight."""
    s, at_midnight = run.shifts, run.hours.census[run.hours.hour == 23].sum()
    found = {}
    for name in ("restraint", "seclusion"):
        for suffix in ("", "_recorded"):
            hours = 1000 * s[f"{name}_hours{suffix}"].sum()
            for per, whole in (
                ("patient", run.resident_shifts.hours_present.sum()),
                ("midnight", 24 * at_midnight),
            ):
                found[f"{name}_hours_per_1000_{per}_hours{suffix}"] = _share(hours, whole)
    return found


def _levels(run):
    lived = run.resident_shifts
    names = {"wellbeing": "wellbeing_mean", "arousal": "arousal_mean", "distress": "distress_mean"}
    levels = "wellbeing arousal distress felt_safety loneliness".split()
    hours = lived.hours_present
    found = {names.get(one, one): _share((lived[one] * hours).sum(), hours.sum()) for one in levels}
    return found | {"worst_tenth_wellbeing": _worst_tenth(lived)}


def _worst_tenth(lived):
    """Return the mean wellbeing of the worst-off stays, a tenth of all hours, by filling up from below."""
    sums = lived.assign(well=lived.wellbeing * lived.hours_present).groupby("resident")[
        ["well", "hours_present"]
    ]
    sums = sums.sum()
    sums = sums[sums.hours_present > 0]
    left = wanted = sums.hours_present.sum() / 10
    total = 0.0
    for mean, hours in sorted(zip(sums.well / sums.hours_present, sums.hours_present)):
        total += mean * min(hours, left)
        left -= min(hours, left)
    return _share(total, wanted)


def _stays(run):
    stays, end = run.stays, run.days * 24
    ended = stays[stays.discharged_at_hour.between(0, end)]
    before, after = ended.distress_rated_admission, ended.distress_rated_end
    spread = np.sqrt((before.var() + after.var()) / 2) if len(ended) > 1 else NAN
    lengths = (ended.discharged_at_hour - ended.admitted_at_hour) / 24
    found = {
        "length_of_stay_median_days": lengths.median(),
        "wellbeing_gain_per_stay": (ended.wellbeing_end - ended.wellbeing_admission).mean(),
        "self_care_gain": (ended.self_care_end - ended.self_care_admission).mean(),
        "distress_gain_d": _share(before.mean() - after.mean(), spread),
    }
    for day in (7, 14):
        gains = []
        for stay in stays.itertuples():
            looked = stay.admitted_at_hour + 24 * day
            early = stay.discharged_at_hour < looked
            when = stay.discharged_at_hour if early else looked
            if 0 <= when < end:
                seen = stay.wellbeing_end if early else getattr(stay, f"wellbeing_day{day}")
                gains.append(seen - stay.wellbeing_admission)
        known = [gain for gain in gains if gain == gain]
        found[f"wellbeing_gain_day{day}"] = sum(known) / len(known) if known else NAN
    return found


def _services(run):
    lived, s = run.resident_shifts, run.shifts
    hours = np.diff(edges(run))
    return {
        "occupancy": _share((s.census * hours).sum(), run.design.ward.beds * hours.sum()),
        "organised_hours_per_resident_day": _share(lived.hours_organised.sum(), _bed_days(run)),
        "staff_contact_hours_per_resident_day": _share(lived.hours_with_staff.sum(), _bed_days(run)),
        "disengaged_share": 1 - _share(lived.hours_engaged_daytime.sum(), lived.hours_awake_daytime.sum()),
        "slots_held_share": _share(run.slots.is_held.sum(), len(run.slots)),
        "staff_short_shift_share": _share(
            (s.is_staff_short & (s.at_hour >= 0)).sum(), (s.at_hour >= 0).sum()
        ),
        "no_staff_contact_share": _share(s.snapshots_without_contact.sum(), s.daytime_snapshots.sum()),
    }


def _staff(run):
    staff = run.staff_shifts
    nursing = staff[staff.role.isin(NURSING_ROLES)]
    hours = staff.hours_on_duty
    return {
        "care_hours_per_patient_day": _share(nursing.hours_on_duty.sum(), _bed_days(run)),
        "nursing_contact_share": _share(nursing.contact_hours.sum(), nursing.hours_on_duty.sum()),
        "staff_burnout": _share((staff.burnout * hours).sum(), hours.sum()),
    }


def _undone(run):
    undone, slots = run.undone[run.undone.reason != "refused"], run.slots
    named = set(slots["slot"][slots.activity.isin(APPOINTMENTS)])
    missed = undone[undone.task == "leading_activity"]
    begun = (run.shifts.at_hour >= 0).sum()
    found = {
        f"{name}_per_1000_obd": _share(1000 * (undone.task == task).sum(), _bed_days(run))
        for name, task in (
            ("doses_missed", "medication"),
            ("meals_missed", "meals"),
            ("prompts_not_made", "prompts"),
        )
    }
    return found | {
        "appointments_missed_per_1000_obd": _share(1000 * missed["slot"].isin(named).sum(), _bed_days(run)),
        "paperwork_owed_minutes_per_shift": _share(undone.minutes[undone.task == "paperwork"].sum(), begun),
        "undone_minutes_per_shift": _share(undone.minutes[undone.task != "paperwork"].sum(), begun),
    }


METRIC_CHECKS = [metrics_follow_from_the_tables]
