"""The wards that published patterns are computed on, and the null models run beside them."""

import json
from functools import cache
from typing import NamedTuple

import numpy as np

from milieusim.config.feasibility.week_in_minutes import DAY, WEEK, Week
from milieusim.config.parts.routine import minute_of
from milieusim.config.reading.loading import load_design
from milieusim.data import shipped_yaml
from milieusim.digests import digest_of
from milieusim.ledger.parameters import ledger
from milieusim.rules.admission import detention_probability, stay_days
from milieusim.rules.basics.units import HOURS_A_DAY, MINUTES_AN_HOUR
from milieusim.vocabulary import PRACTICES

NULL_MODELS = {
    "practices_off": "no practices",
    "contagion_off": "no contagion",
    "identical_residents": "identical residents",
}
"""What the null models leave out; each is the same ward, set of parameters and seed without that one thing."""
STEP = 5
NEAR_HOURS = 1
"""Rates at points of the routine are compared with those in the hour before and after on the same day."""
WAKING = (7, 23)
SPREADS = ("trait_spread", "state_spread", "baseline_spread", "sleep_need_spread")
ALIKE_SHAPE = 1e4
"""Shape of a gamma that is as good as a constant."""
LENGTHS = 400
"""Stays of a hump that a mean over all of them is taken from."""


class Study(NamedTuple):
    """A ward that is watched.

    Attributes
    ----------
    name : str
    design : str
        A shipped design.
    days : int
        How long one run of it lasts.
    changes : dict
        What a trial changed in the design, by path.
    note : str
    """

    name: str
    design: str
    days: int
    changes: dict
    note: str


@cache
def _shipped():
    return shipped_yaml("studies.yaml")


@cache
def load_studies():
    """Return name -> Study."""
    return {
        name: Study(name, row["design"], row["days"], row.get("changes", {}), row.get("note", ""))
        for name, row in _shipped()["studies"].items()
    }


def component_effects():
    """Return the parameters through which practices act, with value and range, and the trials' fidelities."""
    parameters = ledger()
    effects = {name: parameters.entry(name) for name in _shipped()["component_effects"]}
    fidelities = {name: study.changes for name, study in load_studies().items() if study.changes}
    return {name: [row.value, row.low, row.high] for name, row in effects.items()} | fidelities


def component_digest():
    """Return a short digest of `component_effects`: it changes if one of them does."""
    return digest_of(json.dumps(component_effects(), sort_keys=True), 12)


def committed_digest():
    """Return the digest that was fixed before the patterns set aside for checking were scored."""
    return _shipped()["committed"]["digest"]


def committed_on():
    """Return the date on which component effects and fidelities were fixed."""
    return _shipped()["committed"]["date"]


@cache
def design_of(study, null=None):
    """Return the design of a study, as its trial changed it, or without practices under that null model."""
    found = load_studies()[study]
    design = load_design(found.design).replace(found.changes)
    if null == "practices_off":
        design = design.replace({f"practices.{name}": 0.0 for name in PRACTICES})
    return design


def parameters_under(null, parameters, design):
    """Return a parameter set as a null model leaves it."""
    return alike(parameters, design) if null == "identical_residents" else parameters


def alike(parameters, design):
    """Return parameters under which the residents of a design differ in nothing but stay and legal status.

    Every trait is the mean of the design's mix, and the propensity to incidents the mean over its bed-days,
    so that the ward is as hard a place and only differences between residents are gone.
    """
    mix = design.residents.mix
    whole = sum(mix.values())
    own = f"profile_{next(iter(mix))}_"
    names = {name.removeprefix(own) for name in parameters if name.startswith(own)} - {"detained_log_odds"}
    means = {
        trait: sum(weight * parameters[f"profile_{profile}_{trait}"] for profile, weight in mix.items())
        / whole
        for trait in names
    }
    means["frailty_factor"] = _mean_frailty(parameters, design)
    changes = {f"profile_{profile}_{trait}": mean for profile in mix for trait, mean in means.items()}
    changes |= dict.fromkeys(SPREADS, 0.0) | {"detained_frailty_factor": 1.0, "stay_frailty_power": 0.0}
    return parameters.replace(changes | {"frailty_shape": ALIKE_SHAPE})


