"""Simulated logs of a ward: what its instrument would have written down under each set of parameters."""

from milieusim.calibration.own_ward.log_counts import recorded_in
from milieusim.pool import in_threads


def simulated_logs(design, sets, days, seeds_per_set, seed, workers=None, progress=None):
    """Return the simulated logs of a ward, set by set.

    Parameters
    ----------
    design : WardDesign
    sets : ParameterSets
    days : int
        Length of each log.
    seeds_per_set : int
    seed : int
        First seed; each set has seeds of its own, so that chance does not lean one way for all of them.
    workers : int, optional
        Threads; as many as there are processors if left out.
    progress : callable, optional
        Called with the number of sets done and of all.

    Returns
    -------
    list of list of tuple
        For each set and seed, what `recorded_in` returns.
    """
    from milieusim.engines.simulate import simulate

    def one(place):
        parameters, first = sets[place], seed + place * seeds_per_set
        return [
            recorded_in(simulate(design, days, own, parameters=parameters, keep=[]))
            for own in range(first, first + seeds_per_set)
        ]

    found = []
    for logs in in_threads(one, range(len(sets)), workers, warms_up=True):
        found.append(logs)
        if progress is not None:
            progress(len(found), len(sets))
    return found
