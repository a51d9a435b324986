"""What a design adds to each hour of the day, or takes from it, a panel a measure."""

from milieusim.plots.style import GREY, LEGEND, NARROW, bare, look, new_figure, own_settings

TITLES = {
    "mean_arousal": "Arousal (0 settled, 1 crisis)",
    "conflict": "Conflict (events an hour, whole ward)",
    "containment": "Containment (measures an hour, whole ward)",
}
NIGHT = ((0, 7), (22, 24))
APART = 0.5
"""Share of an hour over which the marks of designs are spread."""


@own_settings()
def hours_figure(day_differences, width=8.6):
    """Return a picture of differences by hour of the day with what chance leaves open.

    Parameters
    ----------
    day_differences : pandas.DataFrame
        As `result.day_differences`.
    width : float
        In inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    measures, designs = (list(dict.fromkeys(day_differences[name])) for name in ("measure", "design"))
    figure, axes = new_figure(width, 0.9 + 1.75 * len(measures), len(measures), 1, sharex=True, squeeze=False)
    for ax, measure in zip(axes[:, 0], measures):
        mine = day_differences[day_differences["measure"] == measure]
        _draw(bare(ax), mine, designs)
        ax.set_title(TITLES.get(measure, measure), fontsize=9.5, loc="left")
    below = axes[-1, 0]
    below.set_xlim(0, 24)
    below.set_xticks(range(0, 25, 3), [f"{hour:02d}" for hour in range(0, 25, 3)])
    below.set_xlabel("Hour of the day (shaded: night)", fontsize=9)
    figure.supylabel("Difference from the base", fontsize=9)
    _legend(figure, designs, width)
    return figure


def _draw(ax, mine, designs):
    ax.axhline(0, color=GREY, linewidth=1)
    for start, end in NIGHT:
        ax.axvspan(start, end, color="#EEEEEE", linewidth=0, zorder=0)
    for place, design in enumerate(designs):
        style = look(place + 1)
        rows = mine[mine["design"] == design]
        # An hour's mean belongs to the middle of the hour.
        at = rows["hour"] + 0.5 + APART * (place - (len(designs) - 1) / 2) / len(designs)
        ax.vlines(at, rows["low"], rows["high"], color=style["color"], linewidth=1.4)
        for is_sure in (True, False):
            some = (rows["stands_out"] == is_sure).to_numpy()
            ax.plot(
                at[some],
                rows["difference"][some],
                style["marker"],
                color=style["color"],
                markerfacecolor=style["color"] if is_sure else "white",
                markersize=5,
            )
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:+.3g}".replace("-", "\u2212") if value else "0")


def _legend(figure, designs, width):
    from matplotlib.lines import Line2D

    marks = []
    for place, design in enumerate(designs):
        style = look(place + 1)
        marks.append(Line2D([], [], color=style["color"], marker=style["marker"], label=design))
    plain = {"color": GREY, "marker": "o", "linestyle": "none"}
    marks.append(Line2D([], [], label="told apart from chance", **plain))
    marks.append(Line2D([], [], label="may be chance", markerfacecolor="white", **plain))
    columns = min(len(marks), 3 if width > NARROW else 2)
    figure.legend(handles=marks, ncols=columns, loc="outside upper right", **LEGEND)
