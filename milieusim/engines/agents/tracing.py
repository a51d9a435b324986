"""Following one resident through a day, and finding where two designs part: both with the agents engine."""

from typing import NamedTuple

from milieusim.config.reading.loading import load_design
from milieusim.errors import ConfigError
from milieusim.incident_kinds import IncidentKind
from milieusim.python_values import as_python
from milieusim.vocabulary import LONGEST_DAYS, Activity, PlaceKind, ResponseKind

ANYTHING = (
    "is_present is_asleep place doing slot partner contact_staff held_in has_request incident_now observation "
    "arousal boredom waiting noise crowding distress felt_safety predictability autonomy loneliness coping "
    "self_care"
).split()
EVENTS = (
    "is_present is_asleep place doing slot partner contact_staff held_in incident_now observation".split()
)
"""Of these, what somebody standing by would see."""


class Difference(NamedTuple):
    """Where two designs part at one seed.

    Attributes
    ----------
    day : int
        Days since hour 0; negative in the warm-up.
    clock : str
        Start of the tick, as day and time of day.
    at_hour : float
        Start of the tick, hours since hour 0.
    resident : int
        Number of the first resident, in the order of beds, for whom something differs.
    what : str
        Name of what differs first.
    base, other : object
        Its value under each design.
    differences : dict of str to tuple
        Everything that differs for this resident, each as (base, other).
    """

    day: int
    clock: str
    at_hour: float
    resident: int
    what: str
    base: object
    other: object
    differences: dict

    def __str__(self):
        return (
            f"{self.clock}: resident {self.resident} has {self.what} {self.base} under the first design "
            f"and {self.other} under the second."
        )


def trace(
    design,
    seed=1,
    resident=None,
    day=0,
    parameters="best",
    tick_minutes=15,
    warm_up_days=None,
    rules=None,
    resident_class=None,
):
    """Follow one resident through one day.

    Parameters
    ----------
    design : WardDesign, str or path
    seed : int
    resident : int, optional
        Number of the referral, as in every table; the first who is on the ward if left out.
    day : int
        Days since hour 0.
    parameters : "best" or Parameters
    tick_minutes : int
    warm_up_days : int, optional
        21 if left out, as in `simulate`: the day is that of the same run.
    rules : dict of str to function, optional
    resident_class : type, optional
        As in `simulate`.

    Returns
    -------
    pandas.DataFrame
        One row a tick: time, place, activity, the states (arousal to coping, 0 to 1) at its end, with_resident (a
        number), with_staff (role and post), what_happened (in words).

    Raises
    ------
    ConfigError
        If that resident is not on the ward on that day.

    Examples
    --------
    >>> day = ms.trace("acute-ward", seed=1, warm_up_days=1)
    >>> len(day), day["time"].iloc[4]
    (96, '01:00')
    """
    import pandas as pd

    from milieusim.engines.agents.ward_model import WardModel

    day, seed = as_python([day, seed])
    if isinstance(day, bool) or not isinstance(day, int) or not 0 <= day < LONGEST_DAYS:
        raise ConfigError(f"day is {day!r}; it must be a whole number from 0 to {LONGEST_DAYS - 1}.")
    own = {"rules": rules, "resident_class": resident_class}
    model = WardModel(design, seed, parameters, tick_minutes, warm_up_days, days=day + 1, **own)
    try:
        model.run_days(day)
        if resident is None and model.residents:
            resident = model.residents[0].number
        rows, seen = [], set()
        for _ in range(model.ticks_a_day):
            time = model.clock.split(", ")[1]
            model.step()
            seen.update(r.number for r in model.residents)
            rows += [_row_of(model, r, time) for r in model.residents if r.number == resident]
    finally:
        model.close()
    if not rows:
        raise ConfigError(
            f"resident is {resident!r}; on day {day} of seed {seed} these are there: "
            f"{', '.join(map(str, sorted(seen))) or 'nobody'}."
        )
    return pd.DataFrame(rows).astype({"with_resident": "Int64"})


def _row_of(model, resident, time):
    staff, partner = resident.contact_staff, resident.partner
    is_here = resident.is_present
    return {
        "time": time,
        "place": resident.place.name if is_here else None,
        "activity": resident.doing,
        "arousal": resident.arousal,
        "distress": resident.distress,
        "boredom": resident.boredom,
        "loneliness": resident.loneliness,
        "felt_safety": resident.felt_safety,
        "predictability": resident.predictability,
        "autonomy": resident.autonomy,
        "coping": resident.coping,
        "with_resident": partner.number if is_here and partner is not None else None,
        "with_staff": f"{staff.role_name} {staff.post}" if is_here and staff is not None else None,
        "what_happened": _events_of(model, resident),
    }


