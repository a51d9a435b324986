"""Staff of the plain Mesa model: how they come and go, and are with residents."""

import math

import mesa

from benchmarks.plain_residents import clip
from benchmarks.plain_tasks import ORDER

DOCTOR = 4


class StaffMember(mesa.Agent):
    """A post of the rota and who holds it."""

    def __init__(self, model, row):
        super().__init__(model)
        self.post, self.role, self.is_bank = row.post, row.role, row.is_bank
        self.is_registered, self.is_nursing = row.is_registered, row.is_nursing
        self.until, self.leading, self.fatigue = 0, None, 0.0
        self.minutes = self.lead_minutes = self.dose_minutes = self.talk_minutes = 0.0
        self.lead_owed = self.dose_owed = 0.0
        self.floor_minutes = self.contact_share = self.warmth = self.deescalation = 0.0
        self.take_up_post()

    def take_up_post(self):
        """Be the person of a post."""
        p = self.model.p
        # Rule: skill
        mean = p.skill_mean + (p.bank_skill_offset if self.is_bank else 0.0)
        self.skill = clip(self.random.gauss(mean, p.skill_spread))
        self.burnout = p.usual_burnout

    def begin_shift(self, until):
        """Come on duty; bank staff are somebody new each time and know nobody."""
        p = self.model.p
        if self.is_bank:
            self.take_up_post()
            for r in self.model.residents:
                # Rule: first_trust
                r.trust[self] = clip(p.trust_at_first, -1.0)
        self.until, self.leading, self.fatigue = until, None, 0.0
        self.lead_owed = self.dose_owed = 0.0
        self.show_warmth()
        # Rule: deescalation
        calm = self.skill * (1.0 - p.warmth_w_burnout * self.burnout)
        self.deescalation = clip(calm + p.deescalation_w_talk_down * p.talk_down * (1.0 - self.skill))
        self.hours, self.with_residents = 0.0, 0.0
        self.tasks = dict.fromkeys((*ORDER, "leading", "floor"), 0.0)

    def end_shift(self, minutes):
        """Go home; registered nurses may stay on for paperwork that is owed."""
        p, model = self.model.p, self.model
        if self.is_registered and minutes > 0.0:
            model.paperwork_owed = max(model.paperwork_owed - minutes, 0.0)
            # Rule: overtime_wear stood_for trauma
            self.burnout += clip(p.overtime_burnout * minutes / 60.0) * (1.0 - self.burnout)
        if self.leading is not None:
            self.leading.leaders_now.remove(self)
            self.leading = None
        row = (model.tick, self.post, self.hours, self.with_residents, self.tasks, self.burnout)
        model.staff_rows.append(row)

    def see_to_the_end(self):
        """Begin a tick with what turns that were seen to the end beyond their slot took of it."""
        minutes = self.model.p.tick_minutes
        # Rule: taken taken
        self.lead_minutes = min(self.lead_owed, minutes)
        self.dose_minutes = min(self.dose_owed, minutes - self.lead_minutes)
        self.lead_owed -= self.lead_minutes
        self.dose_owed -= self.dose_minutes

    def lead(self, share):
        """Spend a share of the tick leading, or what is left of it."""
        minutes = self.model.p.tick_minutes
        self.lead_minutes = min(self.lead_minutes + share * minutes, minutes - self.dose_minutes)

    def owe(self, minutes, is_dose):
        """See a turn to the end in the next tick."""
        if is_dose:
            self.dose_owed += minutes
        else:
            self.lead_owed += minutes

    def show_warmth(self):
        """Let skill, burnout and the hours worked show."""
        p = self.model.p
        # Rule: warmth
        worn = (1.0 - p.warmth_w_burnout * self.burnout) * (1.0 - p.warmth_w_fatigue * self.fatigue)
        self.warmth = clip(self.skill * worn + p.warmth_w_positive * p.positive_words * (1.0 - self.skill))

    def may_answer(self, request):
        """Return whether one may say yes to a kind of request."""
        if request == "leave":
            return self.role == DOCTOR
        return request == "ordinary" or self.is_registered

    def look_after(self, total):
        """Perhaps be with a resident in this tick: one of one's own, or whoever draws attention."""
        p, model = self.model.p, self.model
        self.contact_share = 0.0
        # Rule: contact_probability
        busy = clip(self.floor_minutes * p.contact_of_floor / p.tick_minutes)
        if total <= 0.0 or self.random.random() >= busy:
            return
        resident = self.one_of_their_own()
        if resident is None:
            resident = self.random.choices(model.present, model.attention)[0]
        resident.contact, resident.staff_share, self.contact_share = self, 1.0, 1.0
        # Rule: calming_share calmed
        share = p.calming_per_hour * p.tick_hours * self.warmth * (1.0 + resident.trust[self]) / 2.0
        resident.arousal = clip(resident.arousal * (1.0 - clip(share)))
        self.be_known(resident, p.tick_hours)

    def one_of_their_own(self):
        """Return a resident whose named nurse one is and to whom one turns first, or None."""
        if self.is_bank or not self.is_registered:
            return None
        p = self.model.p
        # Rule: named_nurse_first
        if self.random.random() >= clip(p.named_nurse_share * p.validation):
            return None
        own = [r for r in self.model.present if r.named_nurse is self and not r.is_asleep]
        return self.random.choice(own) if own else None

    def be_known(self, resident, hours, answered=False, denied=False):
        """Let time together, and a yes or a no, change trust; a named nurse comes to know the person."""
        p = self.model.p
        if resident.named_nurse is self:
            # Rule: next_known
            resident.known = 1.0 - (1.0 - resident.known) * math.exp(-hours / p.known_hours)
        # Rule: valence_of_staff
        done = p.valence_staff_start + p.valence_w_answered * answered - p.valence_w_denied * denied
        cold = (1.0 - self.warmth) * max(p.valence_staff_start * p.valence_staff_start, -done)
        valence = clip(done * self.warmth - cold, -1.0)
        # Rule: next_tie
        resident.trust[self] = valence + (resident.trust[self] - valence) * math.exp(-hours / p.trust_hours)

    def wear(self):
        """Let an hour at work wear one down."""
        p, model = self.model.p, self.model
        # Rule: next_burnout
        target = p.usual_burnout + p.burnout_w_load * max(model.load_hour - p.comfortable_load, 0.0)
        target = clip(target + p.burnout_w_conflict * min(model.conflicts_this_hour, 1))
        self.burnout = target + (self.burnout - target) * math.exp(-1.0 / p.hours_burnout)
        # Rule: next_fatigue
        target = clip(
            p.fatigue_base + p.fatigue_w_load * model.load_hour + p.fatigue_w_night * model.now.night
        )
        self.fatigue = target + (self.fatigue - target) * p.kept_fatigue
        self.show_warmth()

    def be_attacked(self, resident, grave):
        """Be the one at whom an incident is aimed."""
        # Rule: stood_for trauma
        self.burnout += clip(self.model.p.staff_victim_burnout * grave) * (1.0 - self.burnout)

    def record(self):
        """Add the tick to the row of the shift."""
        dt, shift = self.model.p.tick_hours, self.model.shift
        self.hours += dt
        # Rule: hours
        led = (self.lead_minutes + self.dose_minutes + self.talk_minutes) / 60.0
        contact = min(led + self.contact_share * dt, dt)
        self.with_residents += contact
        if self.is_nursing:
            shift["nursing"] += dt
            shift["nursing_contact"] += contact
            shift["burnout"] += self.burnout * dt
