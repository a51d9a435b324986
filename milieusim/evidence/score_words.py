"""How a score is told: numbers in the units that people use, sentences, and plain data."""

import math

from milieusim.evidence.judging import BAD, PASS, UNDECIDED
from milieusim.evidence.nulls import tally
from milieusim.evidence.studies import NULL_MODELS, committed_on, load_studies
from milieusim.evidence.targets import scale_of, shown, unit_of

LIMITS = (
    "A pass means that the model can give what was published, not that it is right about a ward. The patterns come "
    "from wards of a dozen countries and some thirty years, put together on five simulated wards; most intervals are "
    "bands of ours, because their sources print none.",
    "No fitted pattern tells what practices do: none compares wards with and without them. Patterns kept for checking "
    "have no pass mark, because they were kept to learn from and not to be met.",
    "Nothing here says anything about a person.",
)
ROUNDING = 1e-6
"""What adding up in another order may leave."""
ERROR_IS = (
    "\u00b1 is one standard error of chance (Monte Carlo) under the sets given; where a row has too few runs to tell "
    "chance from what differs between sets, that is in it too."
)


def published(target):
    """Return what was published: value and interval."""
    ends = f"{shown(target, target.low)} to {shown(target, target.high)}"
    return ends if math.isnan(target.value) else f"{shown(target, target.value)} ({ends})"


def simulated(target, found):
    """Return what was simulated, with its error."""
    if math.isnan(found.value):
        return "none" if found.words else "n/a"
    if math.isnan(found.error):
        return shown(target, found.value)
    return f"{shown(target, found.value)} \u00b1 {small(found.error * scale_of(target))}"


def small(error):
    """Return an error with two significant digits."""
    if error < ROUNDING or not math.isfinite(error):
        return "0" if error < ROUNDING else "n/a"
    return f"{error:.{max(0, 1 - math.floor(math.log10(abs(error))))}f}"


def named(row):
    """Return a row's name with its numbers: ``T05 Incidents per aggressive stay (2.1, published 2.4 to 3.5)``."""
    target = row.target
    ends = f"{shown(target, target.low)} to {shown(target, target.high)}"
    unit = unit_of(target)
    unit = "" if unit == "ratio" else f" {unit}"
    why = f"; {row.reason}" if row.status in BAD and row.reason else ""
    return f"{target.key} {target.label} ({shown(target, row.found.value)}, published {ends}{unit}{why})"


def sentences(card, with_nulls=True):
    """Return how the model stands, a sentence each; the null models' may be left to a table."""
    return [*_of_fit(card), *_of_check(card), *(_of_nulls(card) if with_nulls else ()), _of_digest(card)]


def _of_fit(card):
    rows = card.of("fit")
    if not rows:
        return
    there = tally(rows)
    over = f"{card.sets} parameter sets" if card.sets > 1 else "one parameter set"
    text = (
        f"The model passes {there['good']} of {there['of']} fitted patterns, misses {there['bad'] or 'none'}"
    )
    yield f"{text}, {there['undecided'] or 'none'} undecided, over {over} on fresh seeds."
    solved = [row for row in rows if row.dial.kind == "solved"]
    if solved:
        found, met = tally(solved), ", ".join(row.target.key for row in solved)
        yield (
            f"Of these, {met} say nothing about the model: a threshold or a length is solved for in each set so that "
            f"they are met. Without them, {there['good'] - found['good']} of {there['of'] - found['of']} pass."
        )
    misses = [named(row) for row in rows if row.status in BAD]
    if misses:
        yield f"It misses {'; '.join(misses)}."
    undecided = [named(row) for row in rows if row.status == UNDECIDED]
    if undecided:
        yield f"Undecided: {'; '.join(undecided)}."


def _of_check(card):
    rows = card.of("check")
    if not rows:
        return
    there = tally(rows)
    text = f"Of {there['of']} patterns kept for checking, {there['good']} lie inside their intervals"
    yield f"{text}, {there['bad']} outside and {there['undecided']} undecided; they have no pass mark."


def _of_nulls(card):
    for null, words in NULL_MODELS.items():
        parts = []
        for use, noun in (("fit", "fitted patterns"), ("check", "checks")):
            rows = card.of(use)
            if rows:
                there = tally(rows, null)
                open_ = f" ({there['undecided']} undecided)" if there["undecided"] else ""
                parts.append(f"{there['good']} of {there['of']} {noun}{open_}")
        if parts:
            yield f"With {words}, {' and '.join(parts)} lie in their intervals."


