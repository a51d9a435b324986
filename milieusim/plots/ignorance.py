"""What judged intervals are made of: what nobody knows beside chance."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import signed
from milieusim.plots.style import COLOURS, GREY, LEGEND, bare, own_settings

PARTS = {
    "ignorance_share": ("nobody knows", COLOURS[1], ""),
    "undecided_share": ("not told apart", "#F4D3BF", "///"),
    "chance_share": ("chance", COLOURS[0], ""),
}
PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
"""Behind numbers, so that the line at 0 does not run through them."""
FEWEST_TO_WRITE = 0.08
"""Share from which a part of a bar has room for its number."""


def ignorance_rows(table):
    """Return the judged rows whose intervals can be taken apart."""
    rows = table[~table["is_exploratory"]].itertuples(index=False)
    return [row for row in rows if row.ignorance_share == row.ignorance_share]


@own_settings()
def draw_worlds(table, ax):
    """Draw the interval for the true difference in one plausible world, and in it what chance alone leaves open.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of differences over several parameter sets.
    ax : matplotlib.axes.Axes

    Returns
    -------
    matplotlib.axes.Axes
    """
    rows = ignorance_rows(table)
    bare(ax).axvline(0, color=GREY, linewidth=1, zorder=0)
    for line, row in enumerate(rows):
        _draw_interval(ax, row, line)
    ax.set_xlabel("Difference, each measure on a scale of its own", fontsize=9)
    ax.set_xlim(-1.75, 1.75)
    ax.set_xticks([-1, 0, 1], ["less than the base", "0", "more than the base"])
    ax.tick_params(axis="x", length=0, labelsize=8)
    _label_lines(ax, rows)
    _legend_of_worlds(ax)
    return ax


@own_settings()
def draw_shares(table, ax):
    """Draw what the squared width of the interval for one plausible world is made of.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of differences over several parameter sets.
    ax : matplotlib.axes.Axes

    Returns
    -------
    matplotlib.axes.Axes
    """
    rows = ignorance_rows(table)
    for line, row in enumerate(rows):
        _draw_shares(bare(ax), row, line)
    ax.set_xlabel("Share of the interval's squared width, %", fontsize=9)
    ax.set_xlim(0, 100)
    ax.spines["left"].set_visible(False)
    _label_lines(ax, rows)
    _legend_of_shares(ax)
    return ax


def _label_lines(ax, rows):
    many = len({row.design for row in rows}) > 1
    ax.set_yticks(range(len(rows)), [_label(row, many) for row in rows])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(rows) - 0.5, -0.5)


def _draw_interval(ax, row, line):
    size = 1 / max(abs(row.low_world), abs(row.high_world))
    ends, known = (
        [row.low_world * size, row.high_world * size],
        [row.low_chance * size, row.high_chance * size],
    )
    ax.plot(ends, [line, line], color=COLOURS[1], linewidth=2)
    ax.plot(known, [line, line], color=COLOURS[0], linewidth=7, solid_capstyle="butt")
    ax.plot(row.difference * size, line, "o", color="white", markeredgecolor="black", markersize=5)
    for end, value, side in zip(ends, (row.low_world, row.high_world), ("right", "left")):
        inward = 0.04 if side == "left" else -0.04
        ax.text(end + inward, line, signed(value), ha=side, va="center", fontsize=8, color=GREY, bbox=PAPER)


def _draw_shares(ax, row, line):
    start = 0.0
    for name, (_, colour, hatch) in PARTS.items():
        width = 100 * getattr(row, name)
        ax.barh(line, width, 0.5, start, color=colour, hatch=hatch, edgecolor="white", linewidth=0.8)
        if width >= 100 * FEWEST_TO_WRITE:
            ink = "black" if hatch else "white"
            paper = {"facecolor": colour, "edgecolor": "none", "pad": 1} if hatch else None
            middle = start + width / 2
            ax.text(middle, line, f"{width:.0f}", ha="center", va="center", fontsize=9, color=ink, bbox=paper)
        start += width


def _label(row, many):
    label = METRICS[row.metric].label
    return label[0].upper() + label[1:] + (f"\n{row.design}" if many else "")


def _legend_of_worlds(left):
    from matplotlib.lines import Line2D

    lines = [
        Line2D([], [], color=COLOURS[0], linewidth=7, label="if parameters were known"),
        Line2D([], [], color=COLOURS[1], linewidth=2, label="one world, 95 %"),
    ]
    left.legend(handles=lines, ncols=2, loc="lower left", bbox_to_anchor=(0, 1.01), **LEGEND)


def _legend_of_shares(right):
    from matplotlib.patches import Patch

    parts = [
        Patch(facecolor=colour, hatch=hatch, edgecolor="white", label=label)
        for label, colour, hatch in PARTS.values()
    ]
    right.legend(handles=parts, ncols=3, loc="lower left", bbox_to_anchor=(0, 1.01), **LEGEND)
