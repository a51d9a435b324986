"""Beds and places."""

from typing import Annotated, Literal

from pydantic import Field, Strict

from milieusim.config.parts.part import Count, Flag, NotNegative, Part, Share, Text
from milieusim.vocabulary import PlaceKind

PlaceKindName = Literal[tuple(PlaceKind.labels())]


class Place(Part):
    """A room, or the garden; all bedrooms together are one place of kind `bedroom`."""

    name: Text
    """What the ward calls it; slots use this name."""
    kind: PlaceKindName
    """Kind of place."""
    capacity: Count
    """Residents that fit in comfort."""
    noise: Share = 0.2
    """Noise when nobody is there, 0 silent to 1 very loud."""
    sight: Share = 0.7
    """Share of the place that staff on the floor can see."""


class Ward(Part):
    """Beds and places of one ward."""

    beds: Annotated[int, Strict(), Field(ge=1, le=400)]
    """Beds that are staffed and open."""
    residents_per_bedroom: Annotated[int, Strict(), Field(ge=1, le=8)] = 1
    """1 for single rooms."""
    demand: NotNegative = 1.1
    """Referrals, as a share of what the beds can take at the stay given under residents."""
    fills_leave_beds: Flag = False
    """Whether the bed of a resident on leave may be given to somebody else."""
    has_response_team: Flag = True
    """Whether staff of other wards come when the alarm goes."""
    places: Annotated[tuple[Place, ...], Field(max_length=200)]
    """All places of the ward."""
