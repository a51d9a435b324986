"""What residents and staff carry from tick to tick: every state declared once, in a line.

A line says how a state is called, what it is before anything has happened, how far it goes, in what unit, by which
time constant it fades, and in which tables its mean stands. Memory, ranges, fading and columns all follow from it.
"""

from typing import NamedTuple

import numpy as np

from milieusim.kinds import NOBODY, Observation
from milieusim.vocabulary import Activity, Trigger

KINDS = {int: np.int64, float: np.float64, bool: np.bool_}
EVERYWHERE = "resident_shifts shifts hours"


class State(NamedTuple):
    """One thing that a person carries.

    Attributes
    ----------
    name : str
    start : bool, int, float or str
        Before anything has happened, which also says its kind; text names a number of the run.
    low, high : float
        How far it goes; of flags and codes nothing is asked.
    unit : str
    fades : str
        Ledger name of the time constant by which it fades from tick to tick; empty if it does not.
    tables : str
        Tables with a column of its mean.
    column : str
        Name of that column, where it is not the state's own.
    length : int
        How many there are: one for each activity, say; 0 for a single one.
    """

    name: str
    start: object
    low: float = -np.inf
    high: float = np.inf
    unit: str = ""
    fades: str = ""
    tables: str = ""
    length: int = 0
    column: str = ""

    @property
    def kind(self):
        """Type of its values."""
        return float if isinstance(self.start, str) else type(self.start)


def _share(name, start=0.0, fades="", tables="", unit="0-1"):
    return State(name, start, 0.0, 1.0, unit, fades, tables)


def _many(names, start, **more):
    return [State(name, start, **more) for name in names.split()]


