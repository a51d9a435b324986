"""One row of a table of differences in words, as tables of the page show it."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number, signed
from milieusim.comparison.answered.shift_rates import has_shifts_in
from milieusim.comparison.comparison_words import better_told
from milieusim.comparison.sets_words import percent
from milieusim.comparison.verdicts import VERDICT_WORDS
from milieusim.report.day_cuts import NOT_COMPARABLE, cut_differently


def level(value):
    """Return a level as words, with a real minus."""
    return number(value).replace("-", "\u2212")


def row_told(row, result):
    """Return a row about a measure as words; one that depends on how the day is cut has no difference."""
    metric = METRICS[row.metric]
    share = better_told(row)
    found = {
        "label": metric.label[0].upper() + metric.label[1:],
        "definition": metric.definition,
        "unit": row.unit,
        "design": row.design,
        "base": level(row.base),
        "other": level(row.other),
        "difference": signed(row.difference),
        "interval": f"{signed(row.low)} to {signed(row.high)}",
        "better_in": f"higher in {share}" if metric.better == "neither" else share,
        "sets_agreeing": percent(row.share_of_sets_agreeing),
        "verdict": VERDICT_WORDS[row.verdict],
        "is_exploratory": row.is_exploratory,
    }
    return found | not_comparable(row, result)


def part_told(row, label, unit, result):
    """Return a row of levels, a difference and its interval as words."""
    found = {
        "label": label[0].upper() + label[1:],
        "unit": unit,
        "design": row.design,
        "base": level(row.base),
        "other": level(row.other),
        "difference": signed(row.difference),
        "interval": f"{signed(row.low)} to {signed(row.high)}",
    }
    return found | not_comparable(row, result)


def not_comparable(row, result):
    """Return what stands in the place of a difference between shifts of another length; nothing where there is none."""
    how = cut_differently(result, row.design) if has_shifts_in(row.unit) else ""
    if not how:
        return {}
    return {
        "difference": NOT_COMPARABLE,
        "interval": how,
        "better_in": "",
        "sets_agreeing": "",
        "verdict": NOT_COMPARABLE,
    }
