"""Mechanisms that can carry a difference between designs, and how each is switched off.

A mechanism is switched off by setting its weights to nothing in every plausible set. Where a weight turned
something on that is there on average, a constant takes over what it gave (`kept`), so that only what differs between
people, moments and designs goes.
"""

from typing import NamedTuple


class Mechanism(NamedTuple):
    """One way in which a design reaches residents.

    Attributes
    ----------
    label : str
        In plain words.
    parameters : tuple of str
        Parameters that are 0 when it is switched off.
    kept : dict of str to tuple
        Constant -> (weight, usual value of what it weighs): the constant takes over what the weight gave on average.
    """

    label: str
    parameters: tuple
    kept: dict = {}


def _mechanism(label, parameters, kept=None):
    return Mechanism(label, tuple(parameters.split()), kept or {})


MECHANISMS = {
    "foresight": _mechanism(
        "knowing what comes next",
        "comply_w_notice milieu_w_predictability self_care_w_predictability arousal_w_worry sleep_w_worry "
        "distress_w_worry schedule_w_predictability",
        {"comply_base": ("comply_w_notice", 0.5)},
    ),
    "changes": _mechanism("plans that change at short notice", "arousal_w_changed change_costs_trust"),
    "pressing": _mechanism(
        "being urged and hemmed in by what the day asks", "arousal_w_demanded arousal_w_hemmed_in"
    ),
    "refusals_by_staff": _mechanism("requests denied and limits set", "arousal_w_denied arousal_w_limited"),
    "waiting": _mechanism("waiting to be served", "arousal_w_waiting"),
    "boredom": _mechanism("boredom", "arousal_w_boredom request_w_boredom attend_w_boredom pull_boredom"),
    "crowding": _mechanism(
        "crowding and noise",
        "arousal_w_noise arousal_w_crowding sleep_w_noise felt_safety_w_crowding noise_w_moving",
    ),
    "contagion": _mechanism("seeing the incidents of others", "contagion_gain fright_loss arousal_w_fear"),
    "warm_contact": _mechanism(
        "calm from staff who have time", "calming_per_hour milieu_w_staff loneliness_w_staff"
    ),
    "trust": _mechanism(
        "trust in staff",
        "comply_w_trust attend_w_trust attention_w_trust absconding_w_trust need_w_trust felt_safety_w_trust "
        "coping_w_trust",
    ),
    "say": _mechanism(
        "having a say", "comply_w_say distress_w_say milieu_w_autonomy absconding_w_autonomy promise_autonomy"
    ),
    "fit": _mechanism(
        "activities that fit the person",
        "comply_w_fit attend_w_fit",
        {"comply_base": ("comply_w_fit", 0.5), "attend_base": ("attend_w_fit", 0.5)},
    ),
    "company": _mechanism(
        "company of other residents",
        "loneliness_w_tie loneliness_w_contact milieu_w_contact help_w_tie meeting_w_tie",
    ),
    "therapy": _mechanism(
        "therapy and practice of skills", "coping_per_therapy_hour self_care_per_skills_hour milieu_w_therapy"
    ),
    "recovery": _mechanism("recovery that is faster in a good milieu", "recovery_w_milieu"),
    "sleep": _mechanism("sleep lost", "arousal_w_sleep_lost"),
    "paperwork": _mechanism("plans that are owed", "recovery_w_backlog overtime_burnout"),
}


def values_without(parameters, mechanism):
    """Return parameter -> value that switch a mechanism off.

    Parameters
    ----------
    parameters : Parameters
    mechanism : Mechanism

    Returns
    -------
    dict of str to float
    """
    values = dict.fromkeys(mechanism.parameters, 0.0)
    for constant, (weight, usual) in mechanism.kept.items():
        values[constant] = parameters[constant] + usual * parameters[weight]
    return values
