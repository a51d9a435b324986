"""Residents and staff as Mesa agents: what they carry is declared in the ward, what they do is its acts."""

import math

import mesa

from milieusim._compat import forget
from milieusim.config.parts.residents import PROFILES
from milieusim.engines.agents.drawing import OF_RESIDENTS as DRAWN_FOR_RESIDENTS
from milieusim.engines.agents.drawing import OF_STAFF as DRAWN_FOR_STAFF
from milieusim.engines.agents.drawing import Drawing, columns_of, not_yet_drawn
from milieusim.engines.agents.giving import refuse_other_arguments
from milieusim.engines.agents.methods import OF_RESIDENTS, OF_STAFF, tell_misfits, with_acts
from milieusim.engines.agents.plain import copied
from milieusim.errors import ConfigError
from milieusim.incident_kinds import IncidentKind
from milieusim.kinds import NOBODY
from milieusim.vocabulary import Activity, Diagnosis, ResponseKind, Role, Sex
from milieusim.ward.state import RESIDENT, STAFF


class Person(Drawing, mesa.Agent):
    """Somebody on the ward."""

    def __init__(self, model):
        super().__init__(model)
        self.unique_id = model.next_id()
        forget(model)  # an older Mesa would hold on to the model for ever

    @property
    def ward(self):
        """The ward that they are on."""
        return self.model


def _missing(kind, others):
    """Let states that only the other kind of person has be missing: tables of all agents ask everybody."""
    # Not by __getattr__: a class that has one is slow in whatever is asked of it.
    own = {state.name for state in (RESIDENT if kind is Resident else STAFF)}
    for state in others:
        if state.name not in own and not hasattr(kind, state.name):
            setattr(kind, state.name, math.nan)


@with_acts(OF_RESIDENTS)
class Resident(Person):
    """Somebody with a bed on the ward.

    Every act of the ward that concerns a resident is a method: `answer_invitation` and `attend` (slots),
    `choose_place`, `meet_somebody`, `make_request`, `feel`, `what_happens`, `sleep_or_wake`, once an hour
    `settle_hour`, and all that they are made of. Override one in a subclass and pass it to `WardModel`: wherever the
    ward asks for it, that person does it in its own way. Traits and states are there in `__init__`, once
    `super().__init__(model, number, bed)` has been called.

    Attributes
    ----------
    number : int
        Number of the referral: the same person under every design at one seed.
    bed : int
    is_present : bool
        On the ward now, not on leave or absconded.
    arousal, boredom, distress, coping, loneliness, felt_safety, predictability, autonomy, self_care : float
        States, 0-1; all of them stand in `milieusim.ward.state`.

    Examples
    --------
    >>> class Unhurried(ms.Resident):
    ...     def feel_boredom(self):
    ...         self.boredom = 0.0
    >>> ward = ms.WardModel("acute-ward", warm_up_days=0, resident_class=Unhurried)
    >>> ward.step()
    >>> {one.boredom for one in ward.residents if one.is_present}
    {0.0}
    """

    likely = columns_of(DRAWN_FOR_RESIDENTS)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        tell_misfits(cls, OF_RESIDENTS)
        refuse_other_arguments(cls, OF_RESIDENTS)

    def __new__(cls, model=None, number=None, bed=None, *args, **kwargs):
        """Make somebody who is already the person whom the referral describes."""
        self = super().__new__(cls)
        if model is not None:
            self.__dict__.update(copied(vars(model.newcomer)), model=model, n_known=0, **not_yet_drawn())
            self.number = self.person = number
            self.bed = bed
            model.text.become_resident(model, self)
        return self

    def __init__(self, model, number, bed):
        super().__init__(model)

    def __repr__(self):
        return f"{type(self).__name__}({self.number})"

    def remove(self):
        """Leave the ward for good: discharged at once, or, asked for within a tick, as it ends."""
        if self.is_here:
            self.model.discharge(self)
        else:
            super().remove()

    @property
    def diagnosis(self):
        """Main diagnosis, in a word."""
        return Diagnosis(self.diagnosis_code).label

    @property
    def sex(self):
        """Recorded sex, in a word."""
        return Sex(self.sex_code).label

    @property
    def profile_name(self):
        """Profile of the mix that they were drawn from."""
        return list(PROFILES)[self.profile]

    @property
    def doing(self):
        """What they do now, in a word."""
        return "sleep" if self.is_asleep else Activity(self.activity).label

    @property
    def held_in(self):
        """Restriction under way, in a word, or None."""
        return None if self.hold == NOBODY else ResponseKind(self.hold).label

    @property
    def incident_now(self):
        """Kind of the incident of this tick, in a word, or None."""
        return None if self.kind_now == NOBODY else IncidentKind(self.kind_now).label

    @property
    def place(self):
        """Where they are."""
        return self.model.places[self.place_index]

    @place.setter
    def place(self, place):
        if place not in self.model.places:
            names = ", ".join(one.name for one in self.model.places)
            raise ConfigError(f"{self!r}: place is {place!r}; it must be one of model.places: {names}.")
        self.place_index = place.index

    @property
    def slot(self):
        """Slot they take part in now, or None."""
        return None if self.slot_index == NOBODY else self.model.slots[self.slot_index]

    @property
    def partner(self):
        """Resident they are in contact with, or None."""
        return None if self.partner_bed == NOBODY else self.model.beds[self.partner_bed]

    @property
    def contact_staff(self):
        """Member of staff who is with them, or None."""
        return None if self.contact_seat == NOBODY else self.model.staff[self.contact_seat]

    @property
    def trust(self):
        """Trust in each member of staff, by `staff.seat`; -1 to 1."""
        return self.model.trust.rows[self.bed]

    @property
    def ties(self):
        """Tie to each other resident, by `resident.bed`; -1 to 1."""
        return self.model.ties.rows[self.bed]

    @property
    def is_free(self):
        """Whether neither a slot nor a restriction binds."""
        return self.slot_index == NOBODY and self.hold == NOBODY


