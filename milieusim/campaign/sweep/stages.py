"""Beginning, continuing and extending a store: what is there is never run again, and never mixed with another thing."""

from milieusim.campaign.experiment.factors import plain
from milieusim.campaign.experiment.points import numbered
from milieusim.campaign.store.chunks import lost_from
from milieusim.campaign.store.manifest import FORMAT, NAME, Manifest
from milieusim.campaign.store.point_files import mended_points, write_points
from milieusim.config.telling.differences import difference_lines
from milieusim.errors import ConfigError
from milieusim.phrasing import spelt

MAY_DIFFER = {"about", "designs", "replications", "factors", "sampling", "sets", "runs_per_file"}
MOST_SHOWN = 20


def refuse_other_folder(place):
    """Raise ConfigError if something other than a store is there."""
    others = [name for name in place.names() if not name.startswith(".") and name not in ("points", "locks")]
    # Looked for after the rest: where several begin at once, the manifest is there before any of what it names.
    if others and not place.exists(NAME):
        raise ConfigError(f"--store: '{place.location}' holds {others[0]} and no store; name a new folder.")


def begun(place, experiment, rules=None):
    """Begin a store, or take up one that is there, with what an experiment adds to it.

    Extending only appends: chunks of an older plan keep their numbers, names and bytes, and belong to the same
    shards. Other shards may therefore be at work meanwhile, on the plan of before or on this one.

    Parameters
    ----------
    place : Folder or Remote
    experiment : Experiment
    rules : dict, optional

    Returns
    -------
    tuple of Manifest and list of Stage

    Raises
    ------
    ConfigError
        If the store is of another experiment, with what differs; or if something else is there.
    """
    # Nobody else writes these files now: what is half there was left by one that was killed.
    place.remove_drafts("", lambda draft: draft.startswith(NAME))
    place.remove_drafts("points", lambda draft: True)
    fresh = Manifest.of(experiment, rules)
    fresh.facts["stages"][0]["versions"] = fresh.facts["versions"]
    if not place.exists(NAME):
        return _with_stage(place, fresh, experiment, {})
    kept = Manifest.read(place)
    _refuse_older(place, kept)
    points = mended_points(place, kept, experiment, fresh.document)
    stages = [kept.stage(k, numbers) for k, numbers in enumerate(points)]
    if _asked(kept) == _asked(fresh) and not _differences(kept, fresh):
        return kept, stages
    asked = fresh.stage(0, numbered(experiment.points, stages[-1].points))
    _refuse_other(place, kept, fresh, stages[-1], asked)
    for part in ("designs", "parameters"):
        fresh.facts[part] = {**kept.facts[part], **fresh.facts[part]}
    fresh.facts["versions"] = kept.facts["versions"]
    fresh.facts["stages"] = [*kept.facts["stages"], *fresh.facts["stages"]]
    manifest, (*_, last) = _with_stage(place, fresh, experiment, stages[-1].points, len(stages))
    return manifest, [*stages, last]


def _refuse_older(place, kept):
    form, begun_by = kept.facts["format"], kept.facts.get("versions", {}).get("milieusim", "not noted")
    if form != FORMAT:
        raise ConfigError(
            f"--store: '{place.location}' was written by an older milieusim (stores of format {form}; this one writes "
            f"{FORMAT}). It can be read as before, but nothing can be added to it: name a new folder, or go on with "
            f"the milieusim that began it (version {begun_by})."
        )


def _asked(manifest):
    """Return what the last stage of a store asked for."""
    return {key: value for key, value in manifest.facts["stages"][-1].items() if key != "versions"}


def _with_stage(place, manifest, experiment, known, k=0):
    numbers = numbered(experiment.points, known)
    # The points come first: with the manifest the stage is there.
    write_points(place, k, experiment.points, numbers, manifest.factors)
    manifest.write(place)
    return manifest, [manifest.stage(k, numbers)]


def _refuse_other(place, kept, fresh, before, after):
    found = [*_differences(kept, fresh), *_lost(kept, before, after)]
    if not found:
        return
    more = [f"and {len(found) - MOST_SHOWN} more."] if len(found) > MOST_SHOWN else []
    raise ConfigError(
        [
            f"--store: '{place.location}' holds runs of another experiment; name another folder for this one. It "
            "could be extended by more replications, levels, points, sets or designs, if nothing else differed. "
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


def _differences(kept, fresh):
    """Return what differs between two manifests where a difference means other runs, a line each."""
    found = []
    for part in sorted({*kept.facts["code"], *fresh.facts["code"]}):
        ours, theirs = kept.facts["code"].get(part), fresh.facts["code"].get(part)
        if ours != theirs:
            told = _other_python(kept, fresh) if part.startswith(("rule ", "metric ")) else ""
            found.append(
                f"code of {part}: {ours or 'not there'} in the store, {theirs or 'not there'} now{told}"
            )
    found += _document_lines(kept.document, fresh.document)
    for part in ("factors", "metrics"):
        ours, theirs = list(kept.facts[part]), list(fresh.facts[part])
        if sorted(ours) != sorted(theirs):
            found.append(f"{part}: {_names(ours, theirs)} in the store, {_names(theirs, ours)} now")
        elif ours != theirs:
            found.append(f"{part}: another order now; keep the order of the store")
    found += _design_lines(kept, fresh)
    found += _value_lines("parameters", kept.facts["ledger"], fresh.facts["ledger"])
    for name, changes in fresh.facts["parameters"].items():
        if name in kept.facts["parameters"]:
            found += _value_lines(f"parameter set {name}", kept.facts["parameters"][name], changes)
    return found


def _names(names, others):
    own = [name for name in names if name not in others]
    return ", ".join(own[:5]) or "none of these"


def _document_lines(kept, fresh):
    return [
        f"{key}: {spelt(kept.get(key))} in the store, {spelt(fresh[key])} now"
        for key in fresh
        if key not in MAY_DIFFER and kept.get(key) != fresh[key]
    ]


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


def _lost(kept, before, after):
    points, sets, seeds = lost_from(before, after)
    if points:
        yield (
            f"points: {len(points)} of {len(before.points)} in the store are not in this experiment, such as "
            f"{_shown(points[0], kept.factors)}{_why(kept)}"
        )
    if sets:
        yield f"sets: {len(sets)} in the store are not in this experiment, such as {sets[0]}"
    if seeds:
        yield f"replications: seeds {seeds[0]} to {seeds[-1]} of the store are not in this experiment"


def _shown(point, factors):
    values = ", ".join(f"{path} {plain(value)}" for path, value in zip(factors, point.values))
    return f"{point.design}{' with ' + values if values else ''}"


def _why(kept):
    if kept.document["sampling"]["kind"] == "latin_hypercube":
        return " (a Latin hypercube of another size is another sample; Sobol designs can be doubled)"
    return ""
