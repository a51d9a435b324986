"""The file that says what a calibration varies: which parameters are fitted, free or solved, and how much effort."""

from importlib.resources import files
from typing import NamedTuple

from milieusim.calibration.problem import Dial, Problem, Solved, aim_of
from milieusim.calibration.settings_problems import PARTS, SEEDS, SIZES, problems_of
from milieusim.config.reading.yaml_reading import parse_yaml, read_yaml
from milieusim.errors import ConfigError
from milieusim.evidence.estimates import JUMPS
from milieusim.ledger.parameters import load_parameters
from milieusim.phrasing import near

SMALL_SIZES = {
    "screen": 2,
    "waves": 2,
    "wave_points": 20,
    "bank": 40,
    "sets": 12,
    "near_share": 0.8,
    "coverage": 10,
}
SMALL_SEEDS = dict.fromkeys(SEEDS, 1)
SMALL_FITTED, SMALL_FREE, SMALL_DAYS = 4, 2, 56


class Settings(NamedTuple):
    """What a calibration varies and how much it simulates."""

    fitted: dict
    free: dict
    solved: dict
    discrepancy: dict
    scale: dict
    sizes: dict
    seeds: dict

    def problem(self, targets):
        """Return the problem that these settings make of targets.

        Parameters
        ----------
        targets : dict of str to Target
            Only those with `used_for` fit take part; those that a threshold is solved for are set apart. What jumps
            or is not there at all under many sets, such as a second peak, is scored but cannot be matched.

        Returns
        -------
        Problem

        Raises
        ------
        ConfigError
            If the settings name targets that cannot be fitted.
        """
        fit = {key: target for key, target in targets.items() if target.used_for == "fit"}
        problems = [
            _unfit(place, key, targets)
            for place, keys in [
                ("solved", [item["target"] for item in self.solved.values()]),
                ("discrepancy", self.discrepancy),
                ("scale", self.scale),
            ]
            for key in keys
            if key not in fit
        ]
        if not fit:
            problems.append("targets: none has used_for: fit, so there is nothing to calibrate to.")
        if problems:
            raise ConfigError([problem for problem in problems if problem])
        apart = {item["target"]: name for name, item in self.solved.items()}
        aims = {key: self._aim(key, target) for key, target in fit.items() if key not in JUMPS}
        return Problem(
            tuple(self._dials()),
            tuple(aim for key, aim in aims.items() if key not in apart),
            tuple(
                Solved(name, i["target"], float(i["low"]), float(i["high"]))
                for name, i in self.solved.items()
            ),
            tuple(aims[item["target"]] for item in self.solved.values()),
        )

    def small(self, keys):
        """Return settings that try everything once, in little time; `keys` are the targets that are kept."""
        return self._replace(
            solved={name: item for name, item in self.solved.items() if item["target"] in keys},
            discrepancy={key: sd for key, sd in self.discrepancy.items() if key in keys},
            fitted=dict(list(self.fitted.items())[:SMALL_FITTED]),
            free=dict(list(self.free.items())[:SMALL_FREE]),
            sizes=dict(SMALL_SIZES),
            seeds=dict(SMALL_SEEDS),
        )

    def document(self):
        """Return sizes and seeds as plain data."""
        return {"sizes": self.sizes, "seeds": self.seeds}

    def _dials(self):
        for role, entries in (("fitted", self.fitted), ("free", self.free)):
            for name, entry in entries.items():
                is_log = entry.get("scale", "linear") == "log"
                yield Dial(name, float(entry["low"]), float(entry["high"]), is_log, role)

    def _aim(self, key, target):
        scale = self.scale.get(key)
        is_log = None if scale is None else scale == "log"
        return aim_of(key, target.value, target.low, target.high, self.discrepancy.get(key), is_log)


def load_settings(path=None):
    """Return the shipped settings, or those of a file.

    Parameters
    ----------
    path : path-like, optional

    Returns
    -------
    Settings

    Raises
    ------
    ConfigError
        With every problem of the file.
    """
    if path is None:
        text = files("milieusim").joinpath("data/calibration.yaml").read_text(encoding="utf-8")
        return settings_of(parse_yaml(text, "calibration.yaml"), "calibration.yaml")
    return settings_of(read_yaml(path), str(path))


def settings_of(raw, label):
    """Return settings for what a file held.

    Parameters
    ----------
    raw : dict
    label : str
        How problems name the file.

    Returns
    -------
    Settings

    Raises
    ------
    ConfigError
        With every problem.
    """
    if not isinstance(raw, dict):
        raise ConfigError(f"{label}: it must hold {', '.join(PARTS)}, not {type(raw).__name__}.")
    problems = problems_of(raw, load_parameters("best"))
    if problems:
        raise ConfigError([f"{label}: {problem}" for problem in problems])
    sizes = dict(raw.get("sizes") or {})
    seeds = {**SEEDS, **(sizes.pop("seeds", None) or {})}
    parts = {name: raw.get(name) or {} for name in PARTS if name != "sizes"}
    return Settings(**parts, sizes={**SIZES, **sizes}, seeds=seeds)


def _unfit(place, key, targets):
    if key not in targets:
        # A user's own targets may be fewer: a note on one that is not there does no harm.
        return f"{place}: there is no target {key}.{near(key, targets)}" if place == "solved" else None
    return f"{place}: target {key} has used_for: {targets[key].used_for}; only targets to fit may enter."
