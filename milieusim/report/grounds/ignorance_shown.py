"""Pictures and a table of what nobody knows beside chance."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import signed
from milieusim.comparison.sets_words import NO_ONE, carried_share, leading
from milieusim.report.page_writing import drawn

ROLES = {
    "fitted": "fitted to published figures",
    "solved": "solved for a country's figures",
    "free": "no published figure constrains it",
}


def ignorance_contents(result):
    """Return what the page shows of ignorance and chance; no pictures with one set of parameters.

    Parameters
    ----------
    result : Comparison
    """
    from milieusim.plots.ignorance import ignorance_rows

    table = result.table
    lines = len(ignorance_rows(table))
    return {
        "n_sets": result.parameter_sets,
        "uncertainty": result.uncertainty,
        "worlds_png": drawn(lambda width: _worlds(table, lines, width)) if lines else None,
        "ignorance_png": drawn(lambda width: _shares(table, lines, width)) if lines else None,
        "carriers": [_carrier(*one) for one in leading(list(result.carriers.itertuples(index=False)))],
    }


def _worlds(table, lines, width):
    from milieusim.plots.ignorance import draw_worlds
    from milieusim.plots.style import new_figure

    figure, ax = new_figure(width, 1.0 + 0.45 * lines)
    draw_worlds(table, ax)
    return figure


def _shares(table, lines, width):
    from milieusim.plots.ignorance import draw_shares
    from milieusim.plots.style import new_figure

    figure, ax = new_figure(width, 1.0 + 0.45 * lines)
    draw_shares(table, ax)
    return figure


def _carrier(row, is_named):
    metric = METRICS[row.metric]
    return {
        "label": metric.label[0].upper() + metric.label[1:],
        "no_one": "" if is_named else NO_ONE[0].upper() + NO_ONE[1:] + ".",
        "design": row.design,
        "parameter": row.parameter,
        "about": row.about,
        "role": ROLES.get(row.role, ""),
        "share": carried_share(row),
        "low": signed(row.low_value_mean),
        "high": signed(row.high_value_mean),
        "unit": metric.unit,
    }
