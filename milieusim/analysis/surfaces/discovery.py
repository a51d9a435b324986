"""Scenario discovery: under which conditions does something happen? PRIM, by ema-workbench (extra ``discovery``).

PRIM peels a box off the space of factors in which points of interest are dense. A search through so many boxes finds
some in pure chance: the box is therefore also found on random halves of the points, and judged on the other halves.
"""

import math
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.numbers import number
from milieusim.analysis.one_design import of_one_design
from milieusim.analysis.sensitivity.point_means import point_means
from milieusim.errors import DataError

FEWEST = 20
FEWEST_EACH = 5
"""Points of interest, and others, below which a box is a tale about single points."""
SPLITS = 5
_ANY = 1e-9


@dataclass(frozen=True)
class Scenario:
    """A box in the space of factors.

    Attributes
    ----------
    box : pandas.DataFrame
        One row a factor that the box restricts, most surely first: factor, low, high (of the box), lowest, highest (of
        the sample), values (of words; else missing), chance (how likely so dense a box without this limit is by luck).
    trajectory : pandas.DataFrame
        Boxes on the way: box, coverage, density, mass, restricted, is_chosen.
    measures : pandas.DataFrame
        One row: of_interest (points), points, base_rate, coverage (share of points of interest inside), density (share
        of points inside that are of interest), mass (share of all points inside), coverage_left_out, density_left_out
        (means over halves that did not find their box).
    of_interest : str
        What was looked for, in words.
    """

    box: Any
    trajectory: Any
    measures: Any
    of_interest: str

    def sentence(self):
        """Say where what was looked for happens, and how well this holds on points that did not find it."""
        found = self.measures.iloc[0]
        if len(self.box) == 0:
            return f"No condition makes '{self.of_interest}' more likely than anywhere ({_percent(found['base_rate'])})."
        limits = " and ".join(_limit(row) for row in self.box.itertuples())
        return (
            f"{self.of_interest}: {_percent(found['density'])} of points with {limits}, against "
            f"{_percent(found['base_rate'])} of all; this holds {_percent(found['coverage'])} of the cases. On points "
            f"that did not find the box: {_percent(found['density_left_out'])}, with "
            f"{_percent(found['coverage_left_out'])} of the cases."
        )


def find_scenario(
    points,
    metrics,
    name,
    above=None,
    below=None,
    factors=None,
    density=0.8,
    smallest=0.05,
    splits=SPLITS,
    seed=1,
):
    """Find the conditions under which a metric lies above or below a limit.

    Parameters
    ----------
    points : pandas.DataFrame
        One row a point of one design: point, and one column a factor, numbers or words.
    metrics : pandas.DataFrame
        One row a run: point, parameter_set, seed and the metrics.
    name : str
        Metric; its mean by point is looked at.
    above, below : float, optional
        One of them: what is of interest.
    factors : sequence of str, optional
        All columns but point that vary, if left out.
    density : float
        Share of points of interest that is wanted in the box: of the boxes that reach it, the one that holds most of
        the cases is taken; if none does, the densest.
    smallest : float
        Smallest share of points that a box may hold.
    splits : int
        Random halves for the check.
    seed : int

    Returns
    -------
    Scenario

    Raises
    ------
    DataError
        If the extra is not installed, points are of several designs or too few (of interest, or others), or none varies.

    References
    ----------
    Friedman, J. H., Fisher, N. I. (1999). Bump hunting in high-dimensional data. Statistics and Computing 9, 123-143.
    Bryant, B. P., Lempert, R. J. (2010). Thinking inside the box. Technological Forecasting and Social Change 77, 34-49.
    """
    import pandas as pd

    _need_workbench()
    means = point_means(of_one_design(points, metrics, "find_scenario"), name)
    known = np.isfinite(means.means)
    wanted, words = _of_interest(means.means[known], name, above, below)
    table = points.drop_duplicates("point").set_index("point").loc[means.points[known]]
    factors = list(factors or [one for one in table.columns if one != "design" and table[one].nunique() > 1])
    table = _plain(table[factors])
    _refuse(wanted, factors, words)
    boxes = _peeled(table, wanted, smallest)
    chosen = _chosen(boxes, table, wanted, density)
    trajectory = pd.DataFrame(
        [
            {"box": k, **_measures(box, table, wanted), "restricted": len(box[1])}
            for k, box in enumerate(boxes)
        ]
    )
    left_out = _left_out(table, wanted, density, smallest, splits, seed)
    whole = {"of_interest": int(wanted.sum()), "points": len(wanted), "base_rate": float(wanted.mean())}
    row = {**whole, **_measures(boxes[chosen], table, wanted), **left_out}
    limits = _limits(boxes[chosen], table)
    return Scenario(
        limits, trajectory.assign(is_chosen=trajectory["box"] == chosen), pd.DataFrame([row]), words
    )


def _need_workbench():
    from importlib.util import find_spec

    if find_spec("ema_workbench") is None:
        raise DataError(
            "scenario discovery needs ema-workbench, which is not installed: pip install 'milieusim[discovery]'."
        )


def _of_interest(values, name, above, below):
    if (above is None) == (below is None):
        raise DataError("find_scenario: pass one of above= and below=, the limit of what is of interest.")
    label = METRICS[name].label if name in METRICS else name
    if above is not None:
        return values > above, f"{label} above {number(above)}"
    return values < below, f"{label} below {number(below)}"


