"""How shifts, hours and days of the plain Mesa model pass."""

from benchmarks.plain_residents import clip


def hand_over(model):
    """Write the shift that ends, and rate everybody for risk as the next begins."""
    p = model.p
    model.shift_rows.append((model.tick, model.shift))
    names = ("nursing", "nursing_contact", "burnout", "awake", "organised", "load")
    model.shift = {"levels": [0.0] * 6, **dict.fromkeys(names, 0.0)}
    for r in model.residents:
        # Rule: risk_sign_probability
        truth = p.risk_w_arousal * r.arousal + p.risk_w_distress * r.distress
        truth = clip(truth + p.risk_w_recent * min(r.incidents_now, 1))
        sign = p.risk_rating_error + (1.0 - 2.0 * p.risk_rating_error) * truth
        # Rule: rolled_risk_signs rolled_risk_signs rolled_risk_signs rolled_risk_signs
        # Rule: rolled_risk_signs rolled_risk_signs rolled_risk_signs
        r.risk_score = sum(model.random.random() < sign for _ in range(7))
        r.in_early_help = p.risk_assessment > 0.0 and r.risk_score >= int(p.risk_cutoff)
        model.resident_rows.append((model.tick, r.unique_id, r.incidents_now, *r.shift_sums))
        r.shift_sums, r.incidents_now = [0.0] * 22, 0


def fill_rota(model):
    """Find who works each line of the rota in this shift."""
    now = model.now
    start = model.tick - now.shift_elapsed
    day = int(start // model.p.ticks_a_day)
    for line in model.lines:
        if line.shift == now.shift and line.works[day % 7]:
            seat = who_works(model, line, day)
            if seat is not None:
                model.staff[seat].begin_shift(start + line.duty_ticks)
                model.on_duty.append(model.staff[seat])
    model.on_duty.sort(key=lambda s: s.post)


def who_works(model, line, day):
    """Return the seat of who works: one of two holders who take turns, the bank, or None."""
    p, draw = model.p, model.random
    turn = (day // 7 + (1 if day % 7 >= 4 else 0) + line.number) % 2
    own, bank = line.first_seat + turn, line.first_seat + 2
    if line.is_nursing and draw.random() < p.bank_share:
        return bank
    # Rule: sickness_probability
    sick = clip(p.sickness * (1.0 + p.sickness_w_burnout * (model.staff[own].burnout - p.usual_burnout)))
    if draw.random() >= sick:
        return own
    return bank if line.is_nursing and draw.random() < p.bank_fill else None


def pass_hour(model):
    """Let slow states follow the hour."""
    for r in model.residents:
        r.settle_hour()
    for s in model.on_duty:
        s.wear()
    model.load_day += model.load_hour / 24.0
    model.conflicts_this_hour = 0
    model.load_hour = model.present_hour = 0.0


def pass_day(model):
    """Midnight: time use is written, words are kept or broken, ties fade."""
    note_not_planned(model)
    for r in model.residents:
        model.time_rows.append((model.tick, r.unique_id, r.time_use))
        r.time_use = {}
        if r.promises:
            r.see_promises()
        r.known *= model.p.kept_known_a_day
        r.calm_down()
        fade(r, model.p)
        r.note_bonds()
    model.load_day = 0.0
    if (model.tick // int(model.p.ticks_a_day)) % int(model.p.review_days) == 0:
        for slot in model.slots:
            slot.like_events.clear()


def fade(r, p):
    """Let ties fade overnight."""
    for other in r.ties:
        # Rule: faded
        r.ties[other] *= p.kept_tie_a_day
    for staff in r.trust:
        # Rule: faded
        r.trust[staff] *= p.kept_trust_a_day


def note_not_planned(model):
    """Write the doses and meals that the timetable had no place for."""
    p = model.p
    due = {"dose": int(p.doses_a_day), "eat": int(p.meals_a_day)}
    for r in model.residents:
        if r.is_present:
            for demand, number in due.items():
                for _ in range(number - model.offered[demand]):
                    r.miss(demand, None, "not_planned")
    model.offered.clear()
