"""Running wards: one run, or many in threads."""

from functools import cached_property

from milieusim.config.reading.loading import load_design
from milieusim.engines.frames import frame
from milieusim.engines.identity import own_code_of_run, plain_whole, run_id
from milieusim.engines.inputs import OPTIONAL_TABLES, build_inputs
from milieusim.errors import ConfigError
from milieusim.ledger.parameters import one_set
from milieusim.pool import in_threads
from milieusim.ward.tables import TABLES

ENGINES = ["compiled", "agents"]
CHUNK = 16


def simulate(
    design,
    days=28,
    seed=1,
    engine="compiled",
    parameters="best",
    contagion=True,
    tick_minutes=15,
    warm_up_days=None,
    rules=None,
    keep=None,
    resident_class=None,
    staff_class=None,
):
    """Run one ward once.

    Parameters
    ----------
    design : WardDesign, str or path
        A design, the name of a shipped one, or where one lies.
    days : int
        Days after the warm-up.
    seed : int
        From 0 to 2**63 - 1; two designs at one seed share every draw that they both make.
    engine : {"compiled", "agents"}
        Both give the same run, to the last bit.
    parameters : "best" or Parameters
    contagion : bool
        False: nobody is stirred by what they witness.
    tick_minutes : int
        Length of a tick, minutes; must divide 60.
    warm_up_days : int, optional
        Days before hour 0 that are in no table; 21 if left out.
    rules : dict of str to function, optional
        Rules to replace, by their name in `milieusim.RULES`. One that holds what has no digest, such as an open
        file, may be tried out: the run is made, and only asking for its `run_id` raises ConfigError.
    keep : list of str, optional
        Tables to keep; all if left out. Metrics need none of them.
    resident_class, staff_class : type, optional
        Subclasses of `Resident` and `Staff`; on the agents engine only.

    Returns
    -------
    Run

    Raises
    ------
    ConfigError
        With every problem found in what was asked for.

    Examples
    --------
    >>> len(ms.simulate("acute-ward", days=2, seed=1).shifts)
    7
    """
    design, parameters = load_design(design), one_set(parameters)
    days, seed = plain_whole(days), plain_whole(seed)
    _check(engine, [seed], keep, resident_class, staff_class)
    inputs = build_inputs(design, parameters, days, warm_up_days, tick_minutes, contagion, keep, rules)
    own = own_code_of_run(rules, resident_class, staff_class)  # as they are before the run
    raw = runner_of(engine, rules, resident_class, staff_class)(inputs, seed)
    return Run(design, inputs, seed, parameters.name, raw, TABLES if keep is None else keep, own)


def simulate_many(
    design,
    days=28,
    seeds=range(100),
    engine="compiled",
    parameters="best",
    contagion=True,
    tick_minutes=15,
    warm_up_days=None,
    rules=None,
    keep=(),
    workers=None,
    progress=None,
    resident_class=None,
    staff_class=None,
):
    """Run one ward many times, in threads (the compiled engine lets go of Python's lock).

    Parameters
    ----------
    design, days, engine, parameters, contagion, tick_minutes, warm_up_days, rules, resident_class, staff_class
        As in `simulate`.
    seeds : iterable of int
    keep : list of str, optional
        Tables to keep, with a `run` column; none if left out: metrics only, flat in memory.
    workers : int, optional
        Threads; as many as there are processors if left out.
    progress : callable, optional
        Called with the number of runs finished so far.

    Returns
    -------
    Runs

    Examples
    --------
    >>> assert len(ms.simulate_many("acute-ward", days=1, seeds=range(3)).metrics()) == 3
    """
    from milieusim.analysis.metrics.metrics import metrics_of

    design, parameters = load_design(design), one_set(parameters)
    days, seeds = plain_whole(days), [plain_whole(seed) for seed in seeds]
    keep = list(TABLES) if keep is None else list(keep)
    _check(engine, seeds, keep, resident_class, staff_class)
    inputs = build_inputs(design, parameters, days, warm_up_days, tick_minutes, contagion, keep, rules)
    own = own_code_of_run(rules, resident_class, staff_class)
    run = runner_of(engine, rules, resident_class, staff_class)
    facts = facts_of(inputs, keep)

    def one(seed):
        raw = run(inputs, seed)
        return metrics_of(raw, facts), {table: raw[table] for table in keep}

    results = list(_in_threads(one, seeds, engine, workers, progress))
    return Runs(design, inputs, seeds, parameters.name, results, keep, own)


def _in_threads(one, seeds, engine, workers, progress):
    workers = 1 if engine == "agents" else workers
    size = 1 if workers == 1 else CHUNK
    chunks = [seeds[:1], *(seeds[k : k + size] for k in range(1, len(seeds), size))]
    done = 0
    for results in in_threads(lambda chunk: [one(seed) for seed in chunk], chunks, workers, warms_up=True):
        done += len(results)
        if progress and results:
            progress(done)
        yield from results


