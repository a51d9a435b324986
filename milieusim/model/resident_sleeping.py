"""Residents and their sleep: falling asleep, waking, asking for something to sleep or to calm down."""

from milieusim.model.codes import BEDROOM, FREE_TIME, SECLUSION
from milieusim.rules.random import Decision

SLEEP, PRN_DRAW = int(Decision.SLEEP), int(Decision.PRN)


class Sleeping:
    """Sleep, and PRN medication without conflict (phase 14 of a tick)."""

    def sleep_or_wake(self):
        """Fall asleep, wake or be woken; ask for something to sleep or to calm down."""
        p = self.p
        self.sleep_pressure = self.rules.next_sleep_pressure(
            sleep_pressure=self.sleep_pressure,
            is_asleep=self.is_asleep,
            kept_awake=p.kept_pressure_awake,
            kept_asleep=p.kept_pressure_asleep,
        )
        if self.is_asleep:
            self.perhaps_wake()
        else:
            if self.place.kind == BEDROOM and self.slot is None:
                self.perhaps_fall_asleep()
            self.perhaps_ask_for_prn()

    def perhaps_fall_asleep(self):
        """Fall asleep in one's own room."""
        p, rules, now = self.p, self.rules, self.model.now
        hazard = rules.fall_asleep_per_hour(
            sleep_pressure=self.sleep_pressure,
            alertness=now.alertness,
            night=now.night,
            arousal=self.arousal,
            noise=self.noise,
            sleep_need=self.sleep_need,
            fastest=p.sleep_fastest,
            w_alertness=p.sleep_w_alertness,
            w_night=p.sleep_w_night,
            w_arousal=p.sleep_w_arousal,
            w_noise=p.sleep_w_noise,
            threshold=p.sleep_threshold,
        )
        if hazard > 0.0 and rules.happens(u=self.draw(SLEEP), per_hour=hazard, hours=p.tick_hours):
            self.is_asleep = True
            self.activity = FREE_TIME
            self.has_request = False
            self.wait_hours = 0.0
            self.partner = None
            self.contact_share = 0.0
            self.staff_share = 0.0

    def perhaps_wake(self):
        """Wake by oneself, or by noise and night checks."""
        ward, p, rules = self.model, self.p, self.rules
        now = ward.now
        hazard = rules.wake_per_hour(
            sleep_pressure=self.sleep_pressure,
            alertness=now.alertness,
            night=now.night,
            noise=self.noise,
            sleep_need=self.sleep_need,
            fastest=p.sleep_fastest,
            w_alertness=p.sleep_w_alertness,
            w_night=p.sleep_w_night,
            w_noise=p.sleep_w_noise,
            threshold=p.wake_threshold,
        )
        if ward.on_duty:
            hazard += rules.night_check_wakes(
                per_check_hour=p.night_check_per_hour,
                containment=p.containment,
                noise_of_checks=p.night_check_least,
            )
        if hazard > 0.0 and rules.happens(u=self.draw(SLEEP), per_hour=hazard, hours=p.tick_hours):
            self.is_asleep = False
            self.must_move = now.night < 1.0
            self.activity = FREE_TIME

    def perhaps_ask_for_prn(self):
        """Ask for, or be offered, PRN medication for anxiety or sleeplessness."""
        ward, p, rules = self.model, self.p, self.rules
        now = ward.now
        if not ward.on_duty or self.hold == SECLUSION or ward.tick - self.last_dose < int(p.prn_gap_ticks):
            return
        hazard = rules.prn_per_hour(
            base=p.prn_base,
            arousal=self.arousal,
            distress=self.distress,
            is_night=now.night,
            is_awake=True,
            craving=self.craving,
            calm_down=p.calm_down_methods,
            sensory=p.sensory_room,
            w_arousal=p.prn_w_arousal,
            w_distress=p.prn_w_distress,
            w_night=p.prn_w_night,
            w_craving=p.prn_w_craving,
            w_calm_down=p.prn_w_calm_down,
            w_sensory=p.prn_w_sensory,
        )
        if rules.happens(u=self.draw(PRN_DRAW), per_hour=hazard, hours=p.tick_hours):
            self.take_prn(None)
