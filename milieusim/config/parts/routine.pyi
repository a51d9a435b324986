from typing import Literal

from milieusim.config.parts.part import Part

class Slot(Part):
    name: str
    days: str | tuple[str, ...] = ...
    start: str
    end: str
    activity: Literal[
        "sleep",
        "hygiene",
        "meal",
        "medication",
        "community_meeting",
        "group_therapy",
        "individual_therapy",
        "occupational_therapy",
        "vocational",
        "life_skills",
        "exercise",
        "creative",
        "recreation",
        "quiet_time",
        "visiting",
        "fresh_air",
        "ward_round",
        "one_to_one",
        "leave",
        "free_time",
        "seclusion",
        "other",
    ]
    place: str
    leader: (
        Literal[
            "registered_nurse",
            "healthcare_assistant",
            "occupational_therapist",
            "psychologist",
            "doctor",
            "activity_worker",
            "peer_worker",
        ]
        | None
    ) = ...
    leaders: int = ...
    places_offered: int | None = ...
    is_structured: bool = ...
    is_expected: bool = ...
    minutes_each: float | None = ...
    is_told: bool = ...
    @property
    def day_numbers(self) -> list[int]: ...
    @property
    def start_minute(self) -> int: ...
    @property
    def end_minute(self) -> int: ...

class Routine(Part):
    wake: str = ...
    wake_weekend: str | None = ...
    lights_out: str = ...
    slots: tuple[Slot, ...] = ...
