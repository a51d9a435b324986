"""Differences from the base design with their intervals, one metric a line."""

import math
import re

from milieusim.analysis.metrics.made_of import with_parts
from milieusim.analysis.metrics.metrics import METRICS, SHORT_LIST
from milieusim.analysis.numbers import number
from milieusim.plots.style import GREY, LEGEND, NARROW, PALE, axes_or_new, bare, look, own_settings

NARROWEST = 5.0
WIDEST = 100.0
PER = {"100": " *", "1,000": " \u2020"}
"""Of how many occupied bed-days a rate is -> the mark that says so at the end of a line."""
ARROWS = {"higher": "\u2192", "lower": "\u2190", "neither": "   "}


@own_settings()
def draw_differences(table, ax=None, names=None):
    """Draw each difference as a share of the base design's mean, so that all metrics share a scale.

    Filled marks are judged, hollow ones exploratory; an interval that leaves the picture ends in an arrow.
    The arrow before a name points the way that is better.

    Parameters
    ----------
    table : pandas.DataFrame
        A table of differences.
    ax : matplotlib.axes.Axes, optional
    names : list of str, optional
        Metrics to draw, from the top.

    Returns
    -------
    matplotlib.axes.Axes
    """
    rows = drawn_rows(table, names)
    lines = list(dict.fromkeys(row.metric for row in rows))
    designs = list(dict.fromkeys(table["design"]))
    ax = bare(axes_or_new(ax, 8.0, 1.3 + (0.30 + 0.1 * (len(designs) - 1)) * len(lines)))
    limit = _limit(rows)
    ax.axvline(0, color=GREY, linewidth=1)
    _bands(ax, rows, lines)
    for row in rows:
        _draw_row(ax, row, lines.index(row.metric), designs, limit)
    _label(ax, rows, lines, limit)
    if len(designs) == 1:
        _means(ax, rows, lines)
    _legend(ax, designs, rows)
    return ax


def drawn_rows(table, names=None):
    """Return the rows that can be drawn: judged metrics with their parts, then the short list; no base of zero."""
    if names is None:
        judged = table.loc[~table["is_exploratory"], "metric"].unique().tolist()
        names = with_parts([*judged, *(name for name in SHORT_LIST if name not in judged)])
    place = {name: i for i, name in enumerate(names)}
    rows = [row for row in table.itertuples(index=False) if row.metric in place and _can_be_drawn(row)]
    return sorted(rows, key=lambda row: place[row.metric])


def _can_be_drawn(row):
    return math.isfinite(row.low) and math.isfinite(row.base) and row.base != 0


def _percent(row):
    return [100 * value / abs(row.base) for value in (row.difference, row.low, row.high)]


def _limit(rows):
    ends = [max(abs(end) for end in _percent(row)[1:]) for row in rows]
    judged = [end for end, row in zip(ends, rows) if not row.is_exploratory]
    middling = sorted(ends)[int(0.8 * (len(ends) - 1))] if ends else NARROWEST
    return min(max([NARROWEST, min(middling, WIDEST), *judged]) * 1.15, 3 * WIDEST)


def _draw_row(ax, row, line, designs, limit):
    place = designs.index(row.design)
    style = look(place + 1)
    height = line + (place - (len(designs) - 1) / 2) * 0.7 / len(designs)
    middle, low, high = _percent(row)
    ends = max(low, -limit), min(high, limit)
    if ends[0] < ends[1]:
        ax.plot(ends, [height, height], color=style["color"], linewidth=1.2 if row.is_exploratory else 2.0)
    if high > limit:
        ax.plot(limit, height, ">", color=style["color"], markersize=6, clip_on=False)
    if low < -limit:
        ax.plot(-limit, height, "<", color=style["color"], markersize=6, clip_on=False)
    if abs(middle) <= limit:
        face = "white" if row.is_exploratory else style["color"]
        ax.plot(middle, height, style["marker"], color=style["color"], markerfacecolor=face, markersize=6.5)
    else:
        # Too far out to draw to scale: say where it is.
        side = "right" if middle > 0 else "left"
        text = f"{middle:+,.0f} %".replace("-", "\u2212")
        inward = math.copysign(0.965 * limit, middle)
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        ax.text(inward, height, text, ha=side, va="center", fontsize=8, color=style["color"], bbox=paper)


