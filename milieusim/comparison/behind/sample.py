"""What is kept of a limited number of pairs: stays and staff, of each run only what tables of it are made of."""

from dataclasses import dataclass

import numpy as np

from milieusim.analysis.patterns.day import DRAWN
from milieusim.comparison.behind.paired_rows import sets_that_repeat
from milieusim.comparison.behind.told_stages import AGAIN, counted
from milieusim.comparison.pair_runs import some_runs
from milieusim.vocabulary import Role

PAIRS = 40
"""Pairs of runs, at most."""
KEEP = ["hours", "slots", "stays", "incidents", "staff_shifts", "undone"]
STATES = "wellbeing distress belonging felt_safety self_care".split()
OF_STAYS = [
    *"profile diagnosis sex age is_detained frailty admitted_at_hour discharged_at_hour".split(),
    "hours_in_window",
    *(f"{state}_{moment}" for moment in ("admission", "day7", "day14", "end") for state in STATES),
]
MINUTES = [f"{role}_minutes_{what}" for role in Role.labels() for what in ("needed", "available")]


@dataclass(frozen=True)
class Sample:
    """Tables of some pairs of runs, by design; run k of every design is pair k.

    Attributes
    ----------
    pairs, days : int
    seeds : list of int
        Of the pairs.
    parameters : list of Parameters
        Of the pairs.
    stays, hours, fates, worked, undone, stayed_on : dict of str to pandas.DataFrame
        Stays, with the events of `conflict` of each within the window; mean minutes needed and available by role,
        arousal, conflict and containment by hour of the day; slots by what became of them; hours on duty by role; care
        left undone by task and reason; shifts that nurses stayed on after.
    """

    pairs: int
    days: int
    seeds: list
    parameters: list
    stays: dict
    hours: dict
    fates: dict
    worked: dict
    undone: dict
    stayed_on: dict

    def values_of(self, name):
        """Return a parameter's value in each pair."""
        return np.array([parameters[name] for parameters in self.parameters])

    def __str__(self):
        if self.is_in_order:
            return f"the first {self.pairs} pairs"
        sets = len({parameters.name for parameters in self.parameters})
        return f"{self.pairs} pairs, " + (
            "one a parameter set" if sets == self.pairs else f"of {sets} parameter sets"
        )

    @property
    def sets(self):
        """The parameter set of each pair where pairs share sets, else None."""
        return sets_that_repeat([parameters.name for parameters in self.parameters])

    @property
    def is_in_order(self):
        """Whether pairs are the first of one set of parameters."""
        return len({parameters.name for parameters in self.parameters}) == 1


def sample_of(result, pairs=PAIRS):
    """Return what tables are made of, from some pairs that are run again.

    Parameters
    ----------
    result : Comparison
    pairs : int
        At most: the first of each parameter set, then the second of each.

    Returns
    -------
    Sample
    """
    import pandas as pd

    from milieusim.pool import in_threads

    runs = some_runs(result, pairs)
    starts = np.concatenate(([0], np.cumsum([len(seeds) for _, seeds in runs])))
    jobs = [(name, *run, int(start)) for name in result.designs for run, start in zip(runs, starts)]
    workers = 1 if result.replacements.needs_agents else result.workers
    found = in_threads(lambda job: _reduced(result, *job), jobs, workers, warms_up=True)
    found = list(counted(result, AGAIN, found, len(jobs)))
    tables = {}
    for table in found[0]:
        tables[table] = {
            name: pd.concat(
                [part[table] for job, part in zip(jobs, found) if job[0] == name], ignore_index=True
            )
            for name in result.designs
        }
    parameters = [one for one, seeds in runs for _ in seeds]
    seeds = [int(seed) for _, some in runs for seed in some]
    return Sample(len(seeds), result.days, seeds, parameters, **tables)


def _reduced(result, name, parameters, seeds, start):
    """Return small tables of some runs: a run at a time would compile no slower and fill the memory no less."""
    from milieusim.engines.simulate import simulate_many

    options = {"parameters": parameters, "workers": 1, **result.replacements.options}
    runs = simulate_many(result.designs[name], days=result.days, seeds=seeds, keep=KEEP, **options)
    tables = {
        "stays": runs.stays[["run", *OF_STAYS]].assign(conflict=_conflict_in_window(runs)),
        "hours": _by_the_clock(runs.hours),
        "fates": _counted(runs.slots.assign(reason=_told(runs.slots)), ["reason"]),
        "worked": _summed(runs.staff_shifts, ["role", "is_bank"], "hours_on_duty"),
        "undone": _counted(runs.undone, ["task", "reason"]),
        "stayed_on": _stayed_on(runs.undone, parameters),
    }
    return {table: rows.assign(run=rows["run"].to_numpy() + start) for table, rows in tables.items()}


def _conflict_in_window(runs):
    """Return events of conflict a stay, from hour 0 on: stays count those of the warm-up too, their hours do not."""
    import pandas as pd

    found = runs.incidents[runs.incidents["at_hour"] >= 0].groupby(["run", "resident"]).size()
    return found.reindex(pd.MultiIndex.from_frame(runs.stays[["run", "resident"]]), fill_value=0).to_numpy()


def _by_the_clock(hours):
    """Return means over the days of each run, of arousal over the hours with somebody there."""
    hours = hours.assign(mean_arousal=hours["mean_arousal"].where(hours["census"] > 0))
    return hours.groupby(["run", "hour"], sort=True)[[*MINUTES, *DRAWN]].mean().reset_index()


def _told(slots):
    return slots["reason"].astype(object).where(slots["reason"].notna(), "held")


def _counted(rows, keys):
    return (
        rows.assign(**{key: rows[key].astype(str) for key in keys})
        .groupby(["run", *keys])
        .size()
        .reset_index(name="n")
    )


def _summed(rows, keys, what):
    rows = rows.assign(role=rows["role"].astype(str))
    return rows.groupby(["run", *keys])[what].sum().reset_index()


def _stayed_on(undone, parameters):
    """Return the shifts after which nurses stay on: more is owed than they go home with, staying on included."""
    owed = undone[(undone["task"].astype(str) == "paperwork") & (undone["reason"].astype(str) != "refused")]
    late = owed[owed["minutes"] > parameters["overtime_after"]]
    return late.groupby("run").size().reset_index(name="n")
