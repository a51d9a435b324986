"""The ward's day by the clock, design beside design."""

from milieusim.plots.style import LEGEND, axes_or_new, bare, look, own_settings

SCALES = {
    "mean_arousal": "Mean arousal (0 settled, 1 crisis)",
    "conflict": "Conflict (events an hour)",
    "containment": "Containment (events an hour)",
}


@own_settings()
def draw_day_by_hour(table, ax=None, name="conflict"):
    """Draw one measure by hour of the day, a line a design, with its 95 % interval over runs.

    Parameters
    ----------
    table : pandas.DataFrame
        As `milieusim.analysis.patterns.day.mean_by_hour` returns it; without a column `design`, one line is drawn.
    ax : matplotlib.axes.Axes, optional
    name : str
        ``conflict``, ``containment`` or ``mean_arousal``.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax))
    groups = [(None, table)]
    if "design" in table.columns:
        groups = [(design, table[table["design"] == design]) for design in dict.fromkeys(table["design"])]
    for place, (design, rows) in enumerate(groups):
        _draw_line(ax, rows.sort_values("hour"), name, design, look(place))
    _clock(ax)
    ax.set_ylabel(SCALES.get(name, name.replace("_", " ")), fontsize=9)
    if name != "mean_arousal":
        ax.set_ylim(bottom=0)
    if len(groups) > 1:
        ax.legend(ncols=3, handlelength=3, loc="lower left", bbox_to_anchor=(0, 1), **LEGEND)
    return ax


def _draw_line(ax, rows, name, design, style):
    # An hour's mean belongs to the middle of the hour.
    hours = rows["hour"].to_numpy() + 0.5
    ax.plot(hours, rows[name], label=design, markevery=3, markersize=4.5, linewidth=1.6, **style)
    low, high = rows.get(name + "_low"), rows.get(name + "_high")
    if low is not None and low.notna().any():
        ax.fill_between(hours, low, high, color=style["color"], alpha=0.18, linewidth=0)


def _clock(ax):
    ax.set_xlim(0, 24)
    ax.set_xticks(range(0, 25, 3), [f"{hour:02d}" for hour in range(0, 25, 3)])
    ax.set_xlabel("Hour of the day", fontsize=9)
    ax.grid(axis="x", color="#E6E6E6", linewidth=0.8)
    ax.set_axisbelow(True)
