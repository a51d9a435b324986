"""How the minutes of staff are shared out in the plain Mesa model."""

from benchmarks.plain_residents import clip

ORDER = ("containment", "incident", "observation", "medication", "meals", "handover", "prompts", "admission")
ORDER += ("escort", "ward_duties", "rest_break", "one_to_one", "paperwork")
REGISTERED_ONLY = ("medication", "handover", "admission", "ward_duties", "paperwork")
ON_FLOOR = (5, 6)  # activity and peer workers


def share_out(model):
    """Give nursing minutes to what must be done, in order; the rest goes to residents and paperwork."""
    p = model.p
    had = {True: 0.0, False: 0.0}  # registered nurses, assistants
    for s in model.on_duty:
        s.minutes = max(p.tick_minutes - s.lead_minutes - s.dose_minutes, 0.0)
        if s.is_nursing:
            had[s.is_registered] += s.minutes
    need, left, done = minutes_needed(model), dict(had), {True: {}, False: {}}
    for task in ORDER:
        by_others, wanted = 0.0, need[task]
        if task == "rest_break":
            # Rule: share_of
            of_nurses = wanted * share_of_nurses(model)
            # Rule: taken
            by_others, wanted = min(wanted - of_nurses, left[False]), of_nurses
        elif task not in REGISTERED_ONLY:
            # Rule: taken
            by_others = min(wanted, left[False])
            wanted -= by_others
        # Rule: taken
        by_registered = min(wanted, left[True])
        left[False] -= by_others
        left[True] -= by_registered
        done[False][task], done[True][task] = by_others, by_registered
    # Rule: backlog_asked minutes_still_asked load
    waiting = max(model.paperwork_owed - need["paperwork"], 0.0)
    asked = sum(need.values()) + waiting * clip(p.tick_hours / p.paperwork_hours_to_clear)
    minutes = had[True] + had[False]
    model.left_over = left[False] + left[True]
    model.load = min(asked / minutes, 3.0) if minutes > 0.0 else 3.0
    # Rule: floor_share paper_minutes
    to_floor = p.floor_least + (p.floor_most - p.floor_least) * p.support
    owed = max(model.paperwork_owed - done[True]["paperwork"], 0.0)
    on_paper = min(left[True] * (1.0 - to_floor), owed)
    done[True]["paperwork"] += on_paper
    left[True] -= on_paper
    note_backlogs(model, need, done)
    for s in model.on_duty:
        hand_out(s, had, left, done, to_floor)
    note_presence(model)


def share_of_nurses(model):
    """Return how many of the nursing staff on duty are registered nurses, as a share."""
    return sum(s.is_registered for s in model.on_duty) / model.n_nursing if model.n_nursing else 0.0


def note_presence(model):
    """Note how much of staff is among residents."""
    p = model.p
    model.floor_minutes = sum(s.floor_minutes for s in model.on_duty)
    # Rule: share_of
    nursing = p.tick_minutes * model.n_nursing
    whole = nursing + sum(s.minutes for s in model.on_duty if s.role in ON_FLOOR)
    model.staff_present = model.floor_minutes / whole if whole else 0.0
    model.load_hour += model.load * p.tick_hours
    model.present_hour += model.staff_present * p.tick_hours


def note_backlogs(model, need, done):
    """Take off what was done; paperwork that is owed holds other things up."""
    registered, others = done[True], done[False]
    model.incident_backlog -= registered["incident"] + others["incident"]
    model.admission_backlog -= registered["admission"]
    model.to_prepare -= registered["medication"]
    model.paperwork_owed -= registered["paperwork"]
    # Rule: minutes_of_part taken
    given, in_all = registered["prompts"] + others["prompts"], need["prompts"]
    model.prompt_minutes += model.prompts_asked * min(given / in_all, 1.0) if in_all > 0.0 else 0.0
    before = min(model.prompts_ahead, model.prompt_minutes)
    model.prompts_ahead -= before
    model.prompt_minutes -= before
    # Rule: held_up
    model.held_up = clip(model.paperwork_owed / model.p.backlog_full)
    # Rule: share_of
    talked = registered["one_to_one"] + others["one_to_one"]
    model.talks_given = talked / need["one_to_one"] if need["one_to_one"] > 0.0 else 0.0