def _bands(ax, rows, lines):
    judged = with_parts([row.metric for row in rows if not row.is_exploratory])
    above = [place for place, name in enumerate(lines) if name in judged]
    if above and len(above) < len(lines):
        ax.axhline(max(above) + 0.5, color=GREY, linewidth=0.8, linestyle=(0, (2, 2)))
    for line in range(1, len(lines), 2):
        ax.axhspan(line - 0.5, line + 0.5, color=PALE, alpha=0.25, linewidth=0)


def _label(ax, rows, lines, limit):
    bases = {row.metric: row for row in rows}
    ax.set_yticks(range(len(lines)), [_words(bases[name]) for name in lines])
    for text, name in zip(ax.get_yticklabels(), lines):
        text.set_fontweight("normal" if bases[name].is_exploratory else "bold")
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(len(lines) - 0.5, -0.5)
    ax.set_xlim(-limit * 1.04, limit * 1.04)
    is_narrow = ax.figure.get_figwidth() <= NARROW
    told = (
        "Difference, % of the base"
        if is_narrow
        else "Difference from the base design, % of the base design's mean"
    )
    ax.set_xlabel(f"{told} (95 % interval)", fontsize=9)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:+.0f}".replace("-", "\u2212") if value else "0")


def _means(ax, rows, lines):
    """Write the means of both designs at the end of each line."""
    across = ax.get_yaxis_transform()
    for row in rows:
        text = f"{number(row.base)} \u2192 {number(row.other)}{PER.get(_per(row.unit), '')}"
        ax.text(1.015, lines.index(row.metric), text, transform=across, va="center", fontsize=8.5, color=GREY)
    ax.text(1.015, -0.75, "base \u2192 other", transform=across, va="center", fontsize=8.5, color=GREY)
    used = {_per(row.unit) for row in rows}
    key = [f"{mark.strip()} per {days}" for days, mark in PER.items() if days in used]
    if key:
        told, style = f"{', '.join(key)} bed-days", {"ha": "center", "fontsize": 8, "color": GREY}
        ax.annotate(told, (0.5, 0), (0, -42), "axes fraction", "offset points", **style)


def _per(unit):
    """Return of how many bed-days a rate is; nothing for what is none."""
    found = re.search(r"per ([\d,]+) occupied bed-days$", unit)
    return found[1] if found else ""


def _words(row):
    metric = METRICS[row.metric]
    label = metric.label[0].upper() + metric.label[1:]
    return f"{label} {ARROWS[metric.better]}"


def _legend(ax, designs, rows):
    from matplotlib.lines import Line2D

    both = {row.is_exploratory for row in rows} == {True, False}
    marks = []
    for place, design in enumerate(designs):
        style = look(place + 1)
        marks.append(Line2D([], [], color=style["color"], marker=style["marker"], label=design))
    if both:
        # One design has one shape of mark: the legend shows that, and not another.
        shape = look(1)["marker"] if len(designs) == 1 else "o"
        plain = {"color": GREY, "marker": shape, "linestyle": "none"}
        marks.append(Line2D([], [], label="judged", **plain))
        marks.append(Line2D([], [], label="exploratory", markerfacecolor="white", **plain))
    marks.append(Line2D([], [], linestyle="none", label="\u2190 \u2192  the better way"))
    if ax.figure.get_figwidth() <= NARROW:
        ax.figure.legend(handles=marks, ncols=2, loc="outside upper right", **LEGEND)
        return
    columns = len(marks) if len(marks) <= 4 else 3
    ax.legend(handles=marks, ncols=columns, loc="lower right", bbox_to_anchor=(1, 1.01), **LEGEND)
