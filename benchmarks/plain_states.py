"""What residents of the plain Mesa model feel, and how they sleep."""

from benchmarks.plain_demands import AskedResident
from benchmarks.plain_residents import clip


class FeelingResident(AskedResident):
    """A resident with boredom, arousal and sleep."""

    def parts(self):
        """Return the slots that one was in during the tick, with the share of it that each took."""
        shares = ((self.slot, self.slot_share), (self.old_slot, self.old_share))
        shares += ((self.served_slot, self.served_share),)
        return [(slot, share) for slot, share in shares if slot is not None]

    def feel(self):
        """Let boredom and arousal follow the tick."""
        if not self.is_asleep:
            self.feel_boredom()
        self.feel_arousal()
        if not self.is_asleep:
            self.settle()

    def feel_arousal(self):
        """Arousal is drawn to what one lives through."""
        p, now = self.model.p, self.model.now
        # Rule: arousal_target
        target = clip(
            self.baseline
            + p.arousal_w_noise * self.noise
            + p.arousal_w_crowding * self.crowding
            + p.arousal_w_boredom * self.boredom
            + p.arousal_w_waiting * self.waiting
            + p.arousal_w_craving * self.craving
            + p.arousal_w_conflict * self.conflict
            + p.arousal_w_denied * self.denied
            + p.arousal_w_limited * self.limited
            + p.arousal_w_demanded * self.demanded
            + p.arousal_w_changed * self.changed
            + p.arousal_w_alertness * now.alertness
            + p.arousal_w_fear * (1.0 - self.felt_safety)
            + p.arousal_w_worry * (1.0 - self.certainty())
            + p.arousal_w_hemmed_in * (self.hemmed_in() - p.usually_hemmed_in)
            + p.arousal_w_distress * self.distress
            + p.arousal_w_hunger * self.hunger
            + p.arousal_w_sleep_lost * self.sleep_lost
            + p.arousal_w_refusal * (1.0 - self.medicated)
        )
        # Rule: next_arousal
        if self.is_asleep:
            target *= p.arousal_asleep_share
            self.arousal = target + (self.arousal - target) * p.kept_arousal_asleep
        else:
            self.arousal = target + (self.arousal - target) * p.kept_arousal

    def feel_boredom(self):
        """Boredom falls with anything done or shared."""
        p = self.model.p
        engaged = sum(share * slot.occupation for slot, share in self.parts())
        engaged = min(max(engaged, self.staff_share, self.contact_share), 1.0)
        # Rule: kept_busy next_boredom
        target = (1.0 - engaged) * (
            1.0 - p.boredom_w_programme * p.activity_programme * self.model.staff_present
        )
        self.boredom = target + (self.boredom - target) * p.kept_boredom

    def settle(self):
        """Be calmed by a quiet room and by early help."""
        p, given = self.model.p, self.model.talks_given
        if self.place.name == "quiet_room" and self.slot is None:
            # Rule: calming_of_quiet calmed
            room = 1.0 + p.quiet_w_calm_down * p.calm_down_methods + p.quiet_w_sensory * p.sensory_room
            share = clip(p.quiet_calming_per_hour * p.tick_hours * room)
            self.arousal = clip(self.arousal * (1.0 - share))
        if self.in_early_help:
            # Rule: talk_share early_help_share calmed
            self.staff_share = max(self.staff_share, clip(given * p.talk_minutes / 60.0))
            share = p.risk_assessment * given * p.early_help_per_hour * p.tick_hours
            self.arousal = clip(self.arousal * (1.0 - share))

    def grow_tired(self, is_asleep):
        """Let the pressure to sleep rise awake, and fall asleep."""
        p = self.model.p
        # Rule: next_sleep_pressure
        if is_asleep:
            self.tiredness *= p.kept_pressure_asleep
        else:
            self.tiredness = 1.0 + (self.tiredness - 1.0) * p.kept_pressure_awake

    def sleep_or_wake(self):
        """Fall asleep, wake, ask for something to calm down."""
        p, now, model = self.model.p, self.model.now, self.model
        self.grow_tired(self.is_asleep)
        if self.is_asleep:
            self.slept += p.tick_hours
            self.perhaps_wake()
            return
        if self.hold == "seclusion" or (self.place.name == "bedroom" and self.slot is None):
            self.perhaps_fall_asleep()
        is_too_soon = model.tick - self.last_dose < p.prn_gap_ticks
        if model.on_duty and self.hold != "seclusion" and not is_too_soon:
            # Rule: prn_per_hour
            wish = p.prn_w_arousal * self.arousal * self.arousal + p.prn_w_distress * self.distress
            wish += p.prn_w_night * now.night + p.prn_w_craving * self.craving
            calm = (1.0 - p.prn_w_calm_down * p.calm_down_methods) * (1.0 - p.prn_w_sensory * p.sensory_room)
            if model.happens(p.prn_base * wish * calm):
                self.be_given_prn(None)

    def perhaps_wake(self):
        """Wake by oneself, or by noise and night checks."""
        p, now, model = self.model.p, self.model.now, self.model
        # Rule: wake_per_hour
        drive = p.wake_threshold + p.sleep_w_alertness * now.alertness + p.sleep_w_noise * self.noise
        drive -= self.tiredness + p.sleep_w_night * now.night + self.sleep_need
        hazard = p.sleep_fastest * clip(drive)
        if model.on_duty:
            # Rule: night_check_wakes
            checks = p.night_check_least + (1.0 - p.night_check_least) * p.containment
            hazard += p.night_check_per_hour * checks
        if hazard > 0.0 and model.happens(hazard):
            self.is_asleep, self.must_move, self.activity = False, now.night < 1.0, "free_time"

    def perhaps_fall_asleep(self):
        """Fall asleep in one's own room."""
        p, now = self.model.p, self.model.now
        # Rule: fall_asleep_per_hour
        drive = self.tiredness + p.sleep_w_night * now.night - p.sleep_w_alertness * now.alertness
        drive -= p.sleep_w_arousal * self.arousal + p.sleep_w_noise * self.noise
        drive -= p.sleep_w_worry * (1.0 - self.certainty())
        hazard = p.sleep_fastest * clip(drive + self.sleep_need - p.sleep_threshold)
        if hazard > 0.0 and self.model.happens(hazard):
            self.is_asleep, self.activity, self.partner = True, "free_time", None
            self.contact_share = self.staff_share = 0.0
            if self.request == "ordinary":
                self.request, self.wait = None, 0.0

    def count_sleep(self):
        """Begin the day with as much sleep lost as the night did not give."""
        p = self.model.p
        # Rule: sleep_lost
        lost = clip(1.0 - self.slept / (p.sleep_hours_needed * (1.0 + self.sleep_need)))
        self.sleep_lost, self.slept = lost if self.is_present else 0.0, 0.0