def hand_out(s, had, left, done, to_floor):
    """Give one person their part of what was done."""
    # Rule: hours
    s.tasks["leading"] += s.lead_minutes / 60.0
    # Rule: hours
    s.tasks["medication"] += s.dose_minutes / 60.0
    s.talk_minutes = 0.0
    if s.is_nursing:
        # Rule: share_of
        part = s.minutes / had[s.is_registered] if had[s.is_registered] > 0.0 else 0.0
        s.floor_minutes = part * left[s.is_registered]
        s.talk_minutes = part * done[s.is_registered]["one_to_one"]
        for task, minutes in done[s.is_registered].items():
            # Rule: hours
            s.tasks[task] += part * minutes / 60.0
    else:
        s.floor_minutes = s.minutes * to_floor if s.role in ON_FLOOR else 0.0
        # Rule: hours
        s.tasks["paperwork"] += (s.minutes - s.floor_minutes) / 60.0
    # Rule: hours
    s.tasks["floor"] += s.floor_minutes / 60.0


def minutes_needed(model):
    """Return what each obligation asks for in this tick."""
    p, dt, present = model.p, model.p.tick_hours, model.present
    nurses = sum(s.is_registered for s in model.on_duty)
    held = sum(model.responses[r.hold].held_staff for r in present if r.hold is not None)
    outside = sum(r.is_detained and r.place.name == "garden" for r in present) * p.locked_share
    early = p.talk_minutes * p.risk_assessment * sum(r.in_early_help and not r.is_asleep for r in present)
    # Rule: minutes_owed paperwork_an_hour per_hour_minutes
    longer = p.paperwork_w_involvement * p.involvement + p.paperwork_w_validation * p.validation
    written = p.paperwork_minutes * (1.0 + longer) * len(present) * dt
    model.paperwork_owed = min(model.paperwork_owed + written, p.backlog_most)
    # Rule: minutes_in_all minutes_still_asked minutes_to_see_over minutes_to_tell
    asked = p.prompt_minutes * sum(r.is_due() for r in present) + model.prompts_ahead
    model.prompts_asked = max(asked - model.prompt_minutes, 0.0)
    prompts = model.prompts_asked + p.transition_minutes * model.n_moving
    prompts += p.telling_minutes * p.structure * model.n_told
    model.n_moving = model.n_told = 0
    # Rule: backlog_asked backlog_asked backlog_asked minutes_of_urgent_paperwork
    # Rule: per_hour_minutes per_hour_minutes per_hour_minutes per_hour_minutes per_hour_minutes per_hour_minutes
    return {
        "containment": 60.0 * held * dt,
        "incident": model.incident_backlog * clip(dt / p.incident_hours_to_clear),
        "observation": minutes_of_watching(model) * dt,
        "medication": model.to_prepare * clip(dt / p.preparation_hours),
        "meals": minutes_of_meals(model),
        "handover": p.handover_minutes * model.now.handover_share * nurses * dt,
        "prompts": prompts,
        "admission": model.admission_backlog * clip(dt / p.admission_hours_to_clear),
        "escort": p.escort_minutes * outside * dt,
        "ward_duties": p.ward_duties_minutes * nurses * dt,
        "rest_break": p.break_minutes * model.n_nursing * dt,
        "one_to_one": early * dt + sum(r.talk_asked() for r in present),
        "paperwork": p.paperwork_must_share * written,
    }


def minutes_of_watching(model):
    """Return what observation asks for in an hour."""
    p, present = model.p, model.present
    # Rule: minutes_of_observation
    closely = sum(r.observation == 2 for r in present)
    now_and_then = sum(r.observation == 1 for r in present)
    return (
        60.0 * closely + p.minutes_intermittent * now_and_then + p.minutes_general_observation * len(present)
    )


def minutes_of_meals(model):
    """Return what meals under way ask for in this tick."""
    # Rule: minutes_in_all
    p, minutes = model.p, model.p.meal_minutes * model.meals_brought
    model.meals_brought = 0
    for slot, share, _, _ in model.now.active:
        if slot.activity == "meal" and not slot.fell_through:
            # Rule: spread_over_slot
            minutes += p.meal_minutes * len(model.present) * p.tick_hours * share / slot.hours
    return minutes
