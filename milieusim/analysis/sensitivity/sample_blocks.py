"""Samples that come in blocks: base points of Sobol samples, trajectories of Morris samples."""

import numpy as np

from milieusim.analysis.one_design import need_one_design
from milieusim.errors import DataError

TINY = 1e-9
RESAMPLES = 500
FEWEST_BLOCKS = 4


def factors_of(sample):
    """Return the columns of a sample that are factors; an error if it is of several designs."""
    need_one_design(sample, "sensitivity", "sample")
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


def need_saltelli_order(sample, factors, second_order):
    """Raise DataError unless each block of a sample is A, then A with one column of B after the other, then B.

    Samples for second-order indices hold B with one column of A after the other before their B.

    Parameters
    ----------
    sample : pandas.DataFrame
        One row a point: a column a factor, with its share of the factor's range, 0-1.
    factors : sequence of str
    second_order : bool

    Raises
    ------
    DataError
        With the first row that is none of its block, and what may be the matter.
    """
    places = sample[list(factors)].to_numpy(float)
    if not (places.min() >= -TINY and places.max() <= 1 + TINY):
        raise DataError(
            "sobol_table: shares of a factor's range go from 0 to 1, and the sample holds others, perhaps the values "
            "themselves; store.sensitivity() looks the shares up."
        )
    wrong = _out_of_order(places, second_order)
    if wrong is None:
        return
    size, other = (_block_size(len(factors), second) for second in (second_order, not second_order))
    fix = "rows must stand in the order in which they were drawn, all of them"
    if len(places) % other == 0 and _out_of_order(places, not second_order) is None:
        how = "without" if second_order else "for"
        fix = f"it was drawn {how} second-order indices: pass second_order={not second_order}"
    mixed = ", then B with one of A" if second_order else ""
    raise DataError(
        f"a Sobol sample with {len(factors)} factors comes in blocks of {size} rows: A, then A with one column of B "
        f"after the other{mixed}, then B. Row {wrong} (counted from 0) is not that; {fix}."
    )


def _block_size(factors, second_order):
    return factors * (1 + second_order) + 2


def _out_of_order(places, second_order):
    """Return the first row that is not what its place in its block asks for; None if there is none."""
    factors = places.shape[1]
    size = _block_size(factors, second_order)
    if len(places) % size:
        return len(places) - len(places) % size
    blocks = places.reshape(-1, size, factors)
    wanted = blocks.copy()
    for factor in range(factors):
        wanted[:, 1 + factor] = blocks[:, 0]
        wanted[:, 1 + factor, factor] = blocks[:, -1, factor]
        if second_order:
            wanted[:, 1 + factors + factor] = blocks[:, -1]
            wanted[:, 1 + factors + factor, factor] = blocks[:, 0, factor]
    wrong = np.flatnonzero((np.abs(wanted - blocks) > TINY).any(axis=2).ravel())
    return int(wrong[0]) if len(wrong) else None
