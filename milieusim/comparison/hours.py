"""The day by the clock of designs that were compared."""

from milieusim.ledger.parameters import Parameters


def hours_of(result, n):
    """Return mean arousal, conflict and containment by hour of the day and design.

    Parameters
    ----------
    result : Comparison
    n : int
        Runs of each design, at most.

    Returns
    -------
    pandas.DataFrame
    """
    import pandas as pd

    from milieusim.analysis.patterns.day import mean_by_hour

    parts = [
        mean_by_hour(_hours(result, design, _some_runs(result, n))).assign(design=name)
        for name, design in result.designs.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _some_runs(result, n):
    """Return (parameters, seeds), spread over sets: the first seed of each, then the second of each."""
    if isinstance(result.parameters, Parameters):
        return [(result.parameters, result.seeds[:n])]
    runs = result.metrics[result.metrics["design"] == result.base]
    turn = runs.groupby("parameter_set", sort=False).cumcount().to_numpy()
    runs = runs.iloc[turn.argsort(kind="stable")[:n]]
    places = {label: place for place, label in enumerate(result.parameters.labels())}
    groups = runs.groupby("parameter_set", sort=False)["seed"]
    return [(result.parameters[places[label]], seeds.tolist()) for label, seeds in groups]


def _hours(result, design, runs):
    import pandas as pd

    from milieusim.engines.simulate import simulate_many

    parts, before = [], 0
    for parameters, seeds in runs:
        options = {"parameters": parameters, "workers": result.workers, "keep": ["hours"]}
        hours = simulate_many(design, days=result.days, seeds=seeds, **options).hours
        parts.append(hours.assign(run=hours["run"] + before))
        before += len(seeds)
    return pd.concat(parts, ignore_index=True)
