"""What another tool asks of the ward: values of factors in, means of metrics over replications out.

Factors are written as in an experiment file and checked in the same way, all at once and before the first run.
"""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.campaign.experiment.experiment_files import load_experiment
from milieusim.campaign.experiment.points import Point, applied
from milieusim.errors import ConfigError
from milieusim.phrasing import listed, near
from milieusim.shown.metric_names import unknown_metrics

ANY_SAMPLE = {"kind": "latin_hypercube", "points": 16}
"""The other tool chooses points; a sample lets ranges without levels through, and is never drawn from."""
HOW = "days warm_up_days tick_minutes engine replications seed parameters sets".split()
"""What of an experiment says how a trial is run."""
BETTER = ("lower", "higher")
EACH = "_each_run"
"""Ends the name of what holds a metric of every run and not their mean."""


class Trials:
    """A base design, factors that change it, and how each trial of them is run.

    Parameters
    ----------
    base : WardDesign, str or path
        A design, the name of a shipped one, or where one lies.
    factors : dict
        As in an experiment file: path of a design or name of a parameter -> levels, or ``{low, high}``, with
        ``scale: log`` or ``whole: true``.
    metrics : list of str
        What is told of each trial.
    days, warm_up_days, tick_minutes, engine, replications, seed, parameters, sets
        As in an experiment file.
    workers : int, optional
        Threads; as many as there are processors if left out.
    rules : dict of str to function, optional
        As `simulate` takes it.

    Raises
    ------
    ConfigError
        With every problem of all of these.
    """

    def __init__(self, base, factors, metrics, workers=None, rules=None, **asked):
        problems = [] if metrics else ["metrics is empty; name at least one."]
        problems += unknown_metrics(metrics, "metrics")
        if not factors:
            problems.append(
                "factors is empty; name at least one, as in {'milieu.structure': {'low': 0, 'high': 1}}."
            )
        problems += [
            f"{key}: a trial takes {', '.join(HOW)}.{near(key, HOW)}" for key in asked if key not in HOW
        ]
        asked = {key: value for key, value in asked.items() if key in HOW}
        sampling = {"sampling": ANY_SAMPLE} if factors else {}
        try:
            self.experiment = load_experiment(
                {"name": "trials", "designs": base, "factors": factors, **sampling, **asked}
            )
        except ConfigError as error:
            problems += [told.removeprefix("experiment: ") for told in error.problems]
        else:
            several = list(self.experiment.designs)
            if len(several) > 1:
                problems.append(f"base is {listed(several)}; trials change one design.")
        if problems:
            raise ConfigError(problems)
        self.metrics, self.workers, self.rules = list(metrics), workers, rules
        (self.base,) = self.experiment.designs

    @property
    def factors(self):
        """Factors as they were read."""
        return self.experiment.factors

    @property
    def replications(self):
        """Runs of each parameter set in a trial."""
        return self.experiment.written.replications

    @property
    def runs(self):
        """Runs of a trial under all parameter sets."""
        return self.replications * sum(times for _, times in self.experiment.sets)

    def run(self, values, first_seed):
        """Run a trial.

        Parameters
        ----------
        values : dict of str to object
            Path of each factor -> value.
        first_seed : int
            Of its replications, which take seeds that follow each other; parameter sets share them.

        Returns
        -------
        pandas.DataFrame
            One row a run: parameter_set, seed, and the metrics.

        Raises
        ------
        ConfigError
            If the values do not go together in the design.
        """
        import pandas as pd

        from milieusim.engines.simulate import simulate_many

        written, paths = self.experiment.written, self.experiment.paths
        # As factors of an experiment hold them: numbers are floats, whatever they were called elsewhere.
        point = Point(self.base, tuple(_plain(values[path]) for path in paths))
        tables = []
        for parameters, times in self.experiment.sets:
            design, parameters = applied(point, self.experiment.levers, self.experiment.designs, parameters)
            runs = simulate_many(
                design,
                days=written.days,
                seeds=range(first_seed, first_seed + times * self.replications),
                engine=written.engine,
                parameters=parameters,
                tick_minutes=written.tick_minutes,
                warm_up_days=written.warm_up_days,
                rules=self.rules,
                keep=[],
                workers=self.workers,
            )
            tables.append(runs.metrics()[["parameter_set", "seed", *self.metrics]])
        return pd.concat(tables, ignore_index=True)


def _plain(value):
    is_count = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if is_count else value


def better_of(metrics):
    """Return metric -> ``lower`` or ``higher``, as somebody said or as the metric itself does.

    Parameters
    ----------
    metrics : str, sequence of str, or dict of str to str

    Returns
    -------
    dict of str to str

    Raises
    ------
    ConfigError
        If a metric is unknown, or neither way is better by itself and nobody said which.
    """
    if isinstance(metrics, str):
        metrics = [metrics]
    given = dict(metrics) if isinstance(metrics, dict) else dict.fromkeys(metrics)
    problems = unknown_metrics(given, "metrics")
    found = {name: said or METRICS[name].better for name, said in given.items() if name in METRICS}
    problems += [
        f"metrics: '{name}' is {said!r}; it must be {' or '.join(BETTER)}: which is better? Write "
        f"metrics={{'{name}': 'lower'}}."
        for name, said in found.items()
        if said not in BETTER
    ]
    if problems or not given:
        raise ConfigError(problems or ["metrics is empty; name at least one."])
    return found
