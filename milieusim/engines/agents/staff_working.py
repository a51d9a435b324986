"""Staff at work: a shift begins and ends, time with residents, what an hour does to a person."""

from milieusim.engines.agents.ward_parts import Row
from milieusim.rules.basics.keyed_draws import Decision, uniform

SKILL, STAFF_CONTACT, STAFF_CHOICE = (
    int(Decision.SKILL),
    int(Decision.STAFF_CONTACT),
    int(Decision.STAFF_CHOICE),
)


class Working:
    """What staff do on a shift."""

    def draw_skill(self, tick, is_bank):
        """Draw the skill of the person who fills this post from a tick on."""
        p = self.p
        self.skill = self.rules.skill(
            mean=p.skill_mean,
            spread=p.skill_spread,
            u=uniform(self.model.key, tick, SKILL, self.person, 0),
            is_bank=is_bank,
            bank_offset=p.bank_skill_offset,
        )
        self.burnout = p.usual_burnout

    def start_duty(self):
        """Begin a shift; bank staff are somebody new each time and know nobody."""
        ward, p, rules = self.model, self.p, self.rules
        if self.is_bank:
            self.draw_skill(ward.shift_start, is_bank=True)
            start = rules.first_trust(know_each_other=0.0, gain=p.trust_know_gain, start=p.trust_at_first)
            for resident in ward.residents:
                resident.trust[self.seat] = start
        self.is_on_duty = True
        self.until = ward.shift_start + ward.now.duty_ticks
        self.shift = ward.shift
        self.shift_day = ward.shift_day
        self.shift_start = ward.shift_start
        self.leading = None
        self.fatigue = 0.0
        self.show_warmth()
        self.deescalation = rules.deescalation(
            skill=self.skill,
            burnout=self.burnout,
            talk_down=p.talk_down,
            w_burnout=p.warmth_w_burnout,
            w_talk_down=p.deescalation_w_talk_down,
        )
        self.open_row()

    def show_warmth(self):
        """Let skill, burnout and the hours worked show in contact."""
        p = self.p
        self.warmth = self.rules.warmth(
            skill=self.skill,
            burnout=self.burnout,
            fatigue=self.fatigue,
            positive_words=p.positive_words,
            w_burnout=p.warmth_w_burnout,
            w_fatigue=p.warmth_w_fatigue,
            w_positive=p.warmth_w_positive,
        )

    def go_home(self):
        """End a shift."""
        self.close_row()
        self.is_on_duty = False
        self.leading = None

    def sickness(self):
        """Return the probability that a rostered shift is lost to sickness."""
        p = self.p
        return self.rules.sickness_probability(
            sickness=p.sickness,
            burnout=self.burnout,
            usual_burnout=p.usual_burnout,
            w_burnout=p.sickness_w_burnout,
        )

    def be_on_the_floor(self, total):
        """Perhaps be with one resident in this tick, chosen by attention."""
        p = self.p
        self.is_in_contact = False
        self.contact_share = 0.0
        if total <= 0.0:
            return
        busy = self.rules.contact_probability(self.floor_minutes * p.contact_of_floor)
        if self.draw(STAFF_CONTACT) < busy:
            self.is_in_contact = True
            self.contact_share = 1.0
            self.be_with(self.model.resident_at(self.draw(STAFF_CHOICE) * total))

    def be_with(self, resident):
        """Spend a tick with a resident, who calms down and comes to trust more or less."""
        p, rules, trust = self.p, self.rules, resident.trust
        resident.contact_staff = self
        resident.staff_share = 1.0
        resident.arousal = rules.calmed(
            arousal=resident.arousal,
            share=rules.calming_share(
                warmth=self.warmth,
                trust=trust[self.seat],
                tick_hours=p.tick_hours,
                per_hour=p.calming_per_hour,
            ),
        )
        self.be_trusted(resident, p.tick_hours)

    def be_trusted(self, resident, hours):
        """Be trusted more or less after some hours together."""
        p, rules, trust = self.p, self.rules, resident.trust
        trust[self.seat] = rules.next_tie(
            tie=trust[self.seat],
            valence=rules.valence_of_staff(
                warmth=self.warmth,
                answered=0.0,
                denied=0.0,
                w_answered=p.valence_w_answered,
                w_denied=p.valence_w_denied,
                start=p.valence_staff_start,
            ),
            hours=hours,
            hours_to_settle=p.trust_hours,
        )

    def wear(self):
        """Let an hour at work wear one down, or rest one."""
        ward, p, rules = self.model, self.p, self.rules
        self.burnout = rules.next_burnout(
            burnout=self.burnout,
            load=ward.load_hour,
            conflict_seen=min(float(ward.conflicts_this_hour), 1.0),
            personal=p.usual_burnout,
            kept=p.kept_burnout,
            w_load=p.burnout_w_load,
            w_conflict=p.burnout_w_conflict,
            comfortable_load=p.comfortable_load,
        )
        self.fatigue = rules.next_fatigue(
            fatigue=self.fatigue,
            load=ward.load_hour,
            night=ward.now.night,
            kept=p.kept_fatigue,
            w_load=p.fatigue_w_load,
            w_night=p.fatigue_w_night,
            base=p.fatigue_base,
        )
        self.show_warmth()

    def open_row(self):
        """Begin the row of a shift worked."""
        self.worked = Row("staff_shifts")

    def close_row(self):
        """Write the row of a shift worked, if any of it was within the window."""
        if self.model.is_open and self.worked.hours_on_duty > 0.0:
            self.model.staff_shifts.append(self.finished_row())

    def finished_row(self):
        """Return the row of the shift under way."""
        row = self.worked.copy()
        row.day = self.shift_day
        row.shift = self.shift
        row.at_hour = self.shift_start * self.p.tick_hours
        row.staff = self.post
        row.role = self.role
        row.is_registered = self.is_registered
        row.is_bank = self.is_bank
        row.burnout = self.burnout
        return row

    def record_tick(self, shift):
        """Add a tick on duty to the rows under way; return whether it was spent with residents."""
        p, row = self.p, self.worked
        dt = p.tick_hours
        row.hours_on_duty += dt
        led = self.rules.hours(self.lead_minutes + self.talk_minutes)
        contact = min(led + self.contact_share * dt, dt)  # at most the tick
        row.contact_hours += contact
        self.model.minutes_available[self.role] += p.tick_minutes
        if not self.is_nursing:
            return False
        shift.nursing_hours += dt
        shift.care_hours += dt
        shift.nursing_contact_hours += contact
        shift.mean_burnout += self.burnout * dt
        return self.is_in_contact or self.lead_minutes > 0.0
