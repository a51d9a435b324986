"""The picture of what each level costs: minutes of nursing staff, and what residents feel, from none to full."""

from level_costs import FELT, MINUTES, WORDS

from milieusim.plots.style import COLOURS, GREY, PALE, bare, new_figure, own_settings
from milieusim.vocabulary import LEVELS

LINE = 0.21
MINUTES_TITLE = "a  Minutes of nursing staff\n    a resident and day"
PANELS = (
    (MINUTES, MINUTES_TITLE, "minutes more or less, none to full level", 1),
    (FELT, "b  What residents feel", "points more or less on a 0-1 scale, none to full level", 3),
)
"""What is shown, title, label, and digits behind the point."""


@own_settings()
def draw(costs):
    """Draw what each level changes from none to full, with 95 % of parameter sets.

    Parameters
    ----------
    costs : pandas.DataFrame
        Of `level_costs`, of one design.

    Returns
    -------
    matplotlib.figure.Figure
    """
    rows = len(LEVELS) * (len(MINUTES) + 1)
    figure, axes = new_figure(10.6, 1.3 + LINE * rows, 1, 2)
    for ax, (names, title, label, digits) in zip(axes, PANELS):
        _panel(bare(ax), costs, names, digits)
        ax.set_title(title, fontsize=9.5, loc="left")
        ax.set_xlabel(label, fontsize=9)
    _legend(figure)
    return figure


def _panel(ax, costs, names, digits):
    at, ticks, words = 0.0, [], []
    step = (len(MINUTES) + 1) / (len(names) + 1)  # panels are equally high
    across = ax.get_yaxis_transform()
    for level in LEVELS:
        ax.text(-0.02, at, level.capitalize(), transform=across, ha="right", va="center", fontsize=9,
                fontweight="bold")  # fmt: skip
        ax.axhspan(at - step / 2, at + step / 2, color=PALE, alpha=0.35, linewidth=0)
        for what in names:
            at += step
            row = costs[(costs["level"] == level) & (costs["what"] == what)].iloc[0]
            is_clear = row["low"] > 0 or row["high"] < 0
            ax.hlines(at, row["low"], row["high"], color=COLOURS[0], linewidth=1.3)
            face = COLOURS[0] if is_clear else "white"
            ax.plot(row["difference"], at, "o", color=COLOURS[0], markerfacecolor=face, markersize=4.6)
            value = f"{row['difference']:+.{digits}f}".replace("-", "\u2212")
            ax.text(1.01, at, value, transform=across, va="center", fontsize=8, color=GREY)
            ticks.append(at)
            words.append(WORDS[what])
        at += step
    ax.axvline(0, color=GREY, linewidth=1)
    ax.set_ylim(at - step / 2, -step / 2)
    ax.set_yticks(ticks, words, fontsize=8.5)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:+.3g}".replace("-", "\u2212") if value else "0")


def _legend(figure):
    from matplotlib.lines import Line2D

    look = {"color": COLOURS[0], "marker": "o", "markersize": 4.6, "linewidth": 1.3}
    marks = [
        Line2D([], [], label="mean and 95 % of parameter sets, all of one sign", **look),
        Line2D([], [], label="of both signs", **{**look, "markerfacecolor": "white"}),
    ]
    figure.legend(handles=marks, loc="outside upper left", ncols=2, fontsize=9, frameon=False)
