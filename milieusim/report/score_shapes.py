"""The shapes behind some published patterns: the day, counts in a shift, stays, as they were simulated."""

from milieusim.evidence.counts.people_counts import DAY_EDGES, LENGTH_EDGES
from milieusim.report.page_writing import embedded

SHORT = {
    "practices_off": "no practices",
    "contagion_off": "no contagion",
    "identical_residents": "all alike",
}


def shapes_of(card):
    """Return the pictures of all shapes that can be drawn, each with its title, patterns and words.

    Parameters
    ----------
    card : Scorecard

    Returns
    -------
    list of dict
    """
    return [shape for shape in (_shape(card, *asked) for asked in SHAPES) if shape]


def _shape(card, title, keys, draw):
    """Return the picture of the shape behind some patterns, if they are looked at and their ward was run."""
    there = [row.target.key for row in card.rows if row.target.key in keys]
    if not there:
        return None
    from milieusim.plots.style import new_figure

    figure, ax = new_figure(3.9, 2.3)
    words = draw(card, ax)
    return {"title": title, "keys": there, "png": embedded(figure, 150), "alt": words} if words else None


def _pooled(card, study, null=None):
    return card.shapes[null].get(study)


def _ends(card, key):
    found = [row.target for row in card.rows if row.target.key == key]
    return (found[0].low, found[0].high) if found else None


def _hours(card, ax):
    from milieusim.evidence.statistics import cosinor
    from milieusim.plots.evidence.pattern_plots import draw_hours

    counts = _pooled(card, "switzerland")
    if counts is None or not counts["by_hour"].any():
        return None
    draw_hours(counts["by_hour"], ax, _ends(card, "T07"), _ends(card, "T50"))
    peak, r2 = cosinor(counts["by_hour"])
    return f"Simulated incidents by hour; one harmonic peaks at {peak:.1f} h and takes {100 * r2:.0f} % of the variance."


def _conflict(card, ax):
    from milieusim.plots.evidence.pattern_plots import draw_counts

    models = {None: "simulated"} | {null: SHORT[null] for null in ("contagion_off", "identical_residents")}
    there = {words: _pooled(card, "new-south-wales", null) for null, words in models.items()}
    counts = {words: found["by_conflict"] for words, found in there.items() if found is not None}
    if "simulated" not in counts:
        return None
    mean = [row.target.value for row in card.rows if row.target.key == "T31"]
    draw_counts(counts, ax, mean[0] if mean else None)
    quiet = 100 * counts["simulated"][0] / max(counts["simulated"].sum(), 1)
    return f"Simulated shifts by the conflict counted in them; {quiet:.0f} % had none."


def _lengths(study, key=None):
    def draw(card, ax):
        from milieusim.plots.evidence.pattern_plots import draw_spans

        counts = _pooled(card, study)
        if counts is None:
            return None
        lengths = counts["by_length"]
        rows = {"all stays": lengths.sum(axis=0)}
        if key is None:
            rows = {"without aggression": lengths[0], "with aggression": lengths[1]}
        ends = _ends(card, key) if key else None
        draw_spans(rows, LENGTH_EDGES, ax, bands=[ends] if ends else ())
        return "Simulated stays by length."

    return draw


def _first_days(card, ax):
    from milieusim.plots.evidence.pattern_plots import draw_spans

    counts = _pooled(card, "switzerland")
    if counts is None:
        return None
    rows = {"schizophrenia spectrum": counts["first_psychosis"], "others": counts["first_other"]}
    bands = [_ends(card, key) or (0, 0) for key in ("V03", "T52")]
    draw_spans(rows, DAY_EDGES, ax, 2.0, 40.0, bands, "Day of the first aggression")
    return "Simulated stays by the day of their first recorded aggression."


SHAPES = (
    ("Incidents by the clock", ("T07", "T50"), _hours),
    ("Conflict in a shift", ("T31", "T32"), _conflict),
    ("Stays with and without aggression", ("T03", "T36"), _lengths("switzerland")),
    ("Day of the first aggression", ("V03", "T52"), _first_days),
    ("Length of stays in England", ("I27",), _lengths("england", "I27")),
)
