"""The head of the page about a comparison: designs by their titles, in order, with what each costs and leaves undone."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import days_long, number, signed
from milieusim.comparison.answered.changes_told import change_told, is_share, level_told
from milieusim.comparison.answered.containment_changes import WATCHED, established_changes
from milieusim.comparison.answered.shift_rates import is_by_shift, is_comparable, shifts_of
from milieusim.comparison.behind.costs import ALL
from milieusim.comparison.behind.judged_parts import UNDONE as EVERY_UNDONE
from milieusim.comparison.behind.rates import rota_hours
from milieusim.comparison.ranking.order_words import places_told
from milieusim.comparison.verdicts import VERDICT_WORDS
from milieusim.phrasing import listed
from milieusim.report.day_cuts import NOT_COMPARABLE, cut_differently, cuts_told

UNDONE = ("undone_minutes_per_shift", "doses_missed_per_1000_obd", "meals_missed_per_1000_obd")
MANY_TIMES = 3


def titles_of(designs):
    """Return what designs are called on a page: their titles, or their names where two would be called the same.

    Parameters
    ----------
    designs : dict of str to WardDesign

    Returns
    -------
    dict of str to str
    """
    titles = {name: design.about.title or name for name, design in designs.items()}
    return titles if len(set(titles.values())) == len(titles) else {name: name for name in designs}


def glance_contents(result):
    """Return the ranked table of designs and a sentence on each alternative."""
    titles = titles_of(result.designs)
    rows = {(row.design, row.metric): row for row in result.table.itertuples(index=False)}
    order, places, ranked_by = _order(result)
    return {
        "title": f"{listed(titles[name] for name in result.others)}, compared with {titles[result.base]}",
        "lead": (
            f"From {result.replications} pairs of simulated runs of {days_long(result.days)}: the same residents come, "
            "with the same chance, and only the design differs. This is a model ward, not yours."
        ),
        "has_titles": any(titles[name] != name for name in titles),
        "measures": [{"label": _heading(name), "unit": METRICS[name].unit} for name in result.judged],
        "ranked_by": ranked_by,
        "rows": [_row(result, rows, name, titles, places.get(name)) for name in order],
        "sentences": [
            {"title": titles[name], "text": _sentence(result, rows, name)} for name in result.others
        ],
        "beware": [text for text in (cuts_told(result, titles), _countries(result)) if text],
    }


def _countries(result):
    """Return that containment follows other rules in some designs, in a sentence; nothing where it does not."""
    regimes = dict.fromkeys(design.policy.regime.replace("_", " ") for design in result.designs.values())
    if len(regimes) == 1:
        return ""
    return (
        f"The designs follow rules on restraint and seclusion of different countries "
        f"({listed(name.title() for name in regimes)}), so that differences there need not come from the day."
    )


def _heading(name):
    label = METRICS[name].label
    return label[0].upper() + label[1:]


def _order(result):
    """Return designs by the first criterion of the ranking, their places, and its name; as given if not ranked."""
    ranking = result.ranking
    if not len(ranking):
        return list(result.designs), {}, ""
    criterion = ranking["criterion"].iloc[0]
    first = ranking[ranking["criterion"] == criterion].sort_values("place")
    told = METRICS[criterion].label if criterion in METRICS else "your goals"
    return first["design"].tolist(), places_told(first), told


def _row(result, rows, name, titles, place):
    is_base = name == result.base
    other = result.others[0] if is_base else name
    found = [rows[other, metric] for metric in result.judged]
    return {
        "place": place,
        "title": titles[name],
        "name": name,
        "is_base": is_base,
        "cells": [level_told(row.base) if is_base else _judged(result, row) for row in found],
        "cost": _cost(result, name),
        "undone": number(undone_a_day(result, rows, name)),
    }


def _judged(result, row):
    if is_by_shift(row.metric) and cut_differently(result, row.design):
        return NOT_COMPARABLE
    return f"{change_told(row)}, {VERDICT_WORDS[row.verdict]}"


def undone_a_day(result, rows, name):
    """Return minutes of care left undone in a day, which do not depend on how the day is cut into shifts."""
    row = rows[result.others[0] if name == result.base else name, UNDONE[0]]
    return shifts_of(result.designs[name]) * (row.base if name == result.base else row.other)


def _cost(result, name):
    if result.rates is None:
        return f"{number(sum(rota_hours(result.designs[name]).values()))} hours"
    row = next(row for row in result.costs.itertuples(index=False) if (row.design, row.role) == (name, ALL))
    return f"{row.wte:,.1f} WTE, {number(row.cost_a_week)} {result.rates.currency}"


def _sentence(result, rows, name):
    if name in result.twins:
        return f"the same as {result.base} in everything that the model looks at, so that no difference can show."
    told = [_of_judged(result, rows[name, metric]) for metric in result.judged]
    parts = [
        listed(told),
        *_restrictive(result, rows, name),
        _staff(result, name),
        *_undone(result, rows, name),
    ]
    return "; ".join(parts) + "."


def _of_judged(result, row):
    label = METRICS[row.metric].label
    if is_by_shift(row.metric) and cut_differently(result, row.design):
        return f"{label} {NOT_COMPARABLE} ({cut_differently(result, row.design)})"
    return f"{label} {_higher_or_lower(row)} ({VERDICT_WORDS[row.verdict]})"


def _higher_or_lower(row):
    if not is_share(row):
        return f"{change_told(row)} {row.unit}"
    told = change_told(row)
    if told[0] not in "+\u2212":
        return f"{told} different"
    return f"{told[1:]} {'higher' if row.difference > 0 else 'lower'}"


def _restrictive(result, rows, name):
    """Yield the changes in restraint, seclusion and rapid tranquillisation that runs establish and nobody judged."""
    told = [
        f"{METRICS[metric].label} {_more_or_less(rows[name, metric])}"
        for metric in _established(result, WATCHED, name)
    ]
    if told:
        yield f"beyond chance, though not judged: {listed(told)}"


def _established(result, metrics, name):
    return [row.metric for row in established_changes(result, metrics) if row.design == name]


def _more_or_less(row):
    way = "up" if row.difference > 0 else "down"
    if not is_share(row):
        start = level_told(row.base) if row.base else "none"
        return f"{way} from {start} to {level_told(row.other)} {row.unit}"
    if row.other > MANY_TIMES * row.base:
        return f"{number(row.other / row.base)} times as much"
    size = change_told(row).lstrip("+\u2212")
    return f"{way} by {size}"


def _staff(result, name):
    hours = sum(rota_hours(result.designs[name]).values()) - sum(
        rota_hours(result.designs[result.base]).values()
    )
    rota = f"{signed(hours)} hours a week" if hours else "no more and no fewer hours"
    if result.rates is None:
        return f"{rota} on the rota"
    row = next(row for row in result.costs.itertuples(index=False) if (row.design, row.role) == (name, ALL))
    return f"{rota} on the rota ({_one_digit(row.wte_more)} WTE, {signed(row.cost_more)} {result.rates.currency})"


def _one_digit(posts):
    """Return a difference in posts: rotas are not kept to a hundredth of one."""
    return signed(posts) if not round(posts, 1) else f"{posts:+.1f}".replace("-", "\u2212")


def _undone(result, rows, name):
    """Yield which kinds of undone care runs tell apart from chance, by the rule that holds for restraint."""
    sure = _established(result, EVERY_UNDONE, name)
    found = [
        rows[name, metric]
        for metric in UNDONE
        if rows[name, metric].is_exploratory and is_comparable(result, name, metric)
    ]
    changed = [f"{METRICS[row.metric].label} {_higher_or_lower(row)}" for row in found if row.metric in sure]
    alike = [METRICS[row.metric].label for row in found if row.metric not in sure]
    told = [f"{listed(changed)} (beyond chance)"] if changed else []
    told += [f"no change shown in {listed(alike, 'or')}"] if alike else []
    if told:
        yield ", ".join(told)
