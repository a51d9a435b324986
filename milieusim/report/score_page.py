"""The page about the model's score: published patterns beside simulated ones, with a picture each."""

import base64
from functools import partial

from milieusim.evidence import score_words as wording
from milieusim.evidence.counts import DAY_EDGES, LENGTH_EDGES
from milieusim.evidence.judging import GOOD, UNDECIDED
from milieusim.evidence.nulls import tally
from milieusim.evidence.studies import NULL_MODELS, load_studies
from milieusim.evidence.targets import load_sources
from milieusim.evidence.units import name_of, scale_of, shown, unit_of
from milieusim.report.pages import page_of, write_page

SHORT = {
    "practices_off": "no practices",
    "contagion_off": "no contagion",
    "identical_residents": "all alike",
}
TITLES = {
    "fit": "Patterns that the model was fitted to",
    "check": "Patterns kept for checking",
    "input": "Settings of the designs",
}
INTERVALS = {
    "published": "interval of the source",
    "derived": "interval worked out from what the source prints",
    "range": "range over studies, scales or years",
    "band": "our tolerance; the source prints none",
    "bound": "only an edge is known",
}
ICONS = {"good": "\u2713", "bad": "\u2717", "open": "?"}


def write_scorecard(card, path):
    """Write the page about a score.

    Parameters
    ----------
    card : Scorecard
    path : str or pathlib.Path

    Returns
    -------
    pathlib.Path
    """
    return write_page(scorecard_page(card), path)


def scorecard_page(card):
    """Return the page about a score as HTML."""
    return page_of("evidence.html", _contents(card))


def _contents(card):
    groups = [
        {"use": use, "title": title, "rows": [_words(card, row) for row in card.of(use)]}
        for use, title in TITLES.items()
    ]
    return {
        "title": "Published patterns beside simulated ones",
        "sentences": wording.sentences(card, with_nulls=False),
        "is_as_committed": card.is_as_committed,
        "tallies": _tallies(card),
        "shapes": [shape for shape in map(partial(_shape, card), SHAPES) if shape],
        "groups": [group for group in groups if group["rows"]],
        "shorts": list(SHORT.values()),
        "limits": wording.LIMITS,
        "notes": card.notes,
        "many_sets": card.sets > 1,
        "method": list(_method(card)),
    }


def _tallies(card):
    rows = []
    for null, name in (None, "The model"), *NULL_MODELS.items():
        counts = [tally(card.of(use), null) for use in ("fit", "check")]
        rows.append({"name": name[0].upper() + name[1:], "fit": counts[0], "check": counts[1]})
    return rows


def _words(card, row):
    target, found = row.target, row.found
    low, high = found.middle()
    return {
        "key": target.key,
        "label": target.label,
        "unit": unit_of(target),
        "published": wording.published(target),
        "interval_is": INTERVALS[target.interval_is],
        "simulated": wording.simulated(target, found),
        "runs": found.runs,
        "middle": f"{shown(target, low)} to {shown(target, high)}",
        "status": row.status,
        "icon": ICONS["good" if row.status in GOOD else "open" if row.status == UNDECIDED else "bad"],
        "reason": row.reason,
        "dial": row.dial.words,
        "nulls": [_null(target, null, result) for null, result in row.nulls.items()],
        "population": target.population[0].upper() + target.population[1:],
        "design": target.design,
        "how": target.how,
        "note": target.note,
        "sources": [_source(key) for key in target.sources],
        "png": _picture(row),
        "alt": _described(row),
    }


def _null(target, null, result):
    return {
        "name": SHORT[null],
        "value": shown(target, result.found.value),
        "status": result.status,
        "differs": result.differs,
    }


def _source(key):
    found = load_sources().get(key)
    if found is None:
        return {"key": "source", "citation": key, "link": ""}
    return {"key": key, "citation": found.citation, "link": found.link}


def _described(row):
    target = row.target
    return (
        f"{name_of(target)}: published {wording.published(target)}, simulated "
        f"{wording.simulated(target, row.found)}; {row.status}."
    )


def _picture(row):
    from milieusim.plots.evidence.pattern_plots import draw_pattern
    from milieusim.plots.style import new_figure

    target, found, scale = row.target, row.found, scale_of(row.target)
    nulls = [
        (SHORT[null], scale * result.found.value, scale * result.found.error, result.differs)
        for null, result in row.nulls.items()
    ]
    pattern = {
        "label": name_of(target),
        **{name: scale * getattr(target, name) for name in ("value", "low", "high")},
        "simulated": scale * found.value,
        "error": scale * found.error,
        "runs": scale * found.by_run,
        "nulls": nulls,
    }
    figure, ax = new_figure(3.9, 1.95 if nulls else 1.3)
    draw_pattern(pattern, ax)
    return _encoded(figure)


def _shape(card, shape):
    """Return the picture of the shape behind some patterns, if they are looked at and their ward was run."""
    title, keys, draw = shape
    there = [row.target.key for row in card.rows if row.target.key in keys]
    if not there:
        return None
    from milieusim.plots.style import new_figure

    figure, ax = new_figure(3.9, 2.3)
    words = draw(card, ax)
    return {"title": title, "keys": there, "png": _encoded(figure), "alt": words} if words else None


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
    draw_hours(counts["by_hour"], ax, _ends(card, "T07"), _ends(card, "V01"))
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
    bands = [_ends(card, key) or (0, 0) for key in ("V03", "V04")]
    draw_spans(rows, DAY_EDGES, ax, 2.0, 40.0, bands, "Day of the first aggression")
    return "Simulated stays by the day of their first recorded aggression."


SHAPES = (
    ("Incidents by the clock", ("T07", "V01"), _hours),
    ("Conflict in a shift", ("T31", "T32"), _conflict),
    ("Stays with and without aggression", ("T03", "T36"), _lengths("switzerland")),
    ("Day of the first aggression", ("V03", "V04"), _first_days),
    ("Length of stays in England", ("I27",), _lengths("england", "I27")),
)


def _encoded(figure):
    from milieusim.plots.style import png

    return base64.b64encode(png(figure, 150)).decode("ascii")


def _method(card):
    studies = load_studies()
    runs = ", ".join(f"{name} {n}" for name, n in card.runs.items())
    days = card.days or max(studies[name].days for name in card.runs) if card.runs else 0
    yield f"Parameters: {card.parameters.name}, {card.sets} {'sets' if card.sets > 1 else 'set'}."
    yield (
        f"Runs of {days} days of each ward: {runs}; {card.total_runs} in all, null models included. Seeds "
        f"{card.seeds[0]} to {card.seeds[1]}, which no calibration uses. Run i of every ward, and of every null "
        "model, has the same parameter set and the same seed."
    )
    yield (
        "A number is read off the counts of all runs together. Its standard error comes by leaving out each run in "
        "turn, within parameter sets where they were run often enough, and each set with all its runs where not. "
        "Within two standard errors of an edge of its interval a pattern is undecided. Wards are simulated until the "
        "error is a quarter of the interval's width and the number three errors from either edge, or the error a "
        "fortieth of the width, or the limit is reached."
    )
    yield (
        "Moved by: the parameter with the largest share of what single parameters explain of a pattern over the sets "
        "simulated for the calibration; mostly its own dial from half of it on."
    )
    yield f"Component effects of practices and trial fidelities: digest {card.digest}; committed {card.committed}."
    yield f"Versions: {', '.join(f'{name} {number}' for name, number in wording.versions().items())}."