def _of_digest(card):
    if card.is_as_committed:
        return (
            f"Component effects and fidelities of practices are those fixed on {committed_on()}, before the checks "
            f"were scored (digest {card.digest})."
        )
    return (
        f"Component effects or fidelities of practices have changed since they were fixed on {committed_on()} "
        f"(digest {card.digest}, then {card.committed}): checks of practices are no forecasts any more."
    )


def notes(card):
    """Return what a reader should know of how a score was made, a sentence each."""
    found = []
    rate = [row.found.variance_taken for row in card.rows if not math.isnan(row.found.variance_taken)]
    if rate:
        ends = " to ".join(f"{100 * end:.0f}" for end in (min(rate), max(rate)))
        found.append(
            f"How unsettled a group chance sent explains {ends} % of the squared error of {len(rate)} rates; it is "
            "taken off."
        )
    capped = [row.target.key for row in card.rows if row.is_capped]
    if capped:
        found.append(
            f"Simulation stopped at its limit before it was enough for {', '.join(capped)}: more runs would narrow "
            "the error or decide."
        )
    if _is_of_another_version(card):
        found.append(
            "The sets were fitted with other rules than those that this version has: calibrate anew."
        )
    if card.of("fit"):
        found.append("The reference wards have no practices: without practices no fitted pattern can change.")
    return found


def _is_of_another_version(card):
    from milieusim.engines.compiled.building import source_digest

    code = card.facts.get("code")
    return bool(code) and not source_digest().startswith(code)


def document(card):
    """Return a score as plain data: rows, sentences, and what it was made from."""
    studies = load_studies()
    return {
        "parameters": card.parameters.name,
        "parameter_sets": card.sets,
        "seeds": list(card.seeds),
        "runs_by_study": {
            name: {"design": studies[name].design, "days": card.days or studies[name].days, "runs": n}
            for name, n in card.runs.items()
        },
        "total_runs": card.total_runs,
        "component_digest": card.digest,
        "committed_digest": card.committed,
        "component_effects_as_committed": card.is_as_committed,
        "fit": {"model": tally(card.of("fit")), **_tallies(card.of("fit"))},
        "check": {"model": tally(card.of("check")), **_tallies(card.of("check"))},
        "passes": [row.target.key for row in card.rows if row.status == PASS],
        "misses": [row.target.key for row in card.of("fit") if row.status in BAD],
        "rows": [
            {**flat(row), "sources": list(row.target.sources), "how": row.target.how} for row in card.rows
        ],
        "sentences": card.sentences,
        "notes": card.notes,
        "limits": list(LIMITS),
        "versions": versions(),
    }


def flat(row):
    """Return a row as a dict of plain values, one a column of the table."""
    target, found = row.target, row.found
    low, high = found.middle()
    told = {name: getattr(target, name) for name in ("key", "metric", "label", "unit", "used_for")}
    told |= {
        "published": target.value,
        "low": target.low,
        "high": target.high,
        "interval_is": target.interval_is,
    }
    told |= {"simulated": found.value, "error": found.error, "run_low": low, "run_high": high}
    told |= {"runs": found.runs, "clusters": found.clusters, "variance_taken": found.variance_taken}
    told |= {"status": row.status, "reason": row.reason, "is_capped": row.is_capped}
    told |= {"moved_by": row.dial.kind, "top_parameter": row.dial.parameter, "top_share": row.dial.share}
    for null, result in row.nulls.items():
        told |= {
            null: result.found.value,
            f"{null}_error": result.found.error,
            f"{null}_status": result.status,
        }
        told |= {f"{null}_difference": result.difference, f"{null}_differs": result.differs}
    return told


def _tallies(rows):
    return {null: tally(rows, null) for null in NULL_MODELS}


def versions():
    """Return the versions that a score depends on."""
    import platform

    import numba
    import numpy

    import milieusim
    from milieusim.engines.compiled.building import source_digest

    return {
        "milieusim": milieusim.__version__,
        "rules": source_digest()[:16],
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "numba": numba.__version__,
    }
