"""The manifest of a store: all that its runs were made from, and nothing of where, when or by whom."""

import json
import math
from functools import cached_property

from milieusim.campaign.store.chunks import Stage, planned
from milieusim.campaign.store.code_versions import code_digests, versions
from milieusim.campaign.store.manifest_checks import problems_in
from milieusim.config.parts.design import WardDesign
from milieusim.digests import digest_of
from milieusim.errors import DataError
from milieusim.ledger.parameters import ledger
from milieusim.phrasing import spelt

FORMAT = 3
"""Of the stores that are written; from 3 on, what was edited in docstrings and comments does not count."""
SEALED = 2
"""Format from which on files hold notes of each other, and the manifest its own digest."""
NAME = "manifest.json"
CLOCK = ("days", "warm_up_days", "tick_minutes", "engine")
INFINITE = {"inf": math.inf, "-inf": -math.inf}


class Manifest:
    """What a store is made of, read or made.

    Parameters
    ----------
    facts : dict
        Plain data, as in the file.
    """

    def __init__(self, facts):
        self.facts = facts

    @classmethod
    def of(cls, experiment, rules=None):
        """Return the manifest of an experiment that nobody has run yet, with its one stage."""
        from milieusim.analysis.metrics.metrics import METRICS

        document = experiment.document()
        designs = {name: design.model_dump(mode="json") for name, design in experiment.designs.items()}
        return cls(
            {
                "format": FORMAT,
                "experiment": experiment.name,
                "versions": versions(),
                "code": code_digests(rules),
                "clock": {key: document[key] for key in CLOCK},
                "keep": document["keep"],
                "factors": {factor.path: factor.kind for factor in experiment.factors},
                "metrics": list(METRICS),
                "designs": designs,
                "parameters": {one.name: _changed(one) for one, _ in experiment.sets},
                "ledger": plain_ledger(),
                "stages": [
                    {"experiment": document, "sets": {one.name: times for one, times in experiment.sets}}
                ],
            }
        )

    @classmethod
    def read(cls, place):
        """Read the manifest of a store.

        Raises
        ------
        DataError
            If there is none, or it is of another format, or not as it was written.
        """
        try:
            facts = json.loads(place.read(NAME))
        except FileNotFoundError:
            raise DataError(f"{place.location}: there is no {NAME}, so this is no store of runs.") from None
        except (ValueError, RecursionError) as error:
            raise _damaged(place, f"cannot be read ({error})") from None
        if not isinstance(facts, dict):
            raise _damaged(place, f"holds {spelt(facts)} and no manifest")
        form = facts.get("format")
        if form not in range(1, FORMAT + 1):
            raise DataError(
                f"{place.location}: a store of format {spelt(form)}; this milieusim reads 1 to {FORMAT}."
            )
        seal = facts.pop("digest", None)
        if problems := list(problems_in(facts, CLOCK)):
            raise _damaged(place, f"is no whole manifest ({'; '.join(problems)})")
        if form >= SEALED and seal != digest_of(facts):
            raise _damaged(place, "was changed after it was written (its digest is of something else)")
        return cls(facts)

    def write(self, place):
        """Write the manifest into a store."""
        place.write(NAME, self.text.encode())

    @property
    def text(self):
        """The manifest as it stands in its file."""
        return json.dumps({**self.facts, "digest": digest_of(self.facts)}, indent=1) + "\n"

    @property
    def is_sealed(self):
        """Whether the files of the store hold notes of each other."""
        return self.facts["format"] >= SEALED

    @cached_property
    def digest(self):
        """Digest of the manifest."""
        return digest_of(self.facts)

    @cached_property
    def base(self):
        """Digest of what all runs of the store have in common."""
        keys = ("format", "code", "clock", "keep", "factors", "metrics", "ledger")
        return digest_of({key: self.facts[key] for key in keys})

    @cached_property
    def contents(self):
        """Digests of designs (all but what is said about them) and parameter sets, by kind and name."""
        designs, sets = self.facts["designs"], self.facts["parameters"]
        found = {("design", name): digest_of({**designs[name], "about": None}) for name in designs}
        return found | {("set", name): digest_of(sets[name]) for name in sets}

    @property
    def factors(self):
        """Path of a factor -> its kind."""
        return self.facts["factors"]

    @property
    def document(self):
        """The experiment that was run last."""
        return self.facts["stages"][-1]["experiment"]

    def designs(self):
        """Return the designs by name."""
        return {name: WardDesign.model_validate(content) for name, content in self.facts["designs"].items()}

    def parameters(self):
        """Return the parameter sets by name."""
        found = {}
        for name, changes in self.facts["parameters"].items():
            found[name] = ledger().replace(
                {key: INFINITE.get(value, value) for key, value in changes.items()}
            )
            found[name].name = name
        return found

    def stage(self, k, points):
        """Return one stage of the store's history.

        Parameters
        ----------
        k : int
        points : dict of Point to int
            The points of that stage and their numbers.
        """
        facts = self.facts["stages"][k]
        document = facts["experiment"]
        return Stage(
            points,
            list(facts["sets"].items()),
            document["seed"],
            document["replications"],
            document["runs_per_file"],
            document.get("own_seeds", False),
        )

    def chunks(self, stages):
        """Return the chunks of all stages, one after the other."""
        return planned(stages, self.base, self.contents)


def _damaged(place, what):
    return DataError(
        f"{place.location}/{NAME} {what}: put back a copy of it. Without one nobody can tell what the runs in this "
        "folder were made from: name a new folder for the sweep."
    )


def plain_ledger():
    """Return the values of the ledger as a manifest holds them."""
    return _finite(ledger().values())


def _finite(values):
    return {name: str(value) if math.isinf(value) else value for name, value in values.items()}


def _changed(parameters):
    base = ledger().values()
    changed = {name: value for name, value in parameters.values().items() if value != base.get(name)}
    return _finite(changed)
