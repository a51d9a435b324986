"""Slots of the plain Mesa model: they start, end or fall through; residents take part, or are seen one by one."""

from collections import Counter

from benchmarks.plain_residents import clip
from milieusim.kinds import NOBODY
from milieusim.vocabulary import Activity, Demand

NURSING = (0, 1)  # roles
CARE = {"medication": "dose", "meal": "eat"}


class Slot:
    """Something planned at a time and place, in which residents take part together."""

    def __init__(self, row, places):
        self.activity, self.place = Activity.labels()[row.activity], places[row.place_index]
        self.demand = None if row.demand == NOBODY else Demand.labels()[row.demand]
        self.role = None if row.leader_role == NOBODY else row.leader_role
        self.leaders, self.offered, self.family = row.leaders, row.places_offered, row.family
        self.is_structured, self.is_expected, self.is_told = row.is_structured, row.is_expected, row.is_told
        self.is_organised, self.is_therapy, self.is_skills = row.is_organised, row.is_therapy, row.is_skills
        self.hours, self.occupation, self.minutes_each = row.hours, row.occupation, row.minutes_each
        self.is_queue, self.is_held, self.fell_through, self.leaders_now = False, False, False, []
        self.is_brief, self.share_now = False, 0.0
        self.told_more, self.like_events, self.invited, self.attended = 0.0, Counter(), 0, 0

    def start(self, model):
        """Be held if there are leaders and a room; write a row either way."""
        reason = self.why_not(model)
        self.is_held, self.fell_through = reason is None, reason is not None
        self.begin_anew()
        self.count_offer(model)
        if self.is_held:
            self.place.claimed += 1
            self.invite(model)
        else:
            self.leave_undone(model, reason)
            for r in model.present:
                if not r.is_asleep:
                    r.be_let_down(self)
        if self.is_told:
            for r in model.present:
                if not r.is_asleep:
                    r.know_the_day(self)
        self.row = [model.tick, self.activity, reason, self.invited, self.attended]
        model.slot_rows.append(self.row)

    def begin_anew(self):
        """Forget who was there last time."""
        self.invited, self.attended, self.share_now = 0, 0, 0.0

    def why_not(self, model):
        """Return why the slot cannot be held, or None; who leads it begins to."""
        if self.place.is_exclusive and self.place.claimed:
            return "no_room"
        if self.role is None:
            return None
        if len(self.free_leaders(model)) < self.fewest_leaders():
            return "no_leader"
        if self.role in NURSING and self.activity != "medication" and self.gives_way(model):
            return "short_staffed"
        self.take_the_lead(model)
        return None

    def fewest_leaders(self):
        """Return how many it takes at least."""
        return self.leaders

    def free_leaders(self, model):
        """Return those on duty who could lead."""
        return [s for s in model.on_duty if s.role == self.role and s.leading is None]

    def take_the_lead(self, model):
        """Let as many as are asked for lead, besides those who do."""
        self.leaders_now = self.leaders_now + self.free_leaders(model)[: self.leaders - len(self.leaders_now)]
        for s in self.leaders_now:
            s.leading = self

    def relieve(self, model):
        """Let others take over where those who led have gone home."""
        self.leaders_now = [s for s in self.leaders_now if s in model.on_duty]
        if self.role is not None and len(self.leaders_now) < self.fewest_leaders():
            self.take_the_lead(model)

    def gives_way(self, model):
        """Return whether nurses who should lead are needed elsewhere."""
        p, load = model.p, model.load
        # Rule: slot_falls_probability
        pressure = clip((load - 1.0) * p.slot_falls_gain + 1.0) if load > 1.0 else load * load * load
        return model.random.random() < p.slot_falls_at_full_load * pressure * (1.0 - p.structure)

    def count_offer(self, model):
        """Count a round or a meal; doses have to be prepared."""
        p = model.p
        if self.activity in CARE:
            model.offered[CARE[self.activity]] += 1
        if self.activity == "medication":
            # Rule: preparation_minutes
            model.to_prepare += p.dose_preparation_minutes * p.dose_due_share * len(model.present)

    def leave_undone(self, model, reason):
        """Write what a slot that is not held leaves undone."""
        demand = CARE.get(self.activity)
        if demand is None:
            model.note_undone("leading_activity", None, self, reason, self.minutes_each)
            return
        for r in model.present:
            # Rule: dose_is_due
            if demand == "eat" or model.random.random() < model.p.dose_due_share:
                r.miss(demand, self, reason)

    def invite(self, model):
        """Call everybody to what is asked of all; else ask who wants to come, and give the places out."""
        if self.demand is not None and self.offered < 0:
            self.call(model)
            return
        self.bring_meals(model)
        wanting = []
        for r in model.present:
            if self.can_ask(r):
                self.invited += 1
                priority = r.comes_to(self)
                if priority is not None:
                    wanting.append((priority, r.unique_id, r))
        wanting.sort(reverse=True)
        for _, _, r in wanting[: self.places_for(len(wanting))]:
            if self.demand == "see_somebody":
                self.ask(r)
            else:
                self.take_in(r)

    def bring_meals(self, model):
        """Bring a meal to which whoever wants may come to those who are held and cannot."""
        for r in model.present:
            if self.activity == "meal" and r.is_present and r.hold:
                r.be_brought(self)

    def call(self, model):
        """Call all whom it concerns, by lot; of doses, those who have one to take."""
        for r in model.by_lot(r for r in model.present if self.concerns(r)):
            if r.hold:
                r.be_brought(self)
            else:
                self.invited += 1
                self.ask(r)

    def concerns(self, r):
        """Return whether there is something in it for somebody now."""
        is_busy = r.queue or (r.slot and not self.is_queue)
        if not r.is_present or (is_busy and not r.hold):
            return False
        # Rule: dose_is_due
        return self.demand != "dose" or r.random.random() < r.model.p.dose_due_share

    def ask(self, r):
        """Ask a resident to come now, whatever was asked of them before."""
        if r.demand is not None:
            r.settle_demand()
        is_busy = r.queue or (r.slot and not self.is_queue)
        if r.is_present and r.hold is None and not is_busy:
            r.be_asked(self.demand, self)

    def can_ask(self, r):
        """Return whether a resident can be asked whether they want to come."""
        if not r.is_present or r.hold or r.slot:
            return False
        if r.queue and (self.is_queue or r.queue.activity != "medication"):
            return False
        if r.is_asleep and not self.is_expected:
            return False
        return self.activity != "visiting" or r.has_visitors

    def places_for(self, wanting):
        """Return how many places there are."""
        return self.offered if self.offered >= 0 else wanting

    def take_in(self, r):
        """Let a resident have a place."""
        r.take_part(self)

    def share(self, model, share):
        """Take a share of the tick from those in it."""
        self.share_now = share
        self.relieve(model)
        if self.role is not None and not self.leaders_now:
            self.cut_short(model)
            return
        for r in model.present:
            if r.slot is self:
                r.slot_share = min(share, max(1.0 - r.old_share - r.served_share, 0.0))
        for s in self.leaders_now:
            s.lead(share)

    def cut_short(self, model):
        """End a slot that nobody leads any more."""
        model.note_undone("leading_activity", None, self, "cut_short", self.minutes_each)
        for r in model.present:
            if r.slot is self:
                r.be_let_down(self)
        self.let_go(model, 0.0)
        self.fell_through = True

    def end(self, model, share):
        """Let go those who took part and who led."""
        self.relieve(model)
        for s in self.leaders_now:
            s.lead(share)
        self.let_go(model, share)

    def let_go(self, model, share):
        """Be over: who was to come and did not has refused or was missed."""
        for r in model.present:
            if r.slot is self:
                r.old_slot, r.old_share, r.slot, r.must_move = self, share, None, True
                r.set_out()
        for s in self.leaders_now:
            s.leading = None
        self.end_demands(model)
        self.is_held, self.leaders_now, self.row[-1] = False, [], self.attended
        self.place.claimed -= 1

    def end_demands(self, model):
        """Ask nobody for it any more."""
        for r in model.present:
            if r.demand_slot is self:
                r.end_demand()
