"""Rates a shift, which are no measure of a ward where designs cut the day into different numbers of shifts."""

from milieusim.analysis.metrics.metrics import METRICS

BY_SHIFT = (" a shift", " of shifts")


def is_by_shift(name):
    """Whether a metric, given by its name, is counted by shift."""
    return has_shifts_in(METRICS[name].unit)


def has_shifts_in(unit):
    """Whether a unit counts by shift."""
    return unit.endswith(BY_SHIFT)


def shifts_of(design):
    """Return the number of shifts a day of a design."""
    return len(design.rota.shifts)


def is_comparable(result, design, metric):
    """Whether a metric means the same in a design and in the base.

    Parameters
    ----------
    result : Comparison
    design, metric : str

    Returns
    -------
    bool
    """
    return not is_by_shift(metric) or is_cut_alike(result, design)


def is_cut_alike(result, design):
    """Whether a design, given by its name, has as many shifts a day as the base."""
    return shifts_of(result.designs[design]) == shifts_of(result.designs[result.base])


def not_comparable(result):
    """Return a sentence a design on rates that are not compared; none where all cut the day alike.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    list of str
    """
    base = shifts_of(result.designs[result.base])
    return [
        f"Rates a shift are not comparable: {design} has {shifts_of(result.designs[design])} shifts a day and "
        f"{result.base} {base}."
        for design in result.others
        if not is_cut_alike(result, design)
    ]