@with_acts(OF_STAFF)
class Staff(Person):
    """Somebody who fills a post, on duty or not.

    Every act of the ward that concerns staff is a method: `start_duty`, `take_tasks`, `be_with`, `answer`, `wear`.

    Attributes
    ----------
    post, role : int
    seat : int
        Place in the order of posts; `resident.trust[staff.seat]` is a resident's trust in them.
    is_on_duty, is_bank, is_nursing, is_registered : bool
    skill, burnout, warmth, deescalation : float
        0-1.

    Examples
    --------
    >>> ward = ms.WardModel("acute-ward", warm_up_days=0)
    >>> ward.step()
    >>> sorted({one.role_name for one in ward.on_duty})
    ['healthcare_assistant', 'registered_nurse']
    """

    likely = columns_of(DRAWN_FOR_STAFF)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        tell_misfits(cls, OF_STAFF)
        refuse_other_arguments(cls, OF_STAFF)

    def __new__(cls, model=None, seat=None, row=None, *args, **kwargs):
        """Make somebody who already holds the post."""
        self = super().__new__(cls)
        if model is not None:
            self.__dict__.update(copied(row), model=model, n_known=0, **not_yet_drawn())
        return self

    def __init__(self, model, seat, row):
        super().__init__(model)

    def __repr__(self):
        return f"{type(self).__name__}({self.post})"

    def remove(self):
        """Refuse: a post belongs to the rota."""
        raise ConfigError(
            f"{self!r} cannot be removed: posts belong to the rota. Change the rota of the design instead."
        )

    @property
    def number(self):
        """Number of the post, as in every table."""
        return self.post

    @property
    def role_name(self):
        """Role, in a word."""
        return Role(self.role).label

    @property
    def led_slot(self):
        """Slot that they lead now, or None."""
        return None if self.leading == NOBODY else self.model.slots[self.leading]


def check_classes(resident_class, staff_class):
    """Raise ConfigError if what should make residents or staff cannot.

    Parameters
    ----------
    resident_class, staff_class : type or callable
    """
    problems = []
    given_for = (("resident_class", resident_class, Resident), ("staff_class", staff_class, Staff))
    for name, given, base in given_for:
        is_right = issubclass(given, base) if isinstance(given, type) else callable(given)
        if not is_right:
            problems.append(f"{name} is {given!r}; it must be a subclass of milieusim.{base.__name__}.")
    if problems:
        raise ConfigError(problems)


_missing(Resident, STAFF)
_missing(Staff, RESIDENT)

__all__ = ["Resident", "Staff"]
