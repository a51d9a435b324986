"""Who gains and who loses, a line a group of residents."""

from milieusim.plots.behind.interval_lines import draw_lines
from milieusim.plots.style import NARROW, new_figure, own_settings

ARROWS = {"higher": "better \u2192", "lower": "\u2190 better"}


@own_settings()
def groups_figure(table, width=9.6):
    """Return a picture of differences by group, a panel a measure.

    Parameters
    ----------
    table : pandas.DataFrame
        As `result.who`.
    width : float
        In inches; panels stand below each other in a narrow picture.

    Returns
    -------
    matplotlib.figure.Figure or None
        None where no group is shown.
    """
    shown = table[table["is_shown"]]
    if not len(shown):
        return None
    shown = shown.assign(
        line=shown["group"].where(shown["grouped_by"] != "diagnosis", shown["group"] + " (diagnosis)")
    )
    names, designs = list(dict.fromkeys(shown["line"])), list(dict.fromkeys(shown["design"]))
    measures = list(dict.fromkeys(shown["measure"]))
    height = 1.4 + (0.25 + 0.1 * (len(designs) - 1)) * len(names)
    shape = (len(measures), 1) if width <= NARROW else (1, len(measures))
    figure, axes = new_figure(width, height * shape[0], *shape, sharey=True, squeeze=False)
    draw_lines(axes.ravel(), [_panel(shown[shown["measure"] == name]) for name in measures], names, designs)
    return figure


def _panel(mine):
    rows = zip(*(mine[name] for name in ("line", "design", "difference", "low", "high", "stands_out")))
    label, unit, better = (mine[name].iloc[0] for name in ("label", "unit", "better"))
    return label[0].upper() + label[1:], f"{unit}, {ARROWS[better]}", list(rows)
