"""Staff take tasks: obligations in a fixed order, then what is left for residents (phase 3 of a tick)."""

from milieusim.rules.requests import queue_level
from milieusim.rules.staffing import (
    backlog_asked,
    floor_share,
    hours,
    load,
    minutes_of_observation,
    per_hour_minutes,
    share_of,
    spread_over_slot,
    taken,
)
from milieusim.ward.codes import (
    ACTIVITY_WORKER,
    ADMISSION_TASK,
    ASSISTANT,
    CONTAINMENT_TASK,
    ESCORT,
    FLOOR,
    GARDEN,
    HANDOVER,
    HELD,
    INCIDENT_TASK,
    MEAL,
    MEALS,
    MECHANICAL_RESTRAINT,
    MEDICATION,
    MEDICATION_TASK,
    N_ROLES,
    N_TASKS,
    NOBODY,
    OBSERVATION,
    ONE_TO_ONE,
    PAPERWORK,
    PEER_WORKER,
    REGISTERED,
    REST_BREAK,
    SECLUSION,
    TIME_OUT,
)


def share_out_tasks(W, t, g):
    """Give nursing time to obligations in order, and what is left to the floor."""
    p, w = W.p[0], W.w[0]
    registered, assistants = count_minutes(W)
    ask(W, t, g)
    w.left_registered, w.left_assistant = registered, assistants
    w.needs = 0.0
    for task in (
        CONTAINMENT_TASK,
        INCIDENT_TASK,
        OBSERVATION,
        MEDICATION_TASK,
        MEALS,
        HANDOVER,
        ADMISSION_TASK,
        ESCORT,
        PAPERWORK,
        REST_BREAK,
        ONE_TO_ONE,
    ):
        give(W, task)
    w.load = load(needs=w.needs, minutes=registered + assistants)
    to_floor = floor_share(support=p.support, least=p.floor_least, most=p.floor_most)
    for role in (REGISTERED, ASSISTANT):
        left = w.left_registered if role == REGISTERED else w.left_assistant
        W.done[role, FLOOR] = left * to_floor
        W.done[role, PAPERWORK] += left - left * to_floor
    note_backlogs(W)
    hand_out(W, registered, assistants, to_floor)
    w.load_hour += w.load * p.tick_hours
    w.present_hour += w.staff_present * p.tick_hours


def count_minutes(W):
    """Count the minutes that nursing staff have besides leading slots."""
    p, w = W.p[0], W.w[0]
    registered, assistants = 0.0, 0.0
    w.nursing_total = 0.0
    for k in range(w.n_on_duty):
        st = W.staff[W.on_duty[k]]
        st.minutes = max(p.tick_minutes - st.lead_minutes, 0.0)
        if st.is_nursing:
            w.nursing_total += p.tick_minutes
            if st.is_registered:
                registered += st.minutes
            else:
                assistants += st.minutes
        W.minutes_needed[st.role] += st.lead_minutes
    return registered, assistants


def ask(W, t, g):
    """Work out what each obligation asks for in this tick."""
    p, w, need = W.p[0], W.w[0], W.need
    dt = p.tick_hours
    constant, intermittent, present, early, escorted, talks = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    held = 0.0
    for task in range(N_TASKS):
        need[task] = 0.0
        for role in range(N_ROLES):
            W.done[role, task] = 0.0
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here or not r.is_present:
            continue
        present += 1.0
        constant += 1.0 if r.observation == 2 else 0.0
        intermittent += 1.0 if r.observation == 1 else 0.0
        early += p.risk_assessment if r.is_in_early_help else 0.0
        talks += 1.0 if r.needs_debrief else 0.0
        if r.hold == SECLUSION:
            held += p.staff_for_seclusion
        elif r.hold == MECHANICAL_RESTRAINT:
            held += p.staff_for_mechanical
        elif r.hold == TIME_OUT:
            held += p.staff_for_time_out
        if r.is_detained and W.places[r.place].kind == GARDEN:
            escorted += p.locked_share
    w.n_present = int(present)
    need[CONTAINMENT_TASK] = per_hour_minutes(minutes_an_hour=p.minutes_an_hour, number=held, tick_hours=dt)
    need[INCIDENT_TASK] = backlog_asked(
        backlog=w.incident_backlog, tick_hours=dt, hours_to_clear=p.incident_hours_to_clear
    )
    need[OBSERVATION] = minutes_of_observation(
        n_constant=constant,
        n_intermittent=intermittent,
        n_residents=present,
        minutes_intermittent=p.minutes_intermittent,
        minutes_general=p.minutes_general_observation,
        tick_hours=dt,
    )
    need[HANDOVER] = per_hour_minutes(
        minutes_an_hour=p.handover_minutes * g.handover_share, number=float(w.n_nursing), tick_hours=dt
    )
    need[ADMISSION_TASK] = backlog_asked(
        backlog=w.admission_backlog, tick_hours=dt, hours_to_clear=p.admission_hours_to_clear
    )
    need[ESCORT] = per_hour_minutes(minutes_an_hour=p.escort_minutes, number=escorted, tick_hours=dt)
    need[PAPERWORK] = per_hour_minutes(minutes_an_hour=p.paperwork_minutes, number=present, tick_hours=dt)
    need[REST_BREAK] = per_hour_minutes(
        minutes_an_hour=p.break_minutes, number=float(w.n_nursing), tick_hours=dt
    )
    need[ONE_TO_ONE] = per_hour_minutes(minutes_an_hour=p.talk_minutes, number=early + talks, tick_hours=dt)
    ask_for_slots(W, g, present)


