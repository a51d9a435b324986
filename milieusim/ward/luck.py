"""Draws: every random number that decides something on the ward, by who and what it is drawn for."""

from milieusim.rules.basics.keyed_draws import STAFF_OFFSET, uniform
from milieusim.rules.basics.numerics import happens
from milieusim.ward.seams import draw


def drawn_at(ward, tick, decision, person, other):
    """Return the draw that belongs to a decision of a person at any tick."""
    return uniform(ward.key, tick, decision, person, other)


def trait_draw(ward, decision, number):
    """Draw something about a person: it depends on the seed and the person, on nothing else."""
    return uniform(ward.key, 0, decision, number, 0)


def happens_to(ward, person, decision, other, per_hour):
    """Return whether something of a hazard happens to a person in this tick."""
    return happens(u=draw(ward, person, decision, other), per_hour=per_hour, hours=ward.p.tick_hours)


def person_of_post(post):
    """Return the number under which the draws of a post are kept, apart from those of referrals."""
    return STAFF_OFFSET + post
