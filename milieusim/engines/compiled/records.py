"""What the compiled engine does in its own way: rows are memory, a bed is a record, a draw is worked out when asked."""

from functools import cache

from milieusim.rules.basics.keyed_draws import uniform
from milieusim.ward import seams


@cache
def compile_seams():
    """Give compiled code its own version of every seam of the ward."""
    from numba.extending import overload

    for name in SEAMS:
        overload(getattr(seams, name), inline="never", strict=False)(_always(globals()[name]))


def _always(function):
    return lambda *args, **kwargs: function


def draw(ward, person, decision, other):
    """Work the draw out."""
    return uniform(ward.key, ward.now.tick, decision, person.person, other)


def look_at(ward, k):
    """Copy a tick of the week to where the ward looks."""
    ward.moments[0] = ward.week[k]


def move_in(ward, bed, number):
    """Let the record of a bed be that of somebody new."""
    ward.beds[bed] = ward.newcomer
    resident = ward.beds[bed]
    resident.bed = bed
    resident.number = number
    resident.person = number
    return resident


def move_out(ward, resident):
    """Do nothing: the record stays until somebody else takes the bed."""


def has_room(rows, k):
    """Ask how long the array is."""
    return k < len(rows)


def row_at(rows, k):
    """Look at the k-th record."""
    return rows[k]


def put(rows, k, row):
    """Copy a record."""
    rows[k] = row


# By name: the cache is kept by what stands in this module, and a function shows as its address, never the same twice.
SEAMS = ("draw", "look_at", "move_in", "move_out", "has_room", "row_at", "put")
