"""Samples that come in blocks: base points of Sobol samples, trajectories of Morris samples."""

import numpy as np

from milieusim.errors import DataError

RESAMPLES = 500
FEWEST_BLOCKS = 4


def factors_of(sample):
    """Return the columns of a sample that are factors."""
    return [name for name in sample.columns if name not in ("point", "design", "row")]


def unit_problem(factors):
    """Return what SALib wants to know of factors, as shares of their ranges."""
    return {"num_vars": len(factors), "names": list(factors), "bounds": [[0.0, 1.0]] * len(factors)}


def whole_blocks(sample, means, size, what):
    """Return where the rows of whole blocks stand among the means, and how many blocks were left out."""
    rows, dropped, _ = kept_blocks(sample, means, size, what)
    return rows, dropped


def kept_blocks(sample, means, size, what):
    """Return what `whole_blocks` does, and which rows of the sample are in whole blocks."""
    if len(sample) % size:
        raise DataError(
            f"{what} with {len(factors_of(sample))} factors comes in blocks of {size} rows, not {len(sample)}."
        )
    rows = means.at(sample["point"]).reshape(-1, size)
    known = np.isfinite(means.means[rows]).all(axis=1)
    if known.sum() < FEWEST_BLOCKS:
        raise DataError(
            f"{what}: {known.sum()} blocks of {size} points have all their values; {FEWEST_BLOCKS} are needed."
        )
    return rows[known].ravel(), int((~known).sum()), np.repeat(known, size)
