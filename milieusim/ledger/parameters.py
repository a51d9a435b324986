"""The evidence ledger: what science must supply, each number with unit, range, status and source."""

import math
from functools import cache
from importlib.resources import files
from numbers import Real
from typing import NamedTuple

from milieusim.errors import ConfigError
from milieusim.phrasing import near
from milieusim.python_values import as_python

STATUSES = ["measured", "elicited", "calibrated", "assumed"]


class Parameter(NamedTuple):
    """One entry of the ledger."""

    value: float
    unit: str
    low: float
    high: float
    status: str
    source: str
    note: str


class Parameters:
    """A whole set of parameters: frozen, and replaceable by name.

    Parameters
    ----------
    entries : dict of str to Parameter
        The ledger.
    name : str, optional
        How outputs call this set.
    """

    def __init__(self, entries, name="best"):
        self._entries = dict(entries)
        self.name = name

    def __getitem__(self, name):
        """Return the value of a parameter."""
        return self.entry(name).value

    def __iter__(self):
        return iter(self._entries)

    def __len__(self):
        return len(self._entries)

    def __contains__(self, name):
        return name in self._entries

    def __eq__(self, other):
        return isinstance(other, Parameters) and self.values() == other.values()

    def __hash__(self):
        return hash(tuple(self.values().items()))

    def __repr__(self):
        return f"Parameters({self.name!r}, {len(self)} entries)"

    def entry(self, name):
        """Return the ledger's entry of a parameter.

        Parameters
        ----------
        name : str

        Returns
        -------
        Parameter

        Raises
        ------
        ConfigError
            If the ledger has no such parameter.
        """
        if name not in self._entries:
            raise ConfigError(f"There is no parameter '{name}'.{near(name, self._entries)}")
        return self._entries[name]

    def values(self):
        """Return name -> value."""
        return {name: entry.value for name, entry in self._entries.items()}

    def replace(self, changes=None, /, **named):
        """Return a copy with some values changed.

        Parameters
        ----------
        changes : mapping of str to float, optional
        **named : float

        Returns
        -------
        Parameters

        Raises
        ------
        ConfigError
            With every unknown name and every value that is not a number.
        """
        wanted = as_python({**({} if changes is None else changes), **named})
        problems = [problem for name, value in wanted.items() for problem in self.problems_of(name, value)]
        if problems:
            raise ConfigError(problems)
        entries = dict(self._entries)
        for name, value in wanted.items():
            entries[name] = entries[name]._replace(value=float(value))
        return Parameters(entries, self.name if not wanted else f"{self.name}+")

    def problems_of(self, name, value):
        """Return what speaks against a value of a parameter, a sentence each.

        Parameters
        ----------
        name : str
        value : float

        Returns
        -------
        list of str
        """
        if name not in self._entries:
            return [f"There is no parameter '{name}'.{near(name, self._entries)}"]
        unit = self._entries[name].unit
        if isinstance(value, bool) or not isinstance(value, Real) or math.isnan(value):
            return [f"Parameter {name} is {value!r}; it must be a number ({unit})."]
        if math.isinf(value) and "_threshold_" not in name:
            return [f"Parameter {name} is {value!r}; only thresholds of restriction may be infinite."]
        if name.startswith(("hours_", "days_")) and not value > 0:
            return [f"Parameter {name} is {value!r}; a length of time must be above 0 ({unit})."]
        if unit == "0-1" and not 0 <= value <= 1 and self._entries[name].low >= 0:
            return [f"Parameter {name} is {value!r}; it must be from 0 to 1."]
        return []

    def frame(self):
        """Return the ledger as a pandas table, one row a parameter."""
        import pandas as pd

        return pd.DataFrame(
            [{"name": name, **entry._asdict()} for name, entry in self._entries.items()]
        ).set_index("name")


@cache
def ledger():
    """Return the shipped ledger."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("milieusim").joinpath("data/parameters.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=loader)  # noqa: S506 (a safe loader, of a file of our own)
    entries = {}
    for name, fields in raw.items():
        numbers = {key: float(fields[key]) for key in ("value", "low", "high")}
        words = {key: str(fields[key]) for key in ("unit", "status", "source", "note")}
        entries[name] = Parameter(**numbers, **words)
    return Parameters(entries)


def load_parameters(name="best"):
    """Return a named set of parameters, or many sets.

    Parameters
    ----------
    name : str, path, Parameters or ParameterSets
        ``"best"``: the ledger's values. ``"posterior"``: the shipped sets that fit published figures. A path
        that ends in ``.parquet``: sets of your own. What is loaded already passes through.

    Returns
    -------
    Parameters or ParameterSets

    Raises
    ------
    ConfigError
        If no set has this name, or a file cannot be used.

    Examples
    --------
    >>> best = ms.load_parameters("best")
    >>> 0 < best["aggression_base"] < 1
    True
    >>> len(ms.load_parameters("posterior"))
    250
    """
    from milieusim.ledger.parameter_sets import ParameterSets, read_sets, shipped_sets

    if isinstance(name, Parameters | ParameterSets):
        return name
    if name == "best":
        return ledger()
    if name == "posterior":
        return shipped_sets()
    if str(name).endswith(".parquet"):
        return read_sets(name)
    raise ConfigError(
        f"parameters is {name!r}; it must be 'best', 'posterior', a file that ends in .parquet, or what "
        "load_parameters() returned."
    )


def one_set(name="best"):
    """Return one set of parameters, for one run.

    Parameters
    ----------
    name : str or Parameters
        As in `load_parameters`.

    Returns
    -------
    Parameters

    Raises
    ------
    ConfigError
        If it is a name of many sets.
    """
    found = load_parameters(name)
    if isinstance(found, Parameters):
        return found
    asked = name if isinstance(name, str) else found.name
    raise ConfigError(
        f"parameters is '{asked}', which is {len(found)} sets; a run takes one. Use 'best', take one with "
        f"load_parameters('{asked}')[0], or compare designs, which runs over all of them."
    )
