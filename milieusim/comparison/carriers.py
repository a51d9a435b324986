"""Which parameters carry what nobody knows: the ones along which the answer changes from world to world."""

import numpy as np

from milieusim.comparison.components import components_of
from milieusim.comparison.pairs import paired
from milieusim.vocabulary import Instrument, Regime

COLUMNS = "design metric parameter share stands_out low_value_mean high_value_mean role about".split()
LARGEST = 3
FEWEST_SETS = 8
PERMUTATIONS = 2000
LEVEL = 0.99
SEED = 20_150_901


def carriers(metrics, designs, judged, sets):
    """Return the parameters that carry most of the ignorance in each judged metric.

    Parameters
    ----------
    metrics : pandas.DataFrame
        One row a design, seed and parameter set.
    designs : dict of str to WardDesign
        The base comes first.
    judged : list of str
    sets : ParameterSets

    Returns
    -------
    pandas.DataFrame
        The three largest a design and metric.

        - `share` : of the variance between sets. It is the squared rank correlation, less what chance gives,
          over the share of that variance which is not chance; NaN where the sets differ by no more than
          chance. Shares of parameters that were fitted together overlap.
        - `stands_out` : whether a largest correlation like this comes in fewer than one of a hundred
          shufflings of the sets.
        - `low_value_mean`, `high_value_mean` : mean difference over the half of the sets with the lower, and
          with the higher, values.
    """
    import pandas as pd

    rows = []
    base, *others = designs
    for other in others:
        left, right, names = paired(metrics, base, other)
        used = [name for name in sets.names if is_looked_at(name, [designs[base], designs[other]])]
        for metric in judged:
            found = _carriers_of(right[metric] - left[metric], names, sets, used)
            rows += [{"design": other, "metric": metric, **row} for row in found]
    return pd.DataFrame(rows, columns=COLUMNS)


def is_looked_at(name, designs):
    """Return whether a parameter can matter: not that of a country, instrument or profile of no design here."""
    families = {
        **{f"{label}_": "regime" for label in Regime.labels()},
        **{f"{label}_": "instrument" for label in Instrument.labels()},
    }
    for family, field in families.items():
        if name.startswith(family):
            return any(f"{getattr(design.policy, field)}_" == family for design in designs)
    return True


def _carriers_of(differences, names, sets, used):
    known = np.isfinite(differences)
    found = components_of(differences[known], names[known]) if known.any() else None
    if found is None or found.sets < FEWEST_SETS or found.is_still() or np.isnan(found.within):
        return []
    places = {label: place for place, label in enumerate(sets.labels())}
    chosen = [places[label] for label in np.unique(names[known])]
    varying = {name: np.array(sets.values(name))[chosen] for name in used}
    varying = {name: values for name, values in varying.items() if len(set(values)) > 1}
    if not varying:
        return []
    squared, bar = _correlations(np.array(list(varying.values())), found.means)
    share = _shares(squared, found)
    order = np.argsort(-squared, kind="stable")[:LARGEST]
    listed = list(varying.items())
    return [
        _row(*listed[k], found.means, sets) | {"share": share[k], "stands_out": bool(squared[k] > bar)}
        for k in order
    ]


def _shares(squared, found):
    """Return shares of the ignorance: squared correlations with means of sets hold chance in two ways."""
    if not found.ignorance > 0:
        return np.full(len(squared), np.nan)
    by_chance = 1 / (found.sets - 1)
    reliability = (found.between - found.within) / found.between
    return np.clip((squared - by_chance) / (1 - by_chance) / reliability, 0.0, 1.0)


def _row(name, values, means, sets):
    order = np.argsort(values, kind="stable")
    half = len(order) // 2
    return {
        "parameter": name,
        "low_value_mean": float(means[order[:half]].mean()),
        "high_value_mean": float(means[order[-half:]].mean()),
        "role": sets.roles.get(name, ""),
        "about": sets.base.entry(name).note,
    }


def _correlations(values, means):
    """Return squared rank correlations, and the one that the largest seldom passes by chance."""
    ranks, wanted = _ranks(values), _ranks(means[None, :])[0]
    draw = np.random.default_rng(SEED)
    shuffled = np.array([draw.permutation(wanted) for _ in range(PERMUTATIONS)])
    largest = np.square(shuffled @ ranks.T).max(axis=1)
    return np.square(ranks @ wanted), float(np.quantile(largest, LEVEL))


def _ranks(rows):
    """Return ranks of each row, those of equal values averaged, centred and of length 1."""
    from scipy.stats import rankdata

    ranks = rankdata(rows, axis=1)
    ranks -= ranks.mean(axis=1, keepdims=True)
    return ranks / np.sqrt(np.square(ranks).sum(axis=1, keepdims=True))
