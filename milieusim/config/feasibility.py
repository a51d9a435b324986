"""What is legal in a design but cannot work, or hardly means what it says."""

from milieusim.config import feasibility_day, feasibility_places, feasibility_practices, feasibility_staff
from milieusim.config.week import Week
from milieusim.config.wording import sentence

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
