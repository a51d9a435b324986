"""From a design and parameters to the numbers that an engine runs on: the one place where units change."""

import math
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from milieusim.config.parts.residents import PROFILES
from milieusim.engines import week
from milieusim.engines.kind_arrays import numbers_by_kind
from milieusim.engines.rota_rows import names_of_shifts
from milieusim.engines.run_length import check_clock, check_referrals
from milieusim.engines.slot_rows import offered_a_day, ordered_slots
from milieusim.engines.time_constants import shares_kept
from milieusim.kinds import Moment
from milieusim.python_values import as_python
from milieusim.rules import RULES
from milieusim.rules.basics.numerics import chance
from milieusim.rules.basics.units import HOURS_A_DAY, MINUTES_AN_HOUR
from milieusim.vocabulary import (
    LEVELS,
    PRACTICES,
    WARM_UP_DAYS,
    Diagnosis,
    Instrument,
    Regime,
)
from milieusim.ward.memory import PROFILE
from milieusim.ward.state import RESIDENT, blank
from milieusim.ward.tables import row_dtype

_FAMILIES = (
    "profile_",
    *(f"{label}_" for label in Regime.labels()),
    *(f"{label}_" for label in Instrument.labels()),
)
PROFILE_DIAGNOSIS = {
    "psychosis": "schizophrenia_spectrum",
    "mania": "mood",
    "depression": "mood",
    "personality": "personality",
    "substance_use": "substance_use",
    "anxiety_stress": "anxiety_stress",
    "older_adult": "mood",
    "other": "other",
}
WORKED_OUT_HERE = ("locked_share", "mean_stay_days", "end_per_hour_for")
"""Rules that no tick asks for: what they give is a number of the run."""
OPTIONAL_TABLES = ["resident_shifts", "time_use", "hours", "ties"]


