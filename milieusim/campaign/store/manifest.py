"""The manifest of a store: all that its runs were made from, and nothing of where, when or by whom."""

import json
import math
from functools import cached_property

from milieusim.campaign.experiment.levers import deeds_of, levers_in
from milieusim.campaign.experiment.own_things import TOLD_OF_METRICS, own_things
from milieusim.campaign.store.chunks import Plan, Stage, stage_digest
from milieusim.campaign.store.code_versions import code_digests, outcome_digests, versions
from milieusim.campaign.store.manifest_checks import problems_in
from milieusim.campaign.store.notes import Damaged
from milieusim.config.parts.design import WardDesign
from milieusim.digests import digest_of
from milieusim.errors import DataError
from milieusim.ledger.parameters import ledger
from milieusim.phrasing import spelt

FORMAT = 4
"""Of the stores that are written; from 4 on, chunks lie in folders with a note of each beside them."""
SEALED = 2
"""Format from which on the manifest holds its own digest."""
NAME = "manifest.json"
CLOCK = ("days", "warm_up_days", "tick_minutes", "engine")
DECIDES = ("seed", "replications", "runs_per_file", "own_seeds")
"""What of an experiment decides the runs of its stage, beside points, sets and what all stages share."""
OWN = ("rule ", "metric ", "class ")
"""How the names of code of somebody's own begin."""
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
    def of(cls, experiment, own=None):
        """Return the manifest of an experiment that nobody has run yet, with its one stage."""
        own = own_things(own)
        document = experiment.document()
        outcomes = document.get("outcomes", {})
        designs = {name: design.model_dump(mode="json") for name, design in experiment.designs.items()}
        return cls(
            {
                "format": FORMAT,
                "experiment": experiment.name,
                "versions": versions(),
                "code": code_digests(own) | outcome_digests(outcomes),
                **({"own": own.told()} if own else {}),
                "clock": {key: document[key] for key in CLOCK},
                "keep": document["keep"],
                **({"outcomes": outcomes} if outcomes else {}),
                "factors": {factor.path: factor.kind for factor in experiment.factors},
                "metrics": list(own.measures()),
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
            return cls.from_text(place.read(NAME), place)
        except FileNotFoundError:
            raise DataError(f"{place.location}: there is no {NAME}, so this is no store of runs.") from None

    @classmethod
    def from_text(cls, text, place):
        """Return a manifest from what its file, or a copy of it, holds."""
        try:
            facts = json.loads(text)
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

    def write(self, place, is_first=False):
        """Write the manifest into a store, and then a copy; FileExistsError if it is the first and there is one."""
        (place.write_new if is_first else place.write)(NAME, self.text.encode())
        self.write_copy(place)

    @property
    def copy_name(self):
        """Name of the copy that is kept beside the points of the last stage."""
        return f"points/{len(self.facts['stages']):04d}.json"

    def write_copy(self, place):
        """Keep a copy: without a manifest nobody can tell what runs were made from."""
        place.write(self.copy_name, self.text.encode())

    @classmethod
    def restored(cls, place):
        """Write the manifest again from the last whole copy of it, byte for byte; None if there is none."""
        copies = [name for name in place.names("points") if name.endswith(".json")]
        for name in sorted(copies, reverse=True):
            try:
                manifest = cls.from_text(place.read(f"points/{name}"), place)
            except DataError:
                continue
            place.write(NAME, manifest.text.encode())
            return manifest
        return None

    @property
    def text(self):
        """The manifest as it stands in its file."""
        return json.dumps({**self.facts, "digest": digest_of(self.facts)}, indent=1) + "\n"

    @property
    def is_old(self):
        """Whether the store was written by a milieusim that wrote stores otherwise: it can be read."""
        return self.facts["format"] < FORMAT

    @cached_property
    def digest(self):
        """Digest of the manifest."""
        return digest_of(self.facts)

    @cached_property
    def base(self):
        """Digest of what all runs of the store have in common."""
        keys = ("format", "code", "clock", "keep", "factors", "metrics", "ledger", "outcomes")
        return digest_of({key: self.facts[key] for key in keys if key in self.facts})

    @cached_property
    def contents(self):
        """Digests of designs (all but what is said about them) and parameter sets, by kind and name."""
        designs, sets = self.facts["designs"], self.facts["parameters"]
        found = {("design", name): digest_of({**designs[name], "about": None}) for name in designs}
        return found | {("set", name): digest_of(sets[name]) for name in sets}

    @property
    def factors(self):
        """Path of a factor -> its kind, of the last stage."""
        return self.factors_at(-1)

    def factors_at(self, stage):
        """Return path -> kind of the factors that an experiment in the history of the store had."""
        return self.facts["stages"][stage].get("factors", self.facts["factors"])

    @property
    def added(self):
        """Path of a factor that came later -> the value that it has in the runs of before."""
        return {
            path: value for stage in self.facts["stages"] for path, value in stage.get("added", {}).items()
        }

    @property
    def levers(self):
        """Path of a factor, or name of a lever -> what the lever does, or None."""
        return {**dict.fromkeys(self.factors), **levers_in(self.document["factors"])}

    @property
    def own(self):
        """What of the code is somebody's own, by kind and name: ``rule ...``, ``metric ...``, ``class ...``.

        Each has its ``digest``; its ``text`` and what a metric was registered with, unless the store is older than that.
        """
        told = self.facts.get("own", {})
        return {
            name: {"digest": digest, **told.get(name, {})}
            for name, digest in self.facts["code"].items()
            if name.startswith(OWN)
        }

    def measures(self):
        """Return name -> metric: those that are registered, and the store's own as they were when runs began."""
        from milieusim.analysis.metrics.metrics import METRICS, Metric

        found = dict(METRICS)
        for key, told in self.facts.get("own", {}).items():
            kind, _, name = key.partition(" ")
            if kind == "metric":
                found[name] = Metric(name, **{part: told[part] for part in TOLD_OF_METRICS}, function=None)
        return found

    @property
    def outcomes(self):
        """``by_day`` or ``by_hour`` -> measures that are kept of each run, if any were asked for."""
        return self.facts.get("outcomes", {})

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

    def stages(self):
        """Return what each experiment in the history of the store asked for."""
        found, digest = [], self.base
        for facts in self.facts["stages"]:
            document = facts["experiment"]
            names = [("design", name) for name in document["designs"]] + [
                ("set", name) for name in facts["sets"]
            ]
            asked = {key: document.get(key) for key in DECIDES}
            if "seeds" in document:
                asked["seeds"] = document["seeds"]
            content = [
                asked,
                list(facts["sets"].items()),
                facts["points"],
                [self.contents[key] for key in names],
            ]
            if deeds := deeds_of(
                document.get("factors", {})
            ):  # stores without levers are called as they always were
                content.append(deeds)
            if "factors" in facts:
                content.append(["factors", list(facts["factors"].items()), facts.get("added", {})])
            digest = stage_digest(digest, content)
            found.append(
                Stage(
                    facts["points"]["count"],
                    list(facts["sets"].items()),
                    document["seed"],
                    document["replications"],
                    document["runs_per_file"],
                    document.get("own_seeds", False),
                    digest,
                    tuple(document["seeds"]) if "seeds" in document else None,
                )
            )
        return found

    def plan(self):
        """Return the chunks of all stages."""
        return Plan(self.stages())


def _damaged(place, what):
    return Damaged(
        f"{place.location}/{NAME} {what}. `milieusim status {place.location} --repair` puts it back from the copy that "
        "the store keeps, and the sweep command from its experiment."
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
