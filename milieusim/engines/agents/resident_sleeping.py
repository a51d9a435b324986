"""Residents and their sleep: falling asleep, waking, asking for something to sleep or to calm down."""

from milieusim.rules.basics.keyed_draws import Decision
from milieusim.ward.codes import BEDROOM, FREE_TIME, SECLUSION

SLEEP, PRN_DRAW = int(Decision.SLEEP), int(Decision.PRN)


class Sleeping:
    """Sleep, and PRN medication without conflict (phase 14 of a tick)."""

    def sleep_or_wake(self):
        """Fall asleep, wake or be woken; ask for something to sleep or to calm down."""
        self.sleep_pressure = self.rules.next_sleep_pressure(self.sleep_pressure, self.is_asleep)
        if self.is_asleep:
            self.perhaps_wake()
        else:
            if self.place.kind == BEDROOM and self.slot is None:
                self.perhaps_fall_asleep()
            self.perhaps_ask_for_prn()

    def perhaps_fall_asleep(self):
        """Fall asleep in one's own room."""
        rules, now = self.rules, self.model.now
        hazard = rules.fall_asleep_per_hour(
            self.sleep_pressure, now.alertness, now.night, self.arousal, self.noise, self.sleep_need
        )
        if hazard > 0.0 and rules.happens(self.draw(SLEEP), hazard):
            self.is_asleep = True
            self.activity = FREE_TIME
            self.has_request = False
            self.wait_hours = 0.0
            self.partner = None
            self.contact_share = 0.0
            self.staff_share = 0.0

    def perhaps_wake(self):
        """Wake by oneself, or by noise and night checks."""
        ward, rules = self.model, self.rules
        now = ward.now
        hazard = rules.wake_per_hour(
            self.sleep_pressure, now.alertness, now.night, self.noise, self.sleep_need
        )
        if ward.on_duty:
            hazard += rules.night_check_wakes()
        if hazard > 0.0 and rules.happens(self.draw(SLEEP), hazard):
            self.is_asleep = False
            self.must_move = now.night < 1.0
            self.activity = FREE_TIME

    def perhaps_ask_for_prn(self):
        """Ask for, or be offered, PRN medication for anxiety or sleeplessness."""
        ward, p, rules = self.model, self.p, self.rules
        now = ward.now
        if not ward.on_duty or self.hold == SECLUSION or ward.tick - self.last_dose < int(p.prn_gap_ticks):
            return
        hazard = rules.prn_per_hour(p.prn_base, self.arousal, self.distress, now.night, True, self.craving)
        if rules.happens(self.draw(PRN_DRAW), hazard):
            self.take_prn(None)
