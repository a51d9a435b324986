"""What an experiment file may hold: designs, factors, parameter sets, replications; nothing about machines."""

from collections import Counter
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, Strict, WithJsonSchema, model_validator

from milieusim.analysis.series import BY_DAY, BY_HOUR, SERIES
from milieusim.campaign.experiment.factor_problems import factor_problems
from milieusim.campaign.experiment.factors import FACTOR_SCHEMA
from milieusim.campaign.experiment.until import FEWEST, until_problems
from milieusim.config.parts.part import Flag, Part, Text
from milieusim.engines.run_length import check_clock
from milieusim.errors import ConfigError
from milieusim.phrasing import used_twice
from milieusim.vocabulary import LONGEST_DAYS, WARM_UP_DAYS
from milieusim.ward.tables import TABLES

MOST_POINTS = 1_000_000
SAMPLED = ("latin_hypercube", "latin_hypercubes", "sobol_sequence", "halton_sequence", "sobol", "morris")

Days = Annotated[int, Strict(), Field(ge=1, le=LONGEST_DAYS)]
WarmUp = Annotated[int, Strict(), Field(ge=0, le=LONGEST_DAYS)]
Number = Annotated[int, Strict(), Field(ge=1, le=MOST_POINTS)]
Seed = Annotated[int, Strict(), Field(ge=0, lt=1 << 62)]
Levels = Annotated[int, Strict(), Field(ge=2, le=100)]
Note = Annotated[str, Strict()]
Minutes = Literal[1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60]


def _one_or_many(value):
    return [value] if isinstance(value, str) else value


def _checked_factors(value):
    problems = factor_problems(value)
    if problems:
        raise ValueError("\n".join(problems))
    return value


def _checked_until(value):
    problems = until_problems(value)
    if problems:
        raise ValueError("\n".join(problems))
    return value


Names = Annotated[tuple[Text, ...], BeforeValidator(_one_or_many), Field(min_length=1)]
Tables = Annotated[tuple[Literal[tuple(TABLES)], ...], BeforeValidator(_one_or_many)]
Factors = Annotated[
    dict[str, Any],
    BeforeValidator(_checked_factors),
    WithJsonSchema({"type": "object", "additionalProperties": FACTOR_SCHEMA}),
]

Until = Annotated[
    dict[str, Any],
    BeforeValidator(_checked_until),
    WithJsonSchema(
        {"type": "object", "minProperties": 1, "additionalProperties": {"type": ["number", "string"]}}
    ),
]


class Sampling(Part):
    """Which points of the space of factors are run."""

    kind: Literal["factorial", *SAMPLED, "table"] = "factorial"
    """Every combination of levels, a sample for a purpose, or a table of your own."""
    points: Number | None = None
    """Points of a Latin hypercube or a sequence, base points of a Sobol design, trajectories of a Morris design."""
    cubes: Number = 1
    """How many Latin hypercubes: more of them later keep the first ones."""
    seed: Seed = 1
    """Seed of the sample, apart from the seeds of runs."""
    levels: Levels = 4
    """Levels of a Morris design, an even number."""
    second_order: Flag = False
    """Whether a Sobol design has the points for second-order indices too."""
    file: Text | None = None
    """Table of points as CSV: a column a factor, a row a point, and perhaps a column design."""

    @model_validator(mode="after")
    def _fits_its_kind(self):
        problems = list(_sampling_problems(self))
        if problems:
            raise ValueError("\n".join(problems))
        return self


def _sampling_problems(sampling):
    kind, points, path = sampling.kind, sampling.points, "sampling"
    if kind in SAMPLED and points is None:
        yield f"{path}.points is missing; {kind} needs a number of points"
    if kind not in SAMPLED and points is not None:
        yield f"{path}.points is {points}; {kind} takes none, leave it out"
    if kind != "latin_hypercubes" and sampling.cubes != 1:
        yield f"{path}.cubes is {sampling.cubes}; only kind: latin_hypercubes has several, leave it out"
    if kind == "sobol" and points == 1:
        yield f"{path}.points is 1; one base point says nothing about variance, take a power of two from 2"
    elif kind == "sobol" and points is not None and points & (points - 1):
        low, high = 1 << (points.bit_length() - 1), 1 << points.bit_length()
        yield f"{path}.points is {points}; a Sobol design needs a power of two, such as {low} or {high}"
    if kind == "morris" and sampling.levels % 2:
        yield f"{path}.levels is {sampling.levels}; a Morris design needs an even number, such as 4"
    if kind == "table" and sampling.file is None:
        yield f"{path}.file is missing; a table is a CSV file"
    if kind != "table" and sampling.file is not None:
        yield f"{path}.file is '{sampling.file}'; only kind: table takes one, leave it out"


def _seed_problems(written):
    """Yield what does not go with seeds that are listed."""
    if written.seeds is None:
        return
    if again := [seed for seed, times in Counter(written.seeds).items() if times > 1]:
        yield f"seeds: {again[0]} stands there twice; two runs on one seed are the same run"
    if "seed" in written.model_fields_set:
        yield f"seed is {written.seed}, and seeds are listed; leave one of them out"
    if written.replications != len(written.seeds):
        yield (
            f"replications is {written.replications}, and {len(written.seeds)} seeds are listed; leave replications out"
        )
    if written.own_seeds:
        yield "own_seeds is true, and seeds are listed: a list is the same for all sets; leave one of them out"


