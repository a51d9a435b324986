"""Print what drifts after the warm-up: `python -m benchmarks.warm_up` (`--runs`, `--days`, `--warm-ups`, `--wards`)."""

import argparse

import pandas as pd

import milieusim as ms
from benchmarks.milieu import telling
from milieusim.analysis.patterns.replications import t_quantile
from milieusim.analysis.patterns.warm_up import drift_table
from milieusim.vocabulary import WARM_UP_DAYS

WARDS = ("acute-ward", "reference-england", "reference-germany")
WARM_UPS = (7, 14, WARM_UP_DAYS, 60)
FORTNIGHT = 14
SHIFT = ["run", "day", "shift"]
SHIFT_LEVELS = (
    "mean_wellbeing mean_distress mean_arousal mean_felt_safety mean_loneliness mean_burnout".split()
)
FELT = "strain known predictability coping autonomy hazard".split()
COUNTS = "conflict containment aggression demand_refusal medication_refusal rule_breaking".split()
WORK = ["mean_load", "undone"]
MEASURES = [*SHIFT_LEVELS, *(f"mean_{name}" for name in FELT), *COUNTS, *WORK]
TABLES = ["shifts", "resident_shifts", "stays", "undone"]


def main(arguments=None):
    """Run each ward after each warm-up and print what drifts."""
    asked = _asked(arguments)
    telling.say(f"{asked.runs} runs of {asked.days} days; first fortnight against last, intervals of 95 %")
    for ward in asked.wards:
        found = {days: drift_of(ward, days, asked) for days in asked.warm_ups}
        telling.heading(ward)
        telling.table(
            pd.DataFrame([_summed_up(days, table) for days, table in found.items()]).set_index("warm-up")
        )
        shown = found.get(WARM_UP_DAYS, found[asked.warm_ups[-1]])
        telling.table(
            _shown(shown), f"After {WARM_UP_DAYS if WARM_UP_DAYS in found else asked.warm_ups[-1]} days"
        )


def drift_of(ward, warm_up_days, asked):
    """Return what drifts in the runs of a ward after a warm-up.

    Parameters
    ----------
    ward : str
    warm_up_days : int
    asked : argparse.Namespace
        With runs, days and workers.

    Returns
    -------
    pandas.DataFrame
        As `drift_table` gives it, with a row for the gain of those admitted early and late.
    """
    runs = ms.simulate_many(
        ward,
        days=asked.days,
        seeds=range(asked.runs),
        warm_up_days=warm_up_days,
        keep=TABLES,
        workers=asked.workers,
    )
    drifts = drift_table(_shifts_with_all(runs), FORTNIGHT, MEASURES)
    return pd.concat([pd.DataFrame([_gain_drift(runs.stays, asked.days)]), drifts], ignore_index=True)


def _shifts_with_all(runs):
    """Return shifts with what residents felt, and what was left undone, in columns of their own."""
    lived = runs.resident_shifts
    hours = lived["hours_present"]
    sums = lived[SHIFT].assign(hours=hours, **{f"mean_{name}": lived[name] * hours for name in FELT})
    sums = sums.groupby(SHIFT, observed=True).sum()
    felt = sums.drop(columns="hours").div(sums["hours"], axis=0).fillna(0.0)
    undone = runs.undone.groupby(SHIFT, observed=True).size().rename("undone")
    shifts = runs.shifts.join(felt, on=SHIFT).join(undone, on=SHIFT)
    kinds = ["verbal_aggression", "object_aggression", "physical_aggression"]
    shifts = shifts.assign(aggression=shifts[kinds].sum(axis=1), mean_load=shifts["staff_load"])
    return shifts.fillna({name: 0.0 for name in MEASURES})


def _gain_drift(stays, days):
    """Return the drift of the gain in wellbeing by day 14, of those admitted in the first weeks and in the last."""
    at = stays["admitted_at_hour"] / 24
    gain = (stays["wellbeing_day14"] - stays["wellbeing_admission"]).groupby(stays["run"])
    long = max((days - FORTNIGHT) // 2, 1)
    early = gain.apply(lambda one: one[(at >= 0) & (at < long)].mean())
    late = gain.apply(lambda one: one[at >= days - FORTNIGHT - long].mean())
    drift = (early - late).dropna()
    half = t_quantile(0.95, max(len(drift) - 1, 1)) * drift.std(ddof=1) / max(len(drift), 1) ** 0.5
    middle = drift.mean()
    ends = {"low": middle - half, "high": middle + half}
    return {
        "measure": "wellbeing_gain_day14",
        "early": early.mean(),
        "late": late.mean(),
        "drift": middle,
        **ends,
        "drift_share": middle / late.mean(),
    }


def _summed_up(days, table):
    """Return one line on a warm-up."""
    share = (table["drift"] / table["late"]).abs()
    sure = (table["low"] > 0) | (table["high"] < 0)
    worst = share[sure].idxmax() if sure.any() else None
    return {
        "warm-up": days,
        "surely drift": int(sure.sum()),
        "of": len(table),
        "most, %": 0.0 if worst is None else float(100 * share[worst]),
        "which": "-" if worst is None else table["measure"][worst],
        "burnout, %": float(100 * table.set_index("measure")["drift_share"]["mean_burnout"]),
    }


def _shown(table):
    """Return a table of drifts for readers."""
    late = table["late"]
    shown = pd.DataFrame({"first": table["early"], "last": late, "drift": table["drift"]})
    for name in ("low", "high"):
        shown[f"{name}, %"] = 100 * table[name] / late
    shown["drifts"] = ["*" if low > 0 or high < 0 else "" for low, high in zip(table["low"], table["high"])]
    return shown.set_index(table["measure"])


def _asked(arguments):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.warm_up", description=__doc__)
    parser.add_argument("--runs", type=int, default=40, help="of each ward and warm-up")
    parser.add_argument("--days", type=int, default=84, help="of each run, after the warm-up")
    parser.add_argument("--warm-ups", type=int, nargs="+", default=WARM_UPS, help="days")
    parser.add_argument("--wards", nargs="+", default=WARDS, help="names of shipped designs, or files")
    parser.add_argument("--workers", type=int, help="threads; as many as there are processors if left out")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