def _check(engine, seeds, keep, resident_class, staff_class):
    problems = []
    if engine not in ENGINES:
        problems.append(f"engine is {engine!r}; it must be one of {', '.join(ENGINES)}.")
    if engine == "compiled":
        problems += [
            f"{name} is {getattr(given, '__name__', given)}; the compiled engine has no agents to replace. "
            "Use engine='agents', or replace a rule with rules={...}, which runs on both engines."
            for name, given in (("resident_class", resident_class), ("staff_class", staff_class))
            if given is not None
        ]
    for seed in seeds:
        if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 1 << 63:
            problems.append(f"seed is {seed!r}; it must be a whole number from 0 to 2**63 - 1.")
            break
    unknown = [table for table in keep or [] if table not in TABLES]
    problems += [f"keep: there is no table '{table}'; there are {', '.join(TABLES)}." for table in unknown]
    if problems:
        raise ConfigError(problems)


def runner_of(engine, rules=None, resident_class=None, staff_class=None):
    """Return the function that runs inputs at a seed on an engine, compiled where it has to be."""
    if engine == "agents":
        from milieusim.engines.agents.one_run import run_agents

        return lambda inputs, seed: run_agents(inputs, seed, rules, resident_class, staff_class)
    from milieusim.engines.compiled import building as compiled
    from milieusim.engines.compiled.running import run_once

    if not compiled.is_numba_here():
        raise ConfigError("engine is 'compiled', but numba is not installed here. Use engine='agents'.")
    if compiled.is_jit_off():
        return runner_of("agents", rules)
    dispatcher = compiled.kernel(rules)
    return lambda inputs, seed: run_once(inputs, seed, dispatcher)


def facts_of(inputs, kept):
    """Return what metrics have to know of a run beside its rows."""
    always = [table for table in TABLES if table not in OPTIONAL_TABLES]
    return {
        "days": inputs.days,
        "beds": int(inputs.p["beds"]),
        "names": inputs.names,
        "kept": sorted({*always, *kept}),
    }


class _Tables:
    """Tables by attribute, made when first asked for."""

    def __getattr__(self, name):
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        if name not in self.kept:
            raise AttributeError(f"this run kept no table {name!r}; ask for it with keep=[{name!r}]")
        table = self._table(name)
        object.__setattr__(self, name, table)
        return table

    def tables(self):
        """Return every kept table by name."""
        return {name: getattr(self, name) for name in self.kept}


class Run(_Tables):
    """One run: its tables as attributes, its metrics as a Series."""

    def __init__(self, design, inputs, seed, parameter_set, raw, kept, own=None):
        self._own = own
        self.design, self.seed, self.days = design, seed, inputs.days
        self.parameter_set, self.raw, self.kept = parameter_set, raw, list(kept)
        self._inputs = inputs

    def __repr__(self):
        return f"Run({self.design.name!r}, days={self.days}, seed={self.seed})"

    def _table(self, name):
        return frame(name, self.raw[name], self._inputs.names)

    @cached_property
    def run_id(self):
        """Content hash of the run; ConfigError if a rule of one's own holds what has none, such as an open file."""
        return run_id(self.design, self._inputs, self.seed, self.parameter_set, self._own)

    def metrics(self):
        """Return every metric of the run.

        Returns
        -------
        pandas.Series
            Indexed by the names in `milieusim.METRICS`.
        """
        import pandas as pd

        from milieusim.analysis.metrics.metrics import metrics_of

        return pd.Series(metrics_of(self.raw, facts_of(self._inputs, self.kept)), dtype=float)


class Runs(_Tables):
    """Many runs of one design: the same tables with a `run` column, and one row of metrics a run."""

    def __init__(self, design, inputs, seeds, parameter_set, results, kept, own=None):
        self._own = own
        self.design, self.seeds, self.days = design, seeds, inputs.days
        self.parameter_set, self.kept = parameter_set, list(kept)
        self._inputs, self._results = inputs, results

    def __repr__(self):
        return f"Runs({self.design.name!r}, days={self.days}, {len(self.seeds)} seeds)"

    def __len__(self):
        return len(self.seeds)

    def _table(self, name):
        import numpy as np

        rows = [tables[name] for _, tables in self._results]
        table = frame(name, np.concatenate(rows), self._inputs.names)
        table.insert(0, "run", np.repeat(np.arange(len(rows)), [len(r) for r in rows]))
        return table

    @cached_property
    def runs(self):
        """Which run is which: seed, design, parameter set and content hash."""
        import pandas as pd

        ids = [run_id(self.design, self._inputs, seed, self.parameter_set, self._own) for seed in self.seeds]
        return pd.DataFrame({**self._named(), "run_id": ids})

    def metrics(self):
        """Return one row a run: run, seed, design, parameter_set and every metric.

        Returns
        -------
        pandas.DataFrame
        """
        import pandas as pd

        table = pd.DataFrame([metrics for metrics, _ in self._results])
        return pd.concat([pd.DataFrame(self._named()), table], axis=1)

    def _named(self):
        which = {"design": self.design.name, "parameter_set": self.parameter_set}
        return {"run": range(len(self.seeds)), "seed": self.seeds, **which}


__all__ = ["OPTIONAL_TABLES", "Run", "Runs", "simulate", "simulate_many"]
