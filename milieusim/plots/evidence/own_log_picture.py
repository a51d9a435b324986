"""A ward's own log beside the model's, before and after the sets of parameters were weighed by it."""

import numpy as np

from milieusim.plots.style import COLOURS, GREY, LEGEND, axes_or_new, bare, own_settings

BEFORE = {"color": COLOURS[1], "linestyle": (0, (4, 2)), "linewidth": 1.5}
ABOVE = {
    "ncols": 3,
    "loc": "lower left",
    "bbox_to_anchor": (0, 1),
    "columnspacing": 0.9,
    "handletextpad": 0.5,
}
AFTER = {"color": COLOURS[0], "linestyle": "-", "linewidth": 1.8}


@own_settings()
def draw_own_hours(table, ax=None):
    """Draw when in the day incidents were recorded: the log with its interval, the sets before and after.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns start and end (hours), log, low, high, before and after (% of incidents in the block).
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax))
    ax.set_xlim(0, 24)
    ax.set_xticks(range(0, 25, 3), [f"{hour:02d}" for hour in range(0, 25, 3)])
    ax.set_xlabel("Hour of the day", fontsize=9)
    ax.set_ylabel("Recorded incidents, % of the day's in an hour", fontsize=9)
    if len(table) == 0:
        return _nothing(ax)
    edges = [*table["start"], table["end"].iloc[-1]]
    hours = (table["end"] - table["start"]).to_numpy(float)
    for name, label, style in (("before", "model before", BEFORE), ("after", "model now", AFTER)):
        ax.stairs(table[name] / hours, edges, label=label, baseline=None, **style)
    middle = (table["start"] + table["end"]) / 2
    _log_points(ax, middle, table, hours)
    ax.set_ylim(bottom=0)
    ax.legend(**ABOVE, **LEGEND)
    return ax


def _log_points(ax, at, table, hours):
    log = table["log"].to_numpy(float) / hours
    ends = [log - table["low"].to_numpy(float) / hours, table["high"].to_numpy(float) / hours - log]
    ends = np.maximum(np.nan_to_num(ends), 0)
    ax.errorbar(at, log, yerr=ends, fmt="o", color=GREY, markersize=5, linewidth=1.2, label="this ward's log")


@own_settings()
def draw_own_rates(table, ax=None):
    """Draw recorded rates by kind: the log with its interval, the sets before and after.

    Parameters
    ----------
    table : pandas.DataFrame
        As `OwnWard.table`; rows of the family ``rate`` are drawn.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax))
    rows = table[table["family"] == "rate"]
    ax.set_xlabel("Recorded per 1,000 occupied bed-days", fontsize=9)
    if len(rows) == 0:
        return _nothing(ax)
    lines = np.arange(len(rows))
    log = rows["log"].to_numpy(float)
    ends = np.nan_to_num([log - rows["low"].to_numpy(float), rows["high"].to_numpy(float) - log])
    label = "this ward's log"
    ax.errorbar(
        log, lines, xerr=np.maximum(ends, 0), fmt="o", color=GREY, markersize=5, linewidth=1.2, label=label
    )
    face = {"markerfacecolor": "white", "color": COLOURS[1]}
    ax.plot(rows["before"], lines - 0.22, "s", markersize=5.5, label="model before", **face)
    ax.plot(rows["after"], lines + 0.22, "D", markersize=5.5, color=COLOURS[0], label="model now")
    ax.set_yticks(lines, list(rows["measure"]))
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlim(left=0)
    ax.legend(**ABOVE, **LEGEND)
    return ax


def _nothing(ax):
    ax.text(0.5, 0.5, "too little to compare", transform=ax.transAxes, ha="center", fontsize=9, color=GREY)
    return ax
