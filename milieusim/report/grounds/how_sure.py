"""How sure the answer is: what chance leaves open, and what nobody knows, a sentence each."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import signed
from milieusim.comparison.sets_words import ENOUGH_SETS, percent
from milieusim.phrasing import listed


def how_sure(result):
    """Return what is to be said of chance, and of what nobody knows.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    list of str
        Two sentences.
    """
    table = result.table
    rows = list(table[~table["is_exploratory"]].itertuples(index=False))
    many = len(result.others) > 1
    if result.parameter_sets < 2:
        return [_chance_alone(rows, result, many), _one_set(result)]
    return [_chance(rows, many), _worlds(rows, result, many)]


def _of(row, many):
    return METRICS[row.metric].label + (f" ({row.design})" if many else "")


def _between(low, high, unit):
    return f"between {signed(low)} and {signed(high)} {unit}"


def _chance_alone(rows, result, many):
    told = [f"{_between(row.low, row.high, row.unit)} for {_of(row, many)}" for row in rows]
    return (
        f"Chance: after {result.replications} pairs of runs the mean difference lies, with 95 % for all of them "
        f"together, {listed(told)}."
    )


def _one_set(result):
    return (
        f"What nobody knows: one set of the model's numbers was used ({result.parameters.name}), so that nothing is said "
        "here of how far the answer depends on them."
    )


def _chance(rows, many):
    known = [row for row in rows if row.low_chance == row.low_chance]
    if not known:
        return "Chance: there were too few runs to say what chance alone leaves open."
    told = [f"{_between(row.low_chance, row.high_chance, row.unit)} for {_of(row, many)}" for row in known]
    return (
        "Chance: if the numbers of the model were known, the difference would lie "
        f"{listed(told)} (95 %); more runs make that narrower."
    )


def _worlds(rows, result, many):
    known = [row for row in rows if row.low_world == row.low_world]
    if not known:
        return "What nobody knows: there were too few sets of numbers to say how far worlds differ."
    told = [f"{_between(row.low_world, row.high_world, row.unit)} for {_of(row, many)}" for row in known]
    agreeing = [
        f"{percent(row.share_of_sets_agreeing)} for {_of(row, many)}"
        for row in known
        if row.share_of_sets_agreeing == row.share_of_sets_agreeing
    ]
    same = f", and it points the same way as the mean in {listed(agreeing)}" if agreeing else ""
    few = "; so few cannot say it well" if result.parameter_sets < ENOUGH_SETS else ""
    return (
        f"What nobody knows: those numbers are not known, and in a world in which one of {result.parameter_sets} "
        f"plausible sets of them were true the difference may be anything {listed(told)} (95 %){same}{few}."
    )
