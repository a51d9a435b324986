"""A metric over two factors, with what was run, and where it is best."""

import numpy as np

from milieusim.analysis.numbers import number
from milieusim.plots.axis_words import factor_words, metric_words
from milieusim.plots.style import GREY, LEGEND, axes_or_new, bare, own_settings

LEVELS = 10
# Dark to light in even steps of lightness: readable in black and white and by colour-blind readers.
COLOURS = "cividis"


@own_settings()
def draw_surface(surface, ax=None, limits=None, is_bar=True):
    """Draw a response surface: shades and contours, points that were run, the optimum and what may be as good.

    Parameters
    ----------
    surface : milieusim.analysis.surfaces.surfaces.Surface
    ax : matplotlib.axes.Axes, optional
    limits : tuple of float, optional
        Lowest and highest value of the shades, to draw several surfaces on one scale.
    is_bar : bool
        Whether to draw the scale of the shades.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 5.6, 4.6))
    x, y, z = _lattice(surface.grid, surface.x, surface.y, "mean")
    filled = _draw_shades(ax, x, y, z, limits)
    points = surface.points
    ax.plot(points[surface.x], points[surface.y], "o", color="white", markeredgecolor=GREY, markersize=3.2,
            markeredgewidth=0.6, clip_on=False, label="run")  # fmt: skip
    _draw_as_good(ax, surface)
    _draw_optimum(ax, surface)
    ax.set_xlabel(factor_words(surface.x), fontsize=9)
    ax.set_ylabel(factor_words(surface.y), fontsize=9)
    if is_bar:
        _draw_scale(ax, filled, metric_words(surface.metric))
    ax.legend(
        ncols=3, loc="lower left", bbox_to_anchor=(-0.1, 1.0), columnspacing=1.0, handletextpad=0.3, **LEGEND
    )
    return ax


def _draw_shades(ax, x, y, z, limits):
    steps = _steps(z, limits)
    filled = ax.contourf(x, y, z.T, levels=steps, cmap=COLOURS, extend="both" if limits else "neither")
    middle = (steps[0] + steps[-1]) / 2
    inked = ["white" if value < middle else "black" for value in steps]
    lines = ax.contour(x, y, z.T, levels=steps, colors=inked, linewidths=0.6)
    ax.clabel(lines, steps[1:-1:2], fontsize=8, fmt=number)
    return filled


def _draw_scale(ax, filled, words):
    bar = ax.figure.colorbar(filled, ax=ax)
    bar.set_label(words, fontsize=9)
    bar.ax.tick_params(labelsize=8)
    bar.outline.set_visible(False)


def _lattice(grid, x, y, name):
    table = grid.pivot(index=x, columns=y, values=name)
    return table.index.to_numpy(), table.columns.to_numpy(), table.to_numpy()


def _steps(values, limits):
    from matplotlib.ticker import MaxNLocator

    low, high = limits or (float(values.min()), float(values.max()))
    if high - low <= 1e-12 * max(1.0, abs(high)):
        low, high = low - 0.5, high + 0.5
    return np.asarray(MaxNLocator(LEVELS, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high))


def _draw_as_good(ax, surface):
    """Hatch the places that may be as good as the best one."""
    from matplotlib import rc_context

    x, y, same = _lattice(
        surface.grid.assign(same=surface.grid["is_as_good"].astype(float)), surface.x, surface.y, "same"
    )
    with rc_context({"hatch.linewidth": 0.5}):
        # Without a colour of its own: the shades below stay as the scale shows them.
        ax.contourf(x, y, same.T, levels=[0.5, 1.5], colors="none", hatches=["//"])
    ax.plot([], [], linestyle="none", marker=r"$///$", markersize=11, color="black", label="may be as good")


def _draw_optimum(ax, surface):
    best = surface.optimum.iloc[0]
    x, y = best[surface.x], best[surface.y]
    end = "highest" if surface.better == "higher" else "lowest"
    words = f"{end}, {100 * best['level']:.0f} % interval"
    for width, colour in ((4.5, "white"), (1.8, "black")):
        style = {"color": colour, "linewidth": width, "solid_capstyle": "butt", "clip_on": False}
        ax.plot([best[surface.x + "_low"], best[surface.x + "_high"]], [y, y], **style)
        ax.plot([x, x], [best[surface.y + "_low"], best[surface.y + "_high"]], **style)
    ax.plot(
        x, y, "*", color="white", markeredgecolor="black", markersize=10, clip_on=False, zorder=5, label=words
    )
