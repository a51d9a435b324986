"""What is compared: designs under names of their own, and numbers of runs that make sense."""

from functools import wraps
from os import PathLike

from milieusim.comparison.sequential import MOST
from milieusim.errors import ConfigError
from milieusim.phrasing import listed
from milieusim.vocabulary import LONGEST_DAYS

MOST_RUNS = 1_000_000


def asking_for_a_list(function):
    """Make a function of designs refuse a single one, before Python counts what follows it as other arguments."""

    @wraps(function)
    def checked(designs, *rest, **named):
        if isinstance(designs, str | PathLike) or hasattr(designs, "routine"):
            name = getattr(designs, "name", designs) if hasattr(designs, "routine") else str(designs)
            raise ConfigError(
                f"compare: the first argument is one design, {name!r}; it must be a list of a base and at least "
                f"one other, as in compare([{name!r}, 'open-unit'])."
            )
        return function(designs, *rest, **named)

    return checked


def loaded_designs(designs):
    """Return designs, loading those given by name or path.

    Raises
    ------
    ConfigError
        With the problems of all of them.
    """
    from milieusim.config.reading.loading import load_design

    given = [designs] if isinstance(designs, str) or hasattr(designs, "routine") else list(designs)
    problems, found = [], []
    if len(given) < 2:
        problems.append(f"compare: {len(given)} design(s) given; name a base and at least one other.")
    for design in given:
        try:
            found.append(design if hasattr(design, "routine") else load_design(design))
        except ConfigError as problem:
            problems += [text for text in problem.problems if text not in problems]
    if problems:
        raise ConfigError(problems)
    return found


def labelled(designs):
    """Return name -> design; a name that comes again gets a number, as in ``my-ward (2)``."""
    named = {}
    for design in designs:
        name, count = design.name, 1
        while name in named:
            count += 1
            name = f"{design.name} ({count})"
        named[name] = design
    return named


def alike(designs):
    """Return pairs of names whose designs differ in nothing that the model looks at."""
    pictures = {name: design.model_dump(exclude={"name", "about"}) for name, design in designs.items()}
    names = list(pictures)
    return [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if pictures[a] == pictures[b]]


def checked_shifts(designs, judged):
    """Raise ConfigError if a judged metric counts by shift and designs cut the day differently.

    Raises
    ------
    ConfigError
    """
    from milieusim.comparison.answered.shift_rates import is_by_shift, shifts_of

    shifts = {name: shifts_of(design) for name, design in designs.items()}
    if len(set(shifts.values())) < 2:
        return
    told = listed([f"{name} has {count}" for name, count in shifts.items()])
    problems = [
        f"verdict: '{name}' is counted by shift, and the designs do not have the same number of shifts a day "
        f"({told}), so that it differs for the same day; name a measure per bed-days or hour, as conflict_per_100_obd is."
        for name in judged
        if is_by_shift(name)
    ]
    if problems:
        raise ConfigError(problems)


def checked_numbers(days, replications, seed):
    """Raise ConfigError unless days, replications and seed can be used.

    Raises
    ------
    ConfigError
    """
    problems = []
    if not _is_whole(days) or not 1 <= days <= LONGEST_DAYS:
        problems.append(f"days is {days!r}; it must be a whole number from 1 to {LONGEST_DAYS:,}.")
    if replications != "auto" and (not _is_whole(replications) or not 2 <= replications <= MOST_RUNS):
        problems.append(
            f"replications is {replications!r}; it must be a whole number from 2 to {MOST_RUNS:,}, or auto "
            f"(as many as the intervals need, {MOST:,} at most)."
        )
    if not _is_whole(seed) or seed < 0:
        problems.append(f"seed is {seed!r}; it must be a whole number, 0 or more.")
    if problems:
        raise ConfigError(problems)


def checked_parameters(parameters):
    """Raise ConfigError if a set of parameters cannot be had.

    Raises
    ------
    ConfigError
    """
    from milieusim.ledger.parameters import load_parameters

    load_parameters(parameters)


def _is_whole(value):
    return isinstance(value, int) and not isinstance(value, bool) or hasattr(value, "__index__")
