"""`milieusim evidence`: published patterns beside simulated ones."""

from pathlib import Path
from typing import Annotated

import typer

from milieusim.cli.declaring import Json, Seed, Targets, Threads
from milieusim.cli.showing.screen_tables import (
    of_stage,
    say,
    say_json,
    say_table,
    shown_progress,
    tell,
    warmed,
)
from milieusim.errors import ConfigError

MARK = "*"
Quick = Annotated[bool, typer.Option("--quick", help="Stop early, with wider errors.")]
Page = Annotated[
    Path | None, typer.Option(metavar="PAGE.html", help="Write a page with a picture a pattern.")
]
ScoredSets = Annotated[
    str | None,
    typer.Option(
        metavar="posterior|best|FILE.parquet",
        help="Parameter sets to score; the shipped ones if left out.",
        show_default=False,
    ),
]


def evidence(
    as_json: Json = False,
    quick: Quick = False,
    out: Page = None,
    parameters: ScoredSets = None,
    targets: Targets = None,
    seed: Seed = 1,
    workers: Threads = None,
):
    """Show published patterns beside simulated ones: what the model meets, and what it misses."""
    parameters, targets = _checked(parameters, targets, out)
    from milieusim.evidence.scorecard import scorecard

    warmed()
    # How many runs there will be shows only as patterns settle; the time left would be a guess.
    with shown_progress(is_timed=False) as announce:
        progress = of_stage(announce, "runs decided on so far")
        card = scorecard(parameters, targets, quick, seed, workers, progress=progress)
    if out is not None:
        tell(f"Wrote the page to {card.report(out)}.")
    if as_json:
        say_json(card.document())
    else:
        say_card(card)


def _checked(parameters, targets, out):
    from milieusim.evidence.targets import load_targets
    from milieusim.ledger.parameters import load_parameters
    from milieusim.output_paths import MADE_BY_EVIDENCE, PAGE, output_problems

    inputs = [file for file in (parameters, targets) if file is not None]
    problems, found = output_problems(out, "--out", PAGE, inputs, None, MADE_BY_EVIDENCE), []
    for load, what in ((load_parameters, parameters), (load_targets, targets)):
        try:
            found.append(None if what is None else load(what))
        except ConfigError as error:
            problems += error.problems
    if problems:
        raise ConfigError(problems)
    return found


TITLES = {
    "fit": "Patterns that the model was fitted to",
    "check": "Patterns kept for checking: never fitted, no pass mark",
    "input": "Settings of the designs: not scored",
}


def say_card(card):
    """Write a score for a person."""
    from milieusim.evidence.score_words import ERROR_IS, LIMITS

    for use, title in TITLES.items():
        rows = card.of(use)
        if rows:
            columns = ["key", "pattern", ">published", ">simulated", "is"]
            say_table(title, columns, [_cells(row) for row in rows])
            say("")
    say(ERROR_IS)
    say("")
    _say_beside(card)
    for text in [*card.notes, *LIMITS]:
        say(text)
    say("")
    for text in card.sentences:
        say(text)


def _cells(row):
    from milieusim.evidence.score_words import published, simulated
    from milieusim.evidence.targets import name_of

    target, status = row.target, row.status if row.target.used_for != "input" else ""
    return [target.key, name_of(target), published(target), simulated(target, row.found), status]


def _say_beside(card):
    from milieusim.evidence.targets import shown

    rows = [row for row in card.rows if row.nulls]
    if not rows:
        return
    cells = []
    for row in rows:
        low, high = (shown(row.target, end) for end in row.found.middle())
        cells.append([row.target.key, f"{low} to {high}", *_nulls(row), row.dial.words])
    columns = ["key", ">9 of 10 runs", ">no practices", ">no contagion", ">all alike", "moved by"]
    say_table("The same patterns: spread, null models, and what moves them", columns, cells)
    say(
        f"{MARK} differs from the model by more than chance; (-) would not pass, or lie inside; (?) undecided. 9 of 10 "
        "runs: of single ward-years, each under a set of its own where there are several, so chance is in it. All "
        "alike: identical residents. Moved by: largest share of all effects when the model was screened."
    )
    say("")


SIGNS = {"pass": "", "inside": "", "miss": " (-)", "outside": " (-)", "undecided": " (?)"}


def _nulls(row):
    from milieusim.evidence.targets import shown

    for result in row.nulls.values():
        mark = MARK if result.differs else ""
        yield f"{shown(row.target, result.found.value)}{mark}{SIGNS[result.status]}"
