"""Study 02: what is named when all tests are counted, and how it is drawn."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

HOME = Path(__file__).parents[2] / "experiments" / "02-what-matters"


@pytest.fixture
def study(monkeypatch):
    monkeypatch.syspath_prepend(str(HOME))
    import answers
    import index_picture

    yield answers, index_picture
    for name in ("answers", "index_picture"):
        sys.modules.pop(name)


def _worlds(idle=60, sets=60, seeds=4):
    draw = np.random.default_rng(1)
    names = [f"posterior-{k}" for k in range(sets)]
    values = pd.DataFrame(
        draw.random((sets, idle + 1)), columns=["cause", *(f"idle_{k}" for k in range(idle))]
    )
    rows = [
        (design, name, seed, factor * cause + 0.1 * draw.normal())
        for design, factor in (("base", 1.0), ("other", 2.0), ("third", 1.0))
        for name, cause in zip(names, values["cause"])
        for seed in range(seeds)
    ]
    metrics = pd.DataFrame(rows, columns=["design", "parameter_set", "seed", "conflict_per_100_obd"])
    return values.assign(parameter_set=names), metrics


def test_only_what_is_left_when_all_tests_are_corrected_together_is_named(study):
    answers, _ = study
    table = answers.carriers_of(*_worlds(), ["base", "other", "third"], ["conflict_per_100_obd"])
    named = table[answers.is_clear(table)]
    assert set(named["factor"]) == {"cause"} and set(named["question"]) == {"base", "other"}
    assert (table["p"] < 0.05).sum() > len(named) and (table["q"] >= table["p"] - 1e-12).all()
    lines = answers.counted(table, [name for name in table["factor"] if name != "cause"])
    assert lines[0] == "183 tests, corrected together: 2 parameters named."
    assert "chance alone gives about 9" in lines[1] and lines[2].startswith(
        "Of 180 tests of idle parameters 0 named"
    )


def test_an_interval_that_leaves_the_axis_ends_in_an_arrow(study):
    _, picture = study
    row = {"metric": "conflict_per_100_obd", "question": "base", "q": 0.001, "p": 0.001, "threshold": 0.1}
    ends = [("rule_base", 0.5, 0.4, 1.6), ("cut_above", 0.5, 0.1, 3.0), ("cut_below", 0.4, -2.0, 0.9)]
    rows = [
        {**row, "factor": name, "first": first, "first_low": low, "first_high": high, "chance_share": 0.97}
        for name, first, low, high in ends
    ]
    named = {**rows[0], "factor": "cut_below", "question": "other", "chance_share": 0.2}
    others = [{**one, "question": "other", "chance_share": 0.2} for one in rows[:2]]
    figure = picture.draw(pd.DataFrame([*rows, *others, named]), {"base": "As it is", "other": "Effect"})
    ax = figure.axes[0]
    arrows = {line.get_marker(): len(line.get_xdata()) for line in ax.lines if line.get_marker() in "<>"}
    assert arrows == {"<": 1, ">": 1}
    assert ax.get_xlim() == picture.ENDS and picture.ENDS[1] > 160
    titles = [ax.get_title("left") for ax in figure.axes]
    assert "mostly luck: 97 %" in titles[0] and "20 % luck" in titles[1]


def test_the_kept_table_names_what_the_page_names(study):
    answers, picture = study
    table, page = pd.read_csv(HOME / "indices.csv"), (HOME / "README.md").read_text(encoding="utf-8")
    named = table[answers.is_clear(table)]
    assert f"{len(table)} tests, corrected together: {len(named)} parameters named." in page
    assert all(f"{row.factor}: {picture.words_of(row.factor)}" in page for row in named.itertuples())