def _events_of(model, resident):
    """Return in words what was written of a resident in the tick that has just passed."""
    at_hour = (model.tick - 1) * model.p.tick_hours
    events = [
        words(row.kind).label.replace("_", " ")
        for rows, words in ((model.incident_rows, IncidentKind), (model.response_rows, ResponseKind))
        for row in rows[-20:]
        if row.resident == resident.number and row.at_hour == at_hour
    ]
    return ", ".join(events)


def first_difference(
    base,
    other,
    seed=1,
    days=28,
    parameters="best",
    tick_minutes=15,
    warm_up_days=0,
    rules=None,
    resident_class=None,
    looked_at=None,
):
    """Find the first tick at which two designs part, and for whom.

    Parameters
    ----------
    base, other : WardDesign, str or path
    seed : int
    days : int
        How far to look, after the warm-up.
    parameters : "best" or Parameters
    tick_minutes : int
    warm_up_days : int, optional
        Days before hour 0; 0 if left out, so that the first thing to differ is seen on day 0.
    rules : dict of str to function, optional
    resident_class : type, optional
        As in `simulate`, for both wards.
    looked_at : list of str, optional
        What has to differ, such as ``["place", "doing"]``; anything of `ANYTHING` if left out. Levels may differ
        from the first tick on, since people come to a ward that was what it is before.

    Returns
    -------
    Difference or None
        None if they do not part within these days.

    Examples
    --------
    >>> ward = ms.load_design("acute-ward")
    >>> print(ms.first_difference(ward, ward, days=1))
    None
    """
    from milieusim.engines.agents.ward_model import WardModel

    names = _known(looked_at)
    own = {"rules": rules, "resident_class": resident_class}
    models = [
        WardModel(load_design(design), seed, parameters, tick_minutes, warm_up_days, days=days, **own)
        for design in (base, other)
    ]
    try:
        found = _difference_now(*models, names)
        while found is None and models[0].running:
            for model in models:
                model.step()
            found = _difference_now(*models, names)
        return found
    finally:
        for model in models:
            model.close()


def _known(looked_at):
    names = ANYTHING if looked_at is None else list(looked_at)
    unknown = [name for name in names if name not in ANYTHING]
    if unknown:
        raise ConfigError(
            [
                f"looked_at: '{name}' is nothing that is looked at; choose of {', '.join(ANYTHING)}."
                for name in unknown
            ]
        )
    return names


def _difference_now(base, other, names=ANYTHING):
    """Return the first difference between two wards as they stand after the same number of ticks."""
    others = {resident.number: resident for resident in other.residents}
    for resident in base.residents:
        twin = others.pop(resident.number, None)
        differences = {"has a bed": (True, False)} if twin is None else _differences(resident, twin, names)
        if differences:
            return _told(base, resident, differences)
    for twin in others.values():
        return _told(base, twin, {"has a bed": (False, True)})
    return None


def _differences(resident, twin, names):
    """Return what differs between one person on two wards; a name that is spelt otherwise does not count."""
    return {
        name: _shown_apart(resident, twin, name)
        for name in names
        if _compared(resident, name) != _compared(twin, name)
    }


def _shown_apart(resident, twin, name):
    """Return how two values are shown; two of one name, such as slots, with what tells them apart."""
    shown = _shown(resident, name), _shown(twin, name)
    if len(set(shown)) == 1:
        shown = _closely(getattr(resident, name)), _closely(getattr(twin, name))
    return shown


def _closely(value):
    """Return the name of a slot with its activity and times, or of a place with its kind."""
    if not hasattr(value, "start_hour"):
        return f"{value.name} ({PlaceKind(value.kind).label})"
    times = [f"{int(hour):02d}:{round(hour % 1 * 60):02d}" for hour in (value.start_hour, value.end_hour)]
    return f"{value.name} ({Activity(value.activity).label}, {' to '.join(times)})"


def _compared(resident, name):
    value = getattr(resident, name)
    if name == "place":
        return value.kind
    if name == "slot" and value is not None:
        return value.activity, value.start_hour, value.end_hour
    return getattr(value, "number", value)


def _shown(resident, name):
    value = getattr(resident, name)
    return getattr(value, "name", getattr(value, "number", value))


def _told(model, resident, differences):
    what, (base, other) = next(iter(differences.items()))
    tick = max(model.tick - 1, model.inputs.first_tick)
    minutes = tick % model.ticks_a_day * model.inputs.tick_minutes
    day = tick // model.ticks_a_day
    clock = f"day {day}, {minutes // 60:02d}:{minutes % 60:02d}"
    return Difference(day, clock, tick * model.p.tick_hours, resident.number, what, base, other, differences)
