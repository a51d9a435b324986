"""How many runs an answer needs."""

from milieusim.analysis.columns import need_columns
from milieusim.plots.axis_words import metric_words
from milieusim.plots.style import COLOURS, GREY, LEGEND, axes_or_new, bare, own_settings


@own_settings()
def draw_precision(table, name, wanted=None, ax=None):
    """Draw the mean of a metric and its interval as runs are added.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `precision_by_runs`: runs, mean, half_width.
    name : str
        Metric, for the axis.
    wanted : float, optional
        Half width asked for; the first number of runs that reaches it is marked.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    need_columns(table, ["runs", "mean", "half_width"], "draw_precision")
    ax = bare(axes_or_new(ax, 6.4, 3.4))
    runs, mean, half = (table[column].to_numpy(float) for column in ("runs", "mean", "half_width"))
    ax.fill_between(
        runs, mean - half, mean + half, color=COLOURS[5], alpha=0.35, linewidth=0, label="95 % interval"
    )
    ax.plot(runs, mean, color=COLOURS[0], linewidth=1.6, label="mean")
    if wanted is not None:
        last = mean[-1]
        for end in (last - wanted, last + wanted):
            words = None if end < last else "wanted precision"
            ax.axhline(end, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)), label=words)
        reached = runs[half <= wanted]
        if len(reached):
            ax.axvline(reached[0], color=COLOURS[1], linewidth=1.3, linestyle="-.",
                       label=f"reached with {reached[0]:.0f} runs")  # fmt: skip
    # The first few runs have intervals so wide that nothing else would be seen.
    settled = half[min(len(half) - 1, 5)]
    ax.set_ylim(mean[-1] - 1.6 * settled, mean[-1] + 1.6 * settled) if settled > 0 else None
    ax.set_xlim(runs[0], runs[-1])
    ax.set_xlabel("Runs", fontsize=9)
    ax.set_ylabel(metric_words(name), fontsize=9)
    ax.legend(ncols=4, loc="lower left", bbox_to_anchor=(0, 1), **LEGEND)
    return ax
