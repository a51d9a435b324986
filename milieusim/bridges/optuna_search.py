"""Optimising the factors of a design by optuna: it asks, the ward tells; trials lie in optuna's own storage.

Everything of a trial follows from its number: its seeds, and the seed of the sampler that proposes it. A search that
was stopped and begun again therefore goes the way of one that was not.
"""

from numbers import Integral

import numpy as np

from milieusim.analysis.metrics.metrics import HEADLINES
from milieusim.bridges.needed import need
from milieusim.bridges.trial_runs import Trials, better_of
from milieusim.digests import digest_of
from milieusim.errors import ConfigError
from milieusim.phrasing import spelt

ASKED = "milieusim"
"""Where a study notes what was asked, so that another question does not go on with its trials."""
OF_THE_MACHINE = (MemoryError, OSError, ImportError)
"""What says nothing of a trial: it stays open, and is taken up when the search goes on."""
SPREAD = 1_000_003
"""Between seeds of samplers of neighbouring trials."""


def optimise(
    base,
    factors,
    metrics,
    trials=50,
    storage=None,
    study="milieusim",
    sampler=None,
    replications=8,
    seed=1,
    take_up=True,
    progress=None,
    **how,
):
    """Search for values of factors under which metrics are best, with optuna (extra ``bridges``).

    Parameters
    ----------
    base : WardDesign, str or path
        A design, the name of a shipped one, or where one lies.
    factors : dict
        As in an experiment file: path of a design or name of a parameter -> levels, or ``{low, high}``, with
        ``scale: log`` or ``whole: true``.
    metrics : str, sequence of str, or dict of str to str
        What is optimised: each in the direction that is better for it, or as said by ``lower`` or ``higher``.
    trials : int
        How many the study shall hold in all, those of before and failed ones included.
    storage : str or optuna.storages.BaseStorage, optional
        As optuna takes it, such as ``sqlite:///search.db``; in memory, and lost afterwards, if left out.
    study : str
        Name of the study in the storage; one that is there goes on.
    sampler : callable, optional
        From a seed to an optuna sampler, such as ``lambda seed: optuna.samplers.NSGAIISampler(seed=seed)``; the tree-
        structured Parzen estimator if left out.
    replications : int
        Runs of a trial under each parameter set, on seeds that follow from the number of the trial.
    seed : int
        First seed of trial 0.
    take_up : bool
        Whether trials that were left open are run and told first. Where several processes share a storage, say
        False: the open ones are theirs.
    progress : callable, optional
        Called with each trial as it is told.
    **how
        days, warm_up_days, tick_minutes, engine, parameters, sets, workers, rules; as in an experiment file.

    Returns
    -------
    optuna.study.Study
        Each trial has the user attributes ``seeds`` (first and last), ``standard_errors`` of its values (over runs)
        and, if it failed, ``failure``.

    Raises
    ------
    DataError
        If optuna is not installed.
    ConfigError
        With every problem of the question; if the study holds trials of another one.
    """
    need("optuna", "optimise")
    problems = list(_trial_problems(trials))
    try:
        search = Search(base, factors, metrics, replications, seed, sampler, **how)
    except ConfigError as error:
        problems += error.problems
    if problems:
        raise ConfigError(problems)
    found = search.study(storage, study)
    if take_up:
        for trial in search.left_open(found):
            search.tell(found, trial, progress)
    while len(found.get_trials(deepcopy=False)) < trials:
        search.tell(found, search.ask(found), progress)
    return found


