"""Residents of the plain Mesa model: plain floats, `self.random`, formulas where they are used.

A comment line `# Rule: name` stands before every formula that the library has as a rule: they are counted.
"""

import math

import mesa

AWAY, HOLDS = "away", ("time_out", "seclusion")
IMPULSES = ("denied", "limited", "demanded", "changed")


def clip(x):
    """Return `x` limited to 0-1."""
    return min(max(x, 0.0), 1.0)


class Resident(mesa.Agent):
    """Somebody in a bed of the ward."""

    def __init__(self, model, days_under_way=0.0):
        super().__init__(model)
        p, draw = model.p, self.random
        profile = draw.choices(model.profiles, [q.weight for q in model.profiles])[0]

        def trait(mean):
            return clip(draw.gauss(mean, p.trait_spread))

        self.is_detained, self.has_visitors = draw.random() < p.detained_share, draw.random() < 0.5
        self.frailty = draw.gammavariate(p.frailty_shape, 1.0 / p.frailty_shape) * profile.frailty_factor
        self.sociability, self.ability = trait(profile.sociability), trait(profile.ability)
        self.need_structure, self.need_autonomy = trait(profile.need_structure), trait(profile.need_autonomy)
        self.interests = [trait(x) for x in (profile.interest_talk, profile.interest_making)]
        self.interests += [trait(x) for x in (profile.interest_moving, profile.interest_leisure)]
        self.self_harm_risk, self.absconding_risk = trait(profile.self_harm), trait(profile.absconding)
        self.baseline, self.pace = trait(profile.arousal_baseline), 0.5 + trait(profile.pace)
        self.distress, self.coping = trait(profile.distress), trait(profile.coping)
        self.distress_floor = self.distress * p.distress_floor_share
        self.self_care, self.craving = trait(profile.self_care), trait(profile.craving)
        self.sleep_need, self.loneliness = draw.uniform(-0.1, 0.1), trait(p.loneliness_at_admission)
        self.days_left = (
            draw.lognormvariate(math.log(p.stay_long_median_days), p.stay_spread) - days_under_way
        )
        self.place, self.activity, self.slot, self.old_slot = model.bedroom, "free", None, None
        self.slot_share = self.old_share = self.contact_share = self.staff_share = 0.0
        self.partner = self.contact = self.hold = self.kind_now = None
        self.is_asleep = self.has_request = self.refuses = self.needs_talk = self.in_early_help = False
        self.is_present, self.must_move, self.observation, self.away_until = True, True, 0, 0
        self.arousal, self.boredom, self.tiredness, self.wait = self.baseline, 0.0, 0.3, 0.0
        self.denied = self.limited = self.demanded = self.changed = self.conflict = 0.0
        self.crowding = self.waiting = self.noise = self.provocation = self.alone = 0.0
        self.felt_safety, self.autonomy, self.predictability, self.standing = 0.6, 0.5, 0.0, 0.5
        self.admitted, self.since_chance, self.last_dose = model.tick, 24.0, -999
        self.ties, self.trust, self.trust_now, self.bonds = {}, {}, p.trust_at_first, 0.0
        self.time_use, self.incidents_now, self.wellbeing = {}, 0, 0.0
        self.hour, self.shift_sums = [0.0] * 8, [0.0] * 12

    def move(self):
        """Perhaps go somewhere else."""
        p = self.model.p
        if (
            self.slot is None
            and self.hold is None
            and (self.must_move or self.random.random() < p.move_chance)
        ):
            pulls = [self.pull_of(place) for place in self.model.free_places]
            at = self.random.random() * sum(pulls)
            for place, pull in zip(self.model.free_places, pulls):  # noqa: B007
                at -= pull
                if at < 0.0:
                    break
            self.place.n -= 1
            place.n += 1
            self.place, self.must_move, self.activity = place, False, "free"

    def pull_of(self, place):
        """Return the weight of a place where the resident could go."""
        p, now = self.model.p, self.model.now
        if place.name == "bedroom":
            # Rule: pull_of_bedroom
            return (
                p.pull_withdraw * (1.0 - self.sociability) * (1.0 + self.distress)
                + p.pull_fear * (1.0 - self.felt_safety)
                + p.pull_fatigue * self.tiredness * self.tiredness
                + now.night * p.pull_night
            )
        # Rule: room_left
        room = 1.0 if place.n < place.capacity else 0.0
        if place.name == "day_room":
            # Rule: pull_of_company
            wish = p.pull_company * self.sociability + p.pull_loneliness * self.loneliness
            return room * (wish + p.pull_boredom * self.boredom) * (1.0 - place.crowding)
        if place.name == "garden":
            # Rule: pull_of_garden
            factor = p.garden_locked_factor if self.is_detained and p.locked_share > 0.0 else 1.0
            open_now = 1.0 if now.is_daylight else 0.0
            return room * open_now * p.pull_garden * (self.interests[2] + self.boredom) * factor
        if place.name == "quiet_room":
            # Rule: pull_of_quiet_room
            practice = 1.0 + p.pull_quiet_practice * (p.calm_down_methods + p.sensory_room)
            return room * p.pull_quiet * self.arousal * self.arousal * practice
        # Rule: pull_of_corridor
        return p.pull_pacing * (self.arousal + self.boredom)

    def meet(self):
        """Perhaps get into contact with somebody in the same place."""
        p = self.model.p
        others = self.place.members
        if self.is_asleep or self.hold or self.partner or len(others) < 2 or self.place.name == "bedroom":
            return
        other = others[int(self.random.random() * (len(others) - 1))]
        other = others[-1] if other is self else other
        if other.is_asleep or other.partner or other.hold:
            return
        tie = self.ties.get(other.unique_id, 0.0)
        # Rule: meeting_per_hour
        share = p.meeting_base * (self.sociability + other.sociability) * (1.0 + p.meeting_w_tie * tie)
        if self.random.random() < share:
            self.be_with(other, tie)

    def be_with(self, other, tie):
        """Spend a tick with another resident."""
        p = self.model.p
        self.partner, other.partner = other, self
        self.contact_share = other.contact_share = 1.0
        # Rule: help_probability
        helps = clip(p.help_base * other.distress * (1.0 + p.help_w_standing * self.standing))
        # Rule: happens
        is_help = self.random.random() < 1.0 - math.exp(-helps * p.tick_hours)
        # Rule: next_standing
        self.standing += p.standing_share * p.tick_hours * (is_help - self.standing)
        if is_help:
            # Rule: relieved
            other.distress = clip(other.distress * (1.0 - p.help_relief))
        # Rule: valence_of_residents
        valence = (
            p.valence_start + p.valence_w_help * is_help - p.valence_w_arousal * self.arousal * other.arousal
        )
        # Rule: next_tie
        new = valence + (tie - valence) * math.exp(-p.tick_hours / p.tie_hours)
        self.ties[other.unique_id] = other.ties[self.unique_id] = new
        # Rule: hostility
        clash = clip(p.hostility_gain * self.arousal * other.arousal * (1.0 - tie))
        self.conflict, other.conflict = max(self.conflict, clash), max(other.conflict, clash)

    def attention(self):
        """Return how much attention the resident draws from staff."""
        p = self.model.p
        # Rule: attention
        if self.is_asleep:
            return 0.0
        need = p.attention_w_distress * self.distress + p.attention_w_arousal * self.arousal
        need += p.attention_w_early if self.in_early_help else 0.0
        seen = p.attention_w_request if self.has_request else 0.0
        seen += p.attention_w_detained if self.is_detained else 0.0
        seen += p.attention_w_trust * (1.0 + self.trust_now)
        return p.attention_base + p.validation * need + (1.0 - p.validation) * seen

    def look_around(self):
        """Take in the place; let old impulses fade."""
        p, place = self.model.p, self.place
        is_own = place.name == "bedroom"
        self.noise = place.own_noise if is_own else place.noise
        self.crowding = 0.0 if is_own else place.crowding
        self.denied *= p.kept_impulse
        self.limited *= p.kept_impulse
        self.demanded *= p.kept_impulse
        self.changed *= p.kept_impulse

    def ask(self):
        """Perhaps want something from staff."""
        p = self.model.p
        # Rule: request_per_hour
        wish = 1.0 + p.request_w_distress * self.distress + p.request_w_boredom * self.boredom
        hazard = p.request_base * (wish + p.request_w_craving * self.craving)
        self.wait = 0.0
        # Rule: happens
        self.has_request = self.random.random() < 1.0 - math.exp(-hazard * p.tick_hours)

    def wait_for_answer(self, floor_each):
        """Wait on, give up, or get an answer."""
        p = self.model.p
        # Rule: promptness
        prompt = p.promptness_least + (1.0 - p.promptness_least) * p.support
        # Rule: answer_per_hour
        hazard = prompt * floor_each / p.minutes_a_request
        # Rule: happens
        if self.contact or self.random.random() < 1.0 - math.exp(-hazard * p.tick_hours):
            self.get_answer()
        else:
            self.wait += p.tick_hours
            self.has_request = self.wait <= p.hours_until_given_up

    def get_answer(self):
        """Get a yes or a no."""
        p, staff = self.model.p, self.contact or self.random.choice(self.model.on_duty)
        # Rule: denial_probability
        strict = p.denial_base * (1.0 + p.denial_w_structure * p.structure)
        if self.random.random() < clip(strict * (1.0 - p.denial_w_validation * p.validation)):
            # Rule: impulse_of_denial
            impulse = clip(p.impulse_denial * (1.0 - p.impulse_w_warmth * staff.warmth))
            # Rule: added
            self.denied += impulse * (1.0 - self.denied)
        staff.be_trusted(self, p.answer_hours)
        self.has_request, self.wait = False, 0.0

    def be_limited(self):
        """Perhaps have a limit set."""
        p, model = self.model.p, self.model
        # Rule: limit_per_hour
        tests = self.arousal + self.boredom * self.need_autonomy
        told = (1.0 - p.limit_w_involvement * p.involvement) * (1.0 + p.limit_w_structure * p.structure)
        hazard = p.limit_base * tests * model.staff_present * self.place.sight * told
        # Rule: happens
        if self.random.random() < 1.0 - math.exp(-hazard * p.tick_hours) and model.on_duty:
            staff = self.random.choice(model.on_duty)
            # Rule: impulse_of_limit
            impulse = clip(p.impulse_limit * (1.0 - p.impulse_w_warmth * staff.warmth))
            # Rule: added
            self.limited += impulse * (1.0 - self.limited)
        # Rule: waiting_level
        self.waiting = clip(self.wait / p.hours_until_waiting_matters)
