"""What each design costs in hours, whole-time equivalents and, at rates that somebody gives, money."""

import math

import numpy as np

from milieusim.comparison.behind.paired_rows import numbers_of
from milieusim.comparison.behind.rates import ROLES, rota_hours

COLUMNS = (
    "design role rota_hours_a_week wte hours_worked_a_week bank_hours_a_week currency cost_a_week "
    "rota_hours_more wte_more cost_more low high pairs"
).split()
ALL = "all"


def costs(result):
    """Return hours, whole-time equivalents and money a week by design and role, and what they are more than the base's.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    pandas.DataFrame
        Columns COLUMNS; the role ``all`` is the sum. Rota hours and whole-time equivalents are those of the rota,
        hours worked and money those of the runs of `result.sample`, in which sickness and bank staff differ by chance:
        `low` to `high` is the 95 % interval of what the money is more. Without rates whole-time equivalents and money
        are missing.
    """
    import pandas as pd

    rates, rows = result.rates, []
    base = _of(result, result.base)
    for name in result.designs:
        mine = _of(result, name)
        for role in [role for role in (*ROLES, ALL) if role in base or role in mine]:
            found = _row(role, mine, base, rates, name == result.base, result.sample.sets)
            rows.append({"design": name, "role": role} | found)
    return pd.DataFrame(rows, columns=COLUMNS)


def _of(result, name):
    """Return by role (rota hours a week, hours worked, of them by bank, money), the last three an array of runs."""
    planned, sample = rota_hours(result.designs[name]), result.sample
    worked, weeks = sample.worked[name], result.days / 7
    found = {}
    for role in ROLES:
        mine = worked[worked["role"] == role]
        if role not in planned and not len(mine):
            continue
        own, bank = (
            _by_run(mine[mine["is_bank"] == is_bank], sample.pairs) / weeks for is_bank in (False, True)
        )
        found[role] = (planned.get(role, 0.0), own + bank, bank, _money(result.rates, role, own, bank))
    found[ALL] = tuple(sum(parts) for parts in zip(*found.values()))
    return found


def _by_run(rows, pairs):
    return np.bincount(rows["run"], rows["hours_on_duty"], pairs)


def _money(rates, role, own, bank):
    if rates is None:
        return np.full(len(own), math.nan)
    rate = rates.roles[role]
    return rate.hourly * own + rate.of_bank * bank


def _row(role, mine, base, rates, is_base, sets):
    nothing = (0.0, *[np.zeros_like(mine[ALL][1])] * 3)
    here, there = mine.get(role, nothing), base.get(role, nothing)
    wte = math.nan if rates is None else rates.wte_hours_a_week
    row = {
        "rota_hours_a_week": here[0],
        "wte": here[0] / wte,
        "hours_worked_a_week": float(here[1].mean()),
        "bank_hours_a_week": float(here[2].mean()),
        "currency": rates.currency if rates else None,
        "cost_a_week": float(here[3].mean()),
    }
    if is_base:
        return row
    found = numbers_of(there[3], here[3], sets=sets)
    return row | {
        "rota_hours_more": here[0] - there[0],
        "wte_more": (here[0] - there[0]) / wte,
        "cost_more": found["difference"],
        "low": found["low"],
        "high": found["high"],
        "pairs": found["pairs"] if rates else len(here[1]),
    }
