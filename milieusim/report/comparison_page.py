"""The page about a comparison: one HTML file that opens from a mail attachment, without a network."""

from milieusim.analysis.metrics.made_of import with_parts
from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.answered.containment_changes import WATCHED
from milieusim.comparison.answered.shift_rates import is_by_shift
from milieusim.comparison.comparison_words import finding, interval_heading
from milieusim.errors import ConfigError
from milieusim.output_paths import PAGE, output_problems
from milieusim.phrasing import listed
from milieusim.plots.style import own_settings
from milieusim.report.at_a_glance import UNDONE, glance_contents, titles_of
from milieusim.report.behind.behind_day import day_contents
from milieusim.report.behind.behind_staff import staff_contents
from milieusim.report.behind.behind_who import who_contents
from milieusim.report.behind.behind_why import why_contents
from milieusim.report.beside import beside_contents
from milieusim.report.day_cuts import cut_differently, cuts_told
from milieusim.report.grounds.how_sure import how_sure
from milieusim.report.grounds.ignorance_shown import ignorance_contents
from milieusim.report.grounds.method import LIMITS, method
from milieusim.report.grounds.whence import assumed_told, by_design, published
from milieusim.report.page_one import beneath_the_table
from milieusim.report.page_writing import drawn, page_of, write_page
from milieusim.report.rows_told import row_told

DRAWN = (
    *WATCHED,
    *"prn_medication_per_1000_obd shifts_without_conflict felt_safety loneliness disengaged_share".split(),
    *"staff_contact_hours_per_resident_day slots_held_share".split(),
    *UNDONE,
    "staff_burnout",
)
"""Beside what is judged: what people live through, and what staff do and leave undone."""


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
        If it cannot be written there, its folder is not there, or its name is that of another format.
    """
    if problems := output_problems(path, "report", PAGE):
        raise ConfigError(problems)
    return write_page(comparison_page(result), path)


@own_settings()
def comparison_page(result):
    """Return the page about a comparison as HTML."""
    return page_of("comparison.html", _contents(result))


def _contents(result):
    titles = titles_of(result.designs)
    table = result.table
    rows = [row_told(row, result) for row in table.itertuples(index=False)]
    findings = _findings(result, table, titles)
    glance = glance_contents(result)
    return {
        "title": glance["title"],
        "glance": glance,
        "beneath": beneath_the_table(result, titles),
        "order": result.order_by(titles),
        "survival": result.survival,
        "beside": beside_contents(result, titles),
        "warnings": _warnings(result),
        "base": result.base,
        "base_title": titles[result.base],
        "other": "Other" if len(result.others) > 1 else result.others[0],
        "many": len(result.others) > 1,
        "many_sets": result.parameter_sets > 1,
        "findings": findings,
        "interval_is": interval_heading(result.judged_rows[0]),
        "judged": [row for row in rows if not row["is_exploratory"]],
        "cuts": cuts_told(result),
        "differences_png": drawn(lambda width: _differences(result, table, width)),
        "differences_alt": " ".join(one["text"] for one in findings),
        "why": why_contents(result),
        "staff": staff_contents(result),
        "who": who_contents(result),
        "day": day_contents(result),
        "sure": how_sure(result),
        **ignorance_contents(result),
        "assumed": by_design(result, titles, lambda design: design.about.assumed),
        "design_sources": by_design(result, titles, lambda design: design.about.sources),
        "assumed_told": assumed_told(),
        "published": published(result),
        "limits": LIMITS,
        "opening": result.opening,
        "method": method(result),
        "exploratory": [row for row in rows if row["is_exploratory"]],
        "metrics": list(METRICS.values()),
    }


def _findings(result, table, titles):
    margins = {name: str(margin) for name, margin in result.margins.items()}
    found = []
    for row in table[~table["is_exploratory"]].itertuples(index=False):
        title, cut = titles[row.design], cut_differently(result, row.design)
        text = finding(row._replace(design=title), margins.get(row.metric))
        if is_by_shift(row.metric) and cut:
            text = f"Not comparable: {METRICS[row.metric].label}; there are {cut}."
        found.append(
            {"design": title, "verdict": "" if text.startswith("Not") else row.verdict, "text": text}
        )
    return found


def _differences(result, table, width):
    from milieusim.plots.paired_differences import draw_differences, drawn_rows
    from milieusim.plots.style import NARROW, new_figure

    is_fair = [
        not (is_by_shift(row.metric) and cut_differently(result, row.design))
        for row in table.itertuples(index=False)
    ]
    table = table[is_fair]
    names = with_parts([*result.judged, *DRAWN])
    lines = len({row.metric for row in drawn_rows(table, names)})
    head = 1.5 if width > NARROW else 1.8
    figure, ax = new_figure(width, head + (0.28 + 0.1 * (len(result.others) - 1)) * lines)
    draw_differences(table, ax, names)
    return figure


def _warnings(result):
    from milieusim.config.feasibility.feasibility import warnings_of

    names = {}
    for name, design in result.designs.items():
        for text in warnings_of(design):
            names.setdefault(text, []).append(name)
    return [f"{listed(found)}: {text}" for text, found in names.items()]