def _mean_frailty(parameters, design):
    """Return the mean propensity to incidents over the bed-days of a design.

    Stays do not hang on profile or legal status, so the mean of a product over the stay is a factor of its own.
    """
    residents, of_profiles = design.residents, 0.0
    for profile, weight in residents.mix.items():
        detained = detention_probability(
            residents.detained_share, parameters[f"profile_{profile}_detained_log_odds"]
        )
        factor = 1.0 + detained * (parameters["detained_frailty_factor"] - 1.0)
        of_profiles += weight * factor * parameters[f"profile_{profile}_frailty_factor"]
    return of_profiles / sum(residents.mix.values()) * _mean_of_stays(parameters, residents.stay)


def _mean_of_stays(parameters, stay):
    """Return the mean over bed-days of the factor that the length of a stay has on the propensity."""
    middles = (np.arange(LENGTHS) + 0.5) / LENGTHS
    humps = [
        (0.0, stay.short_share),
        (1.0, 1.0 - stay.short_share),
    ]  # a draw that picks the hump, and its share
    days, weights = [], []
    for u_hump, share in humps:
        shape = (stay.short_median_days, stay.long_median_days, stay.spread, parameters["longest_stay_days"])
        days += [stay_days(u_hump, u, stay.short_share, *shape) for u in middles]
        weights += [share] * LENGTHS
    days = np.array(days)
    long = np.maximum(days, 1.0) / parameters["stay_reference_days"]
    return np.average(long ** parameters["stay_frailty_power"], weights=days * weights)


class Facts:
    """What counting needs to know of a run besides its tables.

    Parameters
    ----------
    study : str
    parameters : Parameters
    days : int
    profiles : list of str
        Names of the profiles in the order of the codes of the table of stays.
    """

    steps_an_hour = int(MINUTES_AN_HOUR // STEP)

    def __init__(self, study, parameters, days, profiles):
        self.days, self.hours = days, float(days * HOURS_A_DAY)
        self.blocks, self.points = _week_of(study)
        self._factors = np.array([parameters[f"profile_{name}_frailty_factor"] for name in profiles])
        self._detained = parameters["detained_frailty_factor"]
        self._power = parameters["stay_frailty_power"]
        self._reference = parameters["stay_reference_days"]

    def expected_frailty(self, stays):
        """Return the mean propensity of residents of such a profile, legal status and stay.

        A stay that has not ended counts as long as it has lasted.
        """
        end = np.where(np.isnan(stays["discharged_at_hour"]), self.hours, stays["discharged_at_hour"])
        length = np.maximum((end - stays["admitted_at_hour"]) / HOURS_A_DAY, 1.0)
        detained = np.where(stays["is_detained"], self._detained, 1.0)
        return self._factors[stays["profile"]] * detained * (length / self._reference) ** self._power


@cache
def _week_of(study):
    """Return the stretch near points of the routine (-1: far off or by night), and what is a point, step by step."""
    minutes = np.arange(0, WEEK, STEP)
    hour = minutes % DAY / MINUTES_AN_HOUR
    points, near = np.zeros((2, len(minutes)), bool)
    for start, end in _routine_points(design_of(study)):
        points |= (minutes >= start) & (minutes < end)
        about = NEAR_HOURS * MINUTES_AN_HOUR
        near |= (minutes >= start - about) & (minutes < end + about)
    near &= (hour >= WAKING[0]) & (hour < WAKING[1])
    begins = near & ~np.roll(near, 1)  # nobody is awake at midnight on Monday, so that no stretch goes round
    return np.where(near, np.cumsum(begins) - 1, -1), points


def _routine_points(design):
    week, shifts = Week(design), [shift for _, shift in design.rota.shifts]
    for day in range(7):
        for slot in week.slots[day]:
            if slot.activity in ("meal", "medication"):
                yield day * DAY + slot.start_minute, day * DAY + minute_of(slot.end)
        for leaving, coming in zip(shifts, [*shifts[1:], shifts[0]]):
            yield day * DAY + minute_of(coming.start), day * DAY + minute_of(leaving.end)
