"""The tables of a run: one schema for both engines.

Engines write rows as plain numbers; `frames` turns them into the pandas tables that a reader sees. A column is
written ``name:kind``, with kind ``int``, ``int?`` (may be missing), ``float``, ``bool``, or an enumeration of the
vocabulary (with ``?`` where it may be missing). Columns that a row holds as one array, a number for each kind, say,
are written ``array=name,name,...:kind``. In arrays a missing whole number is MISSING.
"""

import numpy as np

from milieusim.incident_kinds import IncidentKind
from milieusim.kinds import Moment
from milieusim.vocabulary import WORDS, ResponseKind, Role, Task
from milieusim.ward.state import columns_from

MISSING = -1
INCIDENT_COLUMNS = [kind.label for kind in IncidentKind]
RESPONSE_COLUMNS = [kind.label for kind in ResponseKind if kind != ResponseKind.NONE]
MOMENTS = [moment.name.lower() for moment in Moment]
STATES = "wellbeing distress coping belonging felt_safety self_care hygiene own_schedule organisation life_skills".split()


def _array(array, names, kind="int", suffix=""):
    return f"{array}={','.join(f'{name}{suffix}' for name in names)}:{kind}"


def _means(table, prefix="", first=""):
    return " ".join(f"{prefix}{name}:float" for name in columns_from(table, first))


SPECS = {
    "incidents": """incident:int day:int hour:float at_hour:float shift_day:int shift:Shift resident:int
        kind:IncidentKind kind_recorded:IncidentKind? severity:float trigger:Trigger trigger_recorded:Trigger?
        at_hour_recorded:float activity:Activity place:PlaceKind target:Target target_id:int? staff_in_reach:int
        arousal:float hours_since_admission:float is_recorded:bool response_kind:ResponseKind""",
    "responses": """response_id:int incident:int? day:int hour:float at_hour:float shift_day:int shift:Shift
        resident:int kind:ResponseKind hours:float staff_minutes:float is_recorded:bool
        is_after_conflict:bool""",
    "shifts": f"""day:int shift:Shift at_hour:float shift_hours:float census:int beds:int on_leave:int without_leave:int
        detained:int resident_hours:float midnight_days:int admissions:int discharges:int
        absconded:int returned:int rostered_registered:int rostered_unregistered:int sick:int
        registered_on_duty:int unregistered_on_duty:int bank_on_duty:int care_hours:float conflict:int
        conflict_recorded:int containment:int containment_recorded:int containment_begun:int
        {_array("by_kind", INCIDENT_COLUMNS)} {_array("by_kind_recorded", INCIDENT_COLUMNS, suffix="_recorded")}
        {_array("by_response", RESPONSE_COLUMNS)}
        {_array("by_response_recorded", RESPONSE_COLUMNS, suffix="_recorded")}
        slots_planned:int slots_held:int {_means("shifts", "mean_", first="arousal wellbeing")} mean_burnout:float
        organised_hours:float staff_contact_hours:float awake_daytime_hours:float engaged_daytime_hours:float
        organised_daytime_hours:float restraint_hours:float mechanical_restraint_hours:float
        seclusion_hours:float restraint_hours_recorded:float seclusion_hours_recorded:float
        nursing_contact_hours:float nursing_hours:float daytime_snapshots:int
        snapshots_without_contact:int no_staff_contact_share:float staff_load:float is_staff_short:bool""",
    "resident_shifts": f"""day:int shift:Shift at_hour:float resident:int diagnosis:Diagnosis is_detained:bool
        hours_since_admission:float hours_present:float {_means("resident_shifts")}
        risk_score:int incidents:int aggression:int aggression_recorded:int
        hours_asleep:float hours_organised:float hours_with_staff:float hours_with_residents:float
        hours_alone:float hours_awake_daytime:float hours_engaged_daytime:float""",
    "stays": f"""resident:int profile:int diagnosis:Diagnosis sex:Sex age:int is_detained:bool frailty:float
        referred_at_hour:float admitted_at_hour:float discharged_at_hour:float is_absconded:bool
        {_array("states", [f"{state}_{moment}" for moment in MOMENTS for state in STATES], "float")}
        distress_rated_admission:float distress_rated_end:float mean_wellbeing:float hours_in_window:float
        incidents:int incidents_recorded:int aggression:int aggression_recorded:int physical_aggression:int
        physical_aggression_recorded:int prn_doses:int prn_doses_recorded:int prn_within_14_days:int
        seclusion_hours:float restraint_hours:float""",
    "time_use": "day:int resident:int activity:Activity hours:float",
    "staff_shifts": f"""day:int shift:Shift at_hour:float staff:int role:Role is_registered:bool is_bank:bool
        hours_on_duty:float {_array("tasks", Task.labels(), "float")} contact_hours:float burnout:float""",
    "slots": """day:int slot:int activity:Activity place:int start:float end:float is_held:bool
        reason:SlotFate? leader:int? invited:int attended:int""",
    "hours": f"""day:int hour:int at_hour:float census:int {_means("hours", "mean_")} conflict:int containment:int
        {_array("minutes_needed", Role.labels(), "float", "_minutes_needed")}
        {_array("minutes_available", Role.labels(), "float", "_minutes_available")}""",
    "ties": "day:int from:int to:int kind:TieKind value:float",
    "undone": """day:int shift:Shift at_hour:float task:Task resident:int? slot:int? reason:UndoneReason minutes:float""",
}
SHAPES = {"states": (len(MOMENTS), len(STATES))}
IN_CODE = {"from": "source", "to": "target"}  # names that Python keeps for itself
TABLES = list(SPECS)
SORT_KEYS = {
    "incidents": ["at_hour", "incident"],
    "responses": ["at_hour", "response_id"],
    "shifts": ["at_hour"],
    "resident_shifts": ["at_hour", "resident"],
    "stays": ["admitted_at_hour", "resident"],
    "time_use": ["day", "resident", "activity"],
    "staff_shifts": ["at_hour", "staff"],
    "slots": ["day", "start", "slot"],
    "hours": ["at_hour"],
    "ties": ["day", "kind", "from", "to"],
    "undone": ["at_hour", "task", "resident", "slot"],
}


_NUMPY = {"float": np.float64, "bool": np.bool_}


def _items(table):
    return [item.split(":") for item in SPECS[table].split()]


def columns(table):
    """Return the (name, kind) pairs of a table in order."""
    return [(name, kind) for names, kind in _items(table) for name in names.rpartition("=")[2].split(",")]


def words_in(kind):
    """Return the words that a column of a kind holds; None if it holds numbers."""
    return WORDS.get(kind.rstrip("?"))


def dtype_of(table):
    """Return the numpy structured dtype of a table as it is handed out: a field for every column."""
    return np.dtype([(name, _NUMPY.get(kind, np.int64)) for name, kind in columns(table)])


def row_dtype(table):
    """Return the same memory as engines write it: columns that belong together are one array."""
    fields = []
    for names, kind in _items(table):
        name, _, parts = names.partition("=")
        number = _NUMPY.get(kind, np.int64)
        shape = SHAPES.get(name, (len(parts.split(",")),))
        fields.append((name, number, shape) if parts else (IN_CODE.get(name, name), number))
    return np.dtype(fields)


def sorted_rows(table, rows):
    """Return the rows of a table in the order in which they are stored."""
    keys = [rows[key] for key in reversed(SORT_KEYS[table])]
    return rows[np.lexsort(keys)] if len(rows) else rows
