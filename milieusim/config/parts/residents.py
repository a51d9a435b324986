"""Who lives on the ward: a mix of profiles, and how long they stay."""

from pydantic import field_validator

from milieusim.config.parts.meant import word_meant
from milieusim.config.parts.part import NotNegative, Part, Positive, Share
from milieusim.phrasing import listed, near

PROFILES = {
    "psychosis": "schizophrenia spectrum, acutely unwell",
    "mania": "mood disorder, elated or irritable",
    "depression": "mood disorder, low and withdrawn",
    "personality": "personality disorder, in crisis",
    "substance_use": "alcohol or drug use disorder as the main reason to be here",
    "anxiety_stress": "anxiety, trauma or stress disorder",
    "older_adult": "older adult with depression or psychosis",
    "other": "all others",
}


class Stay(Part):
    """How long residents stay: two humps on a log scale, a short one and a long one."""

    short_share: Share = 0.3
    """Share of stays that belong to the short hump."""
    short_median_days: Positive = 4.0
    """Median stay of the short hump, days."""
    long_median_days: Positive = 30.0
    """Median stay of the long hump, days."""
    spread: NotNegative = 0.7
    """Standard deviation of the logarithm of the stay within a hump."""


class Residents(Part):
    """Mix of profiles, legal status, sex and stay."""

    mix: dict[str, NotNegative]
    """Weight of each profile; weights need not add up to one."""
    detained_share: Share = 0.3
    """Share admitted under a legal order."""
    female_share: Share = 0.5
    """Share recorded as female."""
    stay: Stay = Stay()
    """Length of stay."""

    @field_validator("mix")
    @classmethod
    def _known_profiles(cls, mix):
        problems = unknown_profiles(mix)
        if not problems and not sum(mix.values()) > 0:
            problems = ["needs at least one profile with a weight above 0"]
        if problems:
            raise ValueError("\n".join(problems))
        return mix


def unknown_profiles(mix):
    """Return a sentence for each name in `mix` that is no profile."""
    return [
        f"residents.mix.{name} is not a known profile; known are {listed(PROFILES)}."
        f"{word_meant(name, PROFILES) or near(name, PROFILES)}"
        for name in mix
        if name not in PROFILES
    ]