@dataclass(frozen=True)
class Inputs:
    """All that does not change between the seeds of one design, parameter set and clock.

    `p` maps names to floats; `arrays` holds what each run starts from, by the names in `milieusim.ward.memory`.
    """

    p: dict
    tick_minutes: int
    days: int
    warm_up_days: int
    keep: tuple
    arrays: dict
    names: dict = field(default_factory=dict)

    @property
    def ticks_a_day(self):
        """Ticks in a day."""
        return week.MINUTES_A_DAY // self.tick_minutes

    @property
    def first_tick(self):
        """Tick at which the warm-up begins (0 or negative)."""
        return -self.warm_up_days * self.ticks_a_day

    @property
    def end_tick(self):
        """Tick after the last."""
        return self.days * self.ticks_a_day

    @property
    def bed_rows(self):
        """Most residents that can be registered at once, those on leave included."""
        beds = int(self.p["beds"])
        return beds + (beds // 4 + 2 if self.p["fills_leave_beds"] else 0)


def build_inputs(
    design, parameters, days, warm_up_days=None, tick_minutes=15, contagion=True, keep=None, rules=None
):
    """Work out an engine's inputs.

    Parameters
    ----------
    design : WardDesign
    parameters : Parameters
    days : int
        Days after the warm-up.
    warm_up_days : int, optional
        21 if left out.
    tick_minutes : int
        Must divide 60.
    contagion : bool
        False switches off the spread of arousal from witnessed events.
    keep : list of str, optional
        Of the tables that metrics do not need (resident_shifts, time_use, hours, ties), which to keep; all if
        left out.
    rules : dict of str to function, optional
        Rules to replace; of these, the ones that follow from the design alone are used here.

    Returns
    -------
    Inputs

    Raises
    ------
    ConfigError
        If a number is outside what a run can do, or a replaced rule cannot be used.
    """
    warm_up_days = WARM_UP_DAYS if warm_up_days is None else warm_up_days
    days, warm_up_days, tick_minutes = as_python([days, warm_up_days, tick_minutes])
    check_clock(days, warm_up_days, tick_minutes)
    v = parameters.values()
    places = week.ordered_places(design)
    slots = ordered_slots(design, places)
    used = sorted({slot[0][2] for slot in slots})
    kept_tables = tuple(OPTIONAL_TABLES if keep is None else [t for t in OPTIONAL_TABLES if t in keep])
    numbers = _numbers(design, v, tick_minutes, contagion, kept_tables, _rules_of(rules))
    numbers |= offered_a_day(slots, design.ward.beds)
    check_referrals(numbers["referrals_per_day"] * (days + warm_up_days))
    return Inputs(
        p=numbers,
        tick_minutes=tick_minutes,
        days=days,
        warm_up_days=warm_up_days,
        keep=kept_tables,
        arrays=week.arrays_of(design, v, tick_minutes, places, slots, used)
        | numbers_by_kind(design, v, numbers)
        | _blanks(numbers)
        | {"profiles": _profiles(design, v)},
        names={
            "places": [place.name for place in places],
            "slots.slot": [slot[3] for slot in slots],
            "undone.slot": [slot[3] for slot in slots],
            "slots.place": [places[k].name for k in used],
            "stays.profile": list(PROFILES),
        }
        | names_of_shifts(design.rota),
    )


@cache
def _is_plain(name):
    return not name.startswith(_FAMILIES) and not name.startswith(("hours_pressure",))


def _rules_of(rules):
    """Return the rules that are asked for here by name, as shipped or replaced."""
    from milieusim.engines.own_rules import watched

    own = watched(rules, ()) if rules else {}
    return {name: own.get(RULES[name].function, RULES[name].function) for name in WORKED_OUT_HERE}


def _numbers(design, v, tick_minutes, contagion, kept_tables, rules):
    """Return every scalar that a rule may be given, by name."""
    hours = tick_minutes / MINUTES_AN_HOUR
    p = {name: value for name, value in v.items() if _is_plain(name)}
    p |= shares_kept(v, hours)
    p |= {level: getattr(design.milieu, level) for level in LEVELS}
    p |= {practice: getattr(design.practices, practice) for practice in PRACTICES}
    p |= {f"keep_{table}": float(table in kept_tables) for table in OPTIONAL_TABLES}
    p |= (
        _clock(tick_minutes, hours)
        | _ward(design, v, rules)
        | _people(design, rules)
        | _holds(design, v, rules)
    )
    p["move_chance"] = chance(1.0 / v["hours_between_moves"], hours)
    p["prn_gap_ticks"] = math.ceil(v["prn_gap_hours"] / hours)
    p["prompt_gap_ticks"] = math.ceil(v["prompt_gap_hours"] / hours)
    p["demand_ticks"] = math.ceil(v["demand_hours"] / hours)
    p["contagion_gain"] = v["contagion_gain"] if contagion else 0.0
    return {name: float(value) for name, value in p.items()}


def _clock(tick_minutes, hours):
    return {
        "tick_minutes": tick_minutes,
        "tick_hours": hours,
        "ticks_an_hour": MINUTES_AN_HOUR / tick_minutes,
        "ticks_a_day": week.MINUTES_A_DAY // tick_minutes,
        "hours_a_day": HOURS_A_DAY,
        "days_an_hour": 1.0 / HOURS_A_DAY,
        "minutes_an_hour": MINUTES_AN_HOUR,
    }


def _ward(design, v, rules):
    return {
        "beds": design.ward.beds,
        "residents_per_bedroom": design.ward.residents_per_bedroom,
        "fills_leave_beds": design.ward.fills_leave_beds,
        "response_team": v["response_team_size"] if design.ward.has_response_team else 0.0,
        "locked_share": rules["locked_share"](
            is_locked=design.policy.is_locked,
            open_door=design.practices.open_door,
            most=v["open_door_at_most"],
        ),
        "bank_share": design.rota.bank_share,
        "bank_fill": design.rota.bank_fill,
        "sickness": design.rota.sickness,
    }


def _people(design, rules):
    stay = design.residents.stay
    mean = rules["mean_stay_days"](
        short_share=stay.short_share,
        short_median=stay.short_median_days,
        long_median=stay.long_median_days,
        spread=stay.spread,
    )
    return {
        "detained_share": design.residents.detained_share,
        "female_share": design.residents.female_share,
        "stay_short_share": stay.short_share,
        "stay_short_median_days": stay.short_median_days,
        "stay_long_median_days": stay.long_median_days,
        "stay_spread": stay.spread,
        "referrals_per_day": max(design.ward.demand * design.ward.beds / mean, 1e-6),
        "occupancy_at_start": min(design.ward.demand, 1.0),
    }


def _holds(design, v, rules):
    regime = design.policy.regime
    means = {
        "seclusion_end_per_hour": v[f"{regime}_hours_seclusion"],
        "mechanical_end_per_hour": v[f"{regime}_hours_mechanical"],
    }
    return {
        name: rules["end_per_hour_for"](
            mean_hours=hours, midpoint=v["arousal_midpoint"], w_containment=v["hold_w_containment"]
        )
        for name, hours in means.items()
    }


def _profiles(design, v):
    rows = np.zeros(len(PROFILES), PROFILE)
    for row, name in zip(rows, PROFILES):
        for trait in PROFILE.names:
            if f"profile_{name}_{trait}" in v:
                row[trait] = v[f"profile_{name}_{trait}"]
        row["weight"] = design.residents.mix.get(name, 0.0)
        row["diagnosis"] = Diagnosis.of(PROFILE_DIAGNOSIS[name])
    return rows


def _blanks(numbers):
    """Return records in which nothing has happened yet; states of a stay that may never come are missing."""
    stay = np.zeros(1, row_dtype("stays"))
    stay["states"][:, Moment.DAY7 :] = np.nan
    stay["distress_rated_end"] = np.nan
    tables = {"lived": "resident_shifts", "work": "staff_shifts", "shift": "shifts", "hour": "hours"}
    blanks = {f"blank_{name}": np.zeros(1, row_dtype(table)) for name, table in tables.items()}
    return {"newcomer": blank(RESIDENT, numbers), "blank_stay": stay} | blanks
