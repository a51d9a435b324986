"""Ranks of routines over plausible parameter sets, and their picture."""

import numpy as np
import pandas as pd

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.pairs import difference_table
from milieusim.plots.axis_words import capital, metric_label
from milieusim.plots.style import COLOURS, GREY, PALE, bare, new_figure, own_settings

SUFFIX = "-routine"
TALL = 0.56
CHANCE = {"facecolor": "#9CC9E6", "edgecolor": COLOURS[0], "linewidth": 0.7}
COLUMNS = ["metric", "design", "base", "other", "difference", "low_world", "high_world", "low_chance",
           "high_chance", "share_of_sets_agreeing", "verdict", "pairs", "sets"]  # fmt: skip


def ranking(metrics, base, names):
    """Return each routine's difference from the base with intervals, and its rank over parameter sets.

    Parameters
    ----------
    metrics : pandas.DataFrame
        One row a run.
    base : str
        Design that the others are compared with; it has a rank too.
    names : list of str
        Metrics, all of them judged together.

    Returns
    -------
    pandas.DataFrame
        The best on average first, for each metric.
    """
    others = [design for design in metrics["design"].unique() if design != base]
    table = difference_table(metrics, base, others, names)
    table = table.loc[table["metric"].isin(names), COLUMNS]
    table = table.rename(columns={"low_world": "low", "high_world": "high"})
    tables = []
    for name in names:
        rows = table[table["metric"] == name]
        middle = float(metrics.loc[metrics["design"] == base, name].mean())
        zero = {
            "metric": name,
            "design": base,
            "base": middle,
            "other": middle,
            "difference": 0.0,
            "verdict": "base",
        }
        rows = pd.DataFrame([zero, *rows.to_dict("records")]).set_index("design")
        rows = rows.join(_ranks(metrics, name)).sort_values(["mean_rank"]).reset_index()
        tables.append(rows)
    return pd.concat(tables, ignore_index=True)


def _ranks(metrics, name):
    """Return ranks within parameter sets, 1 the best; runs of a set are averaged first."""
    means = metrics.groupby(["parameter_set", "design"], observed=True)[name].mean().unstack("design")
    ranks = means.rank(axis=1, ascending=METRICS[name].better == "lower")
    return pd.DataFrame({"mean_rank": ranks.mean(), "rank_low": ranks.quantile(0.05),
                         "rank_high": ranks.quantile(0.95), "share_best": (ranks == 1).mean()})  # fmt: skip


def label(design):
    """Return the name of a routine in plain words."""
    return capital(design.removesuffix(SUFFIX).replace("-", " "))


@own_settings()
def draw(table):
    """Draw differences from the base, one panel a metric, the best on top.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `ranking`.

    Returns
    -------
    matplotlib.figure.Figure
    """
    names = list(dict.fromkeys(table["metric"]))
    figure, axes = new_figure(10.4, 3.9, 1, len(names), squeeze=False)
    for ax, name in zip(axes.flat, names):
        _panel(bare(ax), table[table["metric"] == name].reset_index(drop=True), name)
    _legend(figure)
    return figure


def _panel(ax, rows, name):
    lines = np.arange(len(rows))
    for line in lines[1::2]:
        ax.axhspan(line - 0.5, line + 0.5, color=PALE, alpha=0.25, linewidth=0)
    ax.axvline(0, color=GREY, linewidth=1)
    ax.hlines(lines, rows["low"], rows["high"], color=COLOURS[0], linewidth=1.3)
    # Taller than the marks, so that narrow ones are seen beside them.
    ax.barh(lines, rows["high_chance"] - rows["low_chance"], TALL, left=rows["low_chance"], **CHANCE)
    is_told, is_base = rows["verdict"].isin(["better", "worse"]), rows["verdict"] == "base"
    ax.plot(0, rows.index[is_base][0], "|", color=GREY, markersize=13, markeredgewidth=3)
    for some, face in ((rows[is_told], COLOURS[0]), (rows[~is_told & ~is_base], "white")):
        ax.plot(
            some["difference"],
            some.index,
            "o",
            color=COLOURS[0],
            markerfacecolor=face,
            markersize=5,
            zorder=4,
        )
    across = ax.get_yaxis_transform()
    for line, row in enumerate(rows.itertuples()):
        ranks = f"{row.rank_low:.0f}\u2013{row.rank_high:.0f}"
        ax.text(1.03, line, ranks, transform=across, va="center", fontsize=8.5, color=GREY)
    ax.text(1.03, -0.95, "rank in\n90 % of sets", transform=across, va="center", fontsize=8.5, color=GREY)
    ax.set_yticks(lines, [label(design) for design in rows["design"]], fontsize=9)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    arrow = "\u2192 better" if METRICS[name].better == "higher" else "\u2190 better"
    ax.set_xlabel(f"{metric_label(name)}, {METRICS[name].unit}:\ndifference from the unstructured routine   {arrow}",
                  fontsize=9)  # fmt: skip
    ax.locator_params(axis="x", nbins=5)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:+.3g}".replace("-", "\u2212") if value else "0")


def _legend(figure):
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    mark = {"color": COLOURS[0], "marker": "o", "linestyle": "none", "markersize": 5}
    marks = [
        Line2D([], [], label="told apart, all 14 tests corrected", **mark),
        Line2D([], [], label="not told apart so", markerfacecolor="white", **mark),
        Patch(label="95 %, chance alone", **CHANCE),
        Line2D([], [], color=COLOURS[0], linewidth=1.3, label="95 %, parameters unknown too"),
    ]
    figure.legend(handles=marks, loc="outside upper left", ncols=4, fontsize=9, frameon=False)
