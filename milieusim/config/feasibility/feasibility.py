"""What is legal in a design but cannot work, or hardly means what it says: all checks, asked at once."""

from milieusim.config.feasibility import (
    doses_and_meals,
    hardly_meant,
    livable_day,
    practice_needs,
    rooms,
    rota_carries,
    seen_in_time,
)
from milieusim.config.feasibility.week_in_minutes import Week
from milieusim.phrasing import sentence

CHECKS = [
    *rota_carries.CHECKS,
    *seen_in_time.CHECKS,
    *doses_and_meals.CHECKS,
    *rooms.CHECKS,
    *livable_day.CHECKS,
    *practice_needs.CHECKS,
    *hardly_meant.CHECKS,
]


def warnings_of(design):
    """List what a planner should know before believing a run of this design.

    Parameters
    ----------
    design : WardDesign

    Returns
    -------
    list of str
        One sentence or two each: the slot, shift or value, what does not work, and what would mend it.
    """
    return _told(CHECKS, design)


def slots_not_held(design):
    """List those warnings that are about slots whose leaders are not there: the model never holds them so.

    Parameters
    ----------
    design : WardDesign

    Returns
    -------
    list of str
    """
    return _told([rota_carries.slots_without_leaders, rota_carries.slots_sharing_leaders], design)


def _told(checks, design):
    week = Week(design)
    return list(dict.fromkeys(sentence(warning) for check in checks for warning in check(design, week)))
