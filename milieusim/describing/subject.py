"""What is described: one design as it stands, or all that a store was made from."""

import os
from pathlib import Path
from typing import NamedTuple

from milieusim.campaign.store.manifest import NAME
from milieusim.campaign.store.store import Store, open_store
from milieusim.config.parts.design import WardDesign
from milieusim.config.reading.loading import load_design
from milieusim.ledger.parameters import ledger
from milieusim.vocabulary import WARM_UP_DAYS


class Value(NamedTuple):
    """What a parameter is in the runs described: the smallest and the largest over all sets."""

    low: float
    high: float

    def __str__(self):
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"


class Subject(NamedTuple):
    """What a description is of.

    Attributes
    ----------
    designs : dict of str to WardDesign
        The first is the one that others are told apart from.
    values : dict of str to Value
        Of every parameter of the ledger.
    sets : int
        Parameter sets.
    tick_minutes, warm_up_days : int
    store : Store or None
    """

    designs: dict
    values: dict
    sets: int
    tick_minutes: int
    warm_up_days: int
    store: object

    @property
    def design(self):
        """The first design."""
        return next(iter(self.designs.values()))

    @property
    def others(self):
        """The designs beside it."""
        return list(self.designs.values())[1:]

    @property
    def experiment(self):
        """The experiment that was run last, as plain data; None of a design alone."""
        return self.store.experiment if self.store else None

    @property
    def own(self):
        """What of the code is somebody's own, as `Manifest.own` has it; empty of a design alone."""
        return self.store.manifest.own if self.store else {}

    @property
    def facts(self):
        """What the manifest of the store says; empty of a design alone."""
        return self.store.manifest.facts if self.store else {}


def subject_of(what):
    """Return what is described.

    Parameters
    ----------
    what : WardDesign, Store, str or path-like
        A design, the name of a shipped one, where one lies, or a folder that a sweep filled.

    Returns
    -------
    Subject

    Raises
    ------
    ConfigError, DataError
        If it is neither, or not as it should be.
    """
    if isinstance(what, Store) or is_store(what):
        return _of_store(what if isinstance(what, Store) else open_store(what))
    design = load_design(what)
    return Subject({design.name: design}, _values([ledger()]), 1, 15, WARM_UP_DAYS, None)


def is_store(what):
    """Whether a path is that of a folder with the manifest of a store."""
    if isinstance(what, WardDesign) or not isinstance(what, str | os.PathLike):
        return False
    return Path(what, NAME).is_file()


def _of_store(store):
    manifest = store.manifest
    sets, clock = list(manifest.parameters().values()), manifest.facts["clock"]
    return Subject(
        manifest.designs(), _values(sets), len(sets), clock["tick_minutes"], clock["warm_up_days"], store
    )


def _values(sets):
    every = [one.values() for one in sets]
    return {
        name: Value(min(one[name] for one in every), max(one[name] for one in every)) for name in every[0]
    }
