"""From an experiment file to an experiment that can be run: designs, factors, sets and points, all checked."""

import os
from collections import Counter
from functools import cached_property
from pathlib import Path

from milieusim.campaign.experiment.chunk_size import size_of, too_many
from milieusim.campaign.experiment.experiment import ExperimentFile
from milieusim.campaign.experiment.factor_checks import missing_parts, problems_in_designs
from milieusim.campaign.experiment.factors import factor_of
from milieusim.campaign.experiment.points import sampled_points
from milieusim.campaign.experiment.refused import readable_part, without_unnamed
from milieusim.campaign.experiment.table_file import read_table
from milieusim.campaign.experiment.until import FIRST, looks
from milieusim.config.parts.design import WardDesign
from milieusim.config.parts.part import validated
from milieusim.config.reading.finding import find_design
from milieusim.config.reading.loading import load_design
from milieusim.config.reading.text_files import shown
from milieusim.config.reading.yaml_reading import read_yaml
from milieusim.digests import digest_of
from milieusim.errors import ConfigError
from milieusim.ledger.parameters import Parameters, load_parameters
from milieusim.pages import box
from milieusim.python_values import as_python


class Experiment:
    """An experiment that can be run.

    Parameters
    ----------
    written : ExperimentFile
    designs : dict of str to WardDesign
    factors : list of Factor
    sets : list of tuple
        (Parameters, how often its seeds are run).
    parameters : str
        Name of the sets.
    table : Table, optional
        Points of a table.
    origin : tuple
        What it was read from: plain data, folder, and what it is called in problems.
    """

    def __init__(self, written, designs, factors, sets, parameters, table, origin):
        self.written, self.designs, self.factors, self.sets = written, designs, factors, sets
        self.parameters, self.table, self._origin = parameters, table, origin

    def __repr__(self):
        return f"Experiment({self.name!r}, {self.runs:,} runs)"

    def _repr_html_(self):
        rows = {
            "runs": f"{self.runs:,}",
            "designs": ", ".join(self.designs),
            "factors": ", ".join(self.paths),
        }
        return box(f"Experiment {self.name}", {**rows, "about": self.written.about})

    @property
    def name(self):
        """Short name."""
        return self.written.name

    @property
    def paths(self):
        """Paths of the factors."""
        return [factor.path for factor in self.factors]

    @property
    def levers(self):
        """Path of each factor, or name of a lever -> what the lever does, or None."""
        return {factor.path: factor.lever for factor in self.factors}

    @cached_property
    def points(self):
        """Design points in the order of the sample."""
        rows = None if self.table is None else self.table.rows
        return sampled_points(self.written.sampling, list(self.designs), self.factors, rows)

    @property
    def runs(self):
        """Number of runs."""
        return self.points.different * sum(times for _, times in self.sets) * self.written.replications

    @cached_property
    def looks(self):
        """Replications after which is looked whether they are enough; one number if nothing says until when."""
        most = self.written.replications
        return looks(most if self.written.until is None else self.written.at_least or FIRST, most)

    def at_look(self, replications):
        """Return the experiment with the replications of one of its looks."""
        seeds = self.written.seeds and self.written.seeds[:replications]
        written = self.written.model_copy(update={"replications": replications, "seeds": seeds})
        parts = self.designs, self.factors, self.sets, self.parameters, self.table, self._origin
        found = Experiment(written, *parts)
        found.points, found.looks = self.points, self.looks
        return found

    def replace(self, **changes):
        """Return the experiment with some keys of its file changed, as for a short trial of a long one.

        Parameters
        ----------
        **changes
            Key -> value, as in the file: ``replications=2, days=7``.

        Returns
        -------
        Experiment

        Raises
        ------
        ConfigError
            With every problem of the new experiment.
        """
        tree, folder, label = self._origin
        return _loaded({**tree, **changes}, folder, label)

    def document(self):
        """Return the experiment as plain data that names no path and no machine.

        Returns
        -------
        dict
        """
        tree = self.written.model_dump(mode="json")
        tree["designs"] = list(self.designs)
        tree["parameters"], tree["sets"] = self.parameters, sum(times for _, times in self.sets)
        tree["sampling"].pop("file")
        # What was not asked for is left out, as in stores from before there was a choice.
        if not self.written.own_seeds:
            tree.pop("own_seeds")
        if self.written.seeds is None:
            tree.pop("seeds")
        if self.written.until is None:
            for key in ("until", "until_of_each", "at_least"):
                tree.pop(key)
        else:
            tree |= {"at_least": self.written.at_least or FIRST, "at_most": self.looks[-1]}
        if self.written.sampling.kind != "latin_hypercubes":
            tree["sampling"].pop("cubes")
        tree["outcomes"] = self.written.outcomes.asked
        if not tree["outcomes"]:
            tree.pop("outcomes")
        tree["runs_per_file"] = size_of(self.written, self.runs)
        if self.table is not None:
            tree["factors"] = {factor.path: f"{factor.kind}s of a table" for factor in self.factors}
            tree["sampling"]["digest"] = digest_of(self.table.rows)
        return tree


