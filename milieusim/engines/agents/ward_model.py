"""The agents engine: a ward that lives tick by tick, to be read, watched, stepped and subclassed."""

import mesa

from milieusim._compat import Clocked, set_clock
from milieusim.config.reading.loading import load_design
from milieusim.engines.agents.books import raw_tables
from milieusim.engines.agents.drawing import look_ahead
from milieusim.engines.agents.memory_of import remember
from milieusim.engines.agents.methods import asking, note_own_acts
from milieusim.engines.agents.people import (
    DRAWN_FOR_RESIDENTS,
    DRAWN_FOR_STAFF,
    Resident,
    Staff,
    check_classes,
)
from milieusim.engines.agents.plain import Numbers, fields_of
from milieusim.engines.agents.ranges import check_newcomer, check_ranges
from milieusim.engines.agents.reporting import collector_of
from milieusim.engines.frames import frame
from milieusim.engines.inputs import build_inputs
from milieusim.engines.own_rules import watched
from milieusim.engines.seeds import seed_or_rng
from milieusim.engines.text import Text
from milieusim.errors import ConfigError
from milieusim.ledger.parameters import one_set
from milieusim.vocabulary import PlaceKind


class WardModel(Clocked):
    """A ward of residents and staff; the same run as the compiled engine, to the last bit.

    Parameters
    ----------
    design : WardDesign, str or path
        A design, the name of a shipped one, or where one lies.
    seed : int or str, optional
        From 0 to 2**63 - 1; one is drawn, and kept as `model.seed`, if left out.
    parameters : "best" or Parameters
    tick_minutes : int
        Length of a tick, minutes; must divide 60.
    warm_up_days : int, optional
        Days before hour 0 that are in no table; 21 if left out.
    contagion : bool
        False: nobody is stirred by what they witness.
    rules : dict of str to function, optional
        Rules to replace, by their name in `milieusim.RULES`.
    resident_class, staff_class : type or callable
        Subclasses of `Resident` and `Staff` to use instead, or what makes one of `(model, number, bed)` or
        `(model, seat, row)`.
    days : int
        Days after the warm-up at which `running` becomes False.
    keep : list of str, optional
        Tables to keep; all if left out.
    rng : int or str, optional
        Another name for `seed`, as Mesa's tools give it.
    model_reporters, agent_reporters, agenttype_reporters : dict, optional
        As Mesa's `DataCollector` takes them; `model.datacollector` collects at the end of every tick of the window.
    inputs : Inputs, optional
        Already worked out, in place of design, parameters and clock.

    Attributes
    ----------
    residents : list of Resident
        Everybody who has a bed, in the order of beds; `is_present` tells who is on the ward.
    staff, on_duty : list of Staff
        Everybody in the order of posts, and those whose shift it is.
    places, slots : list
    tick, day : int
        Ticks and days since hour 0; negative in the warm-up.

    Examples
    --------
    >>> model = WardModel("acute-ward", seed=1, warm_up_days=7)  # doctest: +SKIP
    >>> model.run_days(1)  # doctest: +SKIP
    >>> model.clock  # doctest: +SKIP
    'day 1, 00:00'
    """

    def __init__(
        self,
        design="acute-ward",
        seed=None,
        parameters="best",
        tick_minutes=15,
        warm_up_days=None,
        contagion=True,
        rules=None,
        resident_class=None,
        staff_class=None,
        days=28,
        keep=None,
        inputs=None,
        rng=None,
        model_reporters=None,
        agent_reporters=None,
        agenttype_reporters=None,
    ):
        seed = seed_or_rng(seed, rng)
        self.resident_class, self.staff_class = resident_class or Resident, staff_class or Staff
        check_classes(self.resident_class, self.staff_class)
        super().__init__(rng=seed)
        if inputs is None:
            design, parameters = load_design(design), one_set(parameters)
            inputs = build_inputs(
                design, parameters, days, warm_up_days, tick_minutes, contagion, keep, rules
            )
        self.inputs, self.seed, self.design = inputs, seed, design
        self.ticks_a_day, self.end_tick = inputs.ticks_a_day, inputs.end_tick
        self._rules, self._asked, self._last_id = dict(rules or {}), set(), 0
        self._newcomers, self._leaving = [], []
        self._write_text()
        remember(self, inputs, seed)
        self.staff = []
        for seat, row in enumerate(fields_of(inputs.arrays["staff"])):
            self.staff.append(self._joined(self.staff_class(self, seat, row), Staff, "staff_class"))
        self.text.begin_run(self, inputs.first_tick)
        set_clock(self, inputs.first_tick)
        self.datacollector = collector_of(self, model_reporters, agent_reporters, agenttype_reporters)
        self._own_collector = self.datacollector

    def __repr__(self):
        return f"WardModel({self.clock}, {len(self.residents)} residents, {len(self.on_duty)} on duty)"

    def __getstate__(self):
        kept = {**vars(self)}
        for name in ("text", "step", "_user_step"):
            kept.pop(name, None)
        return kept

    def __setstate__(self, state):
        self.__dict__.update(state)
        self._user_step, self.step = self.step, self._wrapped_step
        self._write_text()

    def step(self):
        """One tick."""
        check_ranges(self)
        note_own_acts(self, self.residents + self.staff)
        self._look_ahead()
        text = self.text
        text.begin_tick(self)
        text.change_shifts(self)
        text.run_slots(self)
        text.share_out_tasks(self)
        text.prompt_those_due(self)
        text.choose_places(self)
        text.make_contacts(self)
        text.make_requests(self)
        text.feel_all(self)
        text.have_incidents(self)
        text.end_restrictions(self)
        text.live_tick(self)
        if self.moment.is_hour_end:
            text.pass_hour(self)
        text.sleep_and_wake(self)
        text.record_tick(self)
        text.close_short_slots(self)
        text.come_and_go(self)
        text.take_referrals(self)
        if self.moment.is_day_end:
            text.end_day(self)
        self._end_tick()

    def _look_ahead(self):
        """Work out the draws of the day: of all at midnight, of newcomers as they come."""
        is_midnight = self.now.tick % self.ticks_a_day == 0
        look_ahead(self, self.residents if is_midnight else self._newcomers, DRAWN_FOR_RESIDENTS)
        look_ahead(self, self.on_duty, DRAWN_FOR_STAFF)
        self._newcomers = []

    def _end_tick(self):
        self.now.tick += 1
        self.steps = self.now.tick
        while self._leaving:
            self._leaving.pop().remove()
        self.running = self.now.tick < self.end_tick
        if self.now.is_open and self.datacollector is self._own_collector:
            self.datacollector.collect(self)

    def run_days(self, days):
        """Run what is left of the warm-up, then some days more.

        Parameters
        ----------
        days : int
        """
        until = max(self.tick, 0) + days * self.ticks_a_day
        while self.tick < until:
            self.step()

    def close(self):
        """Let go of everybody, so that nothing keeps the ward in memory; its tables can still be asked for."""
        for agent in list(self.agents):
            mesa.Agent.remove(agent)

    @property
    def residents(self):
        """Everybody who has a bed, in the order of beds."""
        return [resident for resident in self.beds if resident.is_here]

    @property
    def on_duty(self):
        """Staff whose shift it is, in the order of posts."""
        return [self.staff[seat] for seat in self.seats_on_duty[: self.now.n_on_duty]]

    @property
    def bedroom(self):
        """Place where residents sleep."""
        return self.text.place_of_kind(self, PlaceKind.BEDROOM)

    @property
    def tick(self):
        """Ticks since hour 0."""
        return self.now.tick

    @property
    def day(self):
        """Days since hour 0."""
        return self.now.tick // self.ticks_a_day

    @property
    def hour(self):
        """Hours since hour 0."""
        return self.now.tick * self.p.tick_hours

    @property
    def clock(self):
        """Day and time of day as text."""
        minutes = self.tick % self.ticks_a_day * self.inputs.tick_minutes
        return f"day {self.day}, {minutes // 60:02d}:{minutes % 60:02d}"

    @property
    def rules(self):
        """Names of the rules that were replaced."""
        return sorted(self._rules)

    def mean_of(self, state):
        """Return the mean of a state over the residents present; NaN if nobody is.

        Parameters
        ----------
        state : str
        """
        values = [getattr(resident, state) for resident in self.beds if resident.is_present]
        return sum(values) / len(values) if values else float("nan")

    def raw_tables(self):
        """Return the tables of the run so far as structured arrays, sorted."""
        return raw_tables(self)

    def tables(self):
        """Return the tables of the run so far; rows under way are in them as they stand.

        Returns
        -------
        dict of str to pandas.DataFrame
        """
        return {name: frame(name, rows, self.inputs.names) for name, rows in self.raw_tables().items()}

    def next_id(self):
        """Return the number of the next agent."""
        self._last_id += 1
        return self._last_id

    def take_in(self, bed, number):
        """Give a bed to the person of a referral, made anew."""
        resident = self._joined(self.resident_class(self, number, bed), Resident, "resident_class")
        self.beds[bed] = resident
        self._newcomers.append(resident)
        return resident

    def discharge(self, resident):
        """Discharge somebody: as the tick under way ends, or between two ticks as the one before has ended."""
        if self.steps != self.now.tick:  # Mesa counts a step as it begins
            self._leaving.append(resident)
            return
        self.now.tick -= 1
        self.text.leave_ward(self, resident, resident.is_absconded)
        self.now.tick += 1

    def let_go(self, resident):
        """Take a resident who has left from the agents; the bed is free."""
        mesa.Agent.remove(resident)

    def _joined(self, person, kind, option):
        if not isinstance(person, kind):
            raise ConfigError(f"{option} made {person!r}; it must make a milieusim.{kind.__name__}.")
        if person not in self.agents:
            raise ConfigError(
                f"{type(person).__name__}.__init__ must begin with super().__init__(model, ...), as in Mesa."
            )
        check_newcomer(self, person, kind is Resident)
        note_own_acts(self, [person])
        return person

    def ask_for(self, names):
        """From now on let the ward ask each person for some acts, since somebody does them in a way of their own.

        Parameters
        ----------
        names : set of str
        """
        new = set(names) - self._asked
        self._asked |= new
        if new:
            self.text.replace({getattr(self.text, name): asking(name) for name in new})

    def _write_text(self):
        self.text = Text(watched(self._rules, Numbers)).with_plain_codes()
        asked, self._asked = self._asked, set()
        self.ask_for(asked)
