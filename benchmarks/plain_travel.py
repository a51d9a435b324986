"""Who comes to the ward of the plain Mesa model, who goes, and who returns."""

from benchmarks.plain_lives import LivingResident


def come_and_go(model):
    """Discharge, leave, return, admission."""
    for r in list(model.residents):
        move_on(model, r)
    p = model.p
    while model.next_referral < model.tick + 1:
        model.waiting.append(model.next_referral)
        # Rule: referral_gap_hours
        model.next_referral += model.random.expovariate(p.referrals_per_day) * p.ticks_a_day
    oldest = model.tick + 1 - p.referral_patience_hours * p.ticks_an_hour
    model.waiting = [at for at in model.waiting if at >= oldest]
    while model.waiting and len(model.residents) < model.beds:
        model.waiting.pop(0)
        r = LivingResident(model)
        r.note_states("admission")
        model.residents.append(r)
        model.admission_backlog += p.minutes_admission


def move_on(model, r):
    """Let somebody be a tick nearer to discharge; be discharged, leave or return."""
    p, now = model.p, model.now
    # Rule: stay_pace
    pace = max(1.0 + p.stay_sensitivity * (p.expected_distress - r.distress), 0.0)
    r.days_left -= pace / p.ticks_a_day
    is_free = now.is_discharge_time and r.hold is None
    if r.is_absconded:
        if model.tick + 1 >= r.away_until:
            if model.random.random() < p.absconders_who_return:
                come_in(model, r)
            else:
                discharge(model, r)
    elif r.days_left <= 0.0 and is_free and has_papers(model):
        discharge(model, r)
    elif not r.is_present:
        if model.tick + 1 >= r.away_until and now.is_daytime:
            come_in(model, r)
    elif is_free and r.slot is None and not r.observation:
        go_on_leave(model, r)


def has_papers(model):
    """Return whether the papers of a discharge are ready."""
    p = model.p
    # Rule: papers_per_hour
    return model.happens(1.0 / max(p.discharge_wait_hours * model.held_up, p.tick_hours * p.papers_at_once))


def come_in(model, r):
    """Let somebody be on the ward again."""
    r.is_present, r.is_absconded, r.must_move, r.since_chance = True, False, True, 0.0
    r.place, r.activity = model.bedroom, "free_time"


def go_on_leave(model, r):
    """Perhaps let somebody go on leave."""
    p, days = model.p, (model.tick + 1 - r.admitted) / model.p.ticks_a_day
    # Rule: leave_per_hour
    hazard = p.leaves_per_day * (1.0 - model.held_up) / p.discharge_hours_a_day
    hazard *= p.leave_detained_factor if r.is_detained else 1.0
    hazard *= 1.0 if days >= p.leave_days_until_eligible else 0.0
    if model.happens(hazard):
        # Rule: leave_hours
        is_overnight = model.random.random() < p.leave_overnight_share
        hours = (
            p.leave_overnight_hours if is_overnight else model.random.expovariate(1.0 / p.leave_mean_hours)
        )
        model.send_away(r, hours)
        r.activity = "leave"


def discharge(model, r):
    """End somebody's stay."""
    for _ in range(r.promises):
        model.note_undone("ward_duties", r, None, "away", model.p.promise_minutes)
    r.note_states("end")
    model.stay_rows.append((r.unique_id, r.admitted, model.tick + 1, r.noted))
    model.time_rows.append((model.tick, r.unique_id, r.time_use))
    r.go_without("away", is_off=True)
    if r.queue is not None:
        r.queue.miss(model, r, "away")
    model.residents.remove(r)
    for other in model.residents:
        other.ties.pop(r, None)
        other.likings.pop(r, None)
    r.remove()
    model.admission_backlog += model.p.minutes_discharge
