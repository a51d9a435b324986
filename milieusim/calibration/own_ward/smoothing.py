"""Taking chance out of a few simulated logs a set: what sets with like parameters have in common is no chance."""

import numpy as np

RIDGES = (0.01, 0.1, 1.0, 10.0, 100.0, 1000.0)


def smoothed(values, columns, weights, chance):
    """Return the measures of the sets with less chance in them.

    A few runs a set differ by chance, and weighing by twenty measures at once would pick the sets that were
    lucky. Each measure is fitted linearly (ridge, chosen by generalised cross-validation) on the parameters;
    of what the line leaves, as much is kept as is more than the runs' own chance.

    Parameters
    ----------
    values : numpy.ndarray, shape (sets, measures)
        NaN where a set gives nothing to measure.
    columns : list of array_like
        Parameters that vary, one value a set.
    weights : numpy.ndarray
        Of the sets.
    chance : numpy.ndarray, shape (measures,)
        Variance of a set's value by chance.

    Returns
    -------
    values : numpy.ndarray
    left : numpy.ndarray, shape (measures,)
        Share of the variance by chance that is still there.
    """
    design = _standard(columns, len(values))
    found, left = values.copy(), np.ones(values.shape[1])
    for place in range(values.shape[1]):
        known = np.isfinite(values[:, place])
        if known.sum() < 10 or design.shape[1] == 0:
            continue
        line, spent = _line(design[known], values[known, place], weights[known])
        rest = values[known, place] - line
        spread = float(weights[known] @ rest**2 / weights[known].sum()) / (1 - spent)
        kept = min(max(1 - chance[place] / spread, 0.0), 1.0) if spread > 0 else 0.0
        found[known, place] = line + kept * rest
        left[place] = kept + (1 - kept) * spent
    return found, left


def _standard(columns, n):
    usable = [np.asarray(column, float) for column in columns]
    usable = [column for column in usable if np.isfinite(column).all() and column.std() > 0]
    if not usable:
        return np.zeros((n, 0))
    return np.stack([(column - column.mean()) / column.std() for column in usable], axis=1)


def _line(design, values, weights):
    """Return fitted values, and the share of the freedom of the data that the fit takes."""
    n = len(values)
    # Sets that hardly count bend the line little, but never so little that it is undone.
    root = np.sqrt(np.maximum(weights / weights.mean(), 1e-6))
    mean = float(root**2 @ values / (root**2).sum())
    middle = design - (root**2 @ design / (root**2).sum())
    left, sizes, right = np.linalg.svd(middle * root[:, None], full_matrices=False)
    onto = left.T @ ((values - mean) * root)
    best = None
    for ridge in RIDGES:
        shrunk = sizes**2 / (sizes**2 + ridge)
        spent = min((1 + shrunk.sum()) / n, 0.9)
        rest = (values - mean) * root - left @ (shrunk * onto)
        score = float(rest @ rest) / (1 - spent) ** 2
        if best is None or score < best[0]:
            slopes = right.T @ (shrunk / np.maximum(sizes, 1e-12) * onto)
            best = score, mean + middle @ slopes, spent
    return best[1], best[2]
