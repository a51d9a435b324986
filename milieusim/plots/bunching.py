"""Whether incidents come bunched, and whether one brings the next."""

import numpy as np

from milieusim.plots.axis_words import capital
from milieusim.plots.style import COLOURS, GREY, LEGEND, PALE, axes_or_new, bare, own_settings


@own_settings()
def draw_clustering(table, ax=None):
    """Draw how much counts vary beyond chance, from shift to shift, day to day, resident to resident.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `clustering_table`.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 6.4, 2.8))
    rows = table[table["ratio"].notna()].reset_index(drop=True)
    lines = np.arange(len(rows))
    for line, row in enumerate(rows.itertuples()):
        label = "independent incidents" if line == 0 else None
        ax.barh(
            line, row.chance_high - row.chance_low, 0.6, row.chance_low, color=PALE, linewidth=0, label=label
        )
    _ratios(ax, rows, lines)
    ax.axvline(1, color=GREY, linewidth=1)
    _log_scale(ax, rows)
    names = [f"{capital(row.level)}: {row.unit} ({row.units:,} {row.unit}s)" for row in rows.itertuples()]
    ax.set_yticks(lines, names, fontsize=9)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlabel(
        "Variance of counts by what independent incidents\nwould have (ratio, log scale)", fontsize=9
    )
    ax.legend(ncols=2, loc="lower left", bbox_to_anchor=(0, 1), **LEGEND)
    return ax


@own_settings()
def draw_branching(table, ax=None):
    """Draw how many incidents one incident sets off, with and without residents who differ.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `hawkes_table`.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 6.4, 2.4))
    rows = table[table["contagion"]].sort_values("residents_differ").reset_index(drop=True)
    for line, row in enumerate(rows.itertuples()):
        ax.barh(line, row.own, 0.42, color=COLOURS[0], label="by the same resident" if line == 0 else None)
        ax.barh(line, row.others, 0.42, row.own, color="white", edgecolor=COLOURS[0], hatch="////", linewidth=0.8,
                label="by others" if line == 0 else None)  # fmt: skip
        ends = [row.branching_low, row.branching_high]
        ax.plot(
            ends,
            [line + 0.33] * 2,
            color="black",
            linewidth=1.6,
            label="95 % interval" if line == 0 else None,
        )
        words = f"  half-life {row.half_life_hours:g} h, AIC {row.aic:,.0f}"
        ax.text(max(row.branching, row.branching_high), line, words, va="center", fontsize=8, color=GREY)
    names = ["residents differ" if differ else "all residents alike" for differ in rows["residents_differ"]]
    ax.set_yticks(range(len(rows)), names, fontsize=9)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(rows) - 0.4, -0.5)
    ax.set_xlim(0, 1.45 * max(1e-3, float(rows["branching_high"].max())))
    ax.set_xlabel("Branching ratio: incidents that one incident sets off", fontsize=9)
    ax.legend(ncols=3, loc="lower left", bbox_to_anchor=(0, 1), **LEGEND)
    return ax


def _ratios(ax, rows, lines):
    half = np.maximum(0, np.nan_to_num([rows["ratio"] - rows["low"], rows["high"] - rows["ratio"]]))
    ax.errorbar(rows["ratio"], lines, xerr=half, fmt="o", color=COLOURS[0], markersize=6, capsize=2,
                label="these runs, 95 % interval")  # fmt: skip
    for line in np.flatnonzero(rows["low"].isna()):
        right = max(rows["ratio"][line], rows["chance_high"][line])
        ax.annotate("too few blocks for an interval", (right, line), (8, 0), textcoords="offset points",
                    va="center", fontsize=8, color=GREY)  # fmt: skip


def _log_scale(ax, rows):
    ax.set_xscale("log")
    ax.set_xlim(
        0.8 * float(rows[["chance_low", "ratio", "low"]].min().min()),
        1.25 * float(rows[["chance_high", "ratio", "high"]].max().max()),
    )
    ax.xaxis.set_major_locator(_plain_ticks(rows))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    ax.minorticks_off()


def _plain_ticks(rows):
    from matplotlib.ticker import FixedLocator

    ends = rows[["low", "high", "ratio"]].to_numpy(float)
    low, high = min(np.nanmin(ends, initial=1), 1), max(np.nanmax(ends, initial=1), 1)
    steps = (1, 2, 5) if high < 300 * low else (1,)
    ticks = [step * 10.0**power for power in range(-1, 5) for step in steps]
    return FixedLocator([tick for tick in ticks if low / 2 <= tick <= 2 * high])
