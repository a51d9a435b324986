"""Changes that are told whether or not anybody asked: of restraint, seclusion, rapid tranquillisation, undone care."""

from milieusim.analysis.any_time import p_at_any_time
from milieusim.comparison.answered.shift_rates import is_comparable
from milieusim.comparison.intervals import holm
from milieusim.comparison.verdicts import ALPHA, FEWEST_PAIRS

WATCHED = (
    "manual_restraint_per_1000_obd",
    "mechanical_restraint_per_1000_obd",
    "seclusion_per_1000_obd",
    "rapid_tranquillisation_per_1000_obd",
    "restraint_hours_per_1000_patient_hours",
    "seclusion_hours_per_1000_patient_hours",
)


def established_changes(result, metrics=WATCHED):
    """Return rows of the table on measures that nobody judged and that surely change.

    They are questions of their own, so that they are corrected for each other, over all designs, and for repeated
    looks; a judged one is left out, as its verdict tells it, and so is one that cannot be compared.

    Parameters
    ----------
    result : Comparison
    metrics : collection of str
        Those asked about together; the most restrictive measures if left out.

    Returns
    -------
    list of tuple
        Rows of `result.table` in its order.
    """
    rows = [
        row
        for row in result.table.itertuples(index=False)
        if row.metric in metrics
        and row.is_exploratory
        and row.p_value == row.p_value
        and is_comparable(result, row.design, row.metric)
    ]
    adjusted = holm([_at_any_look(result, row) for row in rows])
    return [row for row, p in zip(rows, adjusted) if p < ALPHA and row.differing >= FEWEST_PAIRS]


def _at_any_look(result, row):
    first = result.looks.first
    return row.p_value if first is None else p_at_any_time(row.p_value, row.pairs, first)
