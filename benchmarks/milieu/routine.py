"""The routine acts: nine variants of a timetable, and groups with their leaders' presence taken apart."""

from benchmarks.milieu import telling
from benchmarks.milieu.pairs import judged
from benchmarks.milieu.wards import base_ward, leaders_apart, routines

LEAST_SHARE = 0.03  # by which the empty timetable has to move both judged measures


def print_routines(runs):
    """Print what each variant of the routine moves, in full."""
    telling.heading("The routine acts")
    base = base_ward()
    still = []
    for ward in routines(base):
        found = runs.differences(ward, base)
        telling.differences(f"{ward.name} against {base.name}", found)
        still += [] if found["moves"].any() else [ward.name]
        if ward.name == "empty timetable":
            shares = found.loc[judged(), "change"].abs()
            telling.say(
                f"  both judged measures by more than {LEAST_SHARE:.0%}: {_yes((shares > LEAST_SHARE).all())}"
            )
    telling.say(f"\nevery variant moves something: {_yes(not still)}{_named(still)}")


def _yes(holds):
    return "yes" if holds else "no"


def _named(names):
    return f" (not: {', '.join(names)})" if names else ""


def print_leaders_apart(runs):
    """Print what groups do beyond the presence of those who lead them."""
    telling.heading("Groups, their leaders' presence taken apart")
    for name, base, leaders, both in leaders_apart(base_ward()):
        shown = [*judged(), "wellbeing_mean", "loneliness", "organised_hours_per_resident_day"]
        telling.differences(f"{name}: leaders' presence alone", runs.differences(leaders, base, shown))
        telling.differences(f"{name}: the groups alone", runs.differences(both, leaders, shown))
        telling.differences(f"{name}: both", runs.differences(both, base, shown))
