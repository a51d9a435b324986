"""Compare designs run by run: the same referrals, the same chance, another day on the ward."""

from milieusim.comparison.choices import checked_numbers, checked_parameters, labelled, loaded_designs
from milieusim.comparison.margins import judged_metrics, read_margins
from milieusim.comparison.pairs import KEYS
from milieusim.comparison.result import Comparison
from milieusim.comparison.sequential import FIRST, MOST, next_total
from milieusim.errors import ConfigError


def compare(
    designs,
    days=84,
    replications=200,
    parameters="best",
    seed=1,
    margins=None,
    verdicts=None,
    workers=None,
    progress=None,
):
    """Compare designs with the first of them, pair by pair of runs at the same seed.

    Parameters
    ----------
    designs : list of WardDesign or str
        The base and one or more others; a text is the name of a shipped design or a path.
    days : int
        Length of each run, days.
    replications : int or "auto"
        Pairs of runs. ``"auto"`` starts with 40 and goes on until the interval of every judged metric is
        at most as wide, on each side, as its margin (5 % of the base design without one), 1000 at most.
    parameters : str or Parameters
        ``"best"``, the only set by name in this version, or a set from `load_parameters`.
    seed : int
        First seed; pairs use this one and those that follow.
    margins : dict or list of str, optional
        The size of a difference that would not matter, by metric: ``{"conflict_per_shift": "5%"}``.
    verdicts : list of str, optional
        Metrics to judge instead of conflict_per_shift and wellbeing_gain_day14. Name them before you look.
    workers : int, optional
        Threads to run on.
    progress : callable, optional
        Called with the number of runs that are done and the number planned so far.

    Returns
    -------
    Comparison

    Raises
    ------
    ConfigError
        With every problem in the input, before anything is run.
    """
    designs, margins, judged = checked_choices(
        designs, margins, verdicts, days, replications, seed, parameters
    )
    run = _Runner(designs, days, parameters, seed, workers, progress)
    metrics = run.up_to(FIRST if replications == "auto" else replications)
    settings = (designs, days, seed, judged, margins, parameters, workers)
    result = Comparison(metrics, *settings)
    while replications == "auto" and result.replications < MOST:
        total = next_total(result.table, result.replications)
        if total == result.replications:
            break
        result = Comparison(run.up_to(total), *settings)
    return result


def checked_choices(designs, margins, verdicts, days, replications, seed, parameters="best"):
    """Return designs by name, margins and judged metrics, or raise with every problem in them.

    Raises
    ------
    ConfigError
    """
    problems = []
    named = _tried(lambda: labelled(loaded_designs(designs)), problems)
    margins = _tried(lambda: read_margins(margins), problems)
    judged = _tried(lambda: judged_metrics(verdicts, margins or ()), problems)
    _tried(lambda: checked_numbers(days, replications, seed), problems)
    _tried(lambda: checked_parameters(parameters), problems)
    if problems:
        raise ConfigError(problems)
    return named, margins, judged


def _tried(check, problems):
    try:
        return check()
    except ConfigError as problem:
        problems += problem.problems
        return None


class _Runner:
    """Runs pairs in blocks and keeps what is done."""

    def __init__(self, designs, days, parameters, seed, workers, progress):
        self.designs, self.seed, self.done, self.parts = designs, seed, 0, []
        self.options = {"days": days, "parameters": parameters, "workers": workers, "keep": []}
        self.progress = progress

    def up_to(self, total):
        """Run every design up to a number of pairs; return the metrics of all runs so far, by design."""
        import pandas as pd

        from milieusim.model.simulate import simulate_many

        seeds = range(self.seed + self.done, self.seed + total)
        for place, (name, design) in enumerate(self.designs.items()):
            tell = self._telling(place, len(seeds), total)
            runs = simulate_many(design, seeds=seeds, progress=tell, **self.options)
            self.parts.append(_keyed(runs.metrics(), name))
        self.done = total
        metrics = pd.concat(self.parts, ignore_index=True)
        order = pd.Categorical(metrics["design"], categories=list(self.designs))
        return metrics.iloc[order.codes.argsort(kind="stable")].reset_index(drop=True)

    def _telling(self, place, block, total):
        if self.progress is None:
            return None
        before = self.done * len(self.designs) + place * block
        return lambda done: self.progress(before + done, total * len(self.designs))


def _keyed(metrics, name):
    metrics = metrics.drop(columns=[column for column in ("run", "run_id", "design") if column in metrics])
    metrics.insert(0, "design", name)
    return metrics[[*KEYS, *(column for column in metrics if column not in KEYS)]]
