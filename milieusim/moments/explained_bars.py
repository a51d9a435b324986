"""The terms of an explanation as bars: a panel each for arousal, wellbeing and conflict."""

from textwrap import fill

from milieusim.phrasing import listed
from milieusim.plots.style import COLOURS, GREY, bare, own_settings

RAISES, LOWERS = COLOURS[1], COLOURS[0]
LINE_HEIGHT, HEAD, WIDTH = 0.24, 1.15, 7.6
LETTERS = 88
ROOM = 1.28
"""How much wider than its longest bar a panel is, for the numbers at their ends."""
TITLES = {
    "arousal": "Arousal {arousal:.2f}, drawn to {drawn_to:.2f}{asleep}: what pushes it",
    "wellbeing": "Wellbeing {wellbeing:.2f}: what it is made of",
    "conflict": "Hazard of conflict, {hazard:.3g} an hour: what it is made of",
}
UNITS = {
    "arousal": "Adds to the arousal that one is drawn to, 0-1",
    "wellbeing": "Adds to wellbeing, 0-1",
    "conflict": "Incidents an hour",
}
HARDLY = 0.02
"""Share of a quantity below which a term gets no bar of its own."""
PLAINLY = {
    "baseline": "how they usually are",
    "conflict": "a hostile encounter",
    "denied": "a request refused",
    "limited": "a limit set",
    "demanded": "being pressed",
    "changed": "a slot that fell through",
    "crowding": "a crowd",
    "fear": "not feeling safe",
    "worry": "not knowing what comes",
    "alertness": "the time of day",
    "sleep lost": "sleep lost last night",
    "refusal": "little medication",
    "limit": "kept within 0 and 1",
    "self care": "self-care",
    "self harm": "self-harm",
}
"""What a term is called where nobody has the table beside it; others are called as they are."""


@own_settings()
def draw_explanation(explanation, axes=None):
    """Draw what pushes arousal, wellbeing and conflict, the largest first; what adds nothing is named below.

    Parameters
    ----------
    explanation : Explanation
    axes : sequence of matplotlib.axes.Axes, optional
        Three.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes
    """
    import numpy as np

    rows = {name: explanation.of(name) for name in TITLES}
    if axes is None:
        axes = _three(rows, explanation)
    asleep = " (in sleep to a share of it)" if explanation.is_asleep else ""
    for ax, name in zip(axes, TITLES):
        _panel(ax, name, rows[name], TITLES[name].format(**vars(explanation), asleep=asleep))
    return np.asarray(axes)


def _three(rows, explanation):
    from matplotlib import pyplot

    heights = [HEAD + LINE_HEIGHT * max(len(_weighty(one)), 1) for one in rows.values()]
    figure, axes = pyplot.subplots(
        3, 1, figsize=(WIDTH, sum(heights)), height_ratios=heights, layout="constrained"
    )
    figure.suptitle(f"Resident {explanation.resident}, {explanation.clock}", fontsize=11, x=0.01, ha="left")
    return axes


def _weighty(rows):
    whole = sum(abs(row.contribution) for row in rows)
    return [row for row in rows if abs(row.contribution) > HARDLY * whole]


def _plainly(term):
    kind, _, cause = term.rpartition(": ")
    told = PLAINLY.get(cause, cause)
    return f"{kind}: {told}" if kind else told


def _together(terms):
    """Return terms in a sentence, those of one kind told at once."""
    kinds = {}
    for term in terms:
        kind, _, cause = _plainly(term).rpartition(": ")
        kinds.setdefault(kind or cause, []).extend([cause] if kind else [])
    return listed(f"{kind} ({', '.join(causes)})" if causes else kind for kind, causes in kinds.items())


def _panel(ax, name, rows, title):
    bare(ax)
    shown = _weighty(rows)
    lengths = [row.contribution for row in shown]
    places = range(len(shown))[::-1]
    bars = ax.barh(places, lengths, height=0.7, color=[RAISES if x > 0 else LOWERS for x in lengths])
    ax.set_yticks(list(places), [_plainly(row.term) for row in shown])
    ax.bar_label(bars, [_number(x, name) for x in lengths], padding=3, fontsize=8)
    ax.axvline(0, color=GREY, linewidth=0.8)
    if not shown:
        ax.set_xticks([0])
        ax.text(0.02, 0.5, f"{_together(row.term for row in rows)}: nothing happens by itself", fontsize=9)
    high, low = max([0.0, *lengths]), min([0.0, *lengths])
    ax.set_xlim(0, high * ROOM or 1.0)
    if low < 0:
        ax.set_xlim(low - 0.12 * (high - low), high * ROOM)
    ax.set_title(title, fontsize=10, loc="left")
    nothing = _together(row.term for row in rows if row not in shown)
    told = f"\n{fill(f'Hardly anything now: {nothing}', LETTERS)}" if shown and nothing else ""
    ax.set_xlabel(f"{UNITS[name]}{told}", fontsize=8.5, loc="left")


def _number(value, name):
    if name == "conflict":
        from numpy import format_float_positional

        return format_float_positional(value, precision=2, fractional=False, trim="-")
    return f"{value:+.2f}" if name == "arousal" else f"{value:.2f}"
