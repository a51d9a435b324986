"""Draws that people are likely to need, worked out for many ticks and people at once.

Keyed draws have no order, so looking ahead changes nothing: each number is the one that `uniform` would give.
"""

import numpy as np

from milieusim.rules.basics.keyed_draws import (
    DECISION_BITS,
    OTHER_BITS,
    PERSON_BITS,
    TICK_OFFSET,
    Decision,
    uniforms_at,
)
from milieusim.ward.seams import draw

OF_RESIDENTS = [
    Decision.MOVES,
    Decision.WHERE_TO,
    Decision.PARTNER,
    Decision.MEETS,
    Decision.REQUEST,
    Decision.ANSWER,
    Decision.LIMIT,
    Decision.INCIDENT,
    Decision.PRN,
    Decision.SLEEP,
    Decision.LEAVE,
]
OF_STAFF = [Decision.STAFF_CONTACT, Decision.STAFF_CHOICE]


def columns_of(decisions):
    """Return, for every decision by its code, where it stands among `decisions`, or None."""
    places = {int(decision): k for k, decision in enumerate(decisions)}
    return [places.get(code) for code in range(max(Decision) + 1)]


def draws_ahead(key, first_tick, n_ticks, decisions, persons):
    """Return draws of several people for some ticks ahead.

    Parameters
    ----------
    key : int
    first_tick, n_ticks : int
    decisions : list of Decision
    persons : list of int

    Returns
    -------
    list of list of list of float
        By person, tick and decision: each equal to `uniform(key, tick, decision, person, 0)`.
    """
    ticks = np.arange(first_tick + TICK_OFFSET, first_tick + TICK_OFFSET + n_ticks, dtype=np.uint64)
    counters = (
        (ticks[None, :, None] << np.uint64(DECISION_BITS + PERSON_BITS + OTHER_BITS))
        | (np.array(decisions, np.uint64)[None, None, :] << np.uint64(PERSON_BITS + OTHER_BITS))
        | (np.array(persons, np.uint64)[:, None, None] << np.uint64(OTHER_BITS))
    )
    return uniforms_at(key, counters).tolist()


class Drawing:
    """Somebody for whom decisions are drawn.

    Attributes
    ----------
    luck : list of list of float
        Draws worked out ahead, by tick and decision.
    luck_from : int
        Tick to which the first of them belong.
    likely : list
        Which column of `luck` holds a decision, by its code.
    """

    def draw(self, decision, other=0):
        """Return the uniform number that belongs to one decision in this tick.

        Parameters
        ----------
        decision : Decision
        other : int
            Whom or what else it concerns; 0 if nobody.

        Returns
        -------
        float
            From 0 to just below 1; the same under every design at one seed.
        """
        return draw(self.model, self, decision, other)


def not_yet_drawn():
    """Return what somebody new knows of draws: nothing."""
    return {"luck": (), "luck_from": -TICK_OFFSET}


def look_ahead(model, people, decisions):
    """Work out what people are likely to draw until midnight, unless that is done.

    Parameters
    ----------
    model : WardModel
    people : list of Drawing
    decisions : list of Decision
    """
    tick = model.now.tick
    people = [person for person in people if tick - person.luck_from >= len(person.luck)]
    if not people:
        return
    n_ticks = model.ticks_a_day - tick % model.ticks_a_day
    persons = [person.person for person in people]
    for person, rows in zip(people, draws_ahead(model.key, tick, n_ticks, decisions, persons)):
        person.luck, person.luck_from = rows, tick
