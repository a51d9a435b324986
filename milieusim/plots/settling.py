"""How a ward settles, and whether the warm-up is long enough."""

import math

from milieusim.plots.style import COLOURS, GREY, LEGEND, PALE, axes_or_new, bare, own_settings

WORDS = {
    "mean_wellbeing": "Wellbeing (0-1)",
    "mean_arousal": "Arousal (0-1)",
    "mean_distress": "Distress (0-1)",
    "mean_felt_safety": "Felt safety (0-1)",
    "mean_loneliness": "Loneliness (0-1)",
    "mean_burnout": "Burnout of staff (0-1)",
    "conflict": "Conflict (events a day)",
    "containment": "Containment (events a day)",
    "census": "Residents (sum over the shifts of a day)",
}


@own_settings()
def draw_warm_up(check, measure, ax=None):
    """Draw how a measure settles: days, a running week, and the warm-up that is left out.

    Parameters
    ----------
    check : milieusim.analysis.patterns.warm_up.WarmUp
    measure : str
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = bare(axes_or_new(ax, 6.8, 3.2))
    days = check.daily[check.daily["measure"] == measure]
    found = check.measures[check.measures["measure"] == measure].iloc[0]
    ax.axvspan(0, check.warm_up_days, color=PALE, alpha=0.5, linewidth=0, label="left out as warm-up")
    ax.fill_between(days["day"], days["low"], days["high"], color=COLOURS[5], alpha=0.35, linewidth=0,
                    label="mean of runs, 95 % interval")  # fmt: skip
    ax.plot(days["day"], days["running"], color=COLOURS[0], linewidth=1.6, label="mean over a week")
    ax.axhline(found["late"], color=GREY, linewidth=0.9, linestyle=(0, (4, 3)))
    if not math.isnan(found["settled_day"]):
        ax.axvline(
            found["settled_day"], color=COLOURS[1], linewidth=1.3, linestyle="-.", label="settled by MSER"
        )
    ax.set_xlim(0, check.days)
    ax.set_xlabel("Days since the ward was started", fontsize=9)
    ax.set_ylabel(WORDS.get(measure, measure.replace("_", " ")), fontsize=9)
    ax.legend(ncols=2, loc="lower left", bbox_to_anchor=(0, 1), **LEGEND)
    return ax
