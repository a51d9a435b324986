"""Minutes of staff that are left in each hour of the day, a panel a role."""

import math

from milieusim.plots.style import GREY, LEGEND, NARROW, bare, look, new_figure, own_settings

A_ROW = 2


@own_settings()
def staff_figure(staff_hours, width=8.8):
    """Return a picture of what is left of staff by hour and role.

    Parameters
    ----------
    staff_hours : pandas.DataFrame
        As `result.staff_hours`.
    width : float
        In inches.

    Returns
    -------
    matplotlib.figure.Figure
    """
    roles, designs = (list(dict.fromkeys(staff_hours[name])) for name in ("role", "design"))
    lines = math.ceil(len(roles) / A_ROW)
    figure, axes = new_figure(
        width, 0.8 + 1.9 * lines, lines, A_ROW, sharex=True, sharey="row", squeeze=False
    )
    for ax, role in zip(axes.flat, roles):
        _draw_role(bare(ax), staff_hours[staff_hours["role"] == role], role, designs)
    for ax in list(axes.flat)[len(roles) :]:
        ax.set_axis_off()
    figure.supylabel("Minutes left in an hour, all of a role together", fontsize=9)
    figure.supxlabel("Hour of the day", fontsize=9)
    handles = axes[0][0].get_legend_handles_labels()
    figure.legend(
        *handles, ncols=min(len(designs), 4 if width > NARROW else 1), loc="outside upper right", **LEGEND
    )
    return figure


def _draw_role(ax, mine, role, designs):
    ax.axhline(0, color=GREY, linewidth=1)
    for place, design in enumerate(designs):
        rows, style = mine[mine["design"] == design].sort_values("hour"), look(place)
        line = {"color": style["color"], "linestyle": style["linestyle"], "label": design, "where": "mid"}
        ax.step(rows["hour"], rows["minutes_left"], linewidth=1.4, **line)
        ax.fill_between(
            rows["hour"], rows["low"], rows["high"], step="mid", color=style["color"], alpha=0.2, linewidth=0
        )
    ax.set_title(role.replace("_", " ").capitalize() + "s", fontsize=9.5, loc="left")
    ax.set_xticks(range(0, 25, 6))
    ax.set_xlim(-0.5, 23.5)
