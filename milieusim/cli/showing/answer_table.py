"""The answer of a comparison on one screen: what was judged, what stands beside it, what it takes in staff."""

import shutil
import textwrap
from types import SimpleNamespace

from milieusim.cli.showing.screen_tables import is_terminal, say

WIDEST, NARROWEST, LEVEL, CHANGE, LINES = 80, 60, 6, 24, 24
BESIDE = (
    "manual_restraint_per_1000_obd",
    "seclusion_per_1000_obd",
    "rapid_tranquillisation_per_1000_obd",
    "doses_missed_per_1000_obd",
)
"""What stands beside the judged measures whatever came out of it, unless it happens in neither design."""
HEADS = {"worse": "Worse", "better": "Better", "not_settled": "Not settled"} | {
    "no_difference_shown": "No difference shown"
}


def say_answer(result, told, answer):
    """Write an answer: the table, what is worth knowing beforehand, and the paragraph that it ends with.

    Parameters
    ----------
    result : Comparison
    told : list of str
        Warnings and notes, a paragraph each.
    answer : str

    Notes
    -----
    Of two designs all of it fits a screen of LINES lines: what stands beside the judged measures and is not
    established makes room for the rest.
    """
    ending = [line for text in told for line in _wrapped(text)] + ["", *_wrapped(answer, "")]
    for spared in range(len(BESIDE) + 1):
        table = _table(result, BESIDE[: len(BESIDE) - spared])
        if len(result.others) > 1 or len(table) + len(ending) <= LINES:
            break
    for line in [*table, *ending]:
        say(line)


def _table(result, beside):
    from milieusim.analysis.numbers import days_long

    many = len(result.others) > 1
    who = f"{len(result.others)} designs" if many else result.others[0]
    runs = f"{result.replications} pairs of {days_long(result.days)}"
    lines = _wrapped(f"{who} against {result.base} (base): {runs}")
    lines += _cells("", "base", "other", "change (95 % interval)")
    for design in result.others:
        if many or len(result.ranking):
            lines += _wrapped(_headed(result, design))
        rows = [row for row in result.table.itertuples(index=False) if row.design == design]
        for verdict, head in HEADS.items():
            lines += _block(head, [row for row in rows if not row.is_exploratory and row.verdict == verdict])
        lines += _block("Not judged, each interval by itself", _beside(result, rows, () if many else beside))
        lines += _block("", _staff(result, design, is_needed=not many))
    return lines


def _width():
    # What goes to a file or pipe has one width, wherever it was made.
    columns = shutil.get_terminal_size((WIDEST, 24)).columns if is_terminal() else WIDEST
    return max(NARROWEST, min(WIDEST, columns))


def _wrapped(text, indent="  "):
    return textwrap.wrap(
        text, _width(), subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )


def _block(head, rows):
    """Return lines of rows under a head; a block without a head stands by itself."""
    from milieusim.comparison.answered.changes_told import interval_told, level_told

    rows, indent = list(rows), "  " if head else ""
    lines = [head] if head and rows else []
    for row in rows:
        levels = level_told(row.base), level_told(row.other)
        lines += _cells(f"{indent}{_label(row)}", *levels, interval_told(row))
    return lines


def _cells(label, base, other, change):
    room = _width() - 2 * (LEVEL + 1) - CHANGE - 2
    # A long name of a measure goes on in the next line; its numbers stand in the last.
    *above, last = textwrap.wrap(label, room, subsequent_indent="    ", break_on_hyphens=False) or [""]
    return [*above, f"{last:<{room}} {base:>{LEVEL}} {other:>{LEVEL}}  {change}".rstrip()]


def _label(row):
    from milieusim.analysis.metrics.metrics import METRICS

    if row.metric not in METRICS:
        return f"{row.metric}, {row.unit}"
    unit = row.unit.replace(" occupied ", " ").removeprefix("events ").removeprefix("incidents ")
    unit = unit.removeprefix("points on a ")
    return f"{METRICS[row.metric].label}{unit.replace('per ', ' /', 1) if unit.startswith('per ') else f', {unit}'}"


def _beside(result, rows, names):
    """Return rows that have no verdict: those named unless they happen in neither design, and what is established."""
    from milieusim.comparison.answered.containment_changes import established_changes

    design = rows[0].design
    sure = [row.metric for row in established_changes(result) if row.design == design]
    own = {row.metric: row for row in rows if row.is_exploratory}
    order = dict.fromkeys((*(name for name in BESIDE if name in names or name in sure), *sure))
    return [own[name] for name in order if name in own and (own[name].base or own[name].other)]


def _staff(result, design, is_needed):
    """Return rows on staff: hours on the rota, or with rates whole-time equivalents and money, as the report has them."""
    from milieusim.comparison.behind.costs import ALL
    from milieusim.comparison.behind.rates import rota_hours

    if result.rates is None:
        base, other = (sum(rota_hours(result.designs[name]).values()) for name in (result.base, design))
        if is_needed or base != other:
            yield _planned("Staff on the rota", "hours a week", base, other)
        return
    table = result.costs[result.costs["role"] == ALL].set_index("design")
    base, other = (table.loc[name] for name in (result.base, design))
    yield _planned("Staff on the rota", "WTE", base["wte"], other["wte"])
    money = _planned("Cost", f"{result.rates.currency} a week", base["cost_a_week"], other["cost_a_week"])
    yield SimpleNamespace(**vars(money) | {"low": other["low"], "high": other["high"]})


def _planned(what, unit, base, other):
    """Return a row of what the designs themselves say, which chance has no part in."""
    return SimpleNamespace(
        metric=what, unit=unit, base=base, other=other, difference=other - base, low=None, high=None
    )


def _headed(result, design):
    """Return the name of a design, its place as far as runs tell it, and the limits that it breaks."""
    rows = result.ranking[result.ranking["design"] == design]
    told = [_place(result, row) for row in rows.itertuples(index=False)]
    limits = rows.drop_duplicates("design").itertuples(index=False)
    told += [
        f"breaks: {row.breaks}" if row.breaks else f"not shown to keep: {row.may_break}"
        for row in limits
        if row.breaks or row.may_break
    ]
    return f"{design}: {'; '.join(told)}" if told else design


def _place(result, row):
    from milieusim.comparison.ranking.order_words import places_told

    place = places_told(result.ranking[result.ranking["criterion"] == row.criterion])[row.design]
    return f"{place if isinstance(place, str) else f'place {place}'} {_by(row.criterion)}"


def _by(criterion):
    from milieusim.analysis.metrics.metrics import METRICS

    return f"on {METRICS[criterion].label}" if criterion in METRICS else "by your goals"
