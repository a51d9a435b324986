from typing import Literal

from milieusim.config.parts.part import Part

class Place(Part):
    name: str
    kind: Literal[
        "bedroom",
        "day_room",
        "dining_room",
        "garden",
        "quiet_room",
        "activity_room",
        "therapy_room",
        "clinic_room",
        "nursing_office",
        "corridor",
        "seclusion_room",
        "off_ward",
    ]
    capacity: int
    noise: float = ...
    sight: float = ...

class Ward(Part):
    beds: int
    residents_per_bedroom: int = ...
    demand: float = ...
    fills_leave_beds: bool = ...
    has_response_team: bool = ...
    places: tuple[Place, ...]
