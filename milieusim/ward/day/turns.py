"""Whose turn it is where several are waiting: by how much they want to come, or by lot."""

from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.seams import draw


def draw_turn(ward, resident, what):
    """Draw when staff come to somebody: by lot, anew each time, so that no bed is always the last."""
    resident.priority = draw(ward, resident, Decision.TURN, what)


def take_turn(ward):
    """Return who is next of those who have a turn, which is theirs once."""
    resident = most_wanted(ward)
    resident.priority = -1.0
    return resident


def most_wanted(ward):
    """Return who comes first of those who have a turn."""
    best = ward.beds[0]
    for resident in ward.beds:
        if resident.is_here and resident.priority > best.priority:
            best = resident
    return best
