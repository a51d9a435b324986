"""Do the intervals hold what they say? Sets of the bank play the truth, one after the other."""

import numpy as np

from milieusim.calibration.adjusting import adjusted

INTERVAL = (0.05, 0.95)


def left_out(bank, observed, n_truths, n_sets, near_share, moves, progress=None):
    """Calibrate to the summaries of sets of the bank, each with the set itself left out.

    Truths are the sets whose noisy summaries lie nearest to the published values: what is asked is whether
    intervals hold near these, not at the far ends of the prior.

    Parameters
    ----------
    bank : Bank
    observed : numpy.ndarray
    n_truths, n_sets : int
    near_share : float
    moves : numpy.ndarray of bool
    progress : callable, optional
        Called with (done, total).

    Returns
    -------
    ranks : numpy.ndarray
        One row a truth, one column a parameter: weight of sets below the truth, 0-1.
    truths : numpy.ndarray
        Rows of the bank.
    """
    distance = np.sum(((bank.summaries - observed) / bank.noise_sds) ** 2, axis=1)
    truths = np.argsort(distance, kind="stable")[:n_truths]
    ranks = []
    for done, row in enumerate(truths):
        sets = adjusted(bank.without(row), bank.summaries[row], n_sets, near_share, moves)
        ranks.append(_rank(sets, bank.units[row]))
        if progress is not None:
            progress(done + 1, len(truths))
    return np.array(ranks), truths


def coverage_table(names, ranks, contraction, identified):
    """Return, for each parameter, how often its 90 % interval held the truth.

    Parameters
    ----------
    names : list of str
    ranks : numpy.ndarray
        Of `left_out`.
    contraction : numpy.ndarray
        Posterior over prior standard deviation.
    identified : numpy.ndarray of bool

    Returns
    -------
    pandas.DataFrame
        parameter, truths, covered (share), contraction, is_identified.
    """
    import pandas as pd

    low, high = INTERVAL
    covered = np.mean((ranks >= low) & (ranks <= high), axis=0)
    return pd.DataFrame(
        {
            "parameter": names,
            "truths": len(ranks),
            "covered": covered,
            "contraction": contraction,
            "is_identified": identified,
        }
    )


def _rank(sets, truth):
    """Return the weight of sets below the truth, those equal to it counted half."""
    below = sets.weights @ (sets.units < truth)
    return below + 0.5 * (sets.weights @ (sets.units == truth))
