"""`milieusim evidence`: published patterns beside simulated ones."""

from contextlib import contextmanager

from milieusim.cli.screen_tables import say, say_json, say_table, tell, warmed
from milieusim.errors import ConfigError

MARK = "*"


def evidence(as_json, quick, out, parameters, targets, seed, workers):
    """Score the model and write how it stands.

    Parameters
    ----------
    as_json, quick : bool
    out : pathlib.Path or None
        HTML file to write.
    parameters : str or None
    targets : pathlib.Path or None
    seed : int
    workers : int or None
    """
    parameters, targets = _checked(parameters, targets, out)
    from milieusim.evidence.scorecard import scorecard

    warmed()
    with _progress() as progress:
        card = scorecard(parameters, targets, quick, seed, workers, progress=progress)
    if out is not None:
        tell(f"Wrote the page to {card.report(out)}.")
    if as_json:
        say_json(card.document())
    else:
        say_card(card)


def _checked(parameters, targets, out):
    from milieusim.evidence.targets import load_targets
    from milieusim.files import file_problems
    from milieusim.ledger.parameters import load_parameters

    problems, found = file_problems(out, "--out"), []
    for load, what in ((load_parameters, parameters), (load_targets, targets)):
        try:
            found.append(None if what is None else load(what))
        except ConfigError as error:
            problems += error.problems
    if problems:
        raise ConfigError(problems)
    return found


@contextmanager
def _progress():
    """Show on stderr how many runs are done, if somebody is looking."""
    import sys

    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    # How many runs there will be shows only as patterns settle; the time left would be a guess.
    parts = TextColumn("runs decided on so far"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("runs", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


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
