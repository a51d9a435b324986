"""What each level of the milieu costs: minutes of nursing staff, trust, having a say; from kept tables of runs."""

import pandas as pd

from milieusim.vocabulary import LEVELS, Role

MINUTES = {
    "prompts": "prompting",
    "floor": "on the floor with residents",
    "one_to_one": "talks one to one",
    "observation": "observation",
    "paperwork": "paperwork",
}
FELT = {
    "trust": "trust in staff",
    "autonomy": "having a say",
    "predictability": "knowing what comes",
    "felt_safety": "felt safety",
}
WORDS = {**MINUTES, **FELT}
NURSING = ["registered_nurse", "healthcare_assistant"]
PRESENT, MIDDLE, ENDS = "hours_present", 0.5, (0.0, 1.0)


def by_run(store):
    """Return one row a run: nursing minutes a resident-day by task, and what residents felt, by hours present.

    Parameters
    ----------
    store : Store
        That keeps staff_shifts and resident_shifts.
    """
    lived = _read(store, "resident_shifts", [*FELT, PRESENT])
    weighed = lived[list(FELT)].mul(lived[PRESENT], axis=0).assign(run=lived["run"], hours=lived[PRESENT])
    sums = weighed.groupby("run").sum()
    felt = sums[list(FELT)].div(sums["hours"], axis=0)
    staff = _read(store, "staff_shifts", ["role", *MINUTES])
    staff = staff[staff["role"].isin([*NURSING, *(Role[name.upper()].value for name in NURSING)])]
    hours = staff.groupby("run")[list(MINUTES)].sum()
    return felt.join(hours.mul(60.0).div(sums["hours"] / 24.0, axis=0))


def _read(store, name, columns):
    table = store.dataset(name).to_table(columns=["run", *columns]).to_pandas()
    return table.astype({"role": object}) if "role" in table else table


def level_costs(store, names):
    """Return what each level changes from none to full, over parameter sets.

    Parameters
    ----------
    store : Store
        Of the experiment of the costs.
    names : list of str
        Metrics beside.

    Returns
    -------
    pandas.DataFrame
        design, level, what, at_none, middle, at_full, difference (none to full), low, high (of 95 % of sets), sets.
    """
    paths = {level: f"milieu.{level}" for level in LEVELS}
    wanted = ["design", "parameter_set", *paths.values(), *names]
    runs = store.metrics().set_index("run")[wanted].join(by_run(store))
    rows = []
    for design, some in runs.groupby("design", observed=True, sort=False):
        for level, path in paths.items():
            others = [paths[name] for name in LEVELS if name != level]
            line = some[(some[others] == MIDDLE).all(axis=1)]
            for what in [*WORDS, *names]:
                cells = line.groupby(["parameter_set", path], observed=True)[what].mean().unstack(path)
                rows.append({"design": design, "level": level, "what": what, **_change(cells)})
    return pd.DataFrame(rows)


def _change(cells):
    none, full = (cells[end] for end in ENDS)
    gap = full - none
    ends = {"low": gap.quantile(0.025), "high": gap.quantile(0.975)}
    means = {"at_none": none.mean(), "middle": cells[MIDDLE].mean(), "at_full": full.mean()}
    return {**means, "difference": gap.mean(), **ends, "sets": len(cells)}
