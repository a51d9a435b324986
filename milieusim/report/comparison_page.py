"""The page about a comparison: one HTML file that opens from a mail attachment, without a network."""

from milieusim.analysis.metrics.made_of import parts_of
from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number, signed
from milieusim.comparison.sets_words import NO_ONE, carried_share, leading, percent
from milieusim.comparison.verdicts import VERDICT_WORDS
from milieusim.errors import ConfigError
from milieusim.files import report_problems
from milieusim.phrasing import listed
from milieusim.plots.style import own_settings
from milieusim.report.method import LIMITS, method
from milieusim.report.page_writing import embedded, page_of, write_page

ROLES = {
    "fitted": "fitted to published figures",
    "solved": "solved for a country's figures",
    "free": "no published figure constrains it",
}


def write_comparison(result, path):
    """Write the page about a comparison.

    Parameters
    ----------
    result : Comparison
    path : str or pathlib.Path

    Returns
    -------
    pathlib.Path

    Raises
    ------
    ConfigError
        If it cannot be written there, or its folder is not there.
    """
    if problems := report_problems(path, "report"):
        raise ConfigError(problems)
    return write_page(comparison_page(result), path)


@own_settings()
def comparison_page(result):
    """Return the page about a comparison as HTML."""
    return page_of("comparison.html", _contents(result))


def _contents(result):
    rows = [_words(row) for row in result.table.itertuples(index=False)]
    return {
        "title": f"{listed(result.others)} compared with {result.base}",
        "opening": result.opening,
        "base": result.base,
        "other": "Other" if len(result.others) > 1 else result.others[0],
        "names": listed(list(result.designs)),
        "many": len(result.others) > 1,
        "many_sets": result.parameter_sets > 1,
        "findings": [{"design": d, "verdict": v, "text": text} for d, v, text in result.findings],
        "survival": result.survival,
        "uncertainty": result.uncertainty,
        "n_sets": result.parameter_sets,
        "ignorance_png": _ignorance(result),
        "carriers": [_carrier(*one) for one in leading(list(result.carriers.itertuples(index=False)))],
        "limits": LIMITS,
        "judged": [row for row in rows if not row["is_exploratory"]],
        "made_of": list(_made_of(result)),
        "exploratory": [row for row in rows if row["is_exploratory"]],
        "differences_png": _differences(result),
        "differences_alt": " ".join(text for *_, text in result.findings),
        "day_png": _day(result),
        "day_runs": min(result.runs_for_the_day, result.replications),
        "changes": _changes(result),
        "warnings": _warnings(result),
        "assumed": list(
            dict.fromkeys(line for design in result.designs.values() for line in design.about.assumed)
        ),
        "method": method(result),
        "metrics": list(METRICS.values()),
    }


def _made_of(result):
    rows = list(result.table.itertuples(index=False))
    for total in result.judged:
        parts = [_words(part) for design in result.others for part in parts_of(_of(rows, design), total)]
        if parts:
            yield {"what": METRICS[total].label, "rows": parts}


def _of(rows, design):
    return [row for row in rows if row.design == design]


def _words(row):
    metric = METRICS[row.metric]
    share = "n/a" if row.share_better != row.share_better else f"{100 * row.share_better:.0f} %"
    return {
        "label": metric.label[0].upper() + metric.label[1:],
        "definition": metric.definition,
        "unit": row.unit,
        "design": row.design,
        "base": number(row.base),
        "other": number(row.other),
        "difference": signed(row.difference),
        "low": signed(row.low),
        "high": signed(row.high),
        "better_in": f"higher in {share}" if metric.better == "neither" else share,
        "sets_agreeing": percent(row.share_of_sets_agreeing),
        "verdict": VERDICT_WORDS[row.verdict],
        "is_exploratory": row.is_exploratory,
    }


def _differences(result):
    from milieusim.plots.paired_differences import draw_differences, drawn_rows
    from milieusim.plots.style import new_figure

    lines = len({row.metric for row in drawn_rows(result.table)})
    figure, ax = new_figure(8.6, 1.5 + (0.28 + 0.1 * (len(result.others) - 1)) * lines)
    draw_differences(result.table, ax)
    return embedded(figure)


def _ignorance(result):
    from milieusim.plots.ignorance import draw_ignorance, ignorance_rows
    from milieusim.plots.style import new_figure

    rows = ignorance_rows(result.table)
    if not rows:
        return None
    figure, axes = new_figure(9.6, 1.1 + 0.45 * len(rows), 1, 2)
    draw_ignorance(result.table, axes)
    return embedded(figure)


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


def _day(result):
    from milieusim.plots.day_curves import draw_day_by_hour
    from milieusim.plots.style import new_figure

    figure, (above, below) = new_figure(8.6, 5.6, 2, 1, sharex=True)
    draw_day_by_hour(result.hours, above, "mean_arousal").set_xlabel("")
    draw_day_by_hour(result.hours, below, "conflict").get_legend().remove()
    return embedded(figure)


def _changes(result):
    from milieusim.config.telling.differences import difference_lines

    base = result.designs[result.base]
    return [{"name": name, "lines": difference_lines(base, result.designs[name])} for name in result.others]


def _warnings(result):
    from milieusim.config.feasibility.feasibility import warnings_of

    names = {}
    for name, design in result.designs.items():
        for text in warnings_of(design):
            names.setdefault(text, []).append(name)
    return [f"{listed(found)}: {text}" for text, found in names.items()]
