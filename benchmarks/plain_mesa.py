"""The ward in plain Mesa as a good student would write it: a method a phase, floats and lists, `self.random`.

It has the mechanisms of the library, not its promises: no keyed draws, no recording by instruments, no tables but
rows of shifts, slots, incidents and the like. Rules and draws a tick are counted (`counting.py`): a fair yardstick.
"""

import math
from collections import Counter
from types import SimpleNamespace

import mesa

from benchmarks.plain_day import fill_rota, hand_over, pass_day, pass_hour
from benchmarks.plain_lines import Line
from benchmarks.plain_lives import LivingResident
from benchmarks.plain_residents import clip
from benchmarks.plain_slots import Slot
from benchmarks.plain_staff import StaffMember
from benchmarks.plain_tasks import share_out
from benchmarks.plain_travel import come_and_go
from benchmarks.wards import inputs_of, plain
from milieusim.incident_kinds import IncidentKind
from milieusim.kinds import RESPONSES
from milieusim.vocabulary import PlaceKind, ResponseKind


class PlainPlace:
    """A room."""

    def __init__(self, row, residents_per_bedroom):
        self.name, self.capacity, self.sight = PlaceKind.labels()[row.kind], row.capacity, row.sight
        self.own_noise = self.noise = row.noise
        self.is_free_choice, self.is_exclusive = row.is_free_choice, row.is_exclusive
        self.is_own_room = self.name == "bedroom" and residents_per_bedroom <= 1.0
        self.members, self.n, self.claimed, self.crowding = [], 0, 0, 0.0


