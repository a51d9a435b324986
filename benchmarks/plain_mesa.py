"""The ward in plain Mesa as a good student would write it: a method a phase, floats and lists, `self.random`.

It has the mechanisms of the library, not its promises: no keyed draws, no recording by instruments, no tables
but rows of shifts, slots and incidents. Rules and draws a tick are counted (`counting.py`): a fair yardstick.
"""

import math
from types import SimpleNamespace

import mesa

from benchmarks.plain_residents import clip
from benchmarks.plain_slots import Slot
from benchmarks.plain_staff import StaffMember, share_out
from benchmarks.plain_states import LivingResident
from benchmarks.wards import inputs_of, plain
from milieusim.vocabulary import PlaceKind


class PlainPlace:
    """A room."""

    def __init__(self, row):
        self.name, self.capacity, self.sight = PlaceKind.labels()[row.kind], row.capacity, row.sight
        self.own_noise = self.noise = row.noise
        self.is_free_choice, self.is_exclusive = row.is_free_choice, row.is_exclusive
        self.members, self.n, self.claimed, self.crowding = [], 0, 0, 0.0


class PlainWard(mesa.Model):
    """A ward; `step` is a tick of 15 minutes."""

    def __init__(self, residents=20, days=90, seed=1):
        super().__init__(rng=seed)
        inputs = inputs_of(residents, days)
        self.p = p = SimpleNamespace(**inputs.p)
        self.profiles, self.lines = plain(inputs.arrays["profiles"]), plain(inputs.arrays["lines"])
        self.places = [PlainPlace(row) for row in plain(inputs.arrays["places"])]
        self.bedroom = next(place for place in self.places if place.name == "bedroom")
        self.free_places = [place for place in self.places if place.is_free_choice]
        self.slots = [Slot(row, self.places) for row in plain(inputs.arrays["slots"])]
        self.week, active = plain(inputs.arrays["week"]), plain(inputs.arrays["stretches"])
        for now in self.week:
            rows = active[now.first_stretch : now.first_stretch + now.n_stretches]
            now.active = [(self.slots[a.slot_index], a.share, a.is_first, a.is_last) for a in rows]
        self.tick, self.end, self.beds = 0, inputs.end_tick, int(p.beds)
        self.on_duty, self.waiting, self.load, self.queue, self.talks_given = [], [], 0.0, 0.0, 0.0
        self.staff_present = self.floor_minutes = self.incident_backlog = self.admission_backlog = 0.0
        self.conflicts_this_hour, self.shift = 0, [0.0] * 12
        self.shift_rows, self.slot_rows, self.incident_rows, self.stay_rows = [], [], [], []
        self.resident_rows, self.staff_rows, self.time_rows = [], [], []
        self.staff = [StaffMember(self, row) for row in plain(inputs.arrays["staff"])]
        for _ in range(self.beds):
            LivingResident(self, self.random.uniform(0.0, p.stay_short_median_days))
        self.next_referral = self.random.expovariate(p.referrals_per_day) * p.ticks_a_day
        self.datacollector = mesa.DataCollector(
            {"arousal": lambda m: m.shift[1], "incidents": lambda m: len(m.incident_rows)}
        )

    def step(self):
        """One tick."""
        self.now = self.week[self.tick % len(self.week)]
        self.residents = list(self.agents_by_type[LivingResident]) if self.has_residents() else []
        self.present = [r for r in self.residents if r.is_present]
        self.change_shifts()
        self.run_slots()
        share_out(self)
        self.choose_places()
        self.make_contacts()
        self.make_requests()
        for r in self.present:
            r.feel()
        self.have_incidents()
        self.end_restrictions()
        for r in self.present:
            r.live()
        if self.now.is_hour_end:
            self.pass_hour()
        for r in self.present:
            if r.is_present:
                r.sleep_or_wake()
        self.record()
        for slot, _, is_first, is_last in self.now.active:
            if is_first and is_last and slot.leaders_now is not None:
                slot.end(0.0)
        self.come_and_go()
        if self.now.is_day_end:
            self.end_day()
        self.datacollector.collect(self)
        self.tick += 1
        self.running = self.tick < self.end

    def has_residents(self):
        """Return whether anybody is on the ward."""
        return LivingResident in self.agents_by_type

    def change_shifts(self):
        """Let staff go and come."""
        p, now = self.p, self.now
        gone = [s for s in self.on_duty if self.tick >= s.until]
        for s in gone:
            self.staff_rows.append((self.tick, s.post, s.hours, s.with_residents, dict(s.tasks)))
        self.on_duty = [s for s in self.on_duty if self.tick < s.until]
        if not now.is_shift_start and self.tick:
            return
        self.shift_rows.append((self.tick, *self.shift))
        self.shift = [0.0] * 12
        is_weekend = now.day_of_week >= 5
        for line in self.lines:
            if line.shift != now.shift or not (line.weekend if is_weekend else line.weekday):
                continue
            seat = line.first_seat
            # Rule: sickness_probability
            sick = clip(
                p.sickness * (1.0 + p.sickness_w_burnout * (self.staff[seat].burnout - p.usual_burnout))
            )
            if line.is_nursing and self.random.random() < p.bank_share:
                seat += 2
            elif self.random.random() < sick:
                if not line.is_nursing or self.random.random() >= p.bank_fill:
                    continue
                seat += 2
            self.staff[seat].begin_shift(self.tick + now.duty_ticks - now.shift_elapsed)
            self.on_duty.append(self.staff[seat])
        for r in self.residents:
            # Rule: risk_sign_probability
            sign = clip(p.risk_w_arousal * r.arousal + p.risk_w_distress * r.distress)
            # Rule: rolled_risk_signs rolled_risk_signs rolled_risk_signs rolled_risk_signs
            # Rule: rolled_risk_signs rolled_risk_signs rolled_risk_signs
            score = sum(self.random.random() < sign for _ in range(7))
            r.in_early_help = p.risk_assessment > 0.0 and score >= p.risk_cutoff
            self.resident_rows.append((self.tick, r.unique_id, *r.shift_sums))
            r.shift_sums, r.incidents_now = [0.0] * 12, 0

    def run_slots(self):
        """Do what the timetable has for this tick."""
        for r in self.residents:
            r.old_slot, r.old_share, r.slot_share = None, 0.0, 0.0
        for s in self.on_duty:
            s.lead_minutes = 0.0
        for slot, share, is_first, is_last in self.now.active:
            if is_last and not is_first and slot.leaders_now is not None:
                slot.end(share)
        for slot, _, is_first, _ in self.now.active:
            if is_first:
                slot.start(self)
        for slot, share, _, _ in self.now.active:
            if slot.leaders_now is not None:
                for r in slot.members:
                    if r.slot is slot:
                        r.slot_share = share
                for s in slot.leaders_now:
                    s.lead_minutes += share * self.p.tick_minutes

    def choose_places(self):
        """Let residents move, then see how full and loud each place is."""
        p = self.p
        for place in self.places:
            place.n = 0
        for r in self.present:
            r.place.n += 1
        for r in self.present:
            if not r.is_asleep:
                r.move()
        for place in self.places:
            place.members = []
        for r in self.present:
            r.place.members.append(r)
        for place in self.places:
            n, capacity = len(place.members), max(place.capacity, 1.0)
            # Rule: crowding
            place.crowding = clip((n / capacity) * p.crowding_gain - (p.crowding_gain - 1.0))
            # Rule: noise
            loud = p.noise_w_people * n + p.noise_w_arousal * sum(r.arousal for r in place.members)
            place.noise = clip(place.own_noise + loud / capacity)

    def make_contacts(self):
        """Let residents meet, and staff be with residents."""
        for r in self.residents:
            r.partner, r.contact, r.contact_share, r.staff_share, r.conflict = None, None, 0.0, 0.0, 0.0
        for r in self.present:
            r.meet()
        self.attention = [r.attention() for r in self.present]
        total = sum(self.attention)
        for s in self.on_duty:
            s.look_after(total)

    def make_requests(self):
        """Requests, answers and limits."""
        n_awake = sum(not r.is_asleep for r in self.present)
        # Rule: share_of
        floor_each = self.floor_minutes * self.p.ticks_an_hour / n_awake if n_awake else 0.0
        for r in self.present:
            r.look_around()
            if r.is_asleep:
                continue
            if r.has_request:
                r.wait_for_answer(floor_each)
            else:
                r.ask()
            r.be_limited()
            if r.slot is not None and r.slot.activity == "medication":
                r.waiting = max(r.waiting, self.queue)

    def have_incidents(self):
        """See what happens to whom, then let it take its course."""
        for r in self.present:
            r.kind_now = r.what_happens() if not r.is_asleep and r.hold is None else None
        for r in self.present:
            if r.kind_now is not None and r.hold is None:
                self.raise_incident(r, r.kind_now)
        for r in self.present:
            if r.needs_talk and self.on_duty and not r.is_asleep:
                # Rule: debrief_per_hour happens
                hazard = self.p.debrief_per_hour * clip(self.talks_given)
                if self.random.random() < 1.0 - math.exp(-hazard * self.p.tick_hours):
                    r.needs_talk, r.coping = False, clip(r.coping + self.p.debrief_coping * (1.0 - r.coping))

    def raise_incident(self, r, kind):
        """Let one incident take its course."""
        p = self.p
        grave = clip(self.random.gauss(0.3, 0.2) + 0.2 * r.arousal)
        self.incident_rows.append((self.tick, r.unique_id, kind, grave, r.place.name, r.arousal))
        need = p.need_w_severity * grave + p.need_w_arousal * r.arousal + self.random.gauss(0.0, p.need_noise)
        self.respond(r, "hold" if need > 1.5 else "observation" if need > 1.2 else "talk")
        r.arousal = clip(r.arousal + p.own_excitement * grave * (1.0 - r.arousal))
        if kind in ("aggression", "self_harm"):
            for other in r.place.members:
                if other is not r and not other.is_asleep:
                    closeness = (1.0 + abs(other.ties.get(r.unique_id, 0.0))) / 2.0
                    impulse = clip(p.contagion_gain * r.place.sight * closeness)
                    other.arousal = clip(other.arousal + impulse * (1.0 - other.arousal))
                    other.felt_safety = clip(other.felt_safety * (1.0 - p.fright_loss * r.place.sight))
        if kind == "absconding" and r.hold is None:
            self.leave(r, self.random.expovariate(1.0 / p.absconded_hours))
        r.needs_talk = self.random.random() < clip(p.debrief_base * (p.support + p.validation))
        self.incident_backlog += p.minutes_an_incident * grave
        self.conflicts_this_hour += 1

    def respond(self, r, kind):
        """Do what staff chose to do."""
        p = self.p
        if kind == "prn":
            r.last_dose, r.arousal = self.tick, clip(r.arousal * (1.0 - p.calm_prn))
        elif kind == "hold":
            r.hold, r.slot = "time_out", None
            for s in self.on_duty:
                r.trust[s.post] = r.trust.get(s.post, p.trust_at_first) - p.coercion_loss
        elif kind == "observation":
            r.observation = 1
        else:
            r.arousal = clip(r.arousal * (1.0 - p.calm_talk_down))
        self.incident_backlog += p.minutes_prn

    def end_restrictions(self):
        """Let restrictions end as residents settle."""
        p = self.p
        for r in self.present:
            if r.hold is not None or r.observation:
                # Rule: hold_end_per_hour happens
                hazard = p.time_out_end_per_hour * (1.0 - r.arousal)
                if self.random.random() < 1.0 - math.exp(-hazard * p.tick_hours):
                    r.hold, r.observation, r.must_move = None, 0, True

    def pass_hour(self):
        """Let slow states follow the hour."""
        for r in self.present:
            r.settle_hour()
        for s in self.on_duty:
            s.wear()
        self.conflicts_this_hour = 0

    def record(self):
        """Add the tick to what is written."""
        for r in self.present:
            if r.is_present:
                r.record()
        for s in self.on_duty:
            s.record()
        self.shift[11] += self.load * self.p.tick_hours

    def leave(self, r, hours):
        """Be off the ward for some hours."""
        r.is_present, r.is_asleep, r.slot, r.partner = False, False, None, None
        r.away_until = self.tick + hours * self.p.ticks_an_hour

    def come_and_go(self):
        """Discharge, leave, return, admission."""
        p, now = self.p, self.now
        for r in self.residents:
            # Rule: stay_pace
            pace = max(1.0 + p.stay_sensitivity * (p.expected_distress - r.distress), 0.0)
            r.days_left -= pace / p.ticks_a_day
            if not r.is_present:
                if self.tick >= r.away_until:
                    r.is_present, r.place, r.must_move = True, self.bedroom, True
            elif now.is_discharge_time and r.hold is None:
                if r.days_left <= 0.0:
                    self.stay_rows.append((r.admitted, self.tick, r.distress, r.coping, r.wellbeing))
                    r.remove()
                    self.admission_backlog += p.minutes_discharge
                elif r.slot is None and not r.observation:
                    # Rule: leave_per_hour happens
                    hazard = p.leaves_per_day / p.discharge_hours_a_day
                    if self.random.random() < 1.0 - math.exp(-hazard * p.tick_hours):
                        self.leave(r, self.random.expovariate(1.0 / p.leave_mean_hours))
        while self.next_referral < self.tick + 1:
            self.waiting.append(self.next_referral)
            self.next_referral += self.random.expovariate(p.referrals_per_day) * p.ticks_a_day
        here = len(self.agents_by_type[LivingResident]) if self.has_residents() else 0
        while self.waiting and here < self.beds:
            self.waiting.pop(0)
            LivingResident(self)
            self.admission_backlog += p.minutes_admission
            here += 1

    def end_day(self):
        """Midnight: time use is written and ties fade."""
        for r in self.residents:
            self.time_rows.append((self.tick, r.unique_id, r.time_use))
            r.time_use = {}
            for other in r.ties:
                # Rule: faded
                r.ties[other] *= self.p.kept_tie_a_day
            for post in r.trust:
                # Rule: faded
                r.trust[post] *= self.p.kept_trust_a_day
            r.bonds = sum(max(tie, 0.0) for tie in r.ties.values())


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
