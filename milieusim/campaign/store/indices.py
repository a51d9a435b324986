"""What matters in a store: its sample, its runs and its parameter sets, put to the analysis that they were made for."""

from typing import Any, NamedTuple

from milieusim.errors import DataError


class Indices(NamedTuple):
    """What the differences between runs go back to.

    Attributes
    ----------
    factors : pandas.DataFrame or None
        As `by_sampling.sensitivity_of` gives it; None if no factor was varied.
    parameters : pandas.DataFrame or None
        As `by_sampling.sensitivity_to_sets` gives it; None with fewer than 20 parameter sets.
    """

    factors: Any
    parameters: Any


def indices_of(store, names):
    """Return the indices that the sample of a store was drawn for.

    Parameters
    ----------
    store : Store
    names : sequence of str
        Metrics.

    Returns
    -------
    Indices

    Raises
    ------
    DataError
        If there is nothing to be sensitive to, or too little.
    """
    metrics = store.metrics()
    found = Indices(_of_factors(store, metrics, names), _of_sets(store, metrics, names))
    if found.factors is None and found.parameters is None:
        raise DataError(
            f"{store.location}: there is nothing to be sensitive to: no factor was varied, and fewer than 20 parameter "
            "sets."
        )
    return found


def _of_factors(store, metrics, names):
    from milieusim.analysis.sensitivity.by_sampling import sensitivity_of

    sampling, points = store.experiment["sampling"], store.points()
    factors = [name for name in points.columns if name not in ("point", "design")]
    if not any(points[name].nunique() > 1 for name in factors):
        return None
    places = _places(store.experiment) if sampling["kind"] == "morris" else None
    return sensitivity_of(
        points, metrics, names, sampling["kind"], places, sampling.get("second_order", False)
    )


def _places(document):
    from milieusim.campaign.experiment.experiment import Sampling
    from milieusim.campaign.experiment.factors import factor_of
    from milieusim.campaign.experiment.points import places_of

    factors = [factor_of(path, entry) for path, entry in document["factors"].items()]
    return places_of(Sampling(**document["sampling"]), factors)


def _of_sets(store, metrics, names):
    import pandas as pd

    from milieusim.analysis.sensitivity.by_sampling import FEWEST_SETS, sensitivity_to_sets

    sets = store.manifest.facts["parameters"]
    if metrics["parameter_set"].nunique() < FEWEST_SETS:
        return None
    usual = store.manifest.facts["ledger"]
    changed = list(dict.fromkeys(key for one in sets.values() for key in one))
    rows = [
        {"parameter_set": name, **{key: one.get(key, usual[key]) for key in changed}}
        for name, one in sets.items()
    ]
    varied = [key for key in changed if len({row[key] for row in rows}) > 1]
    return sensitivity_to_sets(pd.DataFrame(rows)[["parameter_set", *varied]], metrics, names)