TRAITS = [
    *_many("number person bed profile diagnosis_code sex_code age", 0),
    *_many("is_detained uses_substances has_visitors", False),
    State("frailty", 0.0, 0.0, unit="1, mean 1"),
    *[
        _share(name)
        for name in "sociability need_structure need_autonomy interest_talk interest_making interest_moving "
        "interest_leisure ability craving_trait self_harm_risk absconding_risk arousal_baseline".split()
    ],
    State("pace", 1.0, 0.0, unit="1"),
    State("sleep_need", 0.0, -1.0, 1.0, "0-1"),
    _share("distress_floor"),
]
STATES = [
    _share("arousal", tables=EVERYWHERE),
    _share("distress", tables="resident_shifts shifts"),
    _share("felt_safety", "felt_safety_at_admission", tables="resident_shifts shifts"),
    _share("loneliness", tables="resident_shifts shifts"),
    _share("wellbeing", tables="resident_shifts shifts"),
    _share("boredom", tables="resident_shifts"),
    _share("hunger"),
    _share("medicated", "medicated_at_admission", fades="hours_medicated"),
    _share("acute"),
    _share("sleep_lost"),
    State("slept_hours", 0.0, 0.0, unit="h"),
    _share("moving", fades="hours_transition"),
    _share("strain", fades="hours_strain", tables="resident_shifts"),
    _share("known", tables="resident_shifts"),
    _share("structure_lived"),
    _share("sleep_pressure", "sleep_pressure_at_admission"),
    _share("predictability", tables="resident_shifts"),
    _share("coping", tables="resident_shifts"),
    _share("self_care"),
    _share("daily_care"),
    _share("craving"),
    _share("autonomy", "autonomy_at_admission", tables="resident_shifts"),
    _share("standing", "standing_at_admission"),
    State("trust_now", 0.0, -1.0, 1.0, "-1 to 1", tables="resident_shifts", column="trust"),
    State("bonds", 0.0, 0.0, unit="ties"),
    State("milieu", 0.0, -1.0, 1.0, "-1 to 1", tables="resident_shifts"),
    State("hazard", 0.0, 0.0, unit="1/h", tables="resident_shifts"),
    State("hazard_square", 0.0, 0.0, unit="1/h2", tables="resident_shifts"),
]
LIVED_NOW = [
    *[_share(name, fades="hours_impulse") for name in "denied limited demanded changed".split()],
    *[_share(name) for name in "conflict crowding waiting noise".split()],
    *[
        _share(name)
        for name in "slot_share old_share served_share contact_share staff_share alone_share".split()
    ],
    *_many("wait_hours provocation priority", 0.0),
    State("sensitivity", 1.0, 0.0, unit="1", length=len(Trigger)),
    *_many("fit_hour structured_hour", 0.0, unit="h"),
    *_many("organised_hour therapy_hour skills_hour contact_hour staff_hour expected_hour", 0.0, unit="h"),
    *_many("crowded_hour awake_hour held_hour demanded_hour", 0.0, unit="h"),
    State("hours_today", 0.0, 0.0, 24.0, "h", length=len(Activity)),
    State("since_chance", "hours_a_day", unit="h"),
]
WHEREABOUTS = [
    *_many("is_here is_present is_asleep is_on_leave is_absconded has_request refuses_medication", False),
    *_many("needs_debrief is_in_early_help has_day7 has_day14 is_prompted is_being_seen was_coerced", False),
    *_many("is_hold_recorded is_observation_recorded", False),
    State("must_move", True),
    State("activity", int(Activity.FREE_TIME)),
    *_many("place_index bedroom stay_row risk_score incidents_this_shift last_dose", 0),
    *_many(
        "slot_index old_slot_index served_slot partner_bed contact_seat hold hold_row observation_row", NOBODY
    ),
    State("kind_now", NOBODY),
    *_many("demand demand_slot queue_slot named_seat debrief_trigger", NOBODY),
    *_many(
        "prompts queue_number request_kind demand_until next_prompt seen_tick meals_today promises debrief_until",
        0,
    ),
    State("observation", int(Observation.GENERAL)),
    *_many("service_minutes served_minutes", 0.0, unit="min"),
    *_many("stay_left admitted_hour away_until", 0.0, unit="h"),
    State("days_gone", 0.0, 0.0, unit="d"),
    State("debrief_left", 0.0, 0.0, unit="min"),
]
RESIDENT = TRAITS + STATES + LIVED_NOW + WHEREABOUTS
STAFF = [
    *_many("post person seat role line", 0),
    *_many("is_bank is_registered is_nursing is_on_duty is_in_contact", False),
    *_many("until shift_day shift_start", 0),
    *_many("leading shift", NOBODY),
    *[_share(name) for name in "skill warmth deescalation burnout fatigue contact_share".split()],
    State("hours_worked", 0.0, 0.0, unit="h"),
    State("stands_for", 1.0, 1.0, unit="h"),
    *_many(
        "minutes lead_minutes dose_minutes lead_owed dose_owed floor_minutes talk_minutes", 0.0, unit="min"
    ),
]


def dtype_of_states(states):
    """Return the numpy dtype of a record that holds some states."""
    fields = [(s.name, KINDS[s.kind], (s.length,)) if s.length else (s.name, KINDS[s.kind]) for s in states]
    return np.dtype(fields, align=True)


def blank(states, numbers=None):
    """Return one record in which nothing has happened yet.

    Parameters
    ----------
    states : list of State
    numbers : dict of str to float, optional
        The numbers of the run, for states that start at one of them.

    Returns
    -------
    numpy.ndarray, shape (1,)
    """
    record = np.zeros(1, dtype_of_states(states))
    for state in states:
        record[state.name] = (
            (numbers or {}).get(state.start, 0.0)
            if state.kind is float and isinstance(state.start, str)
            else state.start
        )
    return record


def columns_from(table, first=""):
    """Return the columns of a table that hold the mean of a state, in their order, each with the state's name.

    Parameters
    ----------
    table : str
    first : str
        Names that come before the others.

    Returns
    -------
    dict of str to str
    """
    states = {state.name: state.column or state.name for state in STATES if table in state.tables.split()}
    names = [*first.split(), *(name for name in states if name not in first.split())]
    return {states[name]: name for name in names}


def fading():
    """Return the states that fade by themselves, with the ledger name of their time constant."""
    return {state.name: state.fades for state in RESIDENT if state.fades}


def bounded(states):
    """Return the states that have a range, as (name, low, high)."""
    return [
        (s.name, s.low, s.high) for s in states if np.isfinite(s.low) and np.isfinite(s.high) and not s.length
    ]
