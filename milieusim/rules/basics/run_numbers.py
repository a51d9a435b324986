"""Numbers of a run that are no entry of the ledger: how far each goes, in what unit, and what it is.

Rules read them off `p` next to the parameters of the ledger. Designs say some of them; engines work out the others
once a run, from the ledger and the length of a tick.
"""

from typing import NamedTuple

from milieusim.vocabulary import LEVELS, PRACTICES


class RunNumber(NamedTuple):
    """One number of a run."""

    low: float
    high: float
    unit: str
    text: str


def _share(text):
    return RunNumber(0.0, 1.0, "0-1", text)


def _kept(of, over="hour"):
    return _share(
        f"Share of a deviation of {of} that is left after {'an' if over == 'hour' else 'a'} {over}."
    )


RUN_NUMBERS = {
    **{level: _share("Level of the milieu.") for level in LEVELS},
    **{practice: _share("Fidelity of a practice.") for practice in PRACTICES},
    "tick_hours": RunNumber(1.0 / 60.0, 1.0, "h", "Length of a tick."),
    "tick_minutes": RunNumber(1.0, 60.0, "min", "Length of a tick."),
    "days_an_hour": RunNumber(0.0, 1.0, "d", "An hour in days."),
    "locked_share": _share("Share of the time that the ward door is locked."),
    "residents_per_bedroom": RunNumber(1.0, 8.0, "beds", "Beds in a bedroom."),
    "response_team": RunNumber(0.0, 20.0, "staff", "Who come from other wards when the alarm goes."),
    "sickness": _share("Share of shifts that a team which is not burnt out misses."),
    "stay_short_share": _share("Share of stays in the short hump."),
    "stay_short_median_days": RunNumber(0.1, 100.0, "d", "Median of the short hump of stays."),
    "stay_long_median_days": RunNumber(0.1, 400.0, "d", "Median of the long hump of stays."),
    "stay_spread": RunNumber(0.0, 2.0, "1", "Standard deviation of the logarithm of a stay within a hump."),
    "kept_arousal": _kept("arousal in the waking", "tick"),
    "kept_arousal_asleep": _kept("arousal in sleepers", "tick"),
    "kept_boredom": _kept("boredom", "tick"),
    "kept_pressure_awake": _kept("sleep pressure in the waking", "tick"),
    "kept_pressure_asleep": _kept("sleep pressure in sleepers", "tick"),
    "rounds_a_day": RunNumber(0.0, 50.0, "1/d", "Medication rounds of the timetable."),
    "therapy_hours_a_day": RunNumber(0.0, 24.0, "h", "Therapy that the timetable offers each resident."),
    "skills_hours_a_day": RunNumber(
        0.0, 24.0, "h", "Practice of daily living that the timetable offers each resident."
    ),
    "kept_fatigue": _kept("fatigue"),
    "kept_felt_safety": _kept("felt safety"),
    "kept_loneliness": _kept("loneliness"),
    "kept_predictability": _kept("predictability"),
    "kept_transition": _kept("being under way", "tick"),
    "kept_autonomy": _kept("autonomy"),
    "kept_structure_lived": _kept("the share of time laid out by others"),
    "kept_sensitivity_a_day": _kept("touchiness", "day"),
}
