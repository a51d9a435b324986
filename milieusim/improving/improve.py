"""Propose routines that a ward could try: searched on some luck in some worlds, judged on other luck in others."""

from os import PathLike

from milieusim.comparison.compare import checked_choices
from milieusim.comparison.goals import load_goals
from milieusim.comparison.pair_runs import Runner, whole_draws
from milieusim.config.reading.loading import load_design
from milieusim.digests import digest_of, sources_digest
from milieusim.errors import ConfigError
from milieusim.improving.improvement import Improvement, proposal_name
from milieusim.improving.moves import KINDS
from milieusim.improving.race_runs import RaceRuns
from milieusim.improving.rounds import InFolder, InMemory, search_folder_problems
from milieusim.improving.search import search
from milieusim.improving.set_halves import halves
from milieusim.ledger.parameter_sets import DEFAULT_OF_COMPARE
from milieusim.ledger.parameters import Parameters, load_parameters
from milieusim.phrasing import listed, near

FRESH = 100_000
"""Seeds between the search and the figures that are told: luck that chose a routine does not speak for it again."""
FINAL_PAIRS = 20
"""Pairs of each proposal that are kept at a time: whole draws of sets."""
MOVES, RUNS = 3, 12_000
MOST_MOVES, FEWEST_RUNS = 8, 20
MODEL = (
    "rules",
    "ward",
    "engines",
    "config",
    "analysis",
    "improving",
    "comparison",
    "kinds.py",
    "vocabulary.py",
)
"""What a round depends on beside the choices made: a folder is not gone on with by other code."""


def improve(
    design,
    goals,
    days=84,
    moves=MOVES,
    runs=RUNS,
    replications=200,
    parameters=DEFAULT_OF_COMPARE,
    seed=1,
    fixed=(),
    folder=None,
    workers=None,
    progress=None,
    without=(),
):
    """Search routines that a ward could try, and say how much the best of them differ from the one that is there.

    Parameters
    ----------
    design : WardDesign or str
        The name of a shipped design, or a path.
    goals : path, dict or Goals
        What measures are worth, and what must not get worse (`load_goals`).
    days : int
        Length of each run, days.
    moves : int
        Most moves that a proposal is away from the routine that is there, 1 to 8.
    runs : int
        Runs that the search may take at most; those of the figures that are told come on top.
    replications : int
        Pairs of runs of each proposal, on seeds and sets of parameters that the search has not seen.
    parameters : str, path, Parameters or ParameterSets
        As `milieusim.compare` takes them. The search has one half of several sets, the figures the other; of too few
        for that, both have all, and `sentence` says so.
    seed : int
        First seed.
    fixed : list of str
        Slots that stay as they are.
    folder : path-like, optional
        Keeps finished rounds; the same search goes on there after any stop, with the same result.
    workers : int, optional
        Threads to run on.
    progress : callable, optional
        Takes stage, runs done and their total.
    without : list of str
        Kinds of moves that are not tried: ``["add", "more_days"]`` where nobody has hours to give.

    Returns
    -------
    Improvement

    Raises
    ------
    ConfigError
        With every problem in the input, before anything is run.

    Examples
    --------
    >>> goals = {"weights": {"arousal_mean": 1}}
    >>> quick = {"days": 1, "runs": 400, "replications": 4, "moves": 1, "parameters": "best"}
    >>> found = ms.improve("acute-ward", goals, **quick)
    >>> len(found.sentence) > 100
    True
    """
    design, goals = checked_search(
        design, goals, days, moves, runs, replications, parameters, seed, fixed, folder, without
    )
    sets, fixed, without = load_parameters(parameters), tuple(fixed), tuple(without)
    choices = {
        "goals": goals.model_dump(mode="json"),
        "days": days,
        "moves": moves,
        "runs": runs,
        "replications": replications,
        "seed": seed,
        "fixed": sorted(fixed),
        "without": sorted(without),
    }
    facts = {
        **choices,
        "design": digest_of(design.model_dump(mode="json")),
        "parameters": _digest(sets),
        "version": sources_digest(*MODEL),
    }
    store = InMemory() if folder is None else InFolder(folder, facts)
    to_search, to_tell = halves(sets)
    racing = RaceRuns(days, to_search, seed, workers)
    found = search(design, goals, racing, store, moves, runs, fixed, progress, without)
    designs = {design.name: design}
    for place, candidate in enumerate(found.finalists, start=1):
        name = proposal_name(design.name, place)
        designs[name] = candidate.design.replace({"name": name})
    tell = progress and (lambda done, total: progress("proposals, on fresh luck", done, total))
    runner = Runner(designs, days, to_tell, seed + FRESH, workers, tell)
    metrics = _final(runner, replications, to_tell, store)
    shares_sets = to_search is to_tell and not isinstance(sets, Parameters)
    return Improvement(metrics, designs, choices, to_tell, goals, found, workers, shares_sets)


def _final(runner, replications, sets, store):
    """Return the runs of the figures that are told; each block of them is kept as soon as it is done."""
    import pandas as pd

    total, parts = whole_draws(replications, sets), []
    for first in range(0, total, FINAL_PAIRS):
        last = min(first + FINAL_PAIRS, total)

        def block(first=first, last=last):
            runner.done, runner.parts = first, []
            return runner.up_to(last)

        parts.append(store.of(f"final-{last:04d}", block))
    return pd.concat(parts, ignore_index=True)


def checked_search(
    design,
    goals,
    days,
    moves,
    runs,
    replications,
    parameters=DEFAULT_OF_COMPARE,
    seed=1,
    fixed=(),
    folder=None,
    without=(),
):
    """Return the design and the goals, or raise with every problem in the choices of a search.

    Raises
    ------
    ConfigError
    """
    problems = search_folder_problems(folder)
    try:
        design = load_design(design) if isinstance(design, str | PathLike) else design
    except ConfigError:
        pass  # told below, with all that is wrong beside it
    try:
        # A design beside itself: a comparison checks all that the two have in common.
        checked_choices([design, design], None, None, days, replications, seed, parameters, goals=goals)
    except ConfigError as error:
        problems += error.problems
    problems += _not_in_range("moves", moves, 1, MOST_MOVES) + _not_in_range("runs", runs, FEWEST_RUNS, 10**7)
    problems += _unknown_slots(design, fixed) + _unknown_kinds(without)
    if problems:
        raise ConfigError(list(dict.fromkeys(problems)))
    return design, load_goals(goals)


def _not_in_range(name, value, low, high):
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return []
    return [f"{name} is {value!r}; it must be a whole number from {low} to {high:,}."]


def _unknown_slots(design, fixed):
    names = [slot.name for slot in design.routine.slots] if hasattr(design, "routine") else []
    return [
        f"fixed: no slot is named '{name}'; there are {listed(names)}.{near(name, names)}"
        for name in fixed
        if names and name not in names
    ]


def _unknown_kinds(without):
    return [
        f"without: no kind of move is named '{name}'; there are {listed(KINDS)}.{near(name, KINDS)}"
        for name in without
        if name not in KINDS
    ]


def _digest(sets):
    if isinstance(sets, Parameters):
        return digest_of([sets.name, {name: sets[name] for name in sets}])
    return digest_of([sets.labels(), list(sets.weights), {name: sets.values(name) for name in sets.names}])
