"""Residents and staff as agents: who they are; what they do stands in the modules that they are made of."""

import mesa

from milieusim.engines.agents.resident_afterwards import Afterwards
from milieusim.engines.agents.resident_arriving import Arriving
from milieusim.engines.agents.resident_asking import Asking
from milieusim.engines.agents.resident_attending import Attending
from milieusim.engines.agents.resident_bringing import Bringing
from milieusim.engines.agents.resident_clashing import Clashing
from milieusim.engines.agents.resident_feeling import Feeling
from milieusim.engines.agents.resident_meeting import Meeting
from milieusim.engines.agents.resident_recording import Recording
from milieusim.engines.agents.resident_recovering import Recovering
from milieusim.engines.agents.resident_reported import Reported
from milieusim.engines.agents.resident_restricted import Restricted
from milieusim.engines.agents.resident_sleeping import Sleeping
from milieusim.engines.agents.staff_tasks import Tasked
from milieusim.engines.agents.staff_working import Working
from milieusim.engines.agents.ward_draws import OF_RESIDENTS, OF_STAFF, Drawing, columns_of
from milieusim.rules.basics.keyed_draws import STAFF_OFFSET
from milieusim.vocabulary import Activity


class Resident(
    Bringing,
    Arriving,
    Attending,
    Meeting,
    Asking,
    Feeling,
    Clashing,
    Afterwards,
    Restricted,
    Recovering,
    Sleeping,
    Recording,
    Reported,
    Drawing,
    mesa.Agent,
):
    """Somebody with a bed on the ward.

    A tick of a resident: `answer_invitation` and `attend` (slots), `choose_place`, `meet_somebody`,
    `make_request`, `feel`, `what_happens`, `sleep_or_wake`; then once an hour `settle_hour`. Override one
    of them in a subclass and pass it to `WardModel` to see what changes.

    Attributes
    ----------
    number : int
        Number of the referral: the same person under every design at one seed.
    bed : int
    is_present : bool
        On the ward now, not on leave or absconded.
    place : Place
    slot, old_slot : Slot or None
        Taken part in now; ended within this tick.
    partner : Resident or None
    contact_staff : Staff or None
    hold : int or None
        Code of the restriction under way.
    arousal, boredom, distress, coping, loneliness, felt_safety, predictability, autonomy, self_care : float
        States, 0-1.
    trust : list of float
        In each member of staff, by `staff.seat`; -1 to 1.
    ties : list of float
        To each other resident, by `resident.bed`; -1 to 1.
    """

    likely = columns_of(OF_RESIDENTS)

    def __init__(self, model, number, bed):
        super().__init__(model)
        self.p, self.rules = model.p, model.rules
        self.number = self.person = number
        self.bed = bed

    def __repr__(self):
        return f"{type(self).__name__}({self.number})"

    @property
    def doing(self):
        """What they do now, in a word of the vocabulary."""
        return "sleep" if self.is_asleep else Activity(self.activity).label

    @property
    def is_free(self):
        """Whether neither a slot nor a restriction binds."""
        return self.slot is None and self.hold is None


class Staff(Working, Tasked, Drawing, mesa.Agent):
    """Somebody who fills a post, on duty or not.

    Attributes
    ----------
    post, role : int
    seat : int
        Place in the order of posts; `resident.trust[staff.seat]` is a resident's trust in them.
    is_on_duty, is_bank, is_nursing, is_registered : bool
    skill, burnout, warmth, deescalation : float
        0-1.
    leading : Slot or None
    """

    likely = columns_of(OF_STAFF)

    def __init__(self, model, seat, row):
        super().__init__(model)
        self.p, self.rules = model.p, model.rules
        self.seat = seat
        self.post = self.number = row["post"]
        self.person = STAFF_OFFSET + self.post
        self.role, self.is_bank = row["role"], row["is_bank"]
        self.is_registered, self.is_nursing = row["is_registered"], row["is_nursing"]
        self.is_on_duty = self.is_in_contact = False
        self.fatigue = 0.0
        self.leading = None
        self.lead_minutes = self.minutes = self.floor_minutes = self.talk_minutes = self.contact_share = 0.0
        self.draw_skill(0, self.is_bank)

    def __repr__(self):
        return f"{type(self).__name__}({self.post})"


__all__ = ["Resident", "Staff"]
