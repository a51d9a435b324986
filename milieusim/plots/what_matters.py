"""What matters: indices with their intervals, and elementary effects by size and spread."""

import numpy as np

from milieusim.analysis.columns import need_columns
from milieusim.errors import DataError
from milieusim.phrasing import near
from milieusim.plots.axis_words import factor_label, metric_label, metric_words
from milieusim.plots.style import COLOURS, GREY, LEGEND, axes_or_new, bare, own_settings

MOST = 20


@own_settings()
def draw_indices(table, name, ax=None, most=MOST):
    """Draw the indices of one metric, the strongest factor on top.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `sobol_table` (total and first-order indices) or of `given_data_table` (first-order ones).
    name : str
        Metric.
    ax : matplotlib.axes.Axes, optional
    most : int
        Factors to show.

    Returns
    -------
    matplotlib.axes.Axes
    """
    need_columns(table, ["metric", "factor", "first", "first_low", "first_high"], "draw_indices")
    ax = bare(axes_or_new(ax, 6.8, 3.6))
    lead = "total" if "total" in table.columns else "first"
    rows = _strongest(table, name, lead, most)
    lines = np.arange(len(rows))
    if lead == "total":
        _bars(ax, rows, "total", lines - 0.18, {"color": COLOURS[0]}, "total, with others", 0.34)
        first = {"color": "white", "hatch": "////", "edgecolor": COLOURS[1]}
        _bars(ax, rows, "first", lines + 0.18, first, "by itself", 0.34)
    else:
        _bars(ax, rows, "first", lines, {"color": COLOURS[0]}, "by itself", 0.6)
        _thresholds(ax, rows, lines)
    _label(ax, rows, lines)
    ax.set_xlabel(
        f"{metric_label(name)}:\nshare of the variance between points (95 % interval), %", fontsize=9
    )
    ax.axvline(0, color=GREY, linewidth=0.8)
    ends = 100 * rows[[f"{lead}_low", f"{lead}_high"]].to_numpy(float)
    ax.set_xlim(
        max(-15.0, min(0.0, np.nanmin(ends, initial=0.0))) - 1, min(130.0, np.nanmax(ends, initial=50.0)) + 3
    )
    ax.legend(ncols=2, loc="lower left", bbox_to_anchor=(0, 1), **LEGEND)
    return ax


@own_settings()
def draw_effects(table, name, ax=None, most=8):
    """Draw the elementary effects of one metric: their size across, how much they differ upwards.

    A filled mark has an interval above what chance alone would give this factor.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `morris_table`.
    name : str
        Metric.
    ax : matplotlib.axes.Axes, optional
    most : int
        Factors to name.

    Returns
    -------
    matplotlib.axes.Axes
    """
    need_columns(table, ["metric", "factor", "mu_star", "sigma", "chance"], "draw_effects")
    ax = bare(axes_or_new(ax, 6.4, 4.2))
    rows = _strongest(table, name, "mu_star", len(table))
    _effects(ax, rows)
    _beside_chance(ax, rows)
    for row in rows.head(most).itertuples():
        place = (row.mu_star, row.sigma)
        ax.annotate(factor_label(row.factor), place, (5, 5), textcoords="offset points", fontsize=8.5)
    ax.set_xlim(0, 1.25 * float(rows["mu_star_high"].max()) or 1)
    ax.set_ylim(0, 1.25 * (rows["sigma"].to_numpy(float).max(initial=0) or 1))
    ax.set_xlabel(
        f"Mean size of the effect of a step over the whole range:\n{metric_words(name)}", fontsize=9
    )
    ax.set_ylabel("Spread of effects:\ninteractions, bends and chance", fontsize=9)
    return ax


def _effects(ax, rows):
    """Draw a mark a factor, filled where its interval lies above what chance alone gives."""
    size, spread = rows["mu_star"].to_numpy(float), rows["sigma"].to_numpy(float)
    half = np.maximum(0, np.array([size - rows["mu_star_low"], rows["mu_star_high"] - size]))
    sure = ~(rows["mu_star_low"].to_numpy(float) <= rows["chance"].to_numpy(float))
    mark = {"fmt": "o", "color": COLOURS[0], "markersize": 5.5, "linewidth": 1, "zorder": 3}
    for some, face, words in (
        (sure, COLOURS[0], "more than chance"),
        (~sure, "white", "may be chance alone"),
    ):
        if some.any():
            ends = half[:, some]
            ax.errorbar(size[some], spread[some], xerr=ends, markerfacecolor=face, label=words, **mark)


def _beside_chance(ax, rows):
    """Draw what chance alone gives, and the line on which effects differ as much as they are large."""
    chance, spread = rows["chance"].to_numpy(float), rows["sigma"].to_numpy(float)
    if np.isfinite(chance).any():
        look = {"color": COLOURS[1], "markersize": 10, "markeredgewidth": 2, "zorder": 2}
        ax.plot(chance, spread, "|", label="what chance alone gives", **look)
    top = 1.1 * max(rows["mu_star"].to_numpy(float).max(initial=0), spread.max(initial=0), 1e-12)
    dashed = {"color": GREY, "linewidth": 0.8, "linestyle": (0, (4, 3)), "zorder": 1}
    ax.plot([0, top], [0, top], label="spread = size", **dashed)
    ax.legend(ncols=2, loc="lower left", bbox_to_anchor=(0, 1), **LEGEND)


def _strongest(table, name, lead, most):
    if not (table["metric"] == name).any():
        raise DataError(f"the table has no row of the metric '{name}'.{near(name, table['metric'].unique())}")
    rows = table[table["metric"] == name].sort_values(lead, ascending=False, kind="stable")
    return rows.head(most).reset_index(drop=True)


def _bars(ax, rows, stem, lines, look, label, height):
    value = 100 * rows[stem].to_numpy(float)
    ends = 100 * rows[[f"{stem}_low", f"{stem}_high"]].to_numpy(float)
    half = np.maximum(0, np.nan_to_num([value - ends[:, 0], ends[:, 1] - value]))
    ax.barh(lines, np.maximum(value, 0), height, label=label, linewidth=0.8, **look)
    ax.errorbar(value, lines, xerr=half, fmt="none", color="black", linewidth=1, capsize=2)


def _thresholds(ax, rows, lines):
    limit = 100 * rows["threshold"].to_numpy(float)
    ax.plot(
        limit,
        lines,
        "|",
        color=COLOURS[1],
        markersize=14,
        markeredgewidth=2,
        label="without effect, below this",
    )


def _label(ax, rows, lines):
    ax.set_yticks(lines, [factor_label(name) for name in rows["factor"]], fontsize=9)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(rows) - 0.4, -0.6)