def load_experiment(source, designs=()):
    """Read an experiment and check all of it.

    Parameters
    ----------
    source : path-like, dict or Experiment
        A YAML file; or the same content as a dict, in which designs and parameters may be objects and paths
        start from the working folder.
    designs : iterable of WardDesign
        Designs of your own that a file may name beside the shipped ones and those that lie somewhere.

    Returns
    -------
    Experiment

    Raises
    ------
    ConfigError
        With every problem found, one sentence each.

    Examples
    --------
    >>> asked = {"name": "two wards", "designs": ["acute-ward", "open-unit"], "replications": 2}
    >>> ms.load_experiment(asked).runs
    4
    """
    if isinstance(source, Experiment):
        return source
    if isinstance(source, dict):
        return _loaded(dict(source), Path("."), "experiment")
    if not isinstance(source, str | os.PathLike):
        raise ConfigError(f"an experiment is loaded from a path or a dict, not from {type(source).__name__}.")
    path = Path(source)
    tree = read_yaml(path)
    if not isinstance(tree, dict):
        raise ConfigError(
            f"{shown(path)}: an experiment holds keys with values, such as 'name' and 'designs'."
        )
    own = {design.name: design for design in designs}
    if own and "designs" in tree:
        named = tree["designs"] if isinstance(tree["designs"], list) else [tree["designs"]]
        tree["designs"] = [own.get(name, name) if isinstance(name, str) else name for name in named]
    return _loaded(tree, path.parent, shown(path))


def _loaded(tree, folder, label):
    tree = as_python(tree)
    origin = dict(tree), folder, label
    given_designs, given_sets = _take_objects(tree)
    refused, written, unnamed = [], None, without_unnamed(tree)
    try:
        written = validated(ExperimentFile, tree, label)
    except ConfigError as error:
        refused = error.problems
        written = readable_part(tree)
    if written is None:
        raise ConfigError([*(_labelled(problem, label) for problem in unnamed), *refused])
    problems, found = [*unnamed, *refused], {}
    for part, load in {
        "designs": lambda: _designs(written.designs, folder, given_designs),
        "sets": lambda: _sets(written, folder, given_sets),
        "factors": lambda: _factors(written, folder),
    }.items():
        try:
            found[part] = load()
        except ConfigError as error:
            problems += error.problems
    # What could be read is tried even if something else is refused: all problems are told at once.
    parameters, sets = found.get("sets") or ("best", [(load_parameters("best"), 1)])
    factors, table = found.get("factors") or ([], None)
    experiment = Experiment(written, found.get("designs", {}), factors, sets, parameters, table, origin)
    large = too_many(experiment)
    problems += [*missing_parts(experiment, "designs" in found), *large]
    problems += [] if large else problems_in_designs(experiment)
    if problems:
        raise ConfigError(list(dict.fromkeys(_labelled(problem, label) for problem in problems)))
    return experiment


def _labelled(problem, label):
    return problem if problem.startswith(f"{label}: ") else f"{label}: {problem}"


def _take_objects(tree):
    """Put names where a dict holds designs and parameters themselves; return these by name."""
    designs, sets = {}, None
    entries = tree.get("designs")
    if isinstance(entries, WardDesign):
        entries = [entries]
    if isinstance(entries, list | tuple):
        designs = {entry.name: entry for entry in entries if isinstance(entry, WardDesign)}
        tree["designs"] = [entry.name if isinstance(entry, WardDesign) else entry for entry in entries]
    if "parameters" in tree and not isinstance(tree["parameters"], str):
        sets = load_parameters(tree["parameters"])
        tree["parameters"] = sets.name
    return designs, sets


def _designs(names, folder, given):
    found, problems = {}, []
    for name in names:
        try:
            design = given[name] if name in given else load_design(find_design(name, folder))
        except ConfigError as error:
            problems += [f"designs: {problem}" for problem in error.problems]
            continue
        if design.name in found:
            problems.append(f"designs: two of them are named '{design.name}'; give each a name of its own.")
        found[design.name] = design
    if problems:
        raise ConfigError(problems)
    return found


def _sets(written, folder, given):
    name = written.parameters
    if given is None and name.endswith(".parquet"):
        given = load_parameters(folder / Path(name).expanduser())
    found = load_parameters(name if given is None else given)
    if isinstance(found, Parameters):
        return found.name, [(found, 1)]
    chosen = found.choose(written.sets or len(found))
    times = Counter(one.name for one in chosen)
    by_name = {one.name: one for one in chosen}
    return found.name, [(by_name[name], count) for name, count in times.items()]


def _factors(written, folder):
    if written.sampling.kind == "table":
        table = read_table(folder / Path(written.sampling.file).expanduser())
        return table.factors, table
    return [factor_of(path, entry) for path, entry in written.factors.items()], None
