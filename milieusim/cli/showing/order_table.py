"""Designs in order, on the screen."""

from milieusim.cli.showing.screen_tables import say, say_table


def say_order(result):
    """Write designs in order by each criterion, with those that cannot be told from the best.

    Parameters
    ----------
    result : Comparison
    """
    for criterion, rows in result.ranking.groupby("criterion", sort=False):
        columns = [
            ">place",
            "design",
            f">{_value_name(criterion)}",
            ">behind the first",
            "among the best",
            "limits",
        ]
        say_table(_title(criterion), columns, [_cells(row) for row in rows.itertuples(index=False)])
        say("")


def _title(criterion):
    from milieusim.analysis.metrics.metrics import METRICS

    by = f"on {METRICS[criterion].label}" if criterion in METRICS else "by your goals"
    return f"All designs, ranked {by}: the best is among those marked, with 95 %"


def _value_name(criterion):
    from milieusim.analysis.metrics.metrics import METRICS
    from milieusim.analysis.numbers import short_unit

    return short_unit(METRICS[criterion].unit) if criterion in METRICS else "worth, % of the base"


def _cells(row):
    from milieusim.analysis.metrics.metrics import METRICS
    from milieusim.analysis.numbers import number, signed

    is_measure = row.criterion in METRICS
    value = number(row.value) if is_measure else signed(100 * row.value)
    behind = number(row.from_best) if is_measure else number(100 * row.from_best)
    limits = (
        f"breaks: {row.breaks}"
        if row.breaks
        else f"not shown to keep: {row.may_break}"
        if row.may_break
        else ""
    )
    return [str(row.place), row.design, value, behind, "yes" if row.is_among_best else "no", limits]
