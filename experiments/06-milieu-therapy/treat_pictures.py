"""Pictures of the study: what is needed and what is enough; and the milieu's worth for three mixes."""

from treat_words import GAIN, MEASURES

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.plots.axis_words import metric_label
from milieusim.plots.style import COLOURS, GREY, LEGEND, LINES, bare, new_figure, own_settings

SHOWN = (GAIN, "conflict_per_100_obd")
MARKS = ("o", "s", "D")


@own_settings()
def draw_needed_and_enough(table):
    """Return a picture of each element: the change without it, and the change that it makes alone.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `contrasts`.

    Returns
    -------
    matplotlib.figure.Figure
    """
    figure, axes = new_figure(10.5, 4.6, 1, len(SHOWN), sharey=True)
    for letter, ax, metric in zip("ab", axes, SHOWN):
        rows = table[table["metric"] == metric]
        for place, (part, label) in enumerate(
            (
                ("Without one element", "taken from the whole milieu"),
                ("With one element alone", "added to none of it"),
            )
        ):
            _lines(bare(ax), rows[rows["part"] == part], place, label)
        ax.axvline(0, color=GREY, linewidth=1)
        ax.set_title(f"{letter}  {metric_label(metric)}", fontsize=9.5, loc="left")
        ax.set_xlabel("change, % of the ward that it is held against", fontsize=9)
    names = list(dict.fromkeys(table.loc[table["part"] == "Without one element", "words"]))
    axes[0].set_yticks(range(len(names)), names, fontsize=9)
    axes[0].set_ylim(len(names) - 0.5, -0.5)
    handles = axes[0].get_legend_handles_labels()
    figure.legend(*handles, loc="outside upper left", ncols=4, **LEGEND)
    return figure


def _lines(ax, rows, place, label):
    """Draw a mark and an interval an element; filled where chance alone could not do it."""
    for line, row in enumerate(rows.itertuples()):
        y = line + (place - 0.5) * 0.36
        ax.plot(
            [row.percent_low, row.percent_high],
            [y, y],
            color=COLOURS[place],
            linewidth=1.3,
            linestyle=LINES[place],
        )
        ax.plot(
            row.percent,
            y,
            MARKS[place],
            color=COLOURS[place],
            markersize=5.5,
            markerfacecolor=COLOURS[place] if row.is_told else "white",
            label=f"{label} (filled: beyond chance; line: 95 %, parameters unknown too)" if line == 0 and not place
            else label if line == 0 else None,
        )  # fmt: skip


@own_settings()
def draw_whom(table):
    """Return a picture of wards without and with the milieu, for each mix.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `contrasts`.

    Returns
    -------
    matplotlib.figure.Figure
    """
    measures = [name for name in MEASURES if name != "wellbeing_gain_day7"]
    figure, axes = new_figure(10.5, 2.9, 1, len(measures), sharey=True)
    rows = table[table["part"] == "With the milieu"]
    mixes = list(dict.fromkeys(rows["words"]))
    for letter, ax, metric in zip("abc", axes, measures):
        for line, row in enumerate(rows[rows["metric"] == metric].itertuples()):
            low, high = row.base + row.low, row.base + row.high
            bare(ax).plot([low, high], [line, line], color=COLOURS[0], linewidth=1.3)
            ax.annotate(
                "", (row.other, line), (row.base, line), arrowprops={"arrowstyle": "->", "color": GREY}
            )
            ax.plot(row.base, line, "o", color=COLOURS[1], markersize=6, markerfacecolor="white",
                    label="none of the milieu" if line == 0 else None)  # fmt: skip
            ax.plot(row.other, line, "s", color=COLOURS[0], markersize=6,
                    label="the whole; line: 95 % of plausible worlds" if line == 0 else None)  # fmt: skip
        ax.set_title(f"{letter}  {metric_label(metric)}", fontsize=9.5, loc="left")
        ax.set_xlabel(METRICS[metric].unit.replace("occupied bed-days", "bed-days"), fontsize=9)
        ax.margins(x=0.1)
    names = [f"residents{':' * (mix == 'own mix')} {mix}" for mix in mixes]
    axes[0].set_yticks(range(len(mixes)), names, fontsize=9)
    axes[0].set_ylim(len(mixes) - 0.5, -0.5)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper left", ncols=2, **LEGEND)
    return figure
