"""What differs between a store and an experiment that is to extend it, told line by line."""

import json

from milieusim.campaign.experiment.factors import plain
from milieusim.campaign.experiment.levers import OPTIONS, deeds_of
from milieusim.campaign.experiment.points import Point
from milieusim.campaign.store.chunks import lost_from
from milieusim.campaign.store.manifest import OWN
from milieusim.config.telling.differences import difference_lines
from milieusim.errors import ConfigError
from milieusim.phrasing import spelt

MAY_DIFFER = {"about", "designs", "replications", "seeds", "factors", "sampling", "sets", "runs_per_file"}
MAY_DIFFER |= {"until", "until_of_each", "at_most"}
MOST_SHOWN = 20
OWN_CODE = tuple(f"code of {kind}" for kind in OWN)
NOT_THERE = "not there"
LACKING = f"{NOT_THERE} now"


def refuse_other(place, found):
    """Raise ConfigError if a store is of another experiment than the one that is asked for.

    Parameters
    ----------
    place : Folder or Remote
    found : list of str
        What differs, a line each.
    """
    if not found:
        return
    more = [f"and {len(found) - MOST_SHOWN} more."] if len(found) > MOST_SHOWN else []
    if any(line.startswith(OWN_CODE) and LACKING in line for line in found):
        more.append(
            "Code of your own that the store was begun with is not there: give it again, with --import MODULE, or from "
            "Python as rules, metrics, resident_class and staff_class."
        )
    raise ConfigError(
        [
            f"--store: '{place.location}' holds runs of another experiment; name another folder for this one. It "
            "could be extended by more replications, levels, points, sets, designs or factors, if nothing else differed. "
            "What differs:",
            *found[:MOST_SHOWN],
            *more,
        ]
    )


def _other_python(kept, fresh):
    """Return what to say of code of one's own, which is told by bytecode, if another Python looks at it."""
    then, now = (manifest.facts["versions"]["python"] for manifest in (kept, fresh))
    is_other = then.split(".")[:2] != now.split(".")[:2]
    return f"; go on with Python {then}, whose bytecode it was, not {now}" if is_other else ""


def differences(kept, fresh):
    """Return what differs between two manifests where a difference means other runs, a line each."""
    found = []
    for part in sorted({*kept.facts["code"], *fresh.facts["code"]}):
        ours, theirs = kept.facts["code"].get(part), fresh.facts["code"].get(part)
        if ours != theirs:
            told = _other_python(kept, fresh) if part.startswith(OWN) else ""
            found.append(
                f"code of {part}: {ours or 'not there'} in the store, {theirs or NOT_THERE} now{told}"
            )
    found += _document_lines(kept.document, fresh.document)
    found += _factor_lines(kept.factors, fresh.factors)
    ours, theirs = kept.facts["metrics"], fresh.facts["metrics"]
    if sorted(ours) != sorted(theirs):
        found.append(f"metrics: {_names(ours, theirs)} in the store, {_names(theirs, ours)} now")
    elif ours != theirs:
        found.append("metrics: another order now; keep the order of the store")
    found += _lever_lines(kept.document["factors"], fresh.document["factors"])
    found += _design_lines(kept, fresh)
    found += _value_lines("parameters", kept.facts["ledger"], fresh.facts["ledger"])
    for name, changes in fresh.facts["parameters"].items():
        if name in kept.facts["parameters"]:
            found += _value_lines(f"parameter set {name}", kept.facts["parameters"][name], changes)
    return found


def _factor_lines(ours, theirs):
    """Tell which factors are lacking, in another order or of another kind; others may have been added."""
    if not set(ours) <= set(theirs):
        yield f"factors: {_names(ours, theirs)} in the store, {_names(theirs, ours)} now"
    elif list(ours) != [path for path in theirs if path in ours]:
        yield "factors: another order now; keep the order of the store"
    for path in [path for path in ours if theirs.get(path, ours[path]) != ours[path]]:
        yield f"factors: {path} has levels of the kind {ours[path]} in the store, {theirs[path]} now"


