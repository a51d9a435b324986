"""Experiments that run until means are known: look by look, each of them an extension of the store."""

from milieusim.campaign.experiment.until import are_met, wanted_of
from milieusim.campaign.store.manifest import NAME, Manifest
from milieusim.campaign.store.notes import Damaged
from milieusim.campaign.store.store import Store
from milieusim.errors import ConfigError


def refuse_shards(experiment, shard):
    """Raise ConfigError if a shard is to run an experiment whose end hangs on the runs of all shards."""
    if shard is not None and experiment.written.until is not None:
        raise ConfigError(
            f"--shard is {shard.index}/{shard.count}, and the experiment runs until means are known exactly enough: that "
            "hangs on the runs of all shards, of which one alone knows nothing. Leave until out, with replications for "
            "all; or run it from one place, on many machines with --scheduler."
        )


def refuse_unmeasured(experiment, own):
    """Raise ConfigError if an experiment runs until a metric is known that this sweep does not measure."""
    lacking = [
        one.metric for one in wanted_of(experiment.written.until or {}) if one.metric not in own.measures()
    ]
    if lacking:
        raise ConfigError(
            f"until: {lacking[0]} is none of the metrics of this sweep; pass it in metrics too."
        )


def looks_left(place, experiment):
    """Yield the experiment as of each look, from where its store stands, for as long as there is a reason to go on.

    Between two of them the runs of the one before have to be made. Where looks are hangs on no run, and what a look
    says on all of them: any number of workers comes to the same end.

    Parameters
    ----------
    place : Folder or Remote
    experiment : Experiment

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
            if look >= most or are_met(store.precision()):
                return
            stored = look + 1
        elif stored > most:  # another sweep that is at work here was asked for more
            return


def _replications_of(place):
    """Return the replications that a store asked for last; 0 if there is none."""
    try:
        manifest = Manifest.read(place) if place.exists(NAME) else Manifest.restored(place)
    except Damaged:
        manifest = Manifest.restored(place)
    return 0 if manifest is None else manifest.document["replications"]
