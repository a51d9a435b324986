"""The picture of structure x support: what each place of the plane changes, beside the middle of it."""

import numpy as np
from places import MIDDLE, X, Y

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number
from milieusim.plots.axis_words import factor_words, metric_label
from milieusim.plots.style import GREY, new_figure, own_settings

SURE = 0.95
TICKS = (0, 0.25, 0.5, 0.75, 1)
STEPS = 12


@own_settings()
def draw(surfaces, tables, titles):
    """Draw one line of panels a metric and one panel a design; a line shares its scale.

    Parameters
    ----------
    surfaces : dict of tuple to Surface
        By metric and design.
    tables : dict of tuple to pandas.DataFrame
        Of `places`.
    titles : dict of str to str
        Of the designs.

    Returns
    -------
    matplotlib.figure.Figure
    """
    metrics = list(dict.fromkeys(metric for metric, _ in surfaces))
    figure, axes = new_figure(9.2, 6.4, len(metrics), len(titles), sharex=True, sharey=True, squeeze=False)
    for line, metric in zip(axes, metrics):
        changes = {design: _changes(surfaces[metric, design]) for design in titles}
        steps = _steps(max(np.abs(z).max() for _, _, z in changes.values()))
        is_lower_better = surfaces[metric, next(iter(titles))].better == "lower"
        for ax, design in zip(line, titles):
            filled = _panel(ax, changes[design], steps, "PuOr_r" if is_lower_better else "PuOr")
            _marks(ax, tables[metric, design])
            middle = tables[metric, design].set_index([X, Y]).loc[MIDDLE, "mean"]
            letter = "abcdefghi"[sum(bool(other.get_title("left")) for other in axes.flat)]
            ax.set_title(
                f"{letter}  {titles[design]}\n    middle (+): {number(middle)}", fontsize=9.5, loc="left"
            )
        bar = figure.colorbar(filled, ax=list(line), shrink=0.9, pad=0.02)
        unit = METRICS[metric].unit.removesuffix(" on a 0-1 scale").replace("occupied bed-days", "bed-days")
        bar.set_label(f"{metric_label(metric)},\n{unit},\nbeside the middle", fontsize=9)
        bar.ax.tick_params(labelsize=8.5)
        bar.outline.set_visible(False)
        line[0].set_ylabel(factor_words(Y), fontsize=9.5)
    for ax in axes[-1]:
        ax.set_xlabel(factor_words(X), fontsize=9.5)
    _legend(figure)
    return figure


def _changes(surface):
    table = surface.grid.pivot(index=X, columns=Y, values="mean")
    z = table.to_numpy()
    at = (np.abs(table.index - MIDDLE[0]).argmin(), np.abs(table.columns - MIDDLE[1]).argmin())
    return table.index.to_numpy(), table.columns.to_numpy(), z - z[at]


def _steps(most):
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(STEPS, symmetric=True, steps=[1, 2, 2.5, 5, 10]).tick_values(-most, most)


def _panel(ax, change, steps, colours):
    x, y, z = change
    filled = ax.contourf(x, y, z.T, levels=steps, cmap=colours)
    lines = ax.contour(
        x, y, z.T, levels=steps, colors="black", linewidths=[1.1 if s == 0 else 0.4 for s in steps]
    )
    ax.clabel(lines, fontsize=8, manual=list(_free_places(lines)), fmt=_signed)
    ax.plot(*MIDDLE, "+", color="black", markersize=9)
    ax.set(aspect="equal", xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    ax.tick_params(labelsize=8.5)
    ax.spines[:].set_visible(False)
    return filled


def _signed(value):
    return f"{value:+.3g}".replace("-", "\u2212") if value else "0"


def _free_places(lines):
    """Return one place a line for its label: well inside, and far from the marks of runs."""
    marks = np.array([(x, y) for x in TICKS for y in TICKS])
    for path in lines.get_paths():
        inside = path.vertices[((path.vertices > 0.1) & (path.vertices < 0.9)).all(axis=1)]
        if len(inside):
            apart = np.linalg.norm(inside[:, None] - marks[None], axis=2).min(axis=1)
            yield tuple(inside[apart.argmax()])


def _marks(ax, table):
    others = table[(table[X] != MIDDLE[0]) | (table[Y] != MIDDLE[1])]
    is_sure = others["share_of_sets_agreeing"] >= SURE
    for rows, face in ((others[is_sure], "black"), (others[~is_sure], "white")):
        if rows.empty:  # a mark that is nowhere, and not clipped, leaves no room for the panels
            continue
        ax.plot(rows[X], rows[Y], "o", color=face, markeredgecolor=GREY, markersize=4.5, markeredgewidth=0.7,
                clip_on=False)  # fmt: skip


def _legend(figure):
    from matplotlib.lines import Line2D

    look = {"marker": "o", "linestyle": "none", "markeredgecolor": GREY, "markersize": 5}
    share = f"{100 * SURE:.0f} %"
    marks = [
        Line2D(
            [],
            [],
            color="black",
            label=f"run; {share} of parameter sets or more agree on the sign",
            **look,
        ),
        Line2D([], [], color="white", label="run; they do not agree", **look),
    ]
    marks.append(Line2D([], [], linestyle="none", label="purple: the better side"))
    figure.legend(handles=marks, loc="outside lower left", ncols=3, fontsize=9, frameon=False)
