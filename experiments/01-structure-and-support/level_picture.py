"""The picture of where the best lies: what each level changes, for each mix, and at which level sets have their best."""

import numpy as np
from places import X, Y, lines_over, shares_best

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.plots.axis_words import metric_label
from milieusim.plots.style import COLOURS, GREY, bare, look, new_figure, own_settings

AXES = {X: "structure", Y: "support"}
WIDTH = 0.055


@own_settings()
def draw(runs, metrics):
    """Draw change over a level on top, and below in what share of sets the best lies where.

    Parameters
    ----------
    runs : dict of str to pandas.DataFrame
        By mix.
    metrics : list of str

    Returns
    -------
    matplotlib.figure.Figure
    """
    columns = [(metric, path) for metric in metrics for path in AXES]
    figure, axes = new_figure(11.4, 6.0, 2, len(columns), sharex=True, height_ratios=[1.5, 1])
    for letter, column, (metric, path) in zip("abcd", axes.T, columns):
        facts = METRICS[metric]
        for place, (_, some) in enumerate(runs.items()):
            _line(bare(column[0]), lines_over(some, metric, path), place)
            _bars(bare(column[1]), shares_best(some, metric, path, facts.better), place, len(runs))
        arrow = "\u2193 better" if facts.better == "lower" else "\u2191 better"
        column[0].set_title(
            f"{letter}  {metric_label(metric)}\n    over {AXES[path]}   {arrow}", fontsize=9.5, loc="left"
        )
        column[1].set_xlabel(f"{AXES[path].capitalize()} (0-1)", fontsize=9)
        column[1].set_xticks([0, 0.25, 0.5, 0.75, 1])
        column[1].set_ylim(0, 100)
        unit = facts.unit.removesuffix(" on a 0-1 scale").replace("occupied bed-days", "bed-days")
        column[0].set_ylabel(f"{unit},\nless or more than at 0.5", fontsize=8.5)
    for first in (0, 2):
        _share_scale(axes[0, first], axes[0, first + 1])
    axes[1, 0].set_ylabel("best at this level,\n% of parameter sets", fontsize=8.5)
    _legend(figure, runs)
    return figure


def _line(ax, found, place):
    style = look(place)
    ax.axhline(0, color=GREY, linewidth=0.8)
    shift = (place - 1) * 0.012
    ax.errorbar(found.index + shift, found["mean"], [found["mean"] - found["low"], found["high"] - found["mean"]],
                markersize=4.5, linewidth=1.3, elinewidth=1, **style)  # fmt: skip
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:+.3g}".replace("-", "\u2212") if value else "0")


def _bars(ax, shares, place, many):
    at = np.array(shares.index, float) + (place - (many - 1) / 2) * WIDTH
    hatch = ("", "///", "...")[place]
    ax.bar(
        at,
        100 * shares.to_numpy(),
        WIDTH,
        color=COLOURS[place],
        edgecolor="white",
        linewidth=0.4,
        hatch=hatch,
    )


def _share_scale(first, second):
    ends = np.array([first.get_ylim(), second.get_ylim()])
    for ax in (first, second):
        ax.set_ylim(ends[:, 0].min(), ends[:, 1].max())


def _legend(figure, runs):
    from matplotlib.lines import Line2D

    marks = [Line2D([], [], linewidth=1.3, markersize=5, label=mix, **look(k)) for k, mix in enumerate(runs)]
    figure.legend(handles=marks, loc="outside upper left", ncols=len(marks), fontsize=9, frameon=False,
                  title="Mean and 95 % of parameter sets", title_fontsize=9, alignment="left")  # fmt: skip