def ask_for_slots(W, g, present):
    """Add what medication rounds and meals under way ask for."""
    p = W.p[0]
    for k in range(g.first_active, g.first_active + g.n_active):
        a = W.active[k]
        slot = W.slots[a.slot]
        if slot.fate != HELD and slot.fate != NOBODY:  # NOBODY: it ended within this tick
            continue
        if slot.activity == MEDICATION:
            W.need[MEDICATION_TASK] += spread_over_slot(
                minutes_a_resident=p.dose_minutes,
                n_residents=present,
                tick_hours=p.tick_hours,
                share=a.share,
                slot_hours=slot.hours,
            )
        elif slot.activity == MEAL:
            W.need[MEALS] += spread_over_slot(
                minutes_a_resident=p.meal_minutes,
                n_residents=present,
                tick_hours=p.tick_hours,
                share=a.share,
                slot_hours=slot.hours,
            )


def give(W, task):
    """Give a task what it needs, or what is left; only registered nurses give medication and admit."""
    w = W.w[0]
    need = W.need[task]
    w.needs += need
    by_assistants = 0.0
    if task != MEDICATION_TASK and task != ADMISSION_TASK:
        by_assistants = taken(need=need, left=w.left_assistant)
    by_registered = taken(need=need - by_assistants, left=w.left_registered)
    w.left_assistant -= by_assistants
    w.left_registered -= by_registered
    W.done[ASSISTANT, task] = by_assistants
    W.done[REGISTERED, task] = by_registered
    W.minutes_needed[ASSISTANT] += by_assistants
    W.minutes_needed[REGISTERED] += need - by_assistants


def note_backlogs(W):
    """Take off what was done; note how long the medication queue is and whether talks took place."""
    p, w, done = W.p[0], W.w[0], W.done
    w.incident_backlog -= done[REGISTERED, INCIDENT_TASK] + done[ASSISTANT, INCIDENT_TASK]
    w.admission_backlog -= done[REGISTERED, ADMISSION_TASK] + done[ASSISTANT, ADMISSION_TASK]
    w.queue = queue_level(
        minutes_needed=W.need[MEDICATION_TASK],
        minutes_given=done[REGISTERED, MEDICATION_TASK],
        at_best=p.queue_at_best,
    )
    w.one_to_one_given = share_of(
        part=done[REGISTERED, ONE_TO_ONE] + done[ASSISTANT, ONE_TO_ONE], whole=W.need[ONE_TO_ONE]
    )


def hand_out(W, registered, assistants, to_floor):
    """Share each pool's tasks among those on duty, and note who is on the floor for how long."""
    w = W.w[0]
    w.floor_minutes = 0.0
    for k in range(w.n_on_duty):
        j = W.on_duty[k]
        st, row = W.staff[j], W.staff_lived[j]
        row.leading_activity += hours(minutes=st.lead_minutes)
        if st.is_nursing:
            role = REGISTERED if st.is_registered else ASSISTANT
            part = share_of(part=st.minutes, whole=registered if st.is_registered else assistants)
            st.floor_minutes = part * W.done[role, FLOOR]
            st.talk_minutes = part * W.done[role, ONE_TO_ONE]
            add_tasks(W, row, role, part)
        else:
            on_floor = st.role == ACTIVITY_WORKER or st.role == PEER_WORKER
            st.floor_minutes = st.minutes * to_floor if on_floor else 0.0
            st.talk_minutes = 0.0
            row.floor += hours(minutes=st.floor_minutes)
            row.paperwork += hours(minutes=st.minutes - st.floor_minutes)
        w.floor_minutes += st.floor_minutes
    w.staff_present = share_of(part=w.floor_minutes, whole=w.nursing_total)


def add_tasks(W, row, role, part):
    """Add one person's part of the pool's tasks to their row."""
    done = W.done
    row.handover += hours(minutes=part * done[role, HANDOVER])
    row.observation += hours(minutes=part * done[role, OBSERVATION])
    row.medication += hours(minutes=part * done[role, MEDICATION_TASK])
    row.meals += hours(minutes=part * done[role, MEALS])
    row.escort += hours(minutes=part * done[role, ESCORT])
    row.one_to_one += hours(minutes=part * done[role, ONE_TO_ONE])
    row.floor += hours(minutes=part * done[role, FLOOR])
    row.incident += hours(minutes=part * done[role, INCIDENT_TASK])
    row.containment += hours(minutes=part * done[role, CONTAINMENT_TASK])
    row.admission_discharge += hours(minutes=part * done[role, ADMISSION_TASK])
    row.paperwork += hours(minutes=part * done[role, PAPERWORK])
    row.rest_break += hours(minutes=part * done[role, REST_BREAK])
