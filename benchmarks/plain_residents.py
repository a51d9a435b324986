"""Residents of the plain Mesa model: who they are, where they go, whom they meet.

Plain floats, `self.random`, formulas where they are used. A comment line `# Rule: name` stands before every formula
that the library has as a rule: they are counted.
"""

import math

import mesa

from milieusim.vocabulary import Trigger

HOUR = "awake staff company crowded held demanded structured organised fit therapy skills expected".split()


def clip(x, low=0.0):
    """Return `x` limited to 0-1, or to another lower end and 1."""
    return min(max(x, low), 1.0)


class Resident(mesa.Agent):
    """Somebody in a bed of the ward."""

    def __init__(self, model, is_found=False):
        super().__init__(model)
        profile = self.random.choices(model.profiles, [q.weight for q in model.profiles])[0]
        self.plan_stay(is_found)
        self.bring_traits(profile)
        self.bring_states(profile)
        self.come_with_nothing_lived()
        self.get_a_nurse()
        if is_found:
            self.have_lived_here()

    def plan_stay(self, is_found):
        """Be planned to stay some days, of which some are gone if one is found on the ward."""
        p, draw = self.model.p, self.random
        medians = [p.stay_short_median_days, p.stay_long_median_days]
        weights, longer = [p.stay_short_share, 1.0 - p.stay_short_share], 0.0
        if is_found:  # the longer a stay, the likelier one comes upon it
            weights = [weight * median for weight, median in zip(weights, medians)]
            longer = p.stay_spread * p.stay_spread
        # Rule: stay_days
        days = draw.lognormvariate(math.log(draw.choices(medians, weights)[0]) + longer, p.stay_spread)
        self.planned_days = min(days, p.longest_stay_days)
        self.days_gone = self.planned_days * draw.random() if is_found else 0.0
        self.days_left = self.planned_days - self.days_gone
        self.admitted = self.model.tick - self.days_gone * p.ticks_a_day

    def trait(self, mean, spread=None):
        """Draw something about oneself."""
        # Rule: trait
        return clip(self.random.gauss(mean, self.model.p.trait_spread if spread is None else spread))

    def bring_traits(self, profile):
        """Bring along what lasts."""
        p, draw = self.model.p, self.random
        # Rule: detention_probability
        odds = p.detained_share / (1.0 - p.detained_share) * math.exp(profile.detained_log_odds)
        self.is_detained = draw.random() < odds / (1.0 + odds)
        self.has_visitors = draw.random() < p.share_with_visitors
        # Rule: frailty_scale
        scale = profile.frailty_factor * (p.detained_frailty_factor if self.is_detained else 1.0)
        scale *= (max(self.planned_days, 1.0) / p.stay_reference_days) ** p.stay_frailty_power
        self.frailty = draw.gammavariate(p.frailty_shape, scale / p.frailty_shape)
        self.sociability, self.ability = self.trait(profile.sociability), self.trait(profile.ability)
        self.need_structure = self.trait(profile.need_structure)
        self.need_autonomy = self.trait(profile.need_autonomy)
        likes = (profile.interest_talk, profile.interest_making)
        likes += (profile.interest_moving, profile.interest_leisure)
        self.interests = [self.trait(mean) for mean in likes]
        self.craves = self.trait(profile.craving) if draw.random() < profile.substances else 0.0
        self.self_harm_risk = self.trait(profile.self_harm)
        self.absconding_risk = self.trait(profile.absconding)
        self.baseline = self.trait(profile.arousal_baseline, p.baseline_spread)
        self.pace = p.smallest_pace + self.trait(profile.pace)
        self.sleep_need = p.sleep_need_spread * (draw.random() - 0.5)
        # Rule: structure_wanted
        self.structure_wanted = clip(p.structure_wanted_at_most * self.need_structure)

    def bring_states(self, profile):
        """Bring along how one is on the day of admission."""
        p = self.model.p
        self.distress = self.trait(profile.distress, p.state_spread)
        self.distress_floor = self.distress * p.distress_floor_share
        # Rule: acute_at_admission
        self.acute = self.trait(profile.acute, p.state_spread) * (self.distress - self.distress_floor)
        self.coping = self.trait(profile.coping, p.state_spread)
        self.self_care = self.trait(profile.self_care, p.state_spread)
        self.loneliness = self.trait(p.loneliness_at_admission, p.state_spread)
        self.craving = self.craves
        self.felt_safety, self.autonomy = p.felt_safety_at_admission, p.autonomy_at_admission
        self.standing, self.medicated = p.standing_at_admission, p.medicated_at_admission
        self.tiredness, self.arousal = p.sleep_pressure_at_admission, self.baseline
        self.structure_lived, self.predictability, self.known = self.structure_wanted, 0.0, 0.0
        self.hunger = self.sleep_lost = self.boredom = self.strain = self.moving = 0.0
        self.denied = self.limited = self.demanded = self.changed = self.conflict = 0.0
        self.noise = self.crowding = self.waiting = self.alone = 0.0
        self.touchy = dict.fromkeys(Trigger.labels(), 1.0)
        self.note_daily_care()

    def come_with_nothing_lived(self):
        """Be on the ward, with nothing yet done or had there."""
        model = self.model
        self.place, self.activity, self.is_present, self.away_until = model.bedroom, "free_time", True, 0.0
        self.slot = self.old_slot = self.served_slot = self.queue = self.hold = self.partner = None
        self.slot_share = self.old_share = self.served_share = 0.0
        self.contact = self.kind_now = self.demand = self.demand_slot = self.request = None
        self.contact_share = self.staff_share = self.wait = 0.0
        self.is_asleep = self.is_absconded = self.in_early_help = self.was_coerced = False
        self.must_move, self.observation, self.risk_score = True, 0, 0
        self.queue_number = self.prompts = self.next_prompt = self.demand_until = self.promises = 0
        self.is_being_seen, self.service_minutes, self.served_minutes = False, 0.0, 0.0
        self.seen_at, self.last_dose = model.tick, model.tick - int(model.p.prn_gap_ticks)
        self.talk_left, self.talk_trigger, self.talk_until = 0.0, None, 0
        self.slept, self.since_chance, self.incidents_now, self.wellbeing = 0.0, 24.0, 0, 0.0
        self.milieu = self.hazard = self.bonds = 0.0
        self.causes = {}
        self.ties, self.likings, self.time_use, self.noted = {}, {}, {}, {}
        self.hour, self.shift_sums = dict.fromkeys(HOUR, 0.0), [0.0] * 22

    def get_a_nurse(self):
        """Get a named nurse, and trust everybody as one does at first."""
        model, p = self.model, self.model.p
        # Rule: first_trust
        self.trust_now = clip(p.trust_at_first + p.trust_know_gain * p.know_each_other, -1.0)
        self.trust = dict.fromkeys(model.staff, self.trust_now)
        nurses = [s for s in model.staff if s.is_registered and not s.is_bank]
        self.named_nurse = self.random.choice(nurses) if nurses else None

    def have_lived_here(self):
        """Be as somebody is who has been here for some days."""
        p, days = self.model.p, self.days_gone
        # Rule: usual_medication
        taken = p.rounds_a_day * p.dose_due_share * p.usual_attendance * p.dose_effect
        self.medicated = taken / (taken + 24.0 / p.hours_medicated)
        self.predictability = self.model.told(1.0 - p.bank_share)
        # Rule: trust_so_far
        self.trust_now *= math.exp(-days / p.days_trust_fade)
        self.trust = dict.fromkeys(self.model.staff, self.trust_now)
        # Rule: known_so_far
        gain, loss = p.usual_named_hours / p.known_hours, 1.0 / p.days_known_fade
        self.known = gain / (gain + loss) * (1.0 - math.exp(-(gain + loss) * days))
        # Rule: distress_so_far
        floor, hurt = self.drawn_to(), p.usual_hurt_per_day
        speed = p.recovery_per_day * self.pace * (1.0 - p.recovery_w_refusal * (1.0 - self.medicated))
        level = (speed * floor + hurt) / (speed + hurt)
        lasting = level + (self.distress - self.acute - level) * math.exp(-(speed + hurt) * days)
        self.acute *= math.exp(-days / p.days_acute)
        self.distress = clip(lasting + self.acute)
        self.learn(days * p.usual_attendance * p.therapy_hours_a_day, days)
        self.practise(days * p.usual_attendance * p.skills_hours_a_day, days)

    def likes(self, other):
        """Return how far two residents happen to like each other: the same whichever asks."""
        if other not in self.likings:
            # Rule: liking
            self.likings[other] = clip(self.random.gauss(0.0, self.model.p.liking_spread), -1.0)
            other.likings[self] = self.likings[other]
        return self.likings[other]

    def move(self):
        """Perhaps go somewhere else."""
        if self.slot is not None or self.hold is not None:
            return
        if self.must_move or self.random.random() < self.model.p.move_chance:
            places = self.model.free_places
            self.go_to(self.random.choices(places, [self.pull_of(place) for place in places])[0])

    def go_to(self, place):
        """Go to a place."""
        self.place.n -= 1
        place.n += 1
        self.place, self.must_move, self.activity = place, False, "free_time"
        if place.name == "garden":
            self.activity = "fresh_air"
        elif place.name == "quiet_room":
            self.activity = "quiet_time"

    def pull_of(self, place):
        """Return the weight of a place where the resident could go."""
        p, now = self.model.p, self.model.now
        if place.name == "bedroom":
            # Rule: pull_of_bedroom
            return (
                p.pull_withdraw * (1.0 - self.sociability) * (1.0 + self.distress)
                + p.pull_fear * (1.0 - self.felt_safety)
                + p.pull_fatigue * self.tiredness * self.tiredness
                + p.pull_night * now.night
            )
        if place.name == "corridor":
            # Rule: pull_of_corridor
            return p.pull_pacing * (self.arousal + self.boredom)
        # Rule: room_left
        if place.n >= place.capacity:
            return 0.0
        if place.name == "day_room":
            # Rule: pull_of_company
            wish = p.pull_company * self.sociability + p.pull_loneliness * self.loneliness
            return (wish + p.pull_boredom * self.boredom) * (1.0 - place.crowding)
        if place.name == "garden":
            # Rule: pull_of_garden
            if not now.is_daylight:
                return 0.0
            barred = p.locked_share * (1.0 - p.garden_locked_factor) if self.is_detained else 0.0
            return p.pull_garden * (self.interests[2] + self.boredom) * (1.0 - barred)
        # Rule: pull_of_quiet_room
        practice = 1.0 + p.pull_quiet_practice * (p.calm_down_methods + p.sensory_room)
        return p.pull_quiet * self.arousal * self.arousal * practice

    def be_strained(self, impulse):
        """Carry a part of what has just hit one into the days after."""
        # Rule: strain_of added
        self.strain += clip(self.model.p.strain_share * impulse) * (1.0 - self.strain)
