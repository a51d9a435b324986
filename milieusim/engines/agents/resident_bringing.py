"""Residents and what they bring along: who they are, how long they stay, traits and first states."""

from milieusim.rules.basics.keyed_draws import Decision, uniform

GAMMA_TRIES = 32


class Bringing:
    """What a person brings along; drawn from the seed and the person, so alike under every design."""

    def trait_draw(self, decision, other=0):
        """Draw one of a person's traits: it depends on the seed and the person, on nothing else."""
        return uniform(self.model.key, 0, decision, self.number, other)

    def draw_person(self, q):
        """Draw sex, age, detention, substance use and whether there are visitors."""
        p, rules = self.p, self.rules
        self.profile = self.model.profiles.index(q)
        self.diagnosis = q.diagnosis
        self.sex = sex_of(self.trait_draw(Decision.SEX), p.female_share, p.other_sex_share)
        self.age = int(
            rules.age_years(
                mean=q.age_mean,
                spread=q.age_spread,
                youngest=p.youngest_age,
                oldest=p.oldest_age,
                u=self.trait_draw(Decision.AGE),
            )
        )
        self.is_detained = self.trait_draw(Decision.DETAINED) < rules.detention_probability(
            ward_share=p.detained_share, profile_log_odds=q.detained_log_odds
        )
        self.uses_substances = self.trait_draw(Decision.SUBSTANCES) < q.substances
        self.has_visitors = self.trait_draw(Decision.VISITORS) < p.share_with_visitors

    def draw_stay(self, is_under_way):
        """Draw the days of a stay, and how many of them are gone."""
        p, rules = self.p, self.rules
        rule = rules.stay_days_under_way if is_under_way else rules.stay_days
        days = rule(
            u_hump=self.trait_draw(Decision.STAY_HUMP),
            u_length=self.trait_draw(Decision.STAY_LENGTH),
            short_share=p.stay_short_share,
            short_median=p.stay_short_median_days,
            long_median=p.stay_long_median_days,
            spread=p.stay_spread,
            longest=p.longest_stay_days,
        )
        return days, days * self.trait_draw(Decision.STAY_ELAPSED) if is_under_way else 0.0

    def draw_gamma(self):
        """Draw from a gamma of the ledger's shape and unit scale."""
        p, rules = self.p, self.rules
        deviate = p.frailty_shape + 1.0
        for k in range(GAMMA_TRIES):
            z = rules.normal_quantile(u=self.trait_draw(Decision.FRAILTY_NORMAL, k))
            tried = rules.gamma_accepts(
                z=z, u=self.trait_draw(Decision.FRAILTY_UNIFORM, k), shape=p.frailty_shape + 1.0
            )
            if tried >= 0.0:
                deviate = tried
                break
        return rules.gamma_shrunk(
            deviate=deviate, u=self.trait_draw(Decision.FRAILTY_SHRINK), shape=p.frailty_shape
        )

    def draw_traits(self, q):
        """Draw what a person brings along."""
        p, rules = self.p, self.rules

        def trait(mean, decision, spread=p.trait_spread):
            return rules.trait(mean=mean, spread=spread, u=self.trait_draw(decision))

        self.sociability = trait(q.sociability, Decision.SOCIABILITY)
        self.need_structure = trait(q.need_structure, Decision.NEED_STRUCTURE)
        self.need_autonomy = trait(q.need_autonomy, Decision.NEED_AUTONOMY)
        self.interest_talk = trait(q.interest_talk, Decision.INTEREST_TALK)
        self.interest_making = trait(q.interest_making, Decision.INTEREST_MAKING)
        self.interest_moving = trait(q.interest_moving, Decision.INTEREST_MOVING)
        self.interest_leisure = trait(q.interest_leisure, Decision.INTEREST_LEISURE)
        self.ability = trait(q.ability, Decision.ABILITY)
        self.craving_trait = trait(q.craving, Decision.CRAVING)
        self.self_harm_risk = trait(q.self_harm, Decision.SELF_HARM)
        self.absconding_risk = trait(q.absconding, Decision.ABSCONDING)
        self.arousal_baseline = trait(q.arousal_baseline, Decision.AROUSAL_BASELINE, p.baseline_spread)
        self.pace = p.smallest_pace + trait(q.pace, Decision.PACE)
        self.sleep_need = p.sleep_need_spread * (self.trait_draw(Decision.SLEEP_NEED) - p.arousal_midpoint)
        self.distress = trait(q.distress, Decision.DISTRESS, p.state_spread)
        self.distress_floor = self.distress * p.distress_floor_share
        self.coping = trait(q.coping, Decision.COPING, p.state_spread)
        self.self_care = trait(q.self_care, Decision.SELF_CARE, p.state_spread)
        self.loneliness = trait(p.loneliness_at_admission, Decision.LONELINESS, p.state_spread)


def sex_of(u, female_share, other_share):
    """Return the recorded sex that a draw falls on."""
    if u < other_share:
        return 2
    return 0 if u < other_share + (1.0 - other_share) * female_share else 1
