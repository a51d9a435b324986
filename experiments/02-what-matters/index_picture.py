"""The picture of what matters: one line a parameter, one column a question."""

import numpy as np
from answers import is_clear

from milieusim.plots.axis_words import capital, metric_label
from milieusim.plots.style import COLOURS, GREY, PALE, bare, new_figure, own_settings

ENDS = (-20, 170)
"""Of the axis; intervals that do not fit end in arrows."""
NEAREST = 6
GREYED = "#A6A6A6"
WORDS = {
    "arousal_gain": "Aggression by arousal",
    "strain_gain": "Aggression by strain of the last days",
    "staff_target_each": "How much staff draw aggression",
    "comply_base": "Doing what the day asks",
    "contact_of_floor": "Contact in time on the floor",
    "dose_preparation_minutes": "Minutes to prepare a dose",
    "australia_threshold_seclusion": "Threshold of seclusion, Australia",
    "australia_threshold_intermittent_observation": "Threshold of observation, Australia",
    "germany_threshold_mechanical_restraint": "Threshold of mechanical restraint, Germany",
    "frailty_shape": "How alike residents are in proneness to incidents",
    "detained_frailty_factor": "Proneness of detained residents",
    "stay_frailty_power": "Proneness by planned stay",
    "aggression_base": "Base rate of aggression",
    "unprovoked": "Aggression without provocation",
    "beta_denied": "Provocation by a denied request",
    "beta_demanded": "Provocation by pressing to take part",
    "severity_size": "Severity of aggression, calm",
    "severity_spread": "Spread of severity",
    "physical_gain": "Physical share by arousal",
    "prn_base": "Base rate of medication as required",
    "recovery_per_day": "Recovery apart from the milieu",
    "rule_base": "Base rate of breaking rules",
    "hours_arousal": "Hours for arousal to settle",
    "need_w_severity": "Response by severity",
    "recovery_w_milieu": "Recovery by the milieu",
    "milieu_w_staff": "Milieu: weight of staff",
    "milieu_w_contact": "Milieu: weight of contact",
    "milieu_w_therapy": "Milieu: weight of therapy",
    "milieu_w_safety": "Milieu: weight of safety",
    "milieu_w_predictability": "Milieu: weight of predictability",
    "milieu_w_autonomy": "Milieu: weight of autonomy",
    "coping_per_therapy_hour": "Coping by an hour of therapy",
    "self_care_per_skills_hour": "Self-care by an hour of practice",
    "contagion_gain": "Contagion: impulse of a seen incident",
    "attend_w_boredom": "Attendance by boredom",
    "felt_safety_w_staff": "Felt safety by staff in reach",
    "self_harm_w_observed": "Self-harm under observation",
    "calm_show_of_force": "Calming by a show of force",
    "calm_restraint": "Calming by restraint",
    "denial_w_structure": "Structure: requests denied",
}


def words_of(name):
    """Return a parameter in plain words."""
    return WORDS.get(name, capital(name.replace("_", " ")))


@own_settings()
def draw(table, questions):
    """Draw the share of the variance between sets that each parameter explains, question by question.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `sensitivity_to_sets`, with a column question.
    questions : dict of str to str
        Question -> what is written above its column.

    Returns
    -------
    matplotlib.figure.Figure
    """
    metrics = list(dict.fromkeys(table["metric"]))
    # Where none is named, as in a trial, those are shown that come nearest.
    named = table[is_clear(table)] if is_clear(table).any() else table.nsmallest(NEAREST, "p")
    shown = named.groupby("factor")["first"].max().sort_values(ascending=False).index
    columns = [(metric, question) for metric in metrics for question in questions]
    size = 2.1 + 0.27 * len(shown)
    figure, axes = new_figure(11, size, 1, len(columns), sharey=True, sharex=True, squeeze=False)
    for letter, ax, (metric, question) in zip("abcdefghi", axes.flat, columns):
        rows = table[(table["metric"] == metric) & (table["question"] == question)].set_index("factor")
        _column(bare(ax), rows.reindex(shown))
        luck = rows["chance_share"].iloc[0]
        words = f"mostly luck: {100 * luck:.0f} %" if luck > 0.5 else f"{100 * luck:.0f} % luck"
        ax.set_title(f"{letter}  {questions[question]}\n    {words}", fontsize=9, loc="left")
    for place, metric in enumerate(metrics):
        axes[0, place * len(questions) + len(questions) // 2].set_xlabel(
            f"{metric_label(metric)}: share of the variance\nbetween parameter sets (95 % interval), %",
            fontsize=9,
        )
    axes[0, 0].set_yticks(np.arange(len(shown)), [words_of(name) for name in shown], fontsize=9)
    axes[0, 0].set_ylim(len(shown) - 0.5, -0.5)
    axes[0, 0].set_xlim(*ENDS)
    _legend(figure)
    return figure


def _column(ax, rows):
    lines = np.arange(len(rows))
    for line in lines[1::2]:
        ax.axhspan(line - 0.5, line + 0.5, color=PALE, alpha=0.25, linewidth=0)
    ax.axvline(0, color=GREY, linewidth=0.8)
    ax.axvline(100, color=GREY, linewidth=0.8, linestyle=(0, (2, 3)))
    value, low, high = (100 * rows[name].to_numpy(float) for name in ("first", "first_low", "first_high"))
    clear = is_clear(rows).to_numpy()
    colours = np.where(clear, COLOURS[0], GREYED)
    ax.hlines(lines, np.clip(low, *ENDS), np.clip(high, *ENDS), color=colours, linewidth=1.2)
    for cut, end, arrow in ((low < ENDS[0], ENDS[0], "<"), (high > ENDS[1], ENDS[1], ">")):
        # The tips of the arrows stand at the ends of the axis, and say that an interval goes on.
        for colour in set(colours[cut]):
            some = lines[cut & (colours == colour)]
            ax.plot(np.full(len(some), end), some, arrow, color=colour, markersize=6, clip_on=False, zorder=5)
    ax.plot(value[clear], lines[clear], "o", color=COLOURS[0], markersize=6)
    ax.plot(value[~clear], lines[~clear], "o", color=GREYED, markerfacecolor="white", markersize=4.5)
    ax.set_xticks([0, 50, 100, 150])
    ax.tick_params(axis="y", length=0)


def _legend(figure):
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], color=COLOURS[0], marker="o", linewidth=1.2, label="named: all tests corrected together"),
        Line2D([], [], color=GREYED, marker="o", markerfacecolor="white", markersize=4.5, linewidth=1.2,
               label="not told apart from chance"),
        Line2D([], [], color=GREYED, marker=">", markersize=6, linewidth=1.2, label="goes on beyond the axis"),
    ]  # fmt: skip
    figure.legend(handles=marks, loc="outside upper left", ncols=3, fontsize=9, frameon=False)
