"""What somebody wants judged, and how small a difference would not matter to them: settled before any run."""

import math
from dataclasses import dataclass

from milieusim.analysis.metrics.metrics import HEADLINES, METRICS, metric_called
from milieusim.errors import ConfigError
from milieusim.python_values import as_python
from milieusim.shown.metric_names import unknown_metrics


@dataclass(frozen=True)
class Margin:
    """The size below which a difference does not matter.

    Attributes
    ----------
    size : float
    is_share : bool
        Whether the size is a share of the base design's mean.
    """

    size: float
    is_share: bool

    def around(self, base):
        """Return the margin in the unit of the metric, given the mean of the base design."""
        return self.size * abs(base) if self.is_share else self.size

    def __str__(self):
        return f"{100 * self.size:g} %" if self.is_share else f"{self.size:g}"


def read_margin(name, value):
    """Return the margin written as ``"5%"``, ``"0.2"`` or a number.

    Raises
    ------
    ConfigError
    """
    text = str(value).strip()
    is_share = text.endswith("%")
    try:
        size = float(text.rstrip("% ")) / (100 if is_share else 1)
    except ValueError:
        size = math.nan
    if isinstance(value, bool) or not (0 < size < math.inf):
        raise ConfigError(
            f"margin of {name}: {text!r} is no size; write a share as 5% or a number above 0 as 0.2."
        )
    return Margin(size, is_share)


def read_margins(given):
    """Return name -> Margin from a mapping or from texts such as ``conflict_per_100_obd=5%``.

    Raises
    ------
    ConfigError
        With every problem in the list.
    """
    problems, margins = [], {}
    for asked, value in _pairs(given, problems):
        name = metric_called(asked)
        problems += unknown_metrics([name], "margin")
        if name in margins:
            problems.append(f"margin of {name}: given twice; leave one out.")
        try:
            margins[name] = value if isinstance(value, Margin) else read_margin(name, value)
        except ConfigError as problem:
            problems += problem.problems
    if problems:
        raise ConfigError(problems)
    return margins


def _pairs(given, problems):
    if hasattr(given, "items"):
        yield from given.items()
        return
    for text in as_python(given) or ():
        name, sign, value = str(text).partition("=")
        if sign:
            yield name.strip(), value
        else:
            problems.append(f"margin {text!r}: write METRIC=SIZE, as in conflict_per_100_obd=5%.")


def judged_metrics(verdicts, margins):
    """Return the metrics on which designs are judged, in order.

    They are the two headlines, or the metrics that somebody names; naming a margin names its metric.
    Everything else stays exploratory: among seventy metrics some always look different.

    Raises
    ------
    ConfigError
        If a metric does not exist or has no better direction.
    """
    verdicts = as_python(verdicts)
    names = [verdicts] if isinstance(verdicts, str) else list(verdicts or HEADLINES)
    names = list(dict.fromkeys([*map(metric_called, names), *margins]))
    problems = unknown_metrics(names, "verdict")
    problems += [
        f"verdict: '{name}' has no better direction, so that no design can be judged on it; "
        "it is in the table all the same."
        for name in names
        if name in METRICS and METRICS[name].better == "neither"
    ]
    if problems:
        raise ConfigError(problems)
    return names
