"""What is legal in a design but cannot work, or hardly means what it says."""

from milieusim.config.feasibility import livable_day as feasibility_day
from milieusim.config.feasibility import practice_needs as feasibility_practices
from milieusim.config.feasibility import rooms as feasibility_places
from milieusim.config.feasibility import rota_carries as feasibility_staff
from milieusim.config.feasibility.week_in_minutes import Week
from milieusim.phrasing import sentence

CHECKS = [
    *feasibility_staff.CHECKS,
    *feasibility_places.CHECKS,
    *feasibility_day.CHECKS,
    *feasibility_practices.CHECKS,
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
    return _told([feasibility_staff.slots_without_leaders, feasibility_staff.slots_sharing_leaders], design)


def _told(checks, design):
    week = Week(design)
    return list(dict.fromkeys(sentence(warning) for check in checks for warning in check(design, week)))
