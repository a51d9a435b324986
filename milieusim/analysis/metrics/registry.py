"""The register of metrics: one name, one definition, one unit, one source each."""

import inspect
import re
from dataclasses import dataclass
from typing import Any

from milieusim.errors import ConfigError

DIRECTIONS = ("higher", "lower", "neither")
HEADLINES = ("conflict_per_100_obd", "wellbeing_gain_day14")
"""The two metrics on which designs are judged unless somebody names others before the runs."""
PARTS = {
    "conflict_per_100_obd": (
        "demand_refusal_per_1000_obd medication_refusal_per_1000_obd rule_breaking_per_1000_obd "
        "verbal_aggression_per_1000_obd object_aggression_per_1000_obd physical_aggression_per_1000_obd "
        "self_harm_per_1000_obd absconding_per_1000_obd substance_use_per_1000_obd"
    ).split()
}
"""What a total is made of, to be shown wherever the total is: the parts add up to it."""
SHORT_LIST = (
    "conflict_per_shift conflict_per_shift_recorded containment_per_shift shifts_without_conflict "
    "aggression_per_100_obd manual_restraint_per_1000_obd seclusion_per_1000_obd prn_medication_per_1000_obd "
    "undone_minutes_per_shift doses_missed_per_1000_obd appointments_missed_per_1000_obd "
    "wellbeing_mean worst_tenth_wellbeing felt_safety loneliness disengaged_share "
    "staff_contact_hours_per_resident_day slots_held_share staff_burnout care_hours_per_patient_day occupancy"
).split()
"""What tables and plots for people show beside the judged metrics: fixed, so that no result picks itself."""

COMMON_WORDS = {"per", "the", "and", "obd", "mean", "share"}
MOST_NEAR = 5


@dataclass(frozen=True)
class Metric:
    """One number that sums up a run.

    Attributes
    ----------
    name : str
    definition : str
        One sentence: numerator, denominator, which events or stays count.
    unit : str
        As an axis would carry it.
    source : str
        Whose measure it is.
    better : str
        ``higher``, ``lower`` or ``neither`` (a means, or a matter of taste).
    label : str
        Plain words for tables and plots.
    function : callable
        From a `RunView` to a float.
    """

    name: str
    definition: str
    unit: str
    source: str
    better: str
    label: str
    function: Any


METRICS: dict[str, Metric] = {}


def register_metric(name, function, definition, unit, source, better="neither", label=None, replace=False):
    """Add a metric, which then appears wherever metrics do.

    Parameters
    ----------
    name : str
        As in a Python identifier; a column of every table of metrics.
    function : callable
        Takes the run and returns one number. The run has every table by its name as pandas
        (``run.incidents``), ``run.days``, ``run.beds`` and ``run.occupied_bed_days``.
    definition : str
        One sentence that says what is divided by what.
    unit : str
        Unit of the number.
    source : str
        Where the measure comes from.
    better : str
        ``higher``, ``lower`` or ``neither``.
    label : str, optional
        Plain words; made from the name if left out.
    replace : bool
        Whether a metric of that name may be replaced.

    Returns
    -------
    Metric

    Raises
    ------
    ConfigError
        If the name is taken or is no identifier, or anything else cannot be used.

    Examples
    --------
    >>> from milieusim.analysis.metrics.metrics import METRICS, register_metric
    >>> def night_incidents(run):
    ...     return float((run.incidents["shift"] == "night").sum()) / run.days
    >>> metric = register_metric(
    ...     "night_incidents_per_day", night_incidents, "Incidents on night shifts, per day.",
    ...     "incidents a day", "own measure", "lower",
    ... )
    >>> METRICS.pop("night_incidents_per_day").better
    'lower'
    """
    problems = list(_problems(name, function, better, replace))
    problems += [
        f"metric {name!r}: {what} is {value!r}; it must be a text that is not empty."
        for what, value in (("definition", definition), ("unit", unit), ("source", source))
        if not isinstance(value, str) or not value.strip()
    ]
    if problems:
        raise ConfigError(problems)
    plain = label or name.replace("_", " ")
    METRICS[name] = Metric(name, definition, unit, source, better, plain, function)
    return METRICS[name]


def _problems(name, function, better, replace):
    if not isinstance(name, str) or not name.isidentifier():
        yield f"metric {name!r}: the name must be a word of letters, digits and _, as in 'night_incidents'."
    elif name in ("run", "seed", "parameter_set", "design"):
        yield f"metric '{name}': this is the name of another column of the table of metrics; choose another."
    elif name in METRICS and not replace:
        yield f"metric '{name}' exists already; choose another name, or pass replace=True."
    if not callable(function) or not _takes_one(function):
        yield f"metric {name!r}: the function must take one run and return a number."
    if better not in DIRECTIONS:
        yield f"metric {name!r}: better is {better!r}; it must be one of {', '.join(DIRECTIONS)}."


def _takes_one(function):
    try:
        inspect.signature(function).bind(None)
    except (TypeError, ValueError):
        return False
    return True


def metric_called(text):
    """Return the name of a metric given its name or its label, as tables show it; other texts as they are."""
    plain = " ".join(str(text).split())
    names = [name for name, metric in METRICS.items() if metric.label.lower() == plain.lower()]
    return names[0] if plain not in METRICS and len(names) == 1 else plain


def checked_names(names, where="metric"):
    """Return the problems with names of metrics, one sentence each."""
    return [
        f"{where}: there is no metric '{name}'.{_near(name)} `milieusim metrics` lists them all."
        for name in names
        if name not in METRICS
    ]


def _near(text):
    from milieusim.phrasing import listed, near

    # Somebody who types 'restraint' wants the measures with that word in them, whatever else is in their names.
    words = set(re.findall(r"[a-z]{3,}", str(text).lower())) - COMMON_WORDS
    holding = [name for name in METRICS if words and all(f"_{word}" in f"_{name}" for word in words)]
    holding = sorted(holding, key=lambda name: name.endswith("_recorded"))[:MOST_NEAR]
    if near(text, METRICS) or not holding:
        return near(text, METRICS)
    return f" Did you mean {listed([f'{name!r}' for name in holding], 'or')}?"
