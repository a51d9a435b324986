"""A first look at one run: its day by the clock, its incidents day by day, and how residents fare."""

from milieusim.errors import ConfigError
from milieusim.phrasing import listed
from milieusim.plots.style import COLOURS, GREY, PALE, bare, own_settings

NEEDED = ("hours", "shifts")
AROUSAL, CONFLICT, CONTAINMENT, WELLBEING = COLOURS[1], COLOURS[0], COLOURS[4], COLOURS[2]
SIZE = (10.0, 6.4)
MOST_NAMED = 16
"""Days up to which each has its number under it."""


@own_settings()
def draw_first_look(run):
    """Draw arousal and conflict by the hour of the day, and conflict, containment and wellbeing day by day.

    Parameters
    ----------
    run : Run
        With its tables hours and shifts.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes, shape (2, 2)

    Raises
    ------
    ConfigError
        If the run did not keep these tables.
    """
    from matplotlib import pyplot

    missing = [name for name in NEEDED if name not in run.kept]
    if missing:
        raise ConfigError(
            f"run.plot: this run kept no table {listed(missing, 'nor')}; ask for keep={list(NEEDED)!r}, or leave "
            "keep out."
        )
    figure, axes = pyplot.subplots(2, 2, figsize=SIZE, layout="constrained")
    title = run.design.about.title or run.design.name
    figure.suptitle(f"{title}: {run.days} days, seed {run.seed}", fontsize=12, x=0.01, ha="left")
    _arousal(bare(axes[0, 0]), run.hours)
    _by_hour(bare(axes[0, 1]), run.hours)
    _by_day(bare(axes[1, 0]), run.hours)
    _wellbeing(bare(axes[1, 1]), run.shifts)
    return axes


def _arousal(ax, hours):
    by_hour = hours.groupby("hour")["mean_arousal"]
    middle = by_hour.mean()
    at = middle.index.to_numpy() + 0.5
    low, high = by_hour.quantile(0.1), by_hour.quantile(0.9)
    ax.fill_between(at, low, high, color=AROUSAL, alpha=0.2, linewidth=0, label="8 of 10 days")
    ax.plot(at, middle, color=AROUSAL, linewidth=1.8, marker="o", markevery=3, markersize=4, label="mean")
    ax.set_title("Arousal by the clock (0 settled, 1 crisis)", fontsize=10, loc="left")
    ax.set_ylim(0, max(0.6, float(high.max()) * 1.1))
    ax.legend(fontsize=8.5, frameon=False, loc="upper left", ncols=2)
    _clock(ax)


def _by_hour(ax, hours):
    mean = hours.groupby("hour")["conflict"].mean()
    ax.bar(mean.index + 0.5, mean, width=0.85, color=CONFLICT)
    ax.set_title("Incidents an hour, by the clock", fontsize=10, loc="left")
    _clock(ax)


def _clock(ax):
    ax.set_xlim(0, 24)
    ax.set_xticks(range(0, 25, 4), [f"{hour:02d}:00" for hour in range(0, 25, 4)])
    ax.grid(axis="x", color=PALE, linewidth=0.6)
    ax.set_axisbelow(True)


def _by_day(ax, hours):
    by_day = hours.groupby("day")[["conflict", "containment"]].sum()
    ax.bar(by_day.index, by_day["conflict"], width=0.85, color=CONFLICT, label="incidents")
    ax.plot(
        by_day.index, by_day["containment"], color=CONTAINMENT, marker="s", markersize=4, label="containment"
    )
    ax.set_title("Incidents and containment a day", fontsize=10, loc="left")
    top = max(float(by_day.to_numpy().max()), 1.0)
    ax.set_ylim(0, top * 1.3)
    ax.legend(fontsize=8.5, frameon=False, loc="upper left", ncols=2)
    _days(ax, by_day.index)


def _wellbeing(ax, shifts):
    weighed = shifts["mean_wellbeing"] * shifts["resident_hours"]
    by_day = weighed.groupby(shifts["day"]).sum() / shifts["resident_hours"].groupby(shifts["day"]).sum()
    by_day = by_day[by_day.index >= 0]  # the night under way at hour 0 began the day before
    ax.plot(by_day.index, by_day, color=WELLBEING, linewidth=1.8, marker="o", markersize=4)
    ax.axhline(by_day.mean(), color=GREY, linewidth=0.8, linestyle="--", label=f"mean {by_day.mean():.2f}")
    ax.set_title("Mean wellbeing of residents, 0-1", fontsize=10, loc="left")
    low, high = float(by_day.min()), float(by_day.max())
    ax.set_ylim(max(low - 0.1, 0.0), min(high + 0.1, 1.0))
    ax.legend(fontsize=8.5, frameon=False, loc="upper left")
    _days(ax, by_day.index)


def _days(ax, days):
    first, last = min(days), max(days)
    ax.set_xlim(first - 0.6, last + 0.6)
    step = 1 if len(days) <= MOST_NAMED else 7
    ax.set_xticks(range(first, last + 1, step))
    ax.set_xlabel("Day of the run (0 is a Monday)", fontsize=9)
