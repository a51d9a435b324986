"""Beginning, continuing and extending a store: what is there is never run again, and never mixed with another thing."""

from milieusim.campaign.experiment.added_factors import values_before
from milieusim.campaign.store.manifest import FORMAT, NAME, Manifest
from milieusim.campaign.store.notes import NOTES, OF_NOTES, Damaged
from milieusim.campaign.store.point_files import (
    digest_of_columns,
    known_points,
    mended_points,
    numbered,
    points_file,
    write_points,
)
from milieusim.campaign.sweep.what_differs import are_comparable, differences, lost, lost_points, refuse_other
from milieusim.errors import ConfigError

NOT_ASKED = ("versions", "points", "factors", "added")
"""What is noted of a stage beside what was asked for."""


def refuse_other_folder(place):
    """Raise ConfigError if something other than a store is there."""
    ours = ("points", "drafts", "log", "locks", NOTES)
    others = [name for name in place.names() if not name.startswith(".") and name not in ours]
    # Looked for after the rest: where several begin at once, the manifest is there before any of what it names.
    if others and not place.exists(NAME) and not _has_copy(place):
        raise ConfigError(f"--store: '{place.location}' holds {others[0]} and no store; name a new folder.")


def _has_copy(place):
    return any(name.endswith(".json") for name in place.names("points"))


def begun(place, experiment, own=None):
    """Begin a store, or take up one that is there, with what an experiment adds to it.

    Extending only appends: chunks of an older plan keep their numbers, names and bytes, and belong to the same
    shards. Other shards may therefore be at work meanwhile, on the plan of before or on this one. Nobody is kept
    waiting unless something is to be written.

    Parameters
    ----------
    place : Folder or Remote
    experiment : Experiment
    own : OwnThings, optional

    Returns
    -------
    Manifest

    Raises
    ------
    ConfigError
        If the store is of another experiment, with what differs; or if something else is there.
    """
    fresh = Manifest.of(experiment, own)
    fresh.facts["stages"][0]["versions"] = fresh.facts["versions"]
    kept = _kept(place, experiment, fresh)
    if kept is not None and _holds(kept, fresh):
        return kept
    with place.alone():
        # Another one may have begun or extended it meanwhile.
        kept = _kept(place, experiment, fresh)
        if kept is None:
            try:
                return _written_first(place, fresh, experiment)
            except FileExistsError:  # where nobody waits: at an address, or on a disk that knows no locks
                kept = _kept(place, experiment, fresh)
        return kept if _holds(kept, fresh) else _extended(place, kept, fresh, experiment)


def _kept(place, experiment, fresh):
    """Return the manifest of a store that is there, put back if it was damaged, with the points that it names."""
    try:
        kept = Manifest.read(place) if place.exists(NAME) else Manifest.restored(place)
    except Damaged:
        kept = Manifest.restored(place) or _of_experiment(place, experiment, fresh)
    if kept is not None:
        _refuse_older(place, kept)
        mended_points(place, kept, experiment)
        if not place.exists(kept.copy_name):
            kept.write_copy(place)
    return kept


def _of_experiment(place, experiment, fresh):
    """Return the manifest of a store that has lost it, made from its experiment; refused if that is another one."""
    columns, numbers = _with_points(fresh, experiment)
    plan = fresh.plan()
    there = {
        file.removesuffix(OF_NOTES)
        for folder in place.names(NOTES)
        for file in place.names(f"{NOTES}/{folder}")
    }
    if there - {plan.name(number) for number in range(plan.chunks)}:
        raise ConfigError(
            f"--store: {place.location}/{NAME} is damaged, no copy of it is left, and the runs there are not of this "
            "experiment alone: put back a copy, or name a new folder for the sweep."
        )
    write_points(place, points_file(fresh, 0), columns, numbers, fresh.factors)
    fresh.write(place)
    return fresh


def _holds(kept, fresh):
    """Whether a store asks for what an experiment asks for, so that nothing is to be written."""
    return _asked(kept) == _asked(fresh) and not differences(kept, fresh)


def _asked(manifest):
    """Return what the last stage of a store asked for."""
    return {k: value for k, value in manifest.facts["stages"][-1].items() if k not in NOT_ASKED}


def _with_points(manifest, experiment, before=None):
    """Note the points of an experiment in the one stage of its manifest; return their columns and numbers."""
    columns, numbers, count = numbered(experiment.points, before)
    manifest.facts["stages"][0]["points"] = {"count": count, "digest": digest_of_columns(columns)}
    return columns, numbers


def _written_first(place, fresh, experiment):
    columns, numbers = _with_points(fresh, experiment)
    # The points come first: with the manifest the stage is there.
    write_points(place, points_file(fresh, 0), columns, numbers, fresh.factors)
    fresh.write(place, is_first=True)
    return fresh


def _extended(place, kept, fresh, experiment):
    stages = len(kept.facts["stages"])
    if not are_comparable(kept, fresh):
        refuse_other(place, differences(kept, fresh))
    added, told = _added(kept, experiment)
    if told:
        refuse_other(place, [*differences(kept, fresh), *told])
    before = known_points(place, kept, stages, fresh.factors, added)
    columns, numbers = _with_points(fresh, experiment, before)
    refuse_other(place, [*differences(kept, fresh), *lost_points(kept, before, numbers), *lost(kept, fresh)])
    if added or "factors" in kept.facts["stages"][-1]:
        fresh.facts["stages"][0] |= {"factors": fresh.facts["factors"], "added": added}
        fresh.facts["factors"] = kept.facts["factors"]
    for part in ("designs", "parameters"):
        fresh.facts[part] = {**kept.facts[part], **fresh.facts[part]}
    fresh.facts["versions"] = kept.facts["versions"]
    fresh.facts["stages"] = [*kept.facts["stages"], *fresh.facts["stages"]]
    manifest = Manifest(fresh.facts)  # whose digests are worked out anew
    write_points(place, points_file(manifest, stages), columns, numbers, manifest.factors)
    manifest.write(place)
    return manifest


def _refuse_older(place, kept):
    form, begun_by = kept.facts["format"], kept.facts.get("versions", {}).get("milieusim", "not noted")
    if form != FORMAT:
        raise ConfigError(
            f"--store: '{place.location}' was written by an older milieusim (stores of format {form}; this one writes "
            f"{FORMAT}). It can be read as before, but nothing can be added to it: name a new folder, or go on with "
            f"the milieusim that began it (version {begun_by})."
        )


def _added(kept, experiment):
    """Return the values that factors had before they were added, and what is wrong with those that are added."""
    parts = ([], [])
    for factor in experiment.factors:
        parts[factor.path in kept.factors].append(factor)
    return values_before(*parts, kept.designs(), kept.parameters())
