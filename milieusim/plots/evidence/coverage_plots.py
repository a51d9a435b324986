"""What a calibration's intervals hold: how often, and where in them the truth comes to lie."""

import numpy as np

from milieusim.plots.style import COLOURS, axes_or_new, bare, own_settings

NOMINAL, ASKED = 0.9, (0.86, 0.94)
BINS = 10


@own_settings()
def draw_coverage(table, ax=None):
    """Draw how often each parameter's 90 % interval held a truth that was known.

    Parameters
    ----------
    table : pandas.DataFrame
        parameter, truths, covered (share), is_identified; of a calibration's trail.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax))
    rows = table[table["is_identified"]].iloc[::-1]
    places = np.arange(len(rows))
    error = np.sqrt(rows["covered"] * (1 - rows["covered"]) / rows["truths"])
    ax.axvspan(*(100 * end for end in ASKED), color="0.92", zorder=0)
    ax.axvline(100 * NOMINAL, color="0.4", linewidth=1)
    ax.errorbar(100 * rows["covered"], places, xerr=100 * error, fmt="o", color=COLOURS[0], markersize=4)
    ax.set_yticks(places, rows["parameter"], fontsize=8)
    ax.set_xlabel("90 % intervals that hold the truth (%), with standard error", fontsize=9)
    return ax


@own_settings()
def draw_ranks(ranks, name, ax=None):
    """Draw where known truths come to lie among the weighted sets: even bars, if intervals are right.

    Parameters
    ----------
    ranks : pandas.DataFrame
        One row a truth, one column a parameter: weight of sets below the truth, 0-1.
    name : str
        Parameter to draw.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax))
    counts, edges = np.histogram(ranks[name], BINS, (0, 1))
    even, share = len(ranks) / BINS, 1 / BINS
    chance = 1.96 * np.sqrt(even * (1 - share))
    ax.axhspan(even - chance, even + chance, color="0.92", zorder=0)
    ax.bar(edges[:-1], counts, width=share, align="edge", color=COLOURS[0], edgecolor="white")
    ax.axhline(even, color="0.4", linewidth=1)
    ax.set_xlim(0, 1)
    ax.set_xlabel(f"Rank of the truth: {name}", fontsize=9)
    ax.set_ylabel("Truths", fontsize=9)
    return ax