class PlainWard(mesa.Model):
    """A ward; `step` is a tick of 15 minutes."""

    def __init__(self, residents=20, days=90, seed=1):
        super().__init__(rng=seed)
        inputs = inputs_of(residents, days)
        self.p = p = SimpleNamespace(**inputs.p)
        self.tick, self.end, self.beds = 0, inputs.end_tick, int(p.beds)
        self.read_the_design(inputs.arrays)
        self.begin_counts()
        self.residents, self.on_duty = [], []
        self.staff = [StaffMember(self, row) for row in plain(inputs.arrays["staff"])]
        for _ in range(self.beds):
            self.residents.append(LivingResident(self, is_found=True))
        for k, r in enumerate(self.residents):
            for other in self.residents[:k]:
                r.have_met(other, self.beds - 1)
            self.admission_backlog += p.minutes_admission
        for r in self.residents:
            r.note_bonds()
        self.next_referral = self.random.expovariate(p.referrals_per_day) * p.ticks_a_day
        self.datacollector = mesa.DataCollector(
            {"arousal": lambda m: m.shift["levels"][1], "incidents": lambda m: len(m.incident_rows)}
        )

    def read_the_design(self, arrays):
        """Turn what the library has read of the design into objects."""
        self.profiles, self.lines = plain(arrays["profiles"]), plain(arrays["lines"])
        self.places = [PlainPlace(row, self.p.residents_per_bedroom) for row in plain(arrays["places"])]
        self.bedroom = next(place for place in self.places if place.name == "bedroom")
        self.free_places = [place for place in self.places if place.is_free_choice]
        self.slots = [(Line if row.is_queue else Slot)(row, self.places) for row in plain(arrays["slots"])]
        self.week, stretches = plain(arrays["week"]), plain(arrays["stretches"])
        for now in self.week:
            rows = stretches[now.first_stretch : now.first_stretch + now.n_stretches]
            now.active = [(self.slots[a.slot_index], a.share, a.is_first, a.is_last) for a in rows]
        self.gravity = dict(zip(IncidentKind.labels(), arrays["gravity"].tolist()))
        numbers = {"threshold": "thresholds", "minutes": "minutes_for", "calms": "calms"}
        numbers |= {"held_staff": "held_staff", "ends_per_hour": "ends_per_hour"}
        self.responses = {}
        for kind in ResponseKind:
            facts = RESPONSES[kind]._asdict()
            facts |= {name: arrays[array][kind].item() for name, array in numbers.items()}
            self.responses[kind.label] = SimpleNamespace(**facts, name=kind.label)
        rungs = sorted(self.responses.values(), key=lambda response: response.rung)
        self.ladder = [response for response in rungs if response.name != "none"]

    def begin_counts(self):
        """Have nothing counted yet."""
        self.load = self.floor_minutes = self.staff_present = self.talks_given = self.prompt_minutes = 0.0
        self.incident_backlog = self.admission_backlog = self.to_prepare = self.paperwork_owed = 0.0
        self.held_up = self.load_hour = self.load_day = self.present_hour = self.told_now = 0.0
        self.prompts_asked = self.prompts_ahead = self.left_over = 0.0
        self.n_moving = self.n_told = self.n_nursing = self.conflicts_this_hour = self.meals_brought = 0
        self.transition, self.was_night, self.offered, self.waiting = 0.0, False, Counter(), []
        self.shift = {"levels": [0.0] * 6}
        self.shift_rows, self.slot_rows, self.incident_rows, self.response_rows = [], [], [], []
        self.stay_rows, self.resident_rows, self.staff_rows, self.time_rows = [], [], [], []
        self.undone_rows = []

    def happens(self, per_hour, hours=None):
        """Return whether something of a hazard happens in a tick, or in some hours."""
        # Rule: happens
        hours = self.p.tick_hours if hours is None else hours
        return self.random.random() < 1.0 - math.exp(-per_hour * hours)

    def step(self):
        """One tick."""
        self.now = self.week[self.tick % len(self.week)]
        self.present = [r for r in self.residents if r.is_present]
        for r in self.residents:
            r.let_fade()
        self.change_shifts()
        self.run_slots()
        share_out(self)
        self.prompt()
        self.choose_places()
        self.make_contacts()
        self.make_requests()
        for r in self.present:
            if r.is_present:
                r.feel()
        self.have_incidents()
        self.present = [r for r in self.residents if r.is_present]
        for r in self.present:
            r.end_restrictions()
            r.live()
        for r in self.residents:
            if not r.is_present:
                r.live_elsewhere()
        if self.now.is_hour_end:
            pass_hour(self)
        self.sleep()
        self.record()
        for slot in self.short_slots():
            slot.end(self, 0.0)
        come_and_go(self)
        if self.now.is_day_end:
            pass_day(self)
        self.datacollector.collect(self)
        self.tick += 1
        self.running = self.tick < self.end

    def change_shifts(self):
        """Let staff go and come."""
        is_change = self.now.is_shift_start or self.tick == 0
        if is_change and self.paperwork_owed > 0.0:
            self.note_undone("paperwork", None, None, "no_minutes", self.paperwork_owed)
        gone = [s for s in self.on_duty if self.tick >= s.until]
        # Rule: overtime_minutes
        nurses = sum(s.is_registered for s in gone)
        owed = max(self.paperwork_owed - self.p.overtime_after, 0.0)
        minutes = min(owed / nurses, self.p.overtime_most) if nurses else 0.0
        for s in gone:
            s.end_shift(minutes)
        self.on_duty = [s for s in self.on_duty if self.tick < s.until]
        if is_change:
            hand_over(self)
            fill_rota(self)
        if is_change or gone:
            nursing = [s for s in self.on_duty if s.is_nursing]
            self.n_nursing = len(nursing)
            # Rule: share_of
            permanent = sum(not s.is_bank for s in nursing)
            self.told_now = self.told(permanent / len(nursing) if nursing else 0.0)

    def told(self, permanent_share):
        """Return how well the day is told beforehand."""
        p = self.p
        # Rule: told_beforehand
        told = p.predictability_base + p.predictability_w_structure * p.structure * permanent_share
        return clip(told + p.predictability_w_expectations * p.clear_mutual_expectations)

    def run_slots(self):
        """Do what the timetable and the hour have for this tick."""
        for r in self.residents:
            r.old_slot, r.old_share, r.slot_share = None, 0.0, 0.0
            r.served_slot, r.served_share = None, 0.0
        for s in self.on_duty:
            s.see_to_the_end()
        for slot, share, is_first, is_last in self.now.active:
            if is_last and not is_first and slot.is_held:
                slot.end(self, share)
        for slot, _, is_first, _ in self.now.active:
            if is_first:
                slot.is_brief = is_last
                slot.start(self)
        for slot, share, _, _ in self.now.active:
            if slot.is_held:
                slot.share(self, share)
        self.ask_the_time()
        present = [r for r in self.present if r.is_present]
        # Rule: noise_of_moving
        moving = sum(self.moving_now(r.moving) for r in present)
        self.transition = clip(self.p.noise_w_moving * moving / len(present)) if present else 0.0

    def moving_now(self, moving):
        """Return how far somebody is under way in this tick."""
        p = self.p
        # Rule: moving_now
        return clip(moving * (1.0 - p.kept_transition) * p.hours_transition / p.tick_hours)

    def ask_the_time(self):
        """Let the hour ask residents to get up or to go to bed."""
        for r in self.present:
            if not r.is_present or r.hold is not None:
                continue
            if r.has_met_demand():
                r.forget_demand()
            elif r.demand is not None and r.demand_slot is None and self.tick >= r.demand_until:
                r.end_demand()
            if r.demand is not None:
                continue
            if self.now.is_wake_time and r.is_asleep:
                r.be_asked("get_up")
            elif self.now.is_bed_time and not (r.is_asleep or r.slot or r.place.name == "bedroom"):
                r.be_asked("go_to_bed")

    def prompt(self):
        """Let staff prompt those who have not done what was asked, while there are minutes for it."""
        each = self.p.prompt_minutes
        for r in self.by_lot(r for r in self.present if r.is_due()):
            # Rule: can_be_seen
            if r.is_due() and self.n_nursing and self.prompt_minutes + 1e-9 >= each:
                self.prompt_minutes = max(self.prompt_minutes - each, 0.0)
                r.be_prompted()
        self.prompt_minutes = min(self.prompt_minutes, each)
        for slot in self.short_slots():
            slot.end_demands(self)

    def by_lot(self, residents):
        """Return residents as staff come to them."""
        return sorted(residents, key=lambda r: self.random.random())

    def short_slots(self):
        """Return the slots that begin and end in this tick."""
        return [
            slot for slot, _, is_first, is_last in self.now.active if is_first and is_last and slot.is_held
        ]

    def choose_places(self):
        """Let residents move, then see how full and loud each place is."""
        p = self.p
        for place in self.places:
            place.n = 0
        for r in self.present:
            r.place.n += 1
        for r in self.present:
            if r.is_present and not r.is_asleep:
                r.move()
        for place in self.places:
            place.members = []
        for r in self.present:
            if r.is_present:
                r.place.members.append(r)
        for place in self.places:
            n, capacity = len(place.members), max(place.capacity, 1.0)
            # Rule: crowding
            place.crowding = clip((n / capacity) * p.crowding_gain - (p.crowding_gain - 1.0))
            # Rule: noise
            loud = p.noise_w_people * n + p.noise_w_arousal * sum(r.arousal for r in place.members)
            going = 0.0 if place.name == "bedroom" else self.transition
            place.noise = clip(place.own_noise + loud / capacity + going)

    def make_contacts(self):
        """Let residents meet, and staff be with residents."""
        for r in self.residents:
            r.partner, r.contact, r.contact_share, r.conflict = None, None, 0.0, 0.0
            r.staff_share = r.served_share
        for r in self.present:
            r.meet()
        self.attention = [r.attention() if r.is_present else 0.0 for r in self.present]
        total = sum(self.attention)
        for s in self.on_duty:
            s.look_after(total)

    def make_requests(self):
        """Requests, answers and limits."""
        n_awake = sum(not r.is_asleep for r in self.present)
        # Rule: share_of
        floor_each = self.floor_minutes * self.p.ticks_an_hour / n_awake if n_awake else 0.0
        for r in self.present:
            if not r.is_present:
                continue
            r.look_around()
            if r.is_asleep:
                continue
            if r.request is not None:
                r.wait_for_answer(floor_each)
            else:
                r.ask()
            r.be_limited()
            r.feel_the_wait()

    def have_incidents(self):
        """See what happens to whom, then let it take its course."""
        for r in self.present:
            r.kind_now, r.hazard = None, 0.0
            if r.is_present and not r.is_asleep and r.hold is None:
                r.kind_now = r.what_happens()
        for r in self.present:
            if r.kind_now is not None and r.is_present and r.hold is None:
                r.raise_incident(r.kind_now)
        for r in self.residents:
            r.talk()

    def sleep(self):
        """Let everybody sleep or wake; as the night ends, what sleep it gave is known."""
        is_night = self.now.night >= 1.0
        if self.was_night and not is_night:
            for r in self.residents:
                r.count_sleep()
        self.was_night = is_night
        for r in self.present:
            r.sleep_or_wake()

    def record(self):
        """Add the tick to what is written."""
        for r in self.residents:
            if r.is_present:
                r.record()
            elif not r.is_absconded:
                r.time_use["leave"] = r.time_use.get("leave", 0.0) + self.p.tick_hours
        for s in self.on_duty:
            s.record()
        self.shift["load"] += self.load * self.p.tick_hours

    def note_undone(self, task, resident, slot, reason, minutes):
        """Write that care that was due was not given."""
        who = None if resident is None else resident.unique_id
        what = None if slot is None else slot.activity
        self.undone_rows.append((self.tick, task, who, what, reason, minutes))

    def send_away(self, r, hours):
        """Let somebody be off the ward for some hours."""
        r.is_present, r.is_asleep, r.slot, r.partner, r.hold = False, False, None, None, None
        r.request, r.contact, r.wait = None, None, 0.0
        r.contact_share = r.staff_share = r.noise = r.crowding = r.waiting = r.conflict = 0.0
        r.go_without("away", is_off=True)
        r.forget_demand()
        r.away_until = self.tick + 1 + hours * self.p.ticks_an_hour


def run(residents, days, seed=1):
    """Run the plain model as Mesa's users do, with `mesa.batch_run`.

    Parameters
    ----------
    residents, days, seed : int

    Returns
    -------
    list of dict
    """
    return mesa.batch_run(
        PlainWard,
        {"residents": residents, "days": days, "seed": seed},
        number_processes=1,
        max_steps=days * 96,
        data_collection_period=-1,
        display_progress=False,
    )
