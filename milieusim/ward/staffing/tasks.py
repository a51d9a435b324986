"""Staff take tasks: obligations in a fixed order, then what is left for residents (phase 3 of a tick)."""

from milieusim.kinds import IS_FOR_REGISTERED, IS_ON_FLOOR, NOBODY, OBLIGATIONS, Observation
from milieusim.rules.staffing import (
    backlog_asked,
    floor_share,
    held_up,
    hours,
    load,
    minutes_in_all,
    minutes_of_observation,
    minutes_of_urgent_paperwork,
    minutes_owed,
    minutes_still_asked,
    paper_minutes,
    paperwork_an_hour,
    per_hour_minutes,
    share_of,
    spread_over_slot,
    taken,
)
from milieusim.vocabulary import Activity, PlaceKind, Role, SlotFate, Task
from milieusim.ward.acts import staff_act
from milieusim.ward.conflict.learning import talk_asked_by
from milieusim.ward.counts import this_hour
from milieusim.ward.day.following import ask_for_transitions
from milieusim.ward.day.prompting import is_due

REST_BREAK = Task.REST_BREAK.value
NURSE, ASSISTANT = Role.REGISTERED_NURSE, Role.HEALTHCARE_ASSISTANT


def share_out_tasks(ward):
    """Give nursing time to obligations in order, and what is left to the floor."""
    p, now = ward.p, ward.now
    registered, assistants = count_minutes(ward)
    ask(ward)
    now.left_registered, now.left_assistant = registered, assistants
    now.needs = 0.0
    for task in OBLIGATIONS:
        if task == REST_BREAK:
            give_breaks(ward)
        else:
            give(ward, task)
    now.needs += paperwork_waiting(ward)
    now.load = load(needs=now.needs, minutes=registered + assistants)
    to_floor = floor_share(p)
    give_the_rest(ward, to_floor)
    note_backlogs(ward)
    now.floor_minutes = 0.0
    for k in range(now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        pool = registered if staff.is_registered else assistants
        take_tasks(ward, staff, pool, to_floor)
        now.floor_minutes += staff.floor_minutes
    now.staff_present = share_of(part=now.floor_minutes, whole=now.floor_total)
    now.load_hour += now.load * p.tick_hours
    now.present_hour += now.staff_present * p.tick_hours


def paperwork_waiting(ward):
    """Return how much of the paperwork owed, besides what must be written at once, asks for time in this tick."""
    p = ward.p
    return backlog_asked(
        backlog=minutes_still_asked(asked=ward.now.paperwork_backlog, given=ward.need[Task.PAPERWORK]),
        tick_hours=p.tick_hours,
        hours_to_clear=p.paperwork_hours_to_clear,
    )


def count_minutes(ward):
    """Return the minutes that registered nurses and assistants have besides leading slots."""
    tick_minutes, hour = ward.p.tick_minutes, this_hour(ward)
    registered, assistants = 0.0, 0.0
    ward.now.floor_total = 0.0
    for k in range(ward.now.n_on_duty):
        staff = ward.staff[ward.seats_on_duty[k]]
        staff.minutes = max(tick_minutes - staff.lead_minutes - staff.dose_minutes, 0.0)
        if IS_ON_FLOOR[staff.role]:
            # Nurses all tick long; of other roles what is left of it beside the groups that they lead.
            ward.now.floor_total += tick_minutes if staff.is_nursing else staff.minutes
        if staff.is_nursing:
            if staff.is_registered:
                registered += staff.minutes
            else:
                assistants += staff.minutes
        hour.minutes_needed[staff.role] += staff.lead_minutes + staff.dose_minutes
    return registered, assistants


def ask(ward):
    """Work out what each obligation asks for in this tick."""
    p, now, need, dt = ward.p, ward.now, ward.need, ward.p.tick_hours
    for task in range(len(need)):
        need[task] = 0.0
        ward.done[NURSE, task] = 0.0
        ward.done[ASSISTANT, task] = 0.0
    ask_for_residents(ward)
    nursing, present = float(now.n_nursing), float(now.n_present)
    need[Task.INCIDENT] = backlog_asked(
        backlog=now.incident_backlog, tick_hours=dt, hours_to_clear=p.incident_hours_to_clear
    )
    need[Task.HANDOVER] = per_hour_minutes(
        minutes_an_hour=p.handover_minutes * ward.moment.handover_share,
        number=float(now.n_registered),
        tick_hours=dt,
    )
    need[Task.ADMISSION_DISCHARGE] = backlog_asked(
        backlog=now.admission_backlog, tick_hours=dt, hours_to_clear=p.admission_hours_to_clear
    )
    need[Task.WARD_DUTIES] = per_hour_minutes(
        minutes_an_hour=p.ward_duties_minutes, number=float(now.n_registered), tick_hours=dt
    )
    paperwork = per_hour_minutes(minutes_an_hour=paperwork_an_hour(p), number=present, tick_hours=dt)
    now.paperwork_backlog = minutes_owed(p, backlog=now.paperwork_backlog, minutes=paperwork)
    need[Task.PAPERWORK] = minutes_of_urgent_paperwork(p, minutes=paperwork)
    need[Task.MEDICATION] = backlog_asked(
        backlog=now.preparation_backlog, tick_hours=dt, hours_to_clear=p.preparation_hours
    )
    need[Task.REST_BREAK] = per_hour_minutes(minutes_an_hour=p.break_minutes, number=nursing, tick_hours=dt)
    ask_for_slots(ward, present)
    ask_for_transitions(ward)


def ask_for_residents(ward):
    """Work out what observation, containment, escorts and planned talks ask for."""
    p, need, dt = ward.p, ward.need, ward.p.tick_hours
    constant, intermittent, present, escorted, held = 0.0, 0.0, 0.0, 0.0, 0.0
    early, talks, prompts = 0.0, 0.0, 0.0
    for resident in ward.beds:
        if not resident.is_here or not resident.is_present:
            continue
        present += 1.0
        constant += 1.0 if resident.observation == Observation.CONSTANT else 0.0
        intermittent += 1.0 if resident.observation == Observation.INTERMITTENT else 0.0
        early += p.risk_assessment if resident.is_in_early_help and not resident.is_asleep else 0.0
        talks += talk_asked_by(ward, resident)
        prompts += 1.0 if is_due(ward, resident) else 0.0
        if resident.hold != NOBODY:
            held += ward.held_staff[resident.hold]
        if resident.is_detained and ward.places[resident.place_index].kind == PlaceKind.GARDEN:
            escorted += p.locked_share
    ward.now.n_present = int(present)
    asked = minutes_in_all(each=p.prompt_minutes, number=prompts) + ward.now.prompts_ahead
    ward.now.prompts_asked = minutes_still_asked(asked=asked, given=ward.now.prompt_minutes_left)
    need[Task.PROMPTS] = ward.now.prompts_asked
    need[Task.CONTAINMENT] = per_hour_minutes(minutes_an_hour=p.minutes_an_hour, number=held, tick_hours=dt)
    need[Task.OBSERVATION] = minutes_of_observation(
        p, n_constant=constant, n_intermittent=intermittent, n_residents=present, tick_hours=dt
    )
    need[Task.ESCORT] = per_hour_minutes(minutes_an_hour=p.escort_minutes, number=escorted, tick_hours=dt)
    need[Task.ONE_TO_ONE] = talks + per_hour_minutes(
        minutes_an_hour=p.talk_minutes, number=early, tick_hours=dt
    )


def ask_for_slots(ward, present):
    """Add what meals under way ask for, and as much again for each that was brought to somebody held."""
    p, first = ward.p, ward.moment.first_stretch
    ward.need[Task.MEALS] += minutes_in_all(each=p.meal_minutes, number=float(ward.now.meals_brought))
    ward.now.meals_brought = 0
    for k in range(first, first + ward.moment.n_stretches):
        stretch = ward.stretches[k]
        slot = ward.slots[stretch.slot_index]
        if slot.fate != SlotFate.HELD and slot.fate != NOBODY:  # NOBODY: it ended within this tick
            continue
        if slot.activity == Activity.MEAL:
            ward.need[Task.MEALS] += spread_over_slot(
                p,
                minutes_a_resident=p.meal_minutes,
                n_residents=present,
                share=stretch.share,
                slot_hours=slot.hours,
            )


def give(ward, task):
    """Give a task what it needs, or what is left; assistants first, where they may."""
    now, need, hour = ward.now, ward.need[task], this_hour(ward)
    now.needs += need
    by_assistants = 0.0
    if not IS_FOR_REGISTERED[task]:
        by_assistants = taken(need=need, left=now.left_assistant)
    by_registered = taken(need=need - by_assistants, left=now.left_registered)
    now.left_assistant -= by_assistants
    now.left_registered -= by_registered
    ward.done[ASSISTANT, task] = by_assistants
    ward.done[NURSE, task] = by_registered
    hour.minutes_needed[ASSISTANT] += by_assistants
    hour.minutes_needed[NURSE] += need - by_assistants


def give_breaks(ward):
    """Give registered nurses and assistants breaks of their own, as far as minutes are left."""
    now, need, hour = ward.now, ward.need[REST_BREAK], this_hour(ward)
    now.needs += need
    of_nurses = need * share_of(part=float(now.n_registered), whole=float(now.n_nursing))
    of_assistants = need - of_nurses
    ward.done[ASSISTANT, REST_BREAK] = taken(need=of_assistants, left=now.left_assistant)
    ward.done[NURSE, REST_BREAK] = taken(need=of_nurses, left=now.left_registered)
    now.left_assistant -= ward.done[ASSISTANT, REST_BREAK]
    now.left_registered -= ward.done[NURSE, REST_BREAK]
    hour.minutes_needed[ASSISTANT] += of_assistants
    hour.minutes_needed[NURSE] += of_nurses


def give_the_rest(ward, to_floor):
    """Part what registered nurses have left between paperwork that is owed and the floor; assistants are there."""
    now = ward.now
    owed = now.paperwork_backlog - ward.done[NURSE, Task.PAPERWORK]
    on_paper = paper_minutes(left=now.left_registered, to_floor=to_floor, backlog=owed)
    ward.done[NURSE, Task.PAPERWORK] += on_paper
    ward.done[NURSE, Task.FLOOR] = now.left_registered - on_paper
    ward.done[ASSISTANT, Task.FLOOR] = now.left_assistant


def note_backlogs(ward):
    """Take off what was done; note what paperwork owed holds up, and whether talks took place."""
    p, now, done = ward.p, ward.now, ward.done
    now.incident_backlog -= done[NURSE, Task.INCIDENT] + done[ASSISTANT, Task.INCIDENT]
    now.admission_backlog -= done[NURSE, Task.ADMISSION_DISCHARGE] + done[ASSISTANT, Task.ADMISSION_DISCHARGE]
    now.preparation_backlog -= done[NURSE, Task.MEDICATION]
    now.paperwork_backlog -= done[NURSE, Task.PAPERWORK]
    now.held_up = held_up(p, backlog=now.paperwork_backlog)
    now.one_to_one_given = share_of(
        part=done[NURSE, Task.ONE_TO_ONE] + done[ASSISTANT, Task.ONE_TO_ONE], whole=ward.need[Task.ONE_TO_ONE]
    )


@staff_act
def take_tasks(ward, staff, pool, to_floor):
    """Take one's part of a pool's tasks, or of other roles' own work."""
    tasks = ward.work[staff.seat].tasks
    tasks[Task.LEADING_ACTIVITY] += hours(minutes=staff.lead_minutes)
    tasks[Task.MEDICATION] += hours(minutes=staff.dose_minutes)
    if staff.is_nursing:
        part = share_of(part=staff.minutes, whole=pool)
        staff.floor_minutes = part * ward.done[staff.role, Task.FLOOR]
        staff.talk_minutes = part * ward.done[staff.role, Task.ONE_TO_ONE]
        for task in OBLIGATIONS:
            tasks[task] += hours(minutes=part * ward.done[staff.role, task])
        tasks[Task.FLOOR] += hours(minutes=staff.floor_minutes)
    else:
        staff.floor_minutes = staff.minutes * to_floor if IS_ON_FLOOR[staff.role] else 0.0
        staff.talk_minutes = 0.0
        tasks[Task.FLOOR] += hours(minutes=staff.floor_minutes)
        tasks[Task.PAPERWORK] += hours(minutes=staff.minutes - staff.floor_minutes)
