"""Slots of the plain Mesa model that serve one by one: doses at a hatch, ward rounds, sessions."""

from benchmarks.plain_slots import Slot


class Line(Slot):
    """A list of people who are seen one by one."""

    def __init__(self, row, places):
        super().__init__(row, places)
        self.is_queue = True
        self.begin_anew()

    def begin_anew(self):
        """Have nobody in line."""
        super().begin_anew()
        self.line, self.queued, self.served, self.minutes_begun = [], 0, 0, 0.0

    def fewest_leaders(self):
        """Return how many it takes at least: one alone sees residents more slowly."""
        return 1

    def places_for(self, wanting):
        """Return how many places there are."""
        if self.offered >= 0:
            return self.offered
        # Rule: places_in_time
        return int(self.leaders * self.hours * 60.0 / self.minutes_each)

    def take_in(self, r):
        """Let a resident have a place in line."""
        self.add_to_line(r)

    def add_to_line(self, r):
        """Put a resident on the list."""
        p = r.model.p
        # Rule: service_minutes
        r.service_minutes = self.minutes_each
        if self.activity == "medication":
            is_slow = self.leaders_now and self.leaders_now[0].is_bank
            r.service_minutes *= p.dose_bank_factor if is_slow else 1.0
            r.service_minutes *= 2.0 if r.random.random() < p.dose_begun_again else 1.0
        r.queue, r.queue_number, r.served_minutes = self, self.queued, 0.0
        self.queued += 1
        self.line.append(r)

    def can_serve(self, r):
        """Return whether somebody in line could be seen now."""
        is_free = r.slot is None or r.slot is self or r.slot.is_brief
        return r.is_present and r.hold is None and not r.is_asleep and is_free

    def next_in_line(self):
        """Return who is next: whose turn has begun is seen to the end first."""
        ready = [r for r in self.line if not r.is_being_seen and self.can_serve(r)]
        begun = [r for r in ready if r.served_minutes > 0.0]
        return begun[0] if begun else ready[0] if ready else None

    def share(self, model, share):
        """See those in line, as far as the minutes go; then let those who are next come and wait."""
        p = model.p
        self.relieve(model)
        minutes, worked, self.minutes_begun = p.tick_minutes * share, 0.0, 0.0
        for r in self.line:
            r.is_being_seen = False
        for _ in self.leaders_now:
            worked += minutes - self.see_in_turn(minutes, p)
        # Rule: share_of
        each = worked / len(self.leaders_now) if self.leaders_now else 0.0
        for s in self.leaders_now:
            mine = min(each, p.tick_minutes - s.lead_minutes - s.dose_minutes)
            if self.activity == "medication":
                s.dose_minutes += mine
            else:
                s.lead_minutes += mine
        self.line_up(p)

    def see_in_turn(self, minutes, p):
        """Let one of those who serve see residents for some minutes; return how many are left."""
        while (r := self.next_in_line()) is not None:
            needed = r.service_minutes - r.served_minutes
            # Rule: can_be_seen
            if minutes + 1e-9 < needed:
                r.is_being_seen = True
                r.served_minutes += minutes
                self.minutes_begun += r.served_minutes
                self.spend(r, minutes, p)
                return 0.0
            minutes -= needed
            self.spend(r, needed, p)
            self.see(r)
        return max(minutes, 0.0)

    def spend(self, r, minutes, p):
        """Let somebody be seen for some minutes of the tick."""
        r.served_slot = self
        # Rule: share_of
        left = max(1.0 - r.old_share - r.slot_share, 0.0)
        r.served_share = min(r.served_share + minutes / p.tick_minutes, left)

    def see(self, r):
        """Let somebody have had their turn: the dose, the round, the session."""
        if self.demand == "see_somebody":
            r.seen_at = r.model.tick
        self.let_out(r)
        r.set_out()
        self.served += 1
        self.attended += 1
        if self.activity == "medication":
            r.take_dose()
        if self.leaders_now:
            # Rule: hours
            self.leaders_now[0].be_known(r, r.service_minutes / 60.0)

    def let_out(self, r):
        """Let somebody leave the line."""
        self.line.remove(r)
        if r.slot is self:
            r.slot, r.activity, r.must_move = None, "free_time", True
        r.queue, r.served_minutes, r.is_being_seen = None, 0.0, False

    def line_up(self, p):
        """Let those whose turn is near come and wait."""
        first, ahead = self.next_in_line(), p.queue_joined_ahead if self.activity == "medication" else 0.0
        for r in self.line:
            if self.can_serve(r) and (r.slot is None or r.slot is self):
                r.slot_share = 0.0
                if r.is_being_seen or r is first or r.queue_number - self.served <= ahead:
                    r.slot, r.place = self, self.place
                    r.activity = self.activity if r.is_being_seen else "waiting"

    def minutes_until(self, r):
        """Return how much service is still ahead of somebody in line."""
        # Rule: minutes_until_turn
        ahead = max(r.queue_number - self.served, 0) * self.minutes_each
        return max(ahead - self.minutes_begun, 0.0) / max(self.leaders, 1)

    def end(self, model, share):
        """See whom there is still time for, and let go the others."""
        self.share(model, share)
        turn = 0
        for r in list(self.line):
            if r.served_minutes > 0.0 and self.leaders_now and self.can_serve(r):
                needed = r.service_minutes - r.served_minutes
                s = self.leaders_now[turn % len(self.leaders_now)]
                s.owe(needed, self.activity == "medication")
                turn += 1
                self.spend(r, needed, model.p)
                self.see(r)
                continue
            self.miss(model, r, self.why_not_seen(r))
        self.let_go(model, share)

    def miss(self, model, r, reason):
        """Write that somebody leaves the line without having been seen."""
        task = "medication" if self.activity == "medication" else "leading_activity"
        model.note_undone(task, r, self, reason, r.service_minutes)
        self.let_out(r)

    def why_not_seen(self, r):
        """Return why somebody was not seen."""
        if not r.is_present:
            return "away"
        if r.hold is not None:
            return "held"
        return "asleep" if r.is_asleep else "not_served"
