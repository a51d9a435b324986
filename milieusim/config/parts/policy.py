"""What the ward's country and trust decide: which restrictions exist, and how events are recorded."""

from typing import Literal

from milieusim.config.parts.part import Flag, Part
from milieusim.vocabulary import Instrument, Regime

RegimeName = Literal[tuple(Regime.labels())]
InstrumentName = Literal[tuple(Instrument.labels())]


class Policy(Part):
    """Containment regime, recording instrument and door."""

    regime: RegimeName = "england"
    """Whose containment policy applies."""
    instrument: InstrumentName = "incident_log"
    """How conflict and containment are recorded."""
    is_locked: Flag = False
    """Whether the ward door is locked by default."""
