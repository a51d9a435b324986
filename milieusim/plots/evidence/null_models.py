"""What a ward loses without contagion, and what it loses when all its residents are alike."""

import numpy as np

from milieusim.plots.evidence.pattern_plots import BAND, ERRORS, LOOKS
from milieusim.plots.style import COLOURS, LEGEND, axes_or_new, bare, new_figure, own_settings

MODELS = {
    "full": ("the model", COLOURS[0], "o"),
    "contagion_off": ("no contagion", *LOOKS[1]),
    "identical_residents": ("identical residents", *LOOKS[2]),
}
APART = 0.2
"""Between the marks of two models, in places of the axis."""
HALF_BAND = 0.36
TIMES = (0.2, 0.25, 0.33, 0.5, 0.67, 1, 1.5, 2, 3, 4, 5)
ROOM = 1.12


@own_settings()
def null_model_figure(bursts, rows):
    """Return a figure of bursts of aggression beside patterns that identical residents break.

    Parameters
    ----------
    bursts : pandas.DataFrame
        As `draw_bursts` takes it.
    rows : list of dict
        As `draw_broken` takes them.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, (left, right) = new_figure(10.4, 4.1, 1, 2, width_ratios=(1, 1.25))
    draw_bursts(bursts, left)
    draw_broken(rows, right)
    left.set_title("Aggression after somebody else's", fontsize=10, loc="left")
    right.set_title("Patterns between residents", fontsize=10, loc="left")
    marks, words = left.get_legend_handles_labels()
    band, _ = right.get_legend_handles_labels()
    figure.legend(
        [*marks, band[0]],
        [*words, "published interval"],
        loc="outside lower center",
        ncols=4,
        **LEGEND,
    )
    return figure


@own_settings()
def draw_bursts(table, ax=None):
    """Draw how many incidents follow somebody else's in the same kind of place, beside the same hour of other days.

    Parameters
    ----------
    table : pandas.DataFrame
        model (``full``, ``contagion_off``, ``identical_residents``), lag_low, lag_high (hours), ratio, error.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 4.6, 3.8))
    ax.axhline(1, color="0.4", linewidth=1, linestyle=(0, (4, 2)))
    models = [name for name in MODELS if (table["model"] == name).any()]
    for place, model in enumerate(models):
        rows = table[table["model"] == model].sort_values("lag_low")
        at = np.arange(len(rows)) + APART * (place - (len(models) - 1) / 2)
        words, colour, marker = MODELS[model]
        look = {"color": colour, "marker": marker, "linestyle": "none", "markersize": 6}
        ax.errorbar(at, rows["ratio"], yerr=ERRORS * rows["error"], label=words, elinewidth=1.6, **look)
    lags = table[["lag_low", "lag_high"]].drop_duplicates().sort_values("lag_low")
    ax.set_xticks(range(len(lags)), [f"{low:g} to {high:g}" for low, high in lags.to_numpy()])
    ax.set_xlim(-0.5, len(lags) - 0.5)
    ax.set_xlabel("Hours after the first, in the same kind of place", fontsize=9)
    ax.set_ylabel("Times as many as at this hour of other days", fontsize=9)
    return ax


@own_settings()
def draw_broken(rows, ax=None, null="identical_residents"):
    """Draw patterns under the model and under a null model, as multiples of what was published.

    Parameters
    ----------
    rows : list of dict
        label, published, low, high, simulated, error, and the null model's value and error under its name and
        with ``_error`` behind it; all published numbers above 0.
    ax : matplotlib.axes.Axes, optional
    null : str
        Null model.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 5.4, 3.8))
    ax.axvline(1, color="0.4", linewidth=1, linestyle=(0, (4, 2)), zorder=1)
    ends = []
    for place, row in enumerate(rows):
        low, high = row["low"] / row["published"], row["high"] / row["published"]
        label = "published interval" if place == 0 else None
        ax.barh(place, high - low, 2 * HALF_BAND, low, color=BAND, linewidth=0, zorder=0, label=label)
        ends += [low, high]
        for model, name, side in (("full", "simulated", -1), (null, null, 1)):
            error = row["error"] if model == "full" else row[f"{null}_error"]
            ends += _draw_multiple(ax, place + side * APART / 2, model, row[name], error, row["published"])
    ax.set_yticks(range(len(rows)), [row["label"] for row in rows], fontsize=9)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    _multiples(ax, ends)
    ax.set_xlabel("Times the published value (log scale)", fontsize=9)
    return ax


def _draw_multiple(ax, height, model, value, error, published):
    _, colour, marker = MODELS[model]
    reach = ERRORS * error if np.isfinite(error) else 0.0
    low, high = max(value - reach, value / 10) / published, (value + reach) / published
    ax.plot([low, high], [height, height], color=colour, linewidth=1.6, zorder=3)
    ax.plot(value / published, height, marker, color=colour, markersize=6, zorder=4)
    return low, high


def _multiples(ax, ends):
    """Set a log axis with the multiples that people use."""
    from matplotlib.ticker import NullFormatter, NullLocator

    ends = [end for end in ends if np.isfinite(end) and end > 0]
    low, high = min(ends) / ROOM, max(ends) * ROOM
    ax.set_xscale("log")
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_minor_formatter(NullFormatter())
    ticks = [times for times in TIMES if low <= times <= high]
    ax.set_xticks(ticks, [f"{times:g}" for times in ticks])
    ax.set_xlim(low, high)
