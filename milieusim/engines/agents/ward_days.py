"""The ward as time passes: ticks, hours and days that everybody lives through."""

from milieusim.engines.agents.ward_draws import OF_RESIDENTS, draws_ahead


class Days:
    """Phases in which each resident follows what the tick, the hour or the day was like."""

    def look_at_clock(self):
        """See which tick of the week it is."""
        of_week = self.tick % len(self.week)
        self.now, self.stretches = self.week[of_week], self.timetable[of_week]

    def begin_tick(self):
        """Begin a tick: the warm-up may be over, an hour may begin."""
        self.look_at_clock()
        self.look_ahead()
        if self.tick == 0:
            self.open_window()
        if self.now.is_hour_start:
            self.open_hour()

    def look_ahead(self):
        """Work out what residents are likely to draw until midnight: all at midnight, newcomers later."""
        of_day = self.tick % self.ticks_a_day
        people = self.residents if of_day == 0 else [r for r in self.residents if r.luck is None]
        if people:
            n_ticks = self.ticks_a_day - of_day
            ahead = draws_ahead(self.key, self.tick, n_ticks, OF_RESIDENTS, [r.number for r in people])
            for resident, rows in zip(people, ahead):
                resident.look_ahead(rows)

    def open_window(self):
        """Hour 0: the warm-up is over, and what was counted so far is forgotten."""
        self.is_open = True
        if self.shift is not None:
            self.recount_rota()
        for resident in self.residents:
            resident.open_lived()
            resident.hold_response = None
            resident.observation_response = None
            resident.time_now = [0.0] * len(resident.time_now)
        for staff in self.on_duty:
            staff.open_row()

    def feel(self):
        """Let arousal and boredom follow what the tick was like."""
        for resident in self.residents:
            if resident.is_present:
                resident.feel()

    def have_incidents(self):
        """See what happens, by hazards that compete; then let each take its course."""
        for r in self.residents:
            may = r.is_present and not r.is_asleep and r.hold is None
            r.kind_now = r.what_happens() if may else None
        for r in self.residents:
            if r.kind_now is not None and r.is_present and r.hold is None:
                r.raise_incident(r.kind_now)
        for resident in self.residents:
            if resident.needs_debrief:
                resident.perhaps_debrief()

    def end_restrictions(self):
        """Let restrictions end as residents settle, and observation as it is reviewed."""
        for resident in self.residents:
            if resident.is_present and (resident.hold is not None or resident.observation > 0):
                resident.settle_restrictions()

    def live_tick(self):
        """Add what was lived in this tick to the hour."""
        for resident in self.residents:
            if resident.is_present:
                resident.live_tick()

    def pass_hour(self):
        """Let the slow states of all follow the hour they lived."""
        for resident in self.residents:
            resident.pass_hour()
        for staff in self.on_duty:
            staff.wear()
        self.conflicts_this_hour = 0
        self.load_hour = self.present_hour = 0.0

    def sleep_and_wake(self):
        """Fall asleep, wake, be woken; ask for something to sleep or to calm down."""
        for resident in self.residents:
            if resident.is_present:
                resident.sleep_or_wake()

    def advance_clock(self):
        """Go on to the next tick."""
        self.tick += 1
        for resident in self.residents:
            resident.turn_page()
        for staff in self.on_duty:
            staff.turn_page()

    def end_day(self):
        """Midnight: time use is written, ties fade, and once a week they are written."""
        for resident in self.residents:
            resident.flush_time_use()
        for resident in self.residents:
            resident.pass_day()
        if self.is_open and self.now.day_of_week == 6 and self.p.keep_ties > 0.0:
            self.write_ties()
