"""The agents engine: a ward that lives tick by tick, to be read, watched, stepped and subclassed."""

import mesa

from milieusim._compat import forget
from milieusim.config.reading.loading import load_design
from milieusim.engines.agents.people import Resident, Staff
from milieusim.engines.agents.ward_arrivals import Arrivals
from milieusim.engines.agents.ward_books import Books
from milieusim.engines.agents.ward_company import Company
from milieusim.engines.agents.ward_days import Days
from milieusim.engines.agents.ward_parts import (
    Numbers,
    lines_of,
    places_of,
    profiles_of,
    rows_of,
    slots_of,
    week_of,
)
from milieusim.engines.agents.ward_rules import Rulebook
from milieusim.engines.agents.ward_shifts import Shifts
from milieusim.engines.agents.ward_tasks import Tasks
from milieusim.engines.agents.ward_timetable import Timetable
from milieusim.engines.frames import frame
from milieusim.engines.inputs import build_inputs
from milieusim.errors import ConfigError
from milieusim.ledger.parameters import one_set
from milieusim.rules.basics.keyed_draws import key_of
from milieusim.ward.codes import BEDROOM, N_ROLES, N_TASKS, SECLUSION_ROOM


class WardModel(Shifts, Timetable, Tasks, Company, Days, Arrivals, Books, mesa.Model):
    """A ward of residents and staff; the same run as the compiled engine, to the last bit.

    Parameters
    ----------
    design : WardDesign, str or path
        A design, the name of a shipped one, or where one lies.
    seed : int
        From 0 to 2**63 - 1.
    parameters : "best" or Parameters
    tick_minutes : int
        Length of a tick, minutes; must divide 60.
    warm_up_days : int, optional
        Days before hour 0 that are in no table; 60 if left out.
    contagion : bool
        False: nobody is stirred by what they witness.
    rules : dict of str to function, optional
        Rules to replace, by their name in `milieusim.RULES`.
    resident_class, staff_class : type
        Subclasses of `Resident` and `Staff` to use instead.
    days : int
        Days after the warm-up at which `running` becomes False.
    keep : list of str, optional
        Tables to keep; all if left out.
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
        design,
        seed=1,
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
    ):
        self.resident_class, self.staff_class = resident_class or Resident, staff_class or Staff
        _check(seed, self.resident_class, self.staff_class)
        super().__init__(rng=seed)
        if inputs is None:
            design, parameters = load_design(design), one_set(parameters)
            inputs = build_inputs(design, parameters, days, warm_up_days, tick_minutes, contagion, keep)
        self.inputs, self.seed, self.design = inputs, seed, design
        self.key = key_of(seed)
        self.p = Numbers(inputs.p)
        self.rules = Rulebook(rules, self.p)
        self._build(inputs)
        self._begin(inputs)

    def __repr__(self):
        return f"WardModel({self.clock}, {len(self.residents)} residents, {len(self.on_duty)} on duty)"

    def _build(self, inputs):
        """Build what does not change: places, slots, the week, the rota."""
        p = self.p
        self.ticks_a_day = inputs.ticks_a_day
        self.places = places_of(inputs)
        bedrooms = [place for place in self.places if place.kind == BEDROOM]
        secluded = [place for place in self.places if place.kind == SECLUSION_ROOM]
        self.bedroom = (bedrooms or self.places)[0]
        self.seclusion_room = (secluded or [self.bedroom])[-1]
        self.free_places = [place for place in self.places if place.is_free_choice]
        self.has_single_rooms = p.residents_per_bedroom <= 1.0
        self.slots = slots_of(inputs, self.places)
        self.week, self.timetable = week_of(inputs, self.slots)
        self.lines = lines_of(inputs)
        self.profiles = profiles_of(inputs)
        self.keeps_lived = p.keep_resident_shifts > 0.0
        self.thresholds = inputs.thresholds.tolist()
        self.records_incident = inputs.records_incident.tolist()
        self.records_response = inputs.records_response.tolist()

    def _begin(self, inputs):
        """Set everything to how a run begins, and fill the ward."""
        self.tick, self.end_tick = inputs.first_tick, inputs.end_tick
        self.is_open = False
        self.shift = None
        self.on_duty, self.n_nursing, self.n_awake = [], 0, 0
        self.load = self.floor_minutes = self.staff_present = self.queue = 0.0
        self.needs = self.nursing_total = self.left_registered = self.left_assistant = 0.0
        self.incident_backlog = self.admission_backlog = self.one_to_one_given = 0.0
        self.conflicts_this_hour = 0
        self.load_hour = self.present_hour = 0.0  # the hour's means so far
        self.need, self.done = [0.0] * N_TASKS, [[0.0] * N_TASKS for _ in range(N_ROLES)]
        self.beds = [None] * inputs.bed_rows
        self.weights = [0.0] * len(self.beds)
        self.residents, self.referred_at, self.next_waiting = [], [], 0
        self.incidents, self.responses, self.shifts, self.resident_shifts = [], [], [], []
        self.stays, self.time_use, self.staff_shifts, self.slots_begun = [], [], [], []
        self.hours, self.ties = [], []
        self.look_at_clock()
        self.staff = [self.staff_class(self, seat, row) for seat, row in enumerate(rows_of(inputs.staff))]
        self.fill_ward()

    def step(self):
        """One tick."""
        self.begin_tick()
        self.change_shifts()
        self.run_slots()
        self.share_out_tasks()
        self.choose_places()
        self.make_contacts()
        self.make_requests()
        self.feel()
        self.have_incidents()
        self.end_restrictions()
        self.live_tick()
        if self.now.is_hour_end:
            self.pass_hour()
        self.sleep_and_wake()
        self.record_tick()
        self.close_short_slots()
        self.come_and_go()
        if self.now.is_day_end:
            self.end_day()
        self.advance_clock()
        self.running = self.tick < self.end_tick

    def run_days(self, days):
        """Run what is left of the warm-up, then some days more.

        Parameters
        ----------
        days : int
        """
        until = max(self.tick, 0) + days * self.ticks_a_day
        while self.tick < until:
            self.step()

    @property
    def day(self):
        """Days since hour 0."""
        return self.tick // self.ticks_a_day

    @property
    def hour(self):
        """Hours since hour 0."""
        return self.tick * self.p.tick_hours

    @property
    def clock(self):
        """Day and time of day as text."""
        minutes = self.tick % self.ticks_a_day * self.inputs.tick_minutes
        return f"day {self.day}, {minutes // 60:02d}:{minutes % 60:02d}"

    def tables(self):
        """Return the tables of the run so far; rows under way are in them as they stand.

        Returns
        -------
        dict of str to pandas.DataFrame
        """
        return {name: frame(name, rows, self.inputs.names) for name, rows in self.raw_tables().items()}


def _check(seed, resident_class, staff_class):
    problems = []
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 1 << 63:
        problems.append(f"seed is {seed!r}; it must be a whole number from 0 to 2**63 - 1.")
    for name, given, base in (
        ("resident_class", resident_class, Resident),
        ("staff_class", staff_class, Staff),
    ):
        if not (isinstance(given, type) and issubclass(given, base)):
            problems.append(f"{name} is {given!r}; it must be a subclass of milieusim.{base.__name__}.")
    if problems:
        raise ConfigError(problems)


def run_agents(inputs, seed, rules=None, resident_class=None, staff_class=None):
    """Run one seed on the agents engine.

    Parameters
    ----------
    inputs : Inputs
    seed : int
    rules : dict of str to function, optional
    resident_class, staff_class : type, optional

    Returns
    -------
    dict of str to numpy.ndarray
        Raw rows of every table, equal to those of the compiled engine.
    """
    model = WardModel(
        None, seed, rules=rules, resident_class=resident_class, staff_class=staff_class, inputs=inputs
    )
    try:
        while model.tick < model.end_tick:
            model.step()
        return model.raw_tables()
    finally:
        forget(model)
