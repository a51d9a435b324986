"""A ward that lives while somebody watches: it goes tick by tick, its levels can be turned, and it remembers."""

from collections import deque
from dataclasses import replace
from threading import RLock
from typing import NamedTuple

from milieusim.config.reading.loading import load_design
from milieusim.dashboard.drawing.one_life import STATES
from milieusim.dashboard.seen import event_of, look, plain
from milieusim.engines.agents.memory_of import BY_KIND
from milieusim.engines.agents.plain import Numbers
from milieusim.engines.agents.ward_model import WardModel
from milieusim.engines.inputs import build_inputs
from milieusim.ledger.parameters import one_set
from milieusim.vocabulary import LEVELS, LONGEST_DAYS, PRACTICES, WARM_UP_DAYS

DAYS_DRAWN, DAYS_OF_A_LIFE, EVENTS_KEPT = 7, 2, 60


class Instant(NamedTuple):
    """The ward as a whole over one tick: two means over residents present, and how many incidents there were."""

    at_hour: float
    arousal: float
    wellbeing: float
    conflict: int


class Lived(NamedTuple):
    """One tick of a resident's day."""

    at_hour: float
    place: str
    doing: str
    arousal: float
    company: str
    happened: str


class LiveWard:
    """A ward on the agents engine, with what a page remembers of it.

    Parameters
    ----------
    design : WardDesign, str or path
    seed : int
    warm_up_days : int
        Days before the first Monday; `fill` lives through them one by one.

    Attributes
    ----------
    instants : deque of Instant
        Of the last days.
    events : deque of Event
        Incidents, the last one first.
    turns : list of tuple
        (hour, words) of every level that was turned.
    """

    def __init__(self, design="acute-ward", seed=1, warm_up_days=WARM_UP_DAYS):
        self.design, self.seed, self.warm_up_days = load_design(design), seed, warm_up_days
        self._lock = RLock()  # two clicks may come at once
        self.model = WardModel(self.design, seed=seed, warm_up_days=warm_up_days, days=LONGEST_DAYS)
        a_day = self.model.ticks_a_day
        self.instants, self.events = deque(maxlen=DAYS_DRAWN * a_day), deque(maxlen=EVENTS_KEPT)
        self.lives, self.turns, self._turned = {}, [], {}
        self._life = DAYS_OF_A_LIFE * a_day

    @property
    def is_filling(self):
        """Whether the days before the first Monday are still under way."""
        return self.model.tick < 0

    @property
    def days_filled(self):
        """Days of the warm-up that are over."""
        return self.warm_up_days + min(self.model.day, 0)

    @property
    def seen(self):
        """What there is to see now."""
        with self._lock:
            return look(self.model)

    def fill(self):
        """Live one day of the warm-up."""
        with self._lock:
            for _ in range(self.model.ticks_a_day if self.is_filling else 0):
                self.model.step()

    def step(self, ticks=1):
        """Live some ticks."""
        with self._lock:
            for _ in range(ticks):
                self._tick()

    def turn(self, changes):
        """Turn levels or practices: they hold from the next tick on, for the same people.

        Parameters
        ----------
        changes : dict of str to float
            By path, as in ``{"milieu.support": 0.8}``.

        Raises
        ------
        ConfigError
            If a path is no level or practice, or a value is not allowed.
        """
        with self._lock:
            design = self.design.replace(changes)
            model = self.model
            new = build_inputs(design, one_set("best"), LONGEST_DAYS, self.warm_up_days)
            model.p, model.inputs = Numbers(new.p), replace(model.inputs, p=new.p)
            for name in BY_KIND.split():
                setattr(model, name, new.arrays[name].tolist())
            self.design = model.design = design
            self._turned |= {plain(path.split(".")[-1]): value for path, value in changes.items()}
            words = ", ".join(f"{name} {value:g}" for name, value in self._turned.items())
            # One mark a tick, with where each level stood in the end.
            self.turns = [*(turn for turn in self.turns if turn[0] < model.hour), (model.hour, words)]

    def person(self, number):
        """Return what is known of a resident now, or None if they are not registered.

        Parameters
        ----------
        number : int

        Returns
        -------
        dict or None
        """
        with self._lock:
            found = [one for one in self.model.residents if one.number == number]
            return _facts_of(found[0]) if found else None

    def close(self):
        """Let go of everybody."""
        with self._lock:
            self.model.close()

    def _tick(self):
        model, before = self.model, self.model.now.n_incident_rows
        at_hour, self._turned = model.hour, {}
        model.step()
        new = model.incident_rows[before : model.now.n_incident_rows]
        for row in new:
            self.events.appendleft(event_of(model, row))
        means = model.mean_of("arousal"), model.mean_of("wellbeing")
        self.instants.append(Instant(at_hour, *means, len(new)))
        happened = {}
        for row in new:
            happened.setdefault(row.resident, []).append(event_of(model, row).kind)
        self._remember(at_hour, happened)

    def _remember(self, at_hour, happened):
        here = self.model.residents
        for resident in here:
            life = self.lives.setdefault(resident.number, deque(maxlen=self._life))
            life.append(_lived(resident, at_hour, ", ".join(happened.get(resident.number, ()))))
        for gone in self.lives.keys() - {resident.number for resident in here}:
            if at_hour - self.lives[gone][-1].at_hour >= DAYS_OF_A_LIFE * 24:
                del self.lives[gone]


def _facts_of(resident):
    now = _lived(resident, 0.0, "")
    facts = {"number": resident.number, "diagnosis": resident.diagnosis, "age": resident.age}
    facts |= {"doing": now.doing, "place": now.place, "is_detained": bool(resident.is_detained)}
    return facts | {name: getattr(resident, name) for name in STATES}


def _lived(resident, at_hour, happened):
    if not resident.is_present:
        away = "away without leave" if resident.is_absconded else "on leave"
        return Lived(at_hour, "off the ward", away, resident.arousal, "", happened)
    staff, partner = resident.contact_staff, resident.partner
    company = [] if partner is None else [f"resident {partner.number}"]
    company += [] if staff is None else [plain(staff.role_name)]
    doing = resident.slot.name if resident.slot and resident.doing != "waiting" else plain(resident.doing)
    if resident.held_in:
        doing = f"{doing} ({plain(resident.held_in)})"
    return Lived(at_hour, resident.place.name, doing, resident.arousal, ", ".join(company), happened)


def dials(design):
    """Return the levels and practices of a design: path, word and value of each, by kind."""
    return {
        "milieu": [(f"milieu.{name}", name, getattr(design.milieu, name)) for name in LEVELS],
        "practices": [
            (f"practices.{name}", plain(name), getattr(design.practices, name)) for name in PRACTICES
        ],
    }
