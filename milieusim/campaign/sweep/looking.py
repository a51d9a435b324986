"""Experiments that run until means are known: look by look, each of them an extension of the store."""

from milieusim.campaign.experiment.until import are_met, known_sentence, wanted_of
from milieusim.campaign.store.manifest import NAME, Manifest
from milieusim.campaign.store.notes import Damaged
from milieusim.campaign.store.store import Store
from milieusim.errors import ConfigError


def refuse_unmeasured(experiment, own):
    """Raise ConfigError if an experiment runs until a metric is known that this sweep does not measure."""
    lacking = [
        one.metric for one in wanted_of(experiment.written.until or {}) if one.metric not in own.measures()
    ]
    if lacking:
        raise ConfigError(
            f"until: {lacking[0]} is none of the metrics of this sweep; pass it in metrics too."
        )


def looks_left(place, experiment, is_part=False):
    """Yield the experiment as of each look, from where its store stands, for as long as there is a reason to go on.

    Between two of them the runs of the one before have to be made. Where looks are hangs on no run, and what a look
    says on all of them: any number of workers comes to the same end. Of several parts of a sweep, the one that finds
    all runs of a look there judges it; another one that does so at the same time comes to the same.

    Parameters
    ----------
    place : Folder or Remote
    experiment : Experiment
    is_part : bool
        Whether others make some of the runs: while these are lacking, nothing can be said, and it ends.

    Yields
    ------
    Experiment
    """
    if experiment.written.until is None:
        yield experiment
        return
    stored, most = _replications_of(place), experiment.looks[-1]
    while True:
        look = next((look for look in experiment.looks if look >= stored), most)
        yield experiment.at_look(look)
        store = Store(place)
        stored = store.experiment["replications"]
        if stored <= look:
            if is_part and not is_whole(store):
                return
            if look >= most or are_met(store.precision()):
                return
            stored = look + 1
        elif stored > most:  # another sweep that is at work here was asked for more
            return


def is_whole(store):
    """Whether all chunks that a store has been asked for are there."""
    return len(store.found().done) == store.plan.chunks


def how_well_known(store, is_part=False):
    """Say how exactly means are known; of a part whose fellows are behind, that nobody knows yet."""
    if not is_part or is_whole(store):
        return known_sentence(store.experiment, store.precision())
    return (
        f"{store.experiment['replications']:,} replications: whether they are enough is known when the other shards "
        "have made theirs. Give each shard the same command again, until all runs are stored."
    )


def _replications_of(place):
    """Return the replications that a store asked for last; 0 if there is none."""
    try:
        manifest = Manifest.read(place) if place.exists(NAME) else Manifest.restored(place)
    except Damaged:
        manifest = Manifest.restored(place)
    return 0 if manifest is None else manifest.document["replications"]
