"""A ward reduced to what fits on a page, so that frameworks can be compared on one text: numbers and formulas of it.

Residents have one state, arousal. It is drawn towards a level that falls with a nurse near and with a group under way,
and rises with crowding and with what was witnessed; the higher it is, the sooner somebody clashes; a nurse who is free
talks them down.

Left out, of what the library's ward has: admissions, discharges, leave; all other states and traits; rooms and who is
in them; the timetable but for two groups a day; shifts, rotas, tasks and what is left undone; contacts, trust and ties;
demands, requests, doses, sleep; kinds of incidents, responses but for talking down; recording; parameters from a
ledger, sets of them, keyed draws; every table.
"""

import math

TICKS_A_DAY, PLACES = 96, 20
GROUPS = (range(40, 48), range(56, 64))
"""Ticks of the day with a group: from 10 and from 14 o'clock, two hours each."""
KEPT, CALMED, STIRRED = 0.9, 0.5, 0.05
REACH = 3
"""Residents who witness an incident."""


def has_group(tick):
    """Return whether there is a group at a tick."""
    return any(tick % TICKS_A_DAY in group for group in GROUPS)


def next_arousal(arousal, crowding, is_grouped, has_nurse, witnessed):
    """Return arousal after a tick, 0-1."""
    target = 0.3 + 0.2 * crowding - 0.1 * is_grouped - 0.1 * has_nurse + STIRRED * witnessed
    return min(max(target + (arousal - target) * KEPT, 0.0), 1.0)


def clash_chance(arousal):
    """Return how likely somebody clashes in a tick."""
    return 1.0 - math.exp(-0.0005 * math.exp(4.0 * arousal))
