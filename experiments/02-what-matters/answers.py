"""What is asked about, run by run, and which parameters are clear of chance once all tests are counted."""

import pandas as pd

from milieusim.analysis.sensitivity.by_sampling import sensitivity_to_sets

RATE = 0.05
"""Of the parameters named, how many at most are named by chance alone, on average."""


def answers(metrics, base, question, names):
    """Return one row a run: the level on the base ward, or the difference from it with the same set and seed.

    Parameters
    ----------
    metrics : pandas.DataFrame
        One row a run.
    base : str
        Design.
    question : str
        The base, for the level; another design, for its difference from the base.
    names : list of str
        Metrics.

    Returns
    -------
    pandas.DataFrame
    """
    keys = ["parameter_set", "seed"]
    runs = {design: rows.set_index(keys)[names] for design, rows in metrics.groupby("design", observed=True)}
    found = runs[base] if question == base else runs[question] - runs[base]
    return found.reset_index().assign(point=0)


def carriers_of(values, metrics, questions, names):
    """Return what each parameter explains, question by question, with q: its p, corrected for all tests together.

    Parameters
    ----------
    values : pandas.DataFrame
        One row a set.
    metrics : pandas.DataFrame
        One row a run.
    questions : list of str
        The first is the base.
    names : list of str
        Metrics.

    Returns
    -------
    pandas.DataFrame
    """
    from scipy.stats import false_discovery_control

    tables = [
        sensitivity_to_sets(values, answers(metrics, questions[0], question, names), names).assign(
            question=question
        )
        for question in questions
    ]
    table = pd.concat(tables, ignore_index=True)
    return table.assign(q=false_discovery_control(table["p"]))


def is_clear(table):
    """Return which rows are left when all tests are corrected together, and have an interval without zero."""
    return (table["q"] < RATE) & (table["first_low"] > 0)


def counted(table, idle):
    """Say how many tests there were, and what would have passed without the correction.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `carriers_of`.
    idle : list of str
        Parameters that can do nothing on these wards.
    """
    is_idle, alone = table["factor"].isin(idle), table["p"] < RATE
    by_chance = f"below p = {RATE}, where chance alone gives about"
    return [
        f"{len(table)} tests, corrected together: {is_clear(table).sum()} parameters named.",
        f"Without the correction {alone.sum()} tests are {by_chance} {RATE * len(table):.0f}.",
        f"Of {is_idle.sum()} tests of idle parameters {is_clear(table)[is_idle].sum()} named; "
        f"{alone[is_idle].sum()} {by_chance} {RATE * is_idle.sum():.0f}.",
    ]
