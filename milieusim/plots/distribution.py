"""How one metric spreads over runs: what chance alone does to a ward."""

import numpy as np

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number
from milieusim.plots.style import LEGEND, axes_or_new, bare, look, own_settings


@own_settings()
def draw_metric_distribution(table, name, ax=None, bins=20):
    """Draw the runs of each design by the value of one metric, with their mean.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a run, with a column of the metric's name; a column `design` sets designs apart.
    name : str
        Metric to draw.
    ax : matplotlib.axes.Axes, optional
    bins : int
        Steps between the lowest and the highest value.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax))
    parts = _by_design(table, name)
    edges = _edges(np.concatenate([values for _, values in parts]), bins)
    for place, (design, values) in enumerate(parts):
        _draw_steps(ax, values, edges, design, look(place))
    metric = METRICS[name]
    ax.set_xlabel(f"{metric.label[0].upper() + metric.label[1:]} ({metric.unit})", fontsize=9)
    ax.set_ylabel("Share of runs (%)", fontsize=9)
    ax.set_ylim(bottom=0)
    ax.legend(ncols=3, handlelength=3, loc="lower left", bbox_to_anchor=(0, 1), **LEGEND)
    return ax


def _by_design(table, name):
    groups = [("runs", table)]
    if "design" in table.columns:
        groups = [(design, table[table["design"] == design]) for design in dict.fromkeys(table["design"])]
    values = [(design, rows[name].to_numpy(float)) for design, rows in groups]
    return [(design, numbers[np.isfinite(numbers)]) for design, numbers in values]


def _edges(values, bins):
    if len(values) == 0:
        return np.linspace(0, 1, bins + 1)
    low, high = float(values.min()), float(values.max())
    half = 0.5 if low == high else 0.0
    return np.linspace(low - half, high + half, bins + 1)


def _draw_steps(ax, values, edges, design, style):
    if len(values) == 0:
        ax.plot([], [], label=f"{design}: nothing to count in any run", **style)
        return
    shares = 100 * np.histogram(values, edges)[0] / len(values)
    ax.stairs(shares, edges, color=style["color"], linestyle=style["linestyle"], linewidth=1.6)
    mean = float(values.mean())
    ax.axvline(mean, color=style["color"], linestyle=style["linestyle"], linewidth=1)
    top = ax.get_xaxis_transform()
    ax.plot(mean, 0.97, transform=top, label=f"{design}, mean {number(mean)}", markersize=6, **style)
