"""What an estimator told of a truth, and what many such answers amount to."""

import math
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

INTERVAL, FALSE = "interval, 95 %", "false finds, 5 %"
"""What estimators promise: an interval holds the truth, and nothing is found where there is nothing."""


class Told(NamedTuple):
    """One answer: an estimate and its interval beside the truth, or whether something was found that is not there."""

    estimate: float = math.nan
    truth: float = math.nan
    low: float = math.nan
    high: float = math.nan
    is_found: bool = False


@dataclass(frozen=True)
class Setting:
    """Made-up data of one kind, put to one estimator.

    Attributes
    ----------
    estimator, words : str
        Which, and what the data are like.
    promise : str
        `INTERVAL`, `FALSE`, or empty where only the estimate is told.
    truth : callable
        From a seed and `options` to what was `Told`.
    options : dict
    truths : int
    """

    estimator: str
    words: str
    promise: str
    truth: Any
    options: dict = field(default_factory=dict)
    truths: int = 200

    def told(self, seed):
        """Return what is told of the truth of one seed."""
        return self.truth(np.random.default_rng([seed, 7]), seed, **self.options)


def binomial(hits, tries, level=0.95):
    """Return the interval of a share (Clopper and Pearson)."""
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, tries - hits + 1, tail))
    high = 1.0 if hits == tries else float(betaincinv(hits + 1, tries - hits, 1 - tail))
    return low, high


def summed_up(setting, answers):
    """Return one line of the table of estimators.

    Parameters
    ----------
    setting : Setting
    answers : list of Told

    Returns
    -------
    dict
        estimator, setting, truths, told (answers that are no NaN), truth, bias, rmse, kept (share of promises), low,
        high, promise.
    """
    line = {"estimator": setting.estimator, "setting": setting.words, "truths": len(answers)}
    line |= {"told": len(answers), "truth": math.nan, "bias": math.nan, "rmse": math.nan}
    if setting.promise == FALSE:
        hits = sum(one.is_found for one in answers)
    else:
        answers = [one for one in answers if not math.isnan(one.estimate)]
        off = np.array([one.estimate - one.truth for one in answers])
        line["told"] = len(answers)
        if answers:
            line["truth"] = float(np.mean([one.truth for one in answers]))
            line |= {"bias": float(off.mean()), "rmse": float(np.sqrt((off**2).mean()))}
        hits = sum(one.low <= one.truth <= one.high for one in answers)
    if setting.promise and answers:
        low, high = binomial(hits, len(answers))
        return line | {"kept": hits / len(answers), "low": low, "high": high, "promise": setting.promise}
    return line | {"kept": math.nan, "low": math.nan, "high": math.nan, "promise": setting.promise}