def _look_problems(written):
    """Yield what does not go with running until means are known."""
    if written.until is None:
        for key in ("until_of_each", "at_least"):
            if key in written.model_fields_set:
                yield f"{key} is {getattr(written, key)}, and until is left out: say until what to run, or leave this out"
    elif written.at_least is not None and written.at_least > written.replications:
        yield (
            f"at_least is {written.at_least}, and replications, the most there may be, is {written.replications}; "
            "raise replications"
        )


class Outcomes(Part):
    """Rows of numbers that are kept of each run beside its metrics."""

    by_day: Annotated[tuple[Literal[tuple(SERIES[BY_DAY])], ...], BeforeValidator(_one_or_many)] = ()
    """Measures by day of the run."""
    by_hour: Annotated[tuple[Literal[tuple(SERIES[BY_HOUR])], ...], BeforeValidator(_one_or_many)] = ()
    """Measures by hour of the day."""

    @property
    def asked(self):
        """``by_day`` or ``by_hour`` -> measures, of those that any are asked of."""
        return {by: list(names) for by, names in ((BY_DAY, self.by_day), (BY_HOUR, self.by_hour)) if names}


class ExperimentFile(Part):
    """An experiment as it is written: designs x points x parameter sets x replications."""

    name: Text
    """Short name."""
    about: Note = ""
    """The question that it asks, for readers."""
    designs: Names
    """Names of shipped designs, or paths that start from the folder of this file."""
    days: Days = 84
    """Simulated days of a run."""
    warm_up_days: WarmUp = WARM_UP_DAYS
    """Days before these that are in no table."""
    tick_minutes: Minutes = 15
    """Length of a tick, minutes."""
    engine: Literal["compiled", "agents"] = "compiled"
    """Both give the same runs."""
    replications: Number = 1
    """Runs of each point and parameter set, on the same seeds at every point."""
    seed: Seed = 1
    """Seed of the first replication."""
    seeds: Annotated[tuple[Seed, ...], Field(min_length=1, max_length=MOST_POINTS)] | None = None
    """Seeds of the replications one by one, in place of seed and replications."""
    until: Until | None = None
    """Metric -> half the width of the 95 % interval of its mean (2 %, or in its unit) until which replications are added;
    `replications` is then the most there may be."""
    until_of_each: Literal["point", "design"] = "point"
    """Whose means are to be known so exactly."""
    at_least: Annotated[int, Strict(), Field(ge=FEWEST, le=MOST_POINTS)] | None = None
    """Replications before the first look; 50 if left out."""
    own_seeds: Flag = False
    """Whether each parameter set has seeds of its own: more luck is met; left out, all sets share theirs."""
    factors: Factors = {}
    """Path of a design, or a parameter -> levels, or {low, high}; a name of your own -> what it moves, and values."""
    sampling: Sampling = Sampling()
    """Which points of the space of factors are run."""
    parameters: Text = "best"
    """best, posterior, or a file of parameter sets that ends in .parquet."""
    sets: Number | None = None
    """How many parameter sets; each of those there are if left out."""
    keep: Tables = ()
    """Tables to keep beside the metrics of each run."""
    outcomes: Outcomes = Outcomes()
    """Measures by day of the run, or by hour of the day, to keep beside the metrics of each run."""
    runs_per_file: Annotated[int, Strict(), Field(ge=1, le=4096)] | None = None
    """Runs of a chunk, written and resumed together; two seconds of work at most if left out."""

    @model_validator(mode="before")
    @classmethod
    def _counts_seeds(cls, tree):
        listed = tree.get("seeds") if isinstance(tree, dict) else None
        if isinstance(listed, list | tuple) and listed and "replications" not in tree:
            return {**tree, "replications": len(listed)}
        return tree

    @model_validator(mode="after")
    def _fits_together(self):
        problems = [f"designs: {told}" for told in used_twice(self.designs)]
        problems += [f"keep: {told}" for told in used_twice(self.keep)]
        asked = self.outcomes.asked.items()
        problems += [f"outcomes.{by}: {told}" for by, names in asked for told in used_twice(names)]
        if self.sampling.kind == "table" and self.factors:
            problems.append("factors: a table brings its own factors, one a column; leave this part out")
        if self.sampling.kind in SAMPLED and not self.factors:
            problems.append(f"factors is empty; {self.sampling.kind} needs at least one to sample")
        if self.sets is not None and self.parameters == "best":
            problems.append(f"sets is {self.sets}; parameters: best is one set, leave sets out")
        problems += [*_seed_problems(self), *_look_problems(self)]
        try:
            check_clock(self.days, self.warm_up_days, self.tick_minutes)
        except ConfigError as error:
            problems += error.problems
        if problems:
            raise ValueError("\n".join(problems))
        return self


def experiment_schema():
    """Return the JSON Schema of an experiment file, for editors.

    Returns
    -------
    dict
    """
    schema = ExperimentFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "milieusim experiment",
    }
