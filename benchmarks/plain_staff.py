"""Staff of the plain Mesa model, and how their minutes are shared out."""

import math

import mesa

from benchmarks.plain_residents import clip

ORDER = ("hold", "incident", "observation", "medication", "meals", "handover", "admission")
ORDER += ("escort", "paperwork", "rest_break", "one_to_one")
REGISTERED_ONLY = ("medication", "admission")


class StaffMember(mesa.Agent):
    """A post of the rota and who holds it."""

    def __init__(self, model, row):
        super().__init__(model)
        self.post, self.role, self.is_bank = row.post, row.role, row.is_bank
        self.is_registered, self.is_nursing = row.is_registered, row.is_nursing
        self.until, self.leading, self.burnout, self.skill = 0, None, model.p.usual_burnout, 0.5
        self.warmth = self.deescalation = 0.5
        self.minutes = self.lead_minutes = self.floor_minutes = self.contact_share = 0.0
        self.hours, self.with_residents, self.tasks = 0.0, 0.0, dict.fromkeys(ORDER, 0.0)

    def begin_shift(self, until):
        """Come on duty."""
        p = self.model.p
        self.until, self.leading = until, None
        self.skill = clip(self.random.gauss(p.skill_mean, p.skill_spread)) if self.is_bank else self.skill
        # Rule: warmth
        self.warmth = clip(self.skill * (1.0 - p.warmth_w_burnout * self.burnout))
        # Rule: deescalation
        self.deescalation = clip(self.skill * (1.0 - p.warmth_w_burnout * self.burnout))
        self.hours, self.with_residents, self.tasks = 0.0, 0.0, dict.fromkeys(ORDER, 0.0)

    def look_after(self, total):
        """Perhaps be with a resident in this tick."""
        p, model = self.model.p, self.model
        self.contact_share = 0.0
        # Rule: contact_probability
        busy = clip(self.floor_minutes * p.contact_of_floor / p.tick_minutes)
        if total > 0.0 and self.random.random() < busy:
            at = self.random.random() * total
            for resident, weight in zip(model.present, model.attention):  # noqa: B007
                at -= weight
                if at < 0.0:
                    break
            resident.contact, resident.staff_share, self.contact_share = self, 1.0, 1.0
            trust = resident.trust.get(self.post, p.trust_at_first)
            # Rule: calming_share
            share = clip(p.calming_per_hour * p.tick_hours * self.warmth * (1.0 + trust) / 2.0)
            # Rule: calmed
            resident.arousal = clip(resident.arousal * (1.0 - share))
            self.be_trusted(resident, p.tick_hours)

    def be_trusted(self, resident, hours):
        """Let time together change trust."""
        p = self.model.p
        # Rule: valence_of_staff
        valence = min(max(p.valence_staff_start * self.warmth - (1.0 - self.warmth) * 0.1, -1.0), 1.0)
        trust = resident.trust.get(self.post, p.trust_at_first)
        # Rule: next_tie
        resident.trust[self.post] = valence + (trust - valence) * math.exp(-hours / p.trust_hours)

    def wear(self):
        """Let an hour at work wear them down, or rest them."""
        p, model = self.model.p, self.model
        # Rule: next_burnout
        target = p.usual_burnout + p.burnout_w_load * max(model.load - p.comfortable_load, 0.0)
        target = clip(target + p.burnout_w_conflict * min(model.conflicts_this_hour, 1))
        self.burnout = target + (self.burnout - target) * math.exp(-1.0 / p.hours_burnout)
        # Rule: next_fatigue warmth
        self.warmth = clip(self.skill * (1.0 - p.warmth_w_burnout * self.burnout))

    def record(self):
        """Add the tick to the row of the shift."""
        dt = self.model.p.tick_hours
        self.hours += dt
        # Rule: hours
        contact = self.lead_minutes / 60.0 + self.contact_share * dt
        self.with_residents += contact
        shift = self.model.shift
        if self.is_nursing:
            shift[8] += dt
            shift[9] += contact
            shift[10] += self.burnout * dt


