"""What is true of each kind of incident: its word and its facts, in one row of one table.

The order of the rows is part of the stored format: add at the end, never in between.
"""

from typing import NamedTuple

from milieusim.kinds import NOBODY, column, having
from milieusim.vocabulary import Target, Trigger, words_of


class IncidentFacts(NamedTuple):
    """What is true of a kind of incident.

    Attributes
    ----------
    gravity : str
        Ledger name of how grave staff find it; empty where its own severity says so.
    trigger : Trigger
        What sets it off; NOBODY where that is drawn.
    target : Target
        Whom or what it is aimed at; NOBODY where that is drawn.
    is_aggression, is_witnessed : bool
        Verbal, against objects or physical; stirs those who see it.
    hazard : str
        Act that says how often it happens by itself; empty where it follows from something else.
    per_hour, driver : str
        Instead of an act: a state of residents that drives it, and the ledger name of how often it happens to
        somebody in whom that state is 1.
    """

    gravity: str = ""
    trigger: int = Trigger.NONE
    target: int = Target.NONE
    is_aggression: bool = False
    is_witnessed: bool = False
    hazard: str = ""
    per_hour: str = ""
    driver: str = ""


_aggression = IncidentFacts(trigger=NOBODY, target=NOBODY, is_aggression=True, is_witnessed=True)
_ROWS = {
    # Aggression happens as one; its form is drawn.
    "verbal_aggression": _aggression._replace(hazard="hazard_of_aggression"),
    "object_aggression": _aggression._replace(target=Target.OBJECT),
    "physical_aggression": _aggression,
    "self_harm": IncidentFacts(
        "gravity_self_harm", target=Target.SELF, is_witnessed=True, hazard="hazard_of_self_harm"
    ),
    "absconding": IncidentFacts("gravity_absconding", hazard="hazard_of_absconding"),
    "medication_refusal": IncidentFacts("gravity_refusal", Trigger.STAFF_DEMAND),
    "substance_use": IncidentFacts("gravity_substance", Trigger.CRAVING, hazard="hazard_of_substances"),
    "rule_breaking": IncidentFacts("gravity_rule", hazard="hazard_of_rule_breaking"),
    "demand_refusal": IncidentFacts("gravity_demand", Trigger.STAFF_DEMAND),
}
IncidentKind = words_of("IncidentKind", " ".join(_ROWS), "Kinds of conflict.", __name__)
INCIDENTS = dict(zip(IncidentKind, _ROWS.values()))
AGGRESSION = having(INCIDENTS, "is_aggression")
HAPPENING = tuple(int(kind) for kind, row in INCIDENTS.items() if row.hazard or row.per_hour)
"""What happens by itself."""
IS_AGGRESSION = column(INCIDENTS, "is_aggression")
IS_WITNESSED = column(INCIDENTS, "is_witnessed")
TRIGGER_OF = column(INCIDENTS, "trigger")
TARGET_OF = column(INCIDENTS, "target")
