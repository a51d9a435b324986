"""The five levels of the environment, after Gunderson (1978)."""

from milieusim.config.parts.part import Part, Share


class Milieu(Part):
    """How structured, supportive, participative, validating and containing the ward is."""

    structure: Share = 0.5
    """Priority of slots over other tasks, the day told beforehand, prompts to those who do not do what it asks."""
    support: Share = 0.5
    """Share of uncommitted staff time given to residents, not to paperwork; promptness of answers."""
    involvement: Share = 0.5
    """Residents' say: choice, community meetings that settle complaints and promise change."""
    validation: Share = 0.5
    """Fit to the person: a named nurse, invitations by want and ability, demands waived for a reason."""
    containment: Share = 0.5
    """How early staff restrict: observation, restraint, seclusion; how often they look in at night."""
