"""Every table of a comparison on the screen, for those who asked for all of them."""

from milieusim.cli.showing.carriers_table import say_uncertainty
from milieusim.cli.showing.order_table import say_order
from milieusim.cli.showing.screen_tables import say, say_table


def say_comparison(result):
    """Write what was judged, what it is made of, other measures, what intervals are made of, and the order.

    Parameters
    ----------
    result : Comparison
    """
    from milieusim.comparison.comparison_words import COUNTS

    for design in result.others:
        rows = [row for row in result.table.itertuples(index=False) if row.design == design]
        _say_design(f"{design} against {result.base}", rows, result)
        if result.parameter_sets > 1:
            say_uncertainty(result, design)
    say_order(result)
    say(COUNTS)
    say(result.sentence)
    say("")


def _say_design(title, rows, result):
    from milieusim.analysis.metrics.made_of import parts_of
    from milieusim.analysis.metrics.metrics import HEADLINES, METRICS, SHORT_LIST
    from milieusim.comparison.answered.shift_rates import is_comparable
    from milieusim.comparison.comparison_words import better_told, interval_heading
    from milieusim.comparison.verdicts import VERDICT_WORDS

    judged = [row for row in rows if not row.is_exploratory]
    order = [*HEADLINES, *SHORT_LIST]
    shown = [
        row
        for row in rows
        if row.is_exploratory
        and row.metric in order
        and row.pairs
        and is_comparable(result, row.design, row.metric)
    ]
    shown.sort(key=lambda row: order.index(row.metric))
    columns = ["measure", "unit", ">base", ">other", ">difference", ">95 % interval"]
    corrected = [*columns[:-1], f">{interval_heading(judged[0])}"]
    cells = [[*_cells(row), better_told(row), VERDICT_WORDS[row.verdict]] for row in judged]
    say_table(f"{title}: judged", [*corrected, ">better in, of pairs", "verdict"], cells)
    say("")
    for total in judged:
        if parts := parts_of(rows, total.metric):
            what = METRICS[total.metric].label
            say_table(f"{title}: what {what} is made of, no verdict", columns, [_cells(row) for row in parts])
            say("")
    say_table(f"{title}: exploratory, no verdict", columns, [_cells(row) for row in shown])
    say("")


def _cells(row):
    from milieusim.analysis.metrics.metrics import METRICS
    from milieusim.analysis.numbers import number, short_unit, signed

    interval = f"{signed(row.low)} to {signed(row.high)}"
    label, unit = METRICS[row.metric].label, short_unit(row.unit)
    return [label, unit, number(row.base), number(row.other), signed(row.difference), interval]
