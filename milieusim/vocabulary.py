"""The words of the ward, each with one meaning and one number; those for incidents stand in `incident_kinds`.

The order of each enumeration is part of the stored format: add at the end, never in between.
"""

from enum import IntEnum


class Word(IntEnum):
    """An enumerated word; `label` is how tables and files spell it."""

    @property
    def label(self):
        """Lower-case spelling used in tables and files."""
        return self.name.lower()

    @classmethod
    def _missing_(cls, value):
        """A label stands for its word too: `Diagnosis("mood")`."""
        return cls.__members__.get(value.upper()) if isinstance(value, str) else None

    @classmethod
    def labels(cls):
        """All spellings in the order of their codes."""
        return [word.label for word in cls]

    @classmethod
    def of(cls, label):
        """Return the word spelt `label`."""
        return cls[label.upper()]


WORDS = {}
"""Every enumeration of words by its name."""


def words_of(name, spelt, doc, module=__name__):
    """Return an enumeration of words, numbered in their order.

    Parameters
    ----------
    name, spelt, doc : str
        What it is called, its words with spaces in between, and what they say.
    module : str
        Where it stands.
    """
    words = Word(name, [(word.upper(), code) for code, word in enumerate(spelt.split())])
    words.__doc__ = doc
    words.__module__ = module
    WORDS[name] = words
    return words


Diagnosis = words_of(
    "Diagnosis",
    "schizophrenia_spectrum mood personality substance_use anxiety_stress other",
    "Main diagnosis, in groups that published ward statistics use.",
)
Sex = words_of("Sex", "female male other", "Recorded sex.")
PlaceKind = words_of(
    "PlaceKind",
    "bedroom day_room dining_room garden quiet_room activity_room therapy_room clinic_room nursing_office "
    "corridor seclusion_room off_ward",
    "Kinds of place on a ward.",
)
Activity = words_of(
    "Activity",
    "sleep hygiene meal medication community_meeting group_therapy individual_therapy occupational_therapy "
    "vocational life_skills exercise creative recreation quiet_time visiting fresh_air ward_round one_to_one "
    "leave free_time seclusion other waiting",
    "What a resident is doing.",
)
Role = words_of(
    "Role",
    "registered_nurse healthcare_assistant occupational_therapist psychologist doctor activity_worker peer_worker",
    "Roles of staff.",
)
Task = words_of(
    "Task",
    "handover observation medication meals leading_activity escort one_to_one floor incident containment "
    "admission_discharge paperwork rest_break prompts ward_duties",
    "What staff time goes to.",
)
Shift = words_of(
    "Shift",
    "early late night",
    "Shifts; a two-shift ward uses early and night. Shifts of a ward's own, and roles with hours of their own, follow "
    "under their names in the rota.",
)
Trigger = words_of(
    "Trigger",
    "denied_request limit_setting staff_demand resident_conflict crowding routine_change waiting craving none other",
    "What set an incident off.",
)
Target = words_of("Target", "staff resident object self none", "Whom or what an incident was aimed at.")
ResponseKind = words_of(
    "ResponseKind",
    "talk_down prn_medication time_out intermittent_observation constant_observation show_of_force "
    "manual_restraint mechanical_restraint seclusion rapid_tranquillisation none",
    "What staff did; the order of restriction is a fact of each (`milieusim/kinds.py`).",
)
Regime = words_of(
    "Regime", "england switzerland germany australia united_states", "Containment policy of a country."
)
Instrument = words_of("Instrument", "pcc_sr soas_r incident_log", "How a ward records what happens.")
SlotFate = words_of(
    "SlotFate", "held no_leader no_room short_staffed", "Whether a slot was held, and if not, why not."
)
Demand = words_of(
    "Demand",
    "get_up wash eat dose attend see_somebody go_to_bed",
    "What the day asks of residents.",
)
RequestKind = words_of("RequestKind", "ordinary medication leave", "What a resident wants from staff.")
UndoneReason = words_of(
    "UndoneReason",
    "no_minutes no_leader no_room not_served refused asleep away held not_planned short_staffed "
    "stayed_away cut_short elsewhere",
    "Why care that was due was not given.",
)
TieKind = words_of("TieKind", "resident staff", "Between whom a tie is.")

SAFEWARDS = (
    "clear_mutual_expectations soft_words talk_down positive_words bad_news_mitigation know_each_other "
    "mutual_help_meeting calm_down_methods reassurance discharge_messages"
).split()
PRACTICES = (
    SAFEWARDS
    + (
        "risk_assessment sensory_room post_incident_debrief activity_programme individual_schedules open_door"
    ).split()
)
LEVELS = ["structure", "support", "involvement", "validation", "containment"]
LONGEST_DAYS = 3650  # that a run may last: ten years, far beyond anything that a routine is chosen for
WARM_UP_DAYS = 21  # usual: by then nothing drifts that a comparison looks at (benchmarks.warm_up)
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