def _plain(table):
    import pandas as pd

    # PRIM knows two kinds of columns: floats, and words.
    return pd.DataFrame(
        {
            name: values.astype(float)
            if pd.api.types.is_numeric_dtype(values) and values.dtype != bool
            else values.astype(str).astype(object)
            for name, values in table.items()
        }
    ).reset_index(drop=True)


def _refuse(wanted, factors, words):
    problems = []
    if not factors:
        problems.append("no factor varies between the points")
    if len(wanted) < FEWEST:
        problems.append(f"{len(wanted)} points; at least {FEWEST} are needed, and better 200")
    cases = int(wanted.sum())
    if min(cases, len(wanted) - cases) < FEWEST_EACH:
        problems.append(
            f"'{words}' holds for {cases} of {len(wanted)} points; {FEWEST_EACH} of either kind are needed at least: "
            "choose another limit, or run more points"
        )
    if problems:
        raise DataError(f"find_scenario: {'; '.join(problems)}.")


def _peeled(table, wanted, smallest):
    """Return the boxes of one peeling: a pair of limits by factor and chances by factor, the whole space first."""
    with warnings.catch_warnings():
        # Of packages that the workbench could use and does without.
        warnings.simplefilter("ignore")
        from ema_workbench.analysis.prim import Prim

        # Of interest is what reaches the threshold: it must lie above 0.
        box = Prim(table, wanted, threshold=_ANY, mass_min=smallest).find_box()
        found = []
        for limits, chances in zip(box.box_lims, box.qp):
            restricted = {
                name: limits[name].tolist() for name in table.columns if _is_restricted(limits, table, name)
            }
            found.append((restricted, {name: _chance(chances.get(name)) for name in restricted}))
    return found or [({}, {})]


def _is_restricted(limits, table, name):
    if table[name].dtype == object:
        return set(limits[name].iloc[0]) != set(table[name])
    return limits[name].iloc[0] > table[name].min() or limits[name].iloc[1] < table[name].max()


def _chance(values):
    # The workbench gives one number an end, and -1 for an end without a limit.
    known = [value for value in np.ravel(values if values is not None else []) if value >= 0]
    return float(min(known)) if known else math.nan


def _inside(limits, table):
    inside = np.ones(len(table), bool)
    for name, (low, high) in limits.items():
        inside &= table[name].isin(low) if isinstance(low, set) else table[name].between(low, high)
    return np.asarray(inside)


def _measures(box, table, wanted):
    inside = _inside(box[0], table)
    held = (inside & wanted).sum()
    return {
        "coverage": float(held / wanted.sum()) if wanted.any() else math.nan,
        "density": float(held / inside.sum()) if inside.any() else math.nan,
        "mass": float(inside.mean()),
    }


def _chosen(boxes, table, wanted, density):
    """Return the place of the box that is taken."""
    found = [_measures(box, table, wanted) for box in boxes]
    dense = [k for k, one in enumerate(found) if one["density"] >= density]
    if dense:
        return max(dense, key=lambda k: (found[k]["coverage"], found[k]["density"]))
    return max(range(len(boxes)), key=lambda k: (found[k]["density"], found[k]["coverage"]))


def _left_out(table, wanted, density, smallest, splits, seed):
    """Return coverage and density on halves that did not find their box."""
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(splits):
        half = draw.permutation(len(wanted)) < len(wanted) / 2
        if wanted[half].all() or not (wanted[half].any() and wanted[~half].any()):
            continue
        here = table[half].reset_index(drop=True)
        boxes = _peeled(here, wanted[half], smallest)
        box = boxes[_chosen(boxes, here, wanted[half], density)]
        found.append(_measures(box, table[~half], wanted[~half]))
    return {f"{name}_left_out": _mean([one[name] for one in found]) for name in ("coverage", "density")}


def _mean(values):
    # A half without a point in the box has no density there.
    known = [value for value in values if not math.isnan(value)]
    return float(np.mean(known)) if known else math.nan


def _limits(box, table):
    """Return the limits of a box as a table, the surest first."""
    import pandas as pd

    rows = []
    for name, (low, high) in box[0].items():
        row = {
            "factor": name,
            "low": low,
            "high": high,
            "lowest": math.nan,
            "highest": math.nan,
            "values": None,
        }
        if isinstance(low, set):
            row |= {"low": math.nan, "high": math.nan, "values": tuple(sorted(low))}
        else:
            row |= {"lowest": float(table[name].min()), "highest": float(table[name].max())}
        rows.append({**row, "chance": box[1][name]})
    columns = ["factor", "low", "high", "lowest", "highest", "values", "chance"]
    return pd.DataFrame(rows, columns=columns).sort_values("chance", kind="stable", ignore_index=True)


def _limit(row):
    if isinstance(row.values, tuple):
        return f"{row.factor} {' or '.join(row.values)}"
    if row.low <= row.lowest:
        return f"{row.factor} up to {number(row.high)}"
    if row.high >= row.highest:
        return f"{row.factor} from {number(row.low)}"
    return f"{row.factor} from {number(row.low)} to {number(row.high)}"


def _percent(share):
    return "n/a" if math.isnan(share) else f"{100 * share:.0f} %"
