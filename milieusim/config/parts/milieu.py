"""The five levels of the environment, after Gunderson (1978)."""

from milieusim.config.parts.part import Part, Share


class Milieu(Part):
    """How structured, supportive, participative, validating and containing the ward is."""

    structure: Share = 0.5
    """Priority of slots over other tasks, notice of changes, expectations told and kept."""
    support: Share = 0.5
    """Share of uncommitted staff time given to residents; promptness and warmth of answers."""
    involvement: Share = 0.5
    """Residents' say: choice, community meetings that settle complaints, shared rules."""
    validation: Share = 0.5
    """Fit to the person: invitations by want and ability, rules bent for a reason."""
    containment: Share = 0.5
    """How early staff restrict: observation, restraint, seclusion."""
