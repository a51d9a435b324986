"""Under which conditions something happens: the box, and what peeling it off cost."""

import numpy as np

from milieusim.analysis.numbers import number
from milieusim.plots.axis_words import capital, factor_words
from milieusim.plots.style import COLOURS, GREY, LEGEND, PALE, axes_or_new, bare, look, own_settings

MOST_WORDS = 60


@own_settings()
def draw_scenario(scenario, ax=None):
    """Draw the limits of a box, each on the range of its factor.

    Parameters
    ----------
    scenario : milieusim.analysis.surfaces.discovery.Scenario
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 6.8, 2.8))
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 1], ["lowest value tried", "highest value tried"])
    ax.set_xlabel(f"{capital(_words(scenario))}: inside the dark bars", fontsize=9)
    if len(scenario.box) == 0:
        ax.set_yticks([])
        ax.text(0.5, 0.5, "no condition makes a difference", transform=ax.transAxes, ha="center", color=GREY)
        return ax
    for line, row in enumerate(scenario.box.itertuples()):
        ax.barh(line, 1, 0.5, color=PALE, linewidth=0)
        _draw_limits(ax, row, line)
    ax.set_yticks(
        range(len(scenario.box)), [factor_words(name) for name in scenario.box["factor"]], fontsize=9
    )
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(scenario.box) - 0.4, -0.6)
    ax.spines["left"].set_visible(False)
    return ax


@own_settings()
def draw_peeling(scenario, ax=None):
    """Draw boxes on the way: the share of cases that they hold, and how dense the cases are in them.

    Parameters
    ----------
    scenario : milieusim.analysis.surfaces.discovery.Scenario
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 5.2, 4.0))
    rows, found = scenario.trajectory, scenario.measures.iloc[0]
    for place, (restricted, part) in enumerate(rows.groupby("restricted")):
        style = {**look(place), "linestyle": "none"}
        words = f"{restricted} factor{'' if restricted == 1 else 's'}"
        ax.plot(100 * part["coverage"], 100 * part["density"], markersize=5, label=words, **style)
    chosen = rows[rows["is_chosen"]]
    ring = {"markerfacecolor": "none", "markeredgecolor": "black", "linestyle": "none"}
    ax.plot(100 * chosen["coverage"], 100 * chosen["density"], "o", markersize=11, label="taken", **ring)
    if np.isfinite(found["density_left_out"]):
        at = 100 * found["coverage_left_out"], 100 * found["density_left_out"]
        ax.plot(
            *at, "*", markersize=12, label="on points left out", **{**ring, "markerfacecolor": COLOURS[4]}
        )
    ax.axhline(100 * found["base_rate"], color=GREY, linewidth=0.8, linestyle=(0, (4, 3)))
    ax.text(0, 100 * found["base_rate"] + 1, "all points", fontsize=8, color=GREY)
    ax.set_xlim(0, 104)
    ax.set_ylim(0, 104)
    ax.set_xlabel(f"Coverage: cases inside the box, %\n({_words(scenario)})", fontsize=9)
    ax.set_ylabel("Density: points of the box that are cases, %", fontsize=9)
    ax.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 1), **LEGEND)
    return ax


def _words(scenario):
    words = scenario.of_interest.replace("_", " ")
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1] + "\u2026"


def _draw_limits(ax, row, line):
    if isinstance(row.values, tuple):
        ax.barh(line, 1, 0.5, color=COLOURS[0], linewidth=0)
        ax.text(0.5, line, " or ".join(row.values), ha="center", va="center", fontsize=8.5, color="white")
        return
    width = row.highest - row.lowest
    low, high = (row.low - row.lowest) / width, (row.high - row.lowest) / width
    ax.barh(line, high - low, 0.5, low, color=COLOURS[0], linewidth=0)
    # Written above the bar: a narrow one has no room.
    if low > 0:
        ax.text(low, line - 0.27, number(row.low), ha="center", va="bottom", fontsize=8)
    if high < 1:
        ax.text(high, line - 0.27, number(row.high), ha="center", va="bottom", fontsize=8)
