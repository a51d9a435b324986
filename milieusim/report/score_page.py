"""The page about the model's score: published patterns beside simulated ones, with a picture each."""

from milieusim.errors import ConfigError
from milieusim.evidence import score_words as wording
from milieusim.evidence.judging import GOOD, UNDECIDED
from milieusim.evidence.nulls import tally
from milieusim.evidence.studies import NULL_MODELS, load_studies
from milieusim.evidence.targets import load_sources, name_of, scale_of, shown, unit_of
from milieusim.output_paths import PAGE, output_problems
from milieusim.plots.style import own_settings
from milieusim.report.page_writing import embedded, page_of, write_page
from milieusim.report.score_shapes import SHORT, shapes_of

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

    Raises
    ------
    ConfigError
        If it cannot be written there, its folder is not there, or its name is that of another format.
    """
    if problems := output_problems(path, "report", PAGE):
        raise ConfigError(problems)
    return write_page(scorecard_page(card), path)


@own_settings()
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
        "shapes": shapes_of(card),
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
    return embedded(figure, 150)


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