def share_out(model):
    """Give nursing minutes to what must be done, in order; the rest goes to residents and paperwork."""
    p, now = model.p, model.now
    dt, nursing = p.tick_hours, [s for s in model.on_duty if s.is_nursing]
    for s in model.on_duty:
        s.minutes = max(p.tick_minutes - s.lead_minutes, 0.0)
    left = {True: 0.0, False: 0.0}
    for s in nursing:
        left[s.is_registered] += s.minutes
    had, need = dict(left), minutes_needed(model, len(nursing), now, dt)
    done, total = {True: {}, False: {}}, 0.0
    for task in ORDER:
        wanted = need[task]
        total += wanted
        # Rule: taken taken
        by_others = 0.0 if task in REGISTERED_ONLY else min(wanted, left[False])
        by_registered = min(wanted - by_others, left[True])
        left[False] -= by_others
        left[True] -= by_registered
        done[False][task], done[True][task] = by_others, by_registered
    minutes = had[True] + had[False]
    # Rule: load
    model.load = min(total / minutes, 3.0) if minutes > 0.0 else 3.0
    # Rule: floor_share
    to_floor = p.floor_least + (p.floor_most - p.floor_least) * p.support
    model.incident_backlog -= done[True]["incident"] + done[False]["incident"]
    model.admission_backlog -= done[True]["admission"] + done[False]["admission"]
    # Rule: queue_level
    wanted = need["medication"]
    model.queue = clip(p.queue_at_best + 1.0 - done[True]["medication"] / wanted) if wanted > 0.0 else 0.0
    # Rule: share_of
    talked = done[True]["one_to_one"] + done[False]["one_to_one"]
    model.talks_given = talked / need["one_to_one"] if need["one_to_one"] > 0.0 else 0.0
    model.floor_minutes = 0.0
    for s in model.on_duty:
        hand_out(s, had, left, done, to_floor)
        model.floor_minutes += s.floor_minutes
    # Rule: share_of
    whole = len(nursing) * p.tick_minutes
    model.staff_present = model.floor_minutes / whole if whole > 0.0 else 0.0


def hand_out(s, had, left, done, to_floor):
    """Give one person their part of what was done."""
    # Rule: hours
    s.tasks["leading"] = s.tasks.get("leading", 0.0) + s.lead_minutes / 60.0
    if not s.is_nursing:
        s.floor_minutes = s.minutes * to_floor
        # Rule: hours hours
        return
    # Rule: share_of
    part = s.minutes / had[s.is_registered] if had[s.is_registered] > 0.0 else 0.0
    s.floor_minutes = part * left[s.is_registered] * to_floor
    for task, minutes in done[s.is_registered].items():
        # Rule: hours
        s.tasks[task] += part * minutes / 60.0
    # Rule: hours


def minutes_needed(model, n_nursing, now, dt):
    """Return what each obligation asks for in this tick."""
    p = model.p
    present = len(model.present)
    closely = sum(r.observation == 2 for r in model.present)
    now_and_then = sum(r.observation == 1 for r in model.present)
    held = sum(r.hold is not None for r in model.present)
    talks = sum(r.in_early_help + r.needs_talk for r in model.present)
    outside = sum(r.is_detained and r.place.name == "garden" for r in model.present) * p.locked_share
    # Rule: minutes_of_observation
    observed = (
        closely * 60.0 + now_and_then * p.minutes_intermittent + present * p.minutes_general_observation
    )
    # Rule: backlog_asked backlog_asked per_hour_minutes per_hour_minutes
    # Rule: per_hour_minutes per_hour_minutes per_hour_minutes per_hour_minutes
    need = {
        "hold": 60.0 * held * dt,
        "incident": model.incident_backlog * clip(dt / p.incident_hours_to_clear),
        "observation": observed * dt,
        "handover": p.handover_minutes * now.handover_share * n_nursing * dt,
        "admission": model.admission_backlog * clip(dt / p.admission_hours_to_clear),
        "escort": p.escort_minutes * outside * dt,
        "paperwork": p.paperwork_minutes * present * dt,
        "rest_break": p.break_minutes * n_nursing * dt,
        "one_to_one": p.talk_minutes * talks * dt,
        "medication": 0.0,
        "meals": 0.0,
    }
    for slot, share, _, _ in now.active:
        if slot.leaders_now is not None and slot.activity in ("medication", "meal"):
            # Rule: spread_over_slot
            minutes = p.dose_minutes if slot.activity == "medication" else p.meal_minutes
            task = "medication" if slot.activity == "medication" else "meals"
            need[task] += minutes * present * dt * share / slot.hours
    return need