class Search:
    """What `optimise` does, step by step, for loops of your own.

    Parameters
    ----------
    base, factors, metrics, replications, seed, sampler, **how
        As `optimise` takes them.
    """

    def __init__(self, base, factors, metrics, replications=8, seed=1, sampler=None, **how):
        need("optuna", "Search")
        problems, self.better = [], {}
        if not callable(sampler or _parzen):
            problems.append(
                f"sampler is {sampler!r}; it must be a function from a seed to a sampler, such as "
                "lambda seed: optuna.samplers.TPESampler(seed=seed): each trial has a seed of its own."
            )
        try:
            self.better = better_of(metrics)
        except ConfigError as error:
            problems += error.problems
        wanted = list(self.better) or list(HEADLINES)  # whose own problems are told already
        try:
            self.trials = Trials(base, factors, wanted, replications=replications, seed=seed, **how)
        except ConfigError as error:
            problems += error.problems
        if problems:
            raise ConfigError(problems)
        self.seed, self.sampler = seed, sampler or _parzen
        # Of a set that comes twice the replications are twice as many.
        self.width = max(times for _, times in self.trials.experiment.sets) * replications

    def study(self, storage=None, name="milieusim"):
        """Open a study, new or there before.

        Raises
        ------
        ConfigError
            If it holds trials of another question.
        """
        import optuna

        directions = ["minimize" if better == "lower" else "maximize" for better in self.better.values()]
        asked = self._asked()
        try:
            found = optuna.create_study(
                storage=storage, study_name=name, directions=directions, load_if_exists=True
            )
        except Exception as error:
            if not isinstance(storage, str) or "://" in storage:
                raise
            raise ConfigError(
                f"storage is {storage!r}; it must be an address as optuna takes it, such as sqlite:///search.db "
                f"({' '.join(str(error).split())})."
            ) from None
        held = found.user_attrs.get(ASKED)
        if held is None and not found.get_trials(deepcopy=False):
            found.set_user_attr(ASKED, asked)
        elif held != asked:
            raise ConfigError(_of_another(name, held or {}, asked))
        return found

    def _asked(self):
        """Return all that decides the values of a trial, as plain data."""
        from milieusim.campaign.store.manifest import Manifest

        facts = Manifest.of(self.trials.experiment, self.trials.rules).facts
        document = facts["stages"][0]["experiment"]
        kept = {key: document[key] for key in ("factors", "replications", "seed", "parameters", "sets")}
        (design,) = facts["designs"].values()
        return {
            **kept,
            **facts["clock"],
            "metrics": self.better,
            "base": digest_of({**design, "about": None}),
            "code": digest_of([facts["code"], facts["ledger"], facts["parameters"]]),
        }

    def first_seed(self, number):
        """Return the first seed of a trial."""
        return self.seed + number * self.width

    def ask(self, study):
        """Return a new trial of a study with a value for each factor."""
        study.sampler = self.sampler(self._seed_of_sampler(len(study.get_trials(deepcopy=False))))
        return study.ask({factor.path: _distribution(factor) for factor in self.trials.factors})

    def _seed_of_sampler(self, number):
        return (self.seed * SPREAD + number) % (1 << 32)

    def left_open(self, study):
        """Return the trials that were asked for and not told; one that was stopped while it was asked for fails."""
        import optuna

        state, paths = optuna.trial.TrialState, {factor.path for factor in self.trials.factors}
        found = []
        for frozen in study.get_trials(deepcopy=False, states=(state.RUNNING,)):
            trial = optuna.trial.Trial(study, frozen._trial_id)  # one to which notes can be added
            if set(frozen.params) == paths:
                found.append(trial)
            else:
                trial.set_user_attr("failure", "The search was stopped while this trial was asked for.")
                study.tell(trial, state=state.FAIL)
        return found

    def tell(self, study, trial, progress=None):
        """Run a trial and tell its values, or that it failed and why."""
        import optuna

        first = self.first_seed(trial.number)
        trial.set_user_attr("seeds", [first, first + self.width - 1])
        try:
            table = self.trials.run(trial.params, first)
            values = {name: _mean(table, name) for name in self.better}
        except OF_THE_MACHINE:
            raise
        except Exception as error:
            trial.set_user_attr("failure", f"{type(error).__name__}: {error}")
            told = study.tell(trial, state=optuna.trial.TrialState.FAIL)
        else:
            trial.set_user_attr("standard_errors", {name: error for name, (_, error) in values.items()})
            told = study.tell(trial, [mean for mean, _ in values.values()])
        if progress:
            progress(told)


def _trial_problems(trials):
    is_whole = isinstance(trials, Integral) and not isinstance(trials, bool)
    if not is_whole or trials < 1:
        yield (
            f"trials is {spelt(trials)}; it must be a whole number, 1 or more: how many the study shall hold in all, "
            "those of before included."
        )


def _parzen(seed):
    from optuna.samplers import TPESampler

    return TPESampler(seed=seed)


def _distribution(factor):
    from optuna import distributions

    if factor.given:
        return distributions.CategoricalDistribution(factor.given)
    if factor.is_whole:
        return distributions.IntDistribution(int(factor.low), int(factor.high))
    return distributions.FloatDistribution(factor.low, factor.high, log=factor.is_log)


def _mean(table, name):
    """Return the mean of a metric over the runs that have it, and its standard error; None of a single run."""
    values = table[name].dropna().to_numpy(float)
    if len(values) == 0:
        raise ConfigError(
            f"'{name}' is missing in all {len(table)} runs; ask for more days, or another metric."
        )
    error = float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else None
    return float(values.mean()), error


def _of_another(name, held, asked):
    lines = [
        f"{key}: {held.get(key)!r} in the study, {asked[key]!r} now"
        for key in asked
        if held.get(key) != asked[key]
    ]
    return [f"study: '{name}' holds trials of another question; give this one a name of its own.", *lines]
