"""What the two engines do each in their own way: how rows are kept, who gets a bed, where a draw comes from.

Everything else in this folder is one text for both. Here stands what the agents engine does with objects; the compiled
engine puts its own code in the place of each function (`milieusim.engines.compiled.records`).
"""

from milieusim.rules.basics.keyed_draws import uniform


def draw(ward, person, decision, other):
    """Return the uniform number in [0, 1) that belongs to one decision of one person in this tick."""
    column, k = person.likely[decision], ward.now.tick - person.luck_from
    if column is None or other or k >= len(person.luck):
        return uniform(ward.key, ward.now.tick, decision, person.person, other)
    return person.luck[k][column]  # worked out ahead


def look_at(ward, k):
    """Let `ward.moment` be the k-th tick of the week."""
    ward.moment = ward.week[k]


def move_in(ward, bed, number):
    """Return the resident of a bed, with nothing lived yet."""
    return ward.take_in(bed, number)


def move_out(ward, resident):
    """Let a resident who has left be no part of the ward any more."""
    ward.let_go(resident)


def has_room(rows, k):
    """Return whether there is room for the k-th row."""
    return True


def row_at(rows, k):
    """Return the k-th row, to be written to."""
    return rows.row(k)


def put(rows, k, row):
    """Let the k-th row be a copy of another."""
    rows.put(k, row)