def are_comparable(kept, fresh):
    """Whether an experiment has all factors of a store, so that its points can be told from those there."""
    return not list(_factor_lines(kept.factors, fresh.factors))


def _names(names, others):
    own = [name for name in names if name not in others]
    return ", ".join(own[:5]) or "none of these"


def _document_lines(kept, fresh):
    # Where seeds are listed, what counts is which of them there are. Who has looked already keeps the first look.
    may_differ = MAY_DIFFER | ({"seed"} if "seeds" in kept or "seeds" in fresh else set())
    may_differ |= {"at_least"} if "until" not in kept else set()
    return [
        f"{key}: {spelt(kept.get(key))} in the store, {spelt(fresh[key])} now"
        for key in fresh
        if key not in may_differ and kept.get(key) != fresh[key]
    ]


def _lever_lines(kept, fresh):
    """Tell which levers do something else than in the store; options may be added."""
    ours, theirs = deeds_of(kept), deeds_of(fresh)
    for name in [name for name in ours if name in theirs]:
        then, now = ours[name], theirs[name]
        if OPTIONS in then and OPTIONS in now:
            shared = [option for option in then[OPTIONS] if option in now[OPTIONS]]
            changed = [option for option in shared if then[OPTIONS][option] != now[OPTIONS][option]]
            yield from (f"lever {name}: option {option} sets something else now" for option in changed)
        elif then != now:
            yield f"lever {name}: {json.dumps(kept[name])} in the store, {json.dumps(fresh[name])} now"
    for name in [name for name in fresh if (name in ours) != (name in theirs) and name in kept]:
        yield f"factors: {name} is a lever {'in the store' if name in ours else 'now'} only"


def _design_lines(kept, fresh):
    ours, theirs = kept.designs(), fresh.designs()
    return [
        f"design {name}: {line}"
        for name in ours
        if name in theirs and kept.contents["design", name] != fresh.contents["design", name]
        for line in difference_lines(ours[name], theirs[name])
    ]


def _value_lines(what, ours, theirs):
    return [
        f"{what}: {name} {_value(ours, name)} in the store, {_value(theirs, name)} now"
        for name in sorted({*ours, *theirs})
        if ours.get(name) != theirs.get(name)
    ]


def _value(values, name):
    return f"is {values[name]}" if name in values else "is as usual"


def lost_points(kept, before, numbers):
    """Yield which points of a store an experiment does not have.

    Parameters
    ----------
    kept : Manifest
    before : pandas.DataFrame
        Points of the store, in the order of their numbers, with the factors of the experiment.
    numbers : numpy.ndarray
        Of the points of the experiment.
    """
    import numpy as np

    lost = np.setdiff1d(np.arange(len(before)), numbers)
    if len(lost):
        design, *values = before.iloc[lost[0]]
        yield (
            f"points: {len(lost)} of {len(before)} in the store are not in this experiment, such as "
            f"{_shown(Point(design, tuple(values)), before.columns[1:])}{_why(kept)}"
        )


def lost(kept, fresh):
    """Yield which parameter sets and seeds of a store an experiment does not have."""
    sets, seeds = lost_from(kept.stages()[-1], fresh.stages()[-1])
    if sets:
        yield f"sets: {len(sets)} in the store are not in this experiment, such as {sets[0]}"
    if seeds:
        yield f"replications: seeds {seeds[0]} to {seeds[-1]} of the store are not in this experiment"


def _shown(point, factors):
    values = ", ".join(f"{path} {plain(value)}" for path, value in zip(factors, point.values))
    return f"{point.design}{' with ' + values if values else ''}"


def _why(kept):
    if kept.document["sampling"]["kind"] == "latin_hypercube":
        return (
            " (a Latin hypercube of another size is another sample; Sobol designs can be doubled, sequences go on, and "
            "of latin_hypercubes there can be more)"
        )
    if kept.document["sampling"]["kind"] == "latin_hypercubes":
        return " (raise cubes: hypercubes of another size are another sample)"
    return ""
