"""The terms that push a resident's arousal, wellbeing and hazard of conflict, with what each means in words."""

import math
from typing import NamedTuple

from milieusim.incident_kinds import AGGRESSION, HAPPENING, INCIDENTS, IncidentKind
from milieusim.kinds import NOBODY
from milieusim.ledger.parameters import ledger
from milieusim.moments.terms import factors_of, terms_of
from milieusim.phrasing import listed
from milieusim.rules import RULES
from milieusim.rules.basics.described import described

WEIGHTS = ("_w_", "_weight_", "beta_")
"""What stands before the word in the name of a weight."""
HARDLY = 1e-12
UNKNOWN = math.nan
LIMIT = "Keeps it within its range."
WHOLE = "The rule's own text is no sum that can be read: all of it together."


class Row(NamedTuple):
    """One term of a quantity."""

    quantity: str
    term: str
    value: float
    weight: float
    contribution: float
    words: str


def rows_of_arousal(asked):
    """Return what arousal is drawn to, term by term, and the levels that follow from it.

    Parameters
    ----------
    asked : milieusim.moments.asked.Asked

    Returns
    -------
    tuple
        (list of Row, dict of str to float)
    """
    resident, now = asked.resident, asked.resident.arousal
    asked.forget()
    resident.feel_arousal()
    nexts, resident.arousal = resident.arousal, now
    call = asked.last("arousal_target")
    if call is None:  # somebody's own act, which asks no such rule
        rows = [Row("arousal", "feel_arousal", UNKNOWN, UNKNOWN, nexts, WHOLE)]
        return rows, {"arousal": now, "drawn_to": nexts, "next_arousal": nexts}
    levels = {"arousal": now, "drawn_to": float(call.result), "next_arousal": nexts}
    return _rows("arousal", "arousal_target", call, asked.p), levels


def rows_of_wellbeing(asked):
    """Return the terms of wellbeing, and its level."""
    asked.forget()
    level = float(asked.model.text.wellbeing_of(asked.model, asked.resident))
    return _rows("wellbeing", "wellbeing", asked.last("wellbeing"), asked.p), {"wellbeing": level}


def rows_of_conflict(asked):
    """Return the hazards of what happens by itself, aggression by its causes, and their sum."""
    resident = asked.resident
    spared = _spared(resident)
    if spared:
        return [Row("conflict", spared, UNKNOWN, UNKNOWN, 0.0, "Nothing happens by itself.")], {"hazard": 0.0}
    asked.forget()
    resident.provocation = resident.feel_provoked()
    provoked, rows, total = asked.last("provocation"), [], 0.0
    for kind in HAPPENING:
        asked.forget()
        hazard = _hazard(asked, INCIDENTS[IncidentKind(kind)])
        rows += _rows_of_kind(IncidentKind(kind), hazard, provoked, asked)
        total += hazard
    return rows, {"hazard": total}


def _spared(resident):
    if not resident.is_present:
        return "off the ward"
    return "asleep" if resident.is_asleep else "held" if resident.hold != NOBODY else ""


def _hazard(asked, facts):
    """Return how often a kind of incident would happen now, 1/h: what its act, or its driver, says."""
    if facts.hazard:
        return float(getattr(asked.resident, facts.hazard)())
    driven = asked.model.text.hazards_of.__globals__["driven_per_hour"]
    driver = getattr(asked.resident, facts.driver)
    return float(driven(per_hour=getattr(asked.p, facts.per_hour), driver=driver))


def _rows_of_kind(kind, hazard, provoked, asked):
    name = "aggression" if kind in AGGRESSION else kind.label.replace("_", " ")
    call = asked.last("aggression_per_hour")
    if call and provoked and "provocation" in call.given:
        rows = list(_by_cause(name, call, provoked, asked.p))
        left = hazard - sum(row.contribution for row in rows)
        more = Row("conflict", f"{name}: together", UNKNOWN, UNKNOWN, left, "What causes do only together.")
        return [*rows, more] if abs(left) > HARDLY else rows
    calls = [call for found in asked.calls.values() for call in found if call.result == hazard]
    words = _product(calls[-1], asked.p) if calls else ""
    return [Row("conflict", name, UNKNOWN, UNKNOWN, hazard, words)]


def _by_cause(name, call, provoked, p):
    """Yield what each cause adds to the hazard: the rule is asked with that cause alone, and with none."""

    def with_provocation(level):
        return float(call.rule(p, **{**call.given, "provocation": level}))

    none = with_provocation(0.0)
    yield Row("conflict", f"{name}: unprovoked", UNKNOWN, UNKNOWN, none, _product(call, p))
    for term in terms_of(provoked.rule, p, provoked.given) or ():
        slope, added = with_provocation(term.weight) - none, with_provocation(term.contribution) - none
        yield Row("conflict", f"{name}: {_label(term)}", term.value, slope, added, _note(term))


def _product(call, p):
    """Return the factors of a rule that is a product, in words."""
    found = factors_of(call.rule, p, call.given) or {}
    told = [f"{value:.3g} by {listed(map(_plain, names))}" for names, value in found.items() if names]
    return f"Times {', '.join(told)}." if told else ""


def _rows(quantity, name, call, p):
    """Return the terms of a rule that is a sum, and what keeps it within its range."""
    terms = terms_of(call.rule, p, call.given)
    if terms is None:
        return [Row(quantity, name, UNKNOWN, UNKNOWN, float(call.result), WHOLE)]
    about = described(RULES[name].function).arguments
    rows = [
        Row(quantity, _label(term), term.value, term.weight, term.contribution, _said(term, about))
        for term in terms
    ]
    left = float(call.result) - sum(row.contribution for row in rows)
    return [*rows, Row(quantity, "limit", UNKNOWN, UNKNOWN, left, LIMIT)] if abs(left) > HARDLY else rows


def _label(term):
    """Return what a term is called: by the name of its weight, or by what it weighs."""
    for number in term.numbers:
        for mark in WEIGHTS:
            if mark in number:
                word = number.split(mark, 1)[1]
                return _plain(f"little {word}" if term.said == f"1.0 - {word}" else word)
    return _plain(" and ".join(term.names)) or "always"


def _said(term, about):
    """Return what is weighed, and what it is."""
    what = _plain(term.said).replace("1.0 - ", "1 - ").replace("p.", "")
    told = " ".join(about[name].text for name in term.names if name in about)
    return f"{what[:1].upper()}{what[1:]}. {told}".strip()


def _note(term):
    known = [ledger().entry(number).note for number in term.numbers if number in ledger()]
    return " ".join(known)


def _plain(name):
    return name.replace("_", " ")
