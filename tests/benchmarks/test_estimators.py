"""A small version of `python -m benchmarks.estimators`, and what its page says of the whole one."""

import sys
from pathlib import Path

import pytest
from scipy import stats

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import estimators  # noqa: E402
from benchmarks.truths.told import FALSE, INTERVAL, Told, binomial, summed_up  # noqa: E402

LINES = estimators.saved_lines()
CHEAP = [
    one
    for one in estimators.SETTINGS
    if one.estimator not in ("hawkes_table", "find_scenario", "tie_network")
    and "Gaussian" not in one.words
    and "plain" not in one.words
]


def test_the_page_says_what_was_saved():
    text = estimators.PAGE.read_text(encoding="utf-8")
    assert (
        text.split(estimators.BEGIN)[1].split(estimators.END)[0].strip() == estimators.table_of(LINES).strip()
    )


def test_the_page_is_of_the_whole_command():
    asked = [(one.estimator, one.words, one.truths) for one in estimators.SETTINGS]
    assert [(line["estimator"], line["setting"], line["truths"]) for line in LINES] == asked
    assert all(line["truths"] >= 200 for line in LINES)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['estimator']}, {line['setting']}")
def test_promises_are_kept_on_the_page(line):
    if line["promise"] == INTERVAL and line["told"]:
        assert line["high"] >= 0.93
    if line["promise"] == FALSE:
        assert line["low"] <= 0.06
    assert line["told"] <= line["truths"]


@pytest.mark.parametrize("setting", CHEAP, ids=lambda one: f"{one.estimator}, {one.words}")
def test_a_few_truths_keep_the_promise(setting):
    answers = [setting.told(seed) for seed in range(1000, 1008)]
    line = summed_up(setting, answers)
    if setting.promise == INTERVAL and line["told"]:
        assert round(line["kept"] * line["told"]) >= stats.binom.ppf(0.0005, line["told"], 0.93)
    if setting.promise == FALSE:
        assert round(line["kept"] * line["truths"]) <= stats.binom.ppf(0.9995, line["truths"], 0.06)


def test_lines_count_what_was_told_and_what_was_kept():
    setting = next(one for one in estimators.SETTINGS if one.promise == INTERVAL)
    line = summed_up(setting, [Told(1.0, 2.0, 0.0, 3.0), Told(4.0, 2.0, 3.0, 5.0), Told()])
    assert (line["truths"], line["told"], line["kept"], line["bias"]) == (3, 2, 0.5, 0.5)
    assert line["rmse"] == pytest.approx(2.5**0.5)
    assert binomial(19, 20) == pytest.approx((0.7513, 0.9987), abs=1e-4)


def test_an_unknown_estimator_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit):
        estimators.main(["--only", "nothing"])
    assert "hawkes_table" in capsys.readouterr().err
