"""Many plausible sets of parameters, with weights: what the calibration leaves open, read from one file."""

import hashlib
import json
import math
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from milieusim.errors import ConfigError
from milieusim.files import as_text
from milieusim.ledger.balanced import balanced_order
from milieusim.ledger.parameters import Parameters, ledger
from milieusim.phrasing import near

ID, WEIGHT = "parameter_set", "weight"
METADATA = b"milieusim"
SHIPPED = "data/posterior.parquet"


def shipped_file():
    """Return where the shipped posterior lies."""
    return files("milieusim").joinpath(SHIPPED)


# A comparison carries what nobody knows unless told not to.
DEFAULT_OF_COMPARE = "posterior"


class ParameterSets(Sequence):
    """Sets of parameters that fit published figures, each with a weight; `sets[0]` is a `Parameters`.

    Parameters
    ----------
    base : Parameters
        Gives every value that does not vary.
    table : dict of str to sequence of float
        A column a varying parameter, one value a set.
    ids : sequence of int
        Of the sets.
    weights : sequence of float
        0 or more; they are made to add up to 1.
    facts : dict, optional
        What the file says about itself: roles and priors of parameters, seed, digests.
    name : str
        Begins the name of each set: ``posterior-17``.
    """

    def __init__(self, base, table, ids, weights, facts=None, name="posterior"):
        self.base, self.name, self.facts = base, name, dict(facts or {})
        self._table = {key: tuple(map(float, column)) for key, column in table.items()}
        self._ids, total = tuple(ids), math.fsum(weights)
        self.weights = tuple(weight / total for weight in weights)

    def __len__(self):
        return len(self._ids)

    def __getitem__(self, place):
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        found = self.base.replace({key: column[place] for key, column in self._table.items()})
        found.name = f"{self.name}-{self._ids[place]}"
        return found

    def __repr__(self):
        return f"ParameterSets({self.name!r}, {len(self)} sets, {len(self._table)} varying parameters)"

    @property
    def names(self):
        """Names of the parameters that vary."""
        return list(self._table)

    @property
    def roles(self):
        """Parameter -> ``fitted``, ``free`` (no target constrains it) or ``solved``; only what the file says."""
        return dict(self.facts.get("roles", {}))

    def labels(self):
        """Return the names of the sets, in order, as outputs carry them."""
        return [f"{self.name}-{key}" for key in self._ids]

    def values(self, name):
        """Return the values of a varying parameter, one a set."""
        return list(self._table[name])

    def choose(self, n):
        """Return `n` sets, each as often as its weight asks for; the first of many are the same as of few.

        Parameters
        ----------
        n : int
            May be more than there are sets: then all come again, heavy ones first.

        Returns
        -------
        list of Parameters
        """
        places = self.places(n)
        made = {place: self[place] for place in dict.fromkeys(places)}
        return [made[place] for place in places]

    def places(self, n):
        """Return the places of the sets that `choose` gives.

        A set of weight w is due for the j-th time at (j - u)/w, with a u of its own spread evenly over
        sets: at every moment it has come as often as its weight asks for, to within one. With equal
        weights every set comes once before any comes twice. The u are given out in an order of which every
        beginning stands for all sets (`balanced_order`).
        """
        due = []
        for place, (weight, share) in enumerate(zip(self.weights, self._shares)):
            # At the moment n + len(self) at least n have come, whatever the weights are.
            times = range(1, math.ceil((n + len(self)) * weight) + 2) if weight > 0 else ()
            due += [((j - share) / weight, place) for j in times]
        return [place for _, place in sorted(due)[:n]]

    @cached_property
    def _shares(self):
        # Digests of ids shuffle the sets the same way on every machine and under every library.
        digests = [hashlib.sha256(f"{self.name}/{key}".encode()).digest() for key in self._ids]
        shuffled = sorted(range(len(self)), key=digests.__getitem__, reverse=True)
        order = balanced_order(self.labels(), self.weights, shuffled)
        shares = [0.0] * len(self)
        for rank, place in enumerate(order):
            shares[place] = 1 - (rank + 0.5) / len(self)
        return shares


@cache
def shipped_sets():
    """Return the shipped posterior.

    Raises
    ------
    ConfigError
        If this version ships none.
    """
    if not shipped_file().is_file():
        raise ConfigError(
            "parameters is 'posterior'; this version ships no calibrated sets of parameters yet. Use 'best'."
        )
    return read_sets(shipped_file(), ledger(), "posterior")


def read_sets(path, base=None, name=None):
    """Read sets of parameters from a Parquet file.

    Parameters
    ----------
    path : str or pathlib.Path
        One row a set: ``parameter_set`` (whole numbers), ``weight``, and a column a varying parameter.
    base : Parameters, optional
        Gives what the file leaves out; the ledger if left out.
    name : str, optional
        Of the sets; the file's name without its ending if left out.

    Returns
    -------
    ParameterSets

    Raises
    ------
    ConfigError
        With every problem in the file.
    """
    base, path = base or ledger(), Path(str(path))
    columns, facts = _columns(path)
    problems = _problems(columns, base)
    if problems:
        raise ConfigError([f"{path.name}: {problem}" for problem in problems])
    ids, weights = columns.pop(ID), columns.pop(WEIGHT, None)
    return ParameterSets(base, columns, ids, weights or [1.0] * len(ids), facts, name or as_text(path.stem))


def _columns(path):
    import pyarrow
    from pyarrow import parquet

    if not path.is_file():
        raise ConfigError(f"parameters is '{path}'; there is no such file.")
    try:
        with open(path, "rb") as file:
            table = parquet.read_table(file)
    except (pyarrow.ArrowException, OSError) as error:
        raise ConfigError(f"{path.name}: this is no Parquet file that can be read ({error}).") from error
    said = (table.schema.metadata or {}).get(METADATA, b"{}")
    try:
        facts = json.loads(said)
    except ValueError:
        facts = None
    if not isinstance(facts, dict):
        raise ConfigError(
            f"{path.name}: its metadata '{METADATA.decode()}' is no JSON object; calibrate it anew."
        )
    return table.to_pydict(), facts


def _problems(columns, base):
    if ID not in columns:
        return [f"there is no column '{ID}'; each row is a set and needs a whole number of its own."]
    ids, weights = columns[ID], columns.get(WEIGHT, [1.0])
    problems = []
    if not ids:
        problems.append("it holds no set.")
    if len(set(ids)) < len(ids) or not all(isinstance(key, int) for key in ids):
        problems.append(f"column '{ID}' must hold a different whole number in each row.")
    if not all(isinstance(w, float | int) and 0 <= w < math.inf for w in weights) or not any(weights):
        problems.append(f"column '{WEIGHT}' must hold numbers of 0 or more, and not only 0.")
    for name in columns:
        if name not in (ID, WEIGHT):
            problems += _problems_of(name, columns[name], base)
    return problems


def _problems_of(name, values, base):
    if name not in base:
        return [f"there is no parameter '{name}'.{near(name, base)}"]
    found = {value: base.problems_of(name, value) for value in dict.fromkeys(values)}
    wrong = [said[0] for said in found.values() if said]
    more = f" So it is in {len(wrong) - 1} more." if len(wrong) > 1 else ""
    return [wrong[0] + more] if wrong else []


__all__ = ["DEFAULT_OF_COMPARE", "Parameters", "ParameterSets", "read_sets", "shipped_file", "shipped_sets"]
