"""The picture of many differences: one line a ward, under the heading of its part; one panel a measure."""

import numpy as np
from contrasts import percent

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number
from milieusim.plots.axis_words import metric_label
from milieusim.plots.style import COLOURS, GREY, PALE, bare, new_figure, own_settings

LINE, TOP = 0.235, 1.75
INSIDE, FAR = 0.85, 1.5
"""The axis holds what is not so many times as far away as this share of lines; others are arrows with numbers."""
ROOM, CENTRE = 1.06, 0.9
CHANCE = {"facecolor": "#9CC9E6", "edgecolor": COLOURS[0], "linewidth": 0.6}
MARK = {"color": COLOURS[0], "marker": "o", "linestyle": "none", "markersize": 4.6}


@own_settings()
def draw(table, beside, width=11.0):
    """Draw differences in per cent of the base, with both intervals.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `contrasts`.
    beside : str
        What the differences are from, for the axis.
    width : float
        Inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    lines, headings = _places(table)
    metrics = list(dict.fromkeys(table["metric"]))
    rows = max([*lines.values(), *headings.values()]) + 1
    figure, axes = new_figure(width, TOP + LINE * rows, 1, len(metrics), sharey=True, squeeze=False)
    for letter, ax, metric in zip("abcdef", axes.flat, metrics):
        shown = table[table["metric"] == metric]
        _panel(bare(ax), shown, [lines[key] for key in zip(shown["part"], shown["words"])])
        facts = METRICS[metric]
        base = number(float(shown["base"].iloc[0]))
        ax.set_title(
            f"{letter}  {metric_label(metric)}\n    {base} {_short(facts.unit)}", fontsize=9.5, loc="left"
        )
        arrow = {"higher": "\u2192 better", "lower": "\u2190 better"}.get(facts.better, "")
        ax.set_xlabel(f"change, % of {beside}   {arrow}", fontsize=9)
    first = axes[0, 0]
    first.set_ylim(rows - 0.5, -0.7)
    first.set_yticks(list(lines.values()), [words for _, words in lines], fontsize=9)
    for part, line in headings.items():
        first.text(-0.02, line, part, transform=first.get_yaxis_transform(), ha="right", va="center",
                   fontsize=9, fontweight="bold")  # fmt: skip
    _legend(figure)
    return figure


def _short(unit):
    return unit.replace("occupied bed-days", "bed-days").replace(" on a 0-1 scale", " (0-1)")


def _places(table):
    """Return the line of each (part, words), and the lines of the headings."""
    lines, headings, at = {}, {}, 0
    for part, words in dict.fromkeys(zip(table["part"], table["words"])):
        if part and part not in headings:
            headings[part] = at
            at += 1
        lines[part, words] = at
        at += 1
    return lines, headings


def _panel(ax, rows, at):
    at = np.array(at, float)
    most = _reach(rows)
    for line in at[1::2]:
        ax.axhspan(line - 0.5, line + 0.5, color=PALE, alpha=0.25, linewidth=0)
    ax.axvline(0, color=GREY, linewidth=1)
    is_in = (rows["percent"].abs() <= CENTRE * most).to_numpy()
    middle = rows["percent"].to_numpy(float)
    shown, lines = rows[is_in], at[is_in]
    low, high, inner_low, inner_high = (
        np.clip(shown[f"percent_{end}"].to_numpy(float), -most, most)
        for end in ("low", "high", "low_chance", "high_chance")
    )
    ax.hlines(lines, low, high, color=COLOURS[0], linewidth=1.2)
    for ends, tip in ((low, "<"), (high, ">")):
        is_cut = np.abs(ends) >= most
        if not is_cut.any():
            continue
        ax.plot(ends[is_cut], lines[is_cut], tip, color=COLOURS[0], markersize=4, clip_on=False, zorder=5)
    ax.barh(lines, inner_high - inner_low, 0.56, left=inner_low, **CHANCE)
    is_told = shown["is_told"].to_numpy(bool)
    for some, face in ((is_told, COLOURS[0]), (~is_told, "white")):
        ax.plot(middle[is_in][some], lines[some], zorder=4, **{**MARK, "markerfacecolor": face})
    for row, line in zip(rows[~is_in].itertuples(), at[~is_in]):
        _beyond(ax, row, line, most)
    ax.set_xlim(-most, most)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:+.3g}".replace("-", "\u2212") if value else "0")


def _reach(rows):
    """Return where the axis ends: most lines fit as a whole."""
    ends = np.nanmax(np.abs(rows[["percent_low", "percent_high"]].to_numpy(float)), axis=1)
    held = ends[ends <= FAR * np.nanquantile(ends, INSIDE)]
    return max(ROOM * float(held.max()), 1e-9)


def _beyond(ax, row, line, most):
    """Draw an arrow for a difference that the axis does not hold, and write its number and interval."""
    side = np.sign(row.percent)
    ends = f" ({percent(row.percent_low)} to {percent(row.percent_high)})".replace(" %", "")
    ax.plot(side * most * 0.97, line, ">" if side > 0 else "<", color=COLOURS[1], markersize=5.5, zorder=5,
            markerfacecolor=COLOURS[1] if row.is_told else "white")  # fmt: skip
    ax.text(side * most * 0.91, line, percent(row.percent) + ends, ha="right" if side > 0 else "left", va="center",
            fontsize=8, color=COLOURS[1], zorder=6,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip


def _legend(figure):
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks = [
        Line2D([], [], label="told apart from chance, all tests counted", **MARK),
        Line2D([], [], label="not told apart", **{**MARK, "markerfacecolor": "white"}),
        Patch(label="95 %, chance alone", **CHANCE),
        Line2D([], [], color=COLOURS[0], linewidth=1.2, label="95 %, parameters unknown too"),
        Line2D(
            [], [], color=COLOURS[1], marker=">", markersize=5.5, linestyle="none", label="beyond the axis"
        ),
    ]
    figure.legend(handles=marks, loc="outside upper left", ncols=5, fontsize=8.5, frameon=False)
