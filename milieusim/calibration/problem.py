"""What a calibration is asked: which parameters may move, which published values they should meet."""

import json
from typing import NamedTuple

import numpy as np

from milieusim.digests import digest_of

NORMAL_90 = 1.645  # half the width of a 90 % interval, in standard deviations
# A statistic of a few runs may be 0; on a log scale it then stands at this share of the target's lower end.
SMALLEST_SHARE = 0.05
# An interval whose ends differ by half or more is one of ratios: it is compared on a log scale.
LOG_FROM = 1.5


class Dial(NamedTuple):
    """A parameter that varies: its prior is flat between `low` and `high` on its own scale."""

    name: str
    low: float
    high: float
    is_log: bool = False
    role: str = "fitted"


class Aim(NamedTuple):
    """A published value to meet; `centre` and both sd are on the scale on which it is compared."""

    key: str
    low: float
    high: float
    centre: float
    is_log: bool
    observation_sd: float
    discrepancy_sd: float

    @property
    def sd(self):
        """How far the model may be from the published value, all in all."""
        return float(np.hypot(self.observation_sd, self.discrepancy_sd))


class Solved(NamedTuple):
    """A threshold of one country that is found for each set, so that one target is met."""

    parameter: str
    target: str
    low: float
    high: float


class Problem(NamedTuple):
    """Dials, aims and thresholds: all that the stages know of the model."""

    dials: tuple
    aims: tuple
    solved: tuple = ()
    solved_aims: tuple = ()

    @property
    def names(self):
        """Names of all parameters that vary."""
        return [dial.name for dial in self.dials]

    @property
    def keys(self):
        """Keys of the targets that are fitted."""
        return [aim.key for aim in self.aims]

    @property
    def is_fitted(self):
        """For each dial, whether it is fitted (and not only left free)."""
        return np.array([dial.role == "fitted" for dial in self.dials])

    @property
    def centres(self):
        """Published values, on the scale of comparison."""
        return np.array([aim.centre for aim in self.aims])

    @property
    def sds(self):
        """Standard deviations of observation and discrepancy together."""
        return np.array([aim.sd for aim in self.aims])

    def points(self, units):
        """Return parameters in their own units for positions in the unit cube."""
        return np.column_stack([_from_unit(dial, column) for dial, column in zip(self.dials, units.T)])

    def readings(self, values, variances, aims=None):
        """Return statistics and their Monte Carlo variances on the scale of comparison."""
        aims = self.aims if aims is None else aims
        pairs = [_reading(aim, v, w) for aim, v, w in zip(aims, values.T, variances.T)]
        return np.column_stack([v for v, _ in pairs]), np.column_stack([w for _, w in pairs])

    def document(self):
        """Return the problem as plain data."""
        parts = {"dials": self.dials, "aims": self.aims, "solved": self.solved}
        parts["solved_aims"] = self.solved_aims
        return {name: [item._asdict() for item in items] for name, items in parts.items()}


def aim_of(key, value, low, high, discrepancy=None, is_log=None):
    """Return the aim for a published value with its interval.

    Parameters
    ----------
    key : str
    value : float
        NaN if only the interval is published: its middle is then the centre.
    low, high : float
        Taken as a 90 % interval.
    discrepancy : float, optional
        Standard deviation on the scale of comparison; half of that of the observation if left out.
    is_log : bool, optional
        Compare logarithms; if left out, where the ends differ by half or more.

    Returns
    -------
    Aim
    """
    if is_log is None:
        is_log = low > 0 and high >= LOG_FROM * low
    scale = np.log if is_log else float
    ends = scale(low), scale(high)
    centre = (ends[0] + ends[1]) / 2 if value is None or np.isnan(value) else scale(value)
    sd = (ends[1] - ends[0]) / 2 / NORMAL_90
    discrepancy = sd / 2 if discrepancy is None else discrepancy
    return Aim(key, float(low), float(high), float(centre), bool(is_log), float(sd), float(discrepancy))


def digest_of_plain(document):
    """Return the digest that files of sets carry of plain data, spelt as they always were."""
    return digest_of(json.dumps(document, sort_keys=True))


def _from_unit(dial, column):
    if dial.is_log:
        return dial.low * (dial.high / dial.low) ** column
    return dial.low + (dial.high - dial.low) * column


def _reading(aim, values, variances):
    if not aim.is_log:
        return values, variances
    floored = np.maximum(values, SMALLEST_SHARE * aim.low)
    return np.log(floored), variances / floored**2
