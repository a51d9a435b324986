"""Differences with intervals on lines with names, a panel a measure; designs beside each other on a line."""

from textwrap import fill

from milieusim.plots.style import GREY, LEGEND, NARROW, PALE, bare, look, own_settings

WIDEST_TITLE, WIDEST_TITLE_OF_NARROW = 28, 20
ROOMY, LETTERS_OF_A_ROW = 3, 68
"""Panels beside each other that have room for titles as they are, and letters that fit beside each other on more."""


@own_settings()
def draw_lines(axes, panels, names, designs):
    """Draw a mark and an interval for each line of each panel; filled where it stands out from chance.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
        One a panel; they share the lines.
    panels : list of tuple
        (title, name of the x axis, rows), a row being (line, design, middle, low, high, stands out).
    names : list of str
        Of the lines, from the top.
    designs : list of str
        In the order of their looks, the base not among them.
    """
    is_narrow = axes[0].figure.get_figwidth() <= NARROW
    is_crowded = not is_narrow and len(axes) > ROOMY
    widest = WIDEST_TITLE_OF_NARROW if is_narrow else WIDEST_TITLE
    widest = max(10, LETTERS_OF_A_ROW // len(axes)) if is_crowded else widest
    for ax, (title, below, rows) in zip(axes, panels):
        bare(ax)
        ax.axvline(0, color=GREY, linewidth=1)
        for line in range(1, len(names), 2):
            ax.axhspan(line - 0.5, line + 0.5, color=PALE, alpha=0.25, linewidth=0)
        for row in rows:
            _draw_row(ax, row, names, designs)
        ax.set_title(fill(title, widest), fontsize=9.5, loc="left")
        ax.set_xlabel(fill(below, widest), fontsize=8.5)
        ax.set_ylim(len(names) - 0.5, -0.5)
        ax.tick_params(axis="y", length=0)
        ax.locator_params(axis="x", nbins=3 if is_narrow else 2 if is_crowded else 5)
    axes[0].set_yticks(range(len(names)), names)
    _legend(axes[0].figure, designs)


def _draw_row(ax, row, names, designs):
    name, design, middle, low, high, stands_out = row
    place = designs.index(design)
    style = look(place + 1)
    height = names.index(name) + (place - (len(designs) - 1) / 2) * 0.7 / len(designs)
    ax.plot([low, high], [height, height], color=style["color"], linewidth=1.3)
    face = style["color"] if stands_out else "white"
    ax.plot(middle, height, style["marker"], color=style["color"], markerfacecolor=face, markersize=5.5)


def _legend(figure, designs):
    from matplotlib.lines import Line2D

    marks = []
    for place, design in enumerate(designs):
        style = look(place + 1)
        marks.append(Line2D([], [], color=style["color"], marker=style["marker"], label=design))
    plain = {"color": GREY, "marker": "o", "linestyle": "none"}
    marks.append(Line2D([], [], label="told apart from chance", **plain))
    marks.append(Line2D([], [], label="may be chance", markerfacecolor="white", **plain))
    figure.legend(
        handles=marks,
        ncols=min(len(marks), 3 if figure.get_figwidth() > NARROW else 2),
        loc="outside upper right",
        **LEGEND,
    )
