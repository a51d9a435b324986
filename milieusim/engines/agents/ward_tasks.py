"""The ward's tasks: obligations in a fixed order, then what is left for residents (phase 3 of a tick)."""

from milieusim.ward.codes import (
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
    OBSERVATION,
    ONE_TO_ONE,
    PAPERWORK,
    REGISTERED,
    REST_BREAK,
    SECLUSION,
    TIME_OUT,
)

OBLIGATIONS = (
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
)


class Tasks:
    """Minutes of staff and what they go to."""

    def share_out_tasks(self):
        """Give nursing time to obligations in order, and what is left to the floor."""
        p = self.p
        registered, assistants = self.count_minutes()
        self.ask()
        self.left_registered, self.left_assistant = registered, assistants
        self.needs = 0.0
        for task in OBLIGATIONS:
            self.give(task)
        self.load = self.rules.load(needs=self.needs, minutes=registered + assistants)
        to_floor = self.rules.floor_share(support=p.support, least=p.floor_least, most=p.floor_most)
        for role, left in ((REGISTERED, self.left_registered), (ASSISTANT, self.left_assistant)):
            self.done[role][FLOOR] = left * to_floor
            self.done[role][PAPERWORK] += left - left * to_floor
        self.note_backlogs()
        self.hand_out(registered, assistants, to_floor)
        self.load_hour += self.load * p.tick_hours
        self.present_hour += self.staff_present * p.tick_hours

    def count_minutes(self):
        """Count the minutes that nursing staff have besides leading slots."""
        registered, assistants = 0.0, 0.0
        self.nursing_total = 0.0
        for staff in self.on_duty:
            staff.count_minutes()
            if staff.is_nursing:
                self.nursing_total += self.p.tick_minutes
                if staff.is_registered:
                    registered += staff.minutes
                else:
                    assistants += staff.minutes
        return registered, assistants

    def ask(self):
        """Work out what each obligation asks for in this tick."""
        p, rules, dt = self.p, self.rules, self.p.tick_hours
        present, constant, intermittent, held, escorted, talks = self.count_needs()
        minutes = rules.per_hour_minutes
        self.done = [[0.0] * N_TASKS for _ in range(N_ROLES)]
        self.need = need = [0.0] * N_TASKS
        need[CONTAINMENT_TASK] = minutes(minutes_an_hour=p.minutes_an_hour, number=held, tick_hours=dt)
        need[INCIDENT_TASK] = rules.backlog_asked(
            backlog=self.incident_backlog, tick_hours=dt, hours_to_clear=p.incident_hours_to_clear
        )
        need[OBSERVATION] = rules.minutes_of_observation(
            n_constant=constant,
            n_intermittent=intermittent,
            n_residents=present,
            minutes_intermittent=p.minutes_intermittent,
            minutes_general=p.minutes_general_observation,
            tick_hours=dt,
        )
        nursing = float(self.n_nursing)
        handover = p.handover_minutes * self.now.handover_share
        need[HANDOVER] = minutes(minutes_an_hour=handover, number=nursing, tick_hours=dt)
        need[ADMISSION_TASK] = rules.backlog_asked(
            backlog=self.admission_backlog, tick_hours=dt, hours_to_clear=p.admission_hours_to_clear
        )
        need[ESCORT] = minutes(minutes_an_hour=p.escort_minutes, number=escorted, tick_hours=dt)
        need[PAPERWORK] = minutes(minutes_an_hour=p.paperwork_minutes, number=present, tick_hours=dt)
        need[REST_BREAK] = minutes(minutes_an_hour=p.break_minutes, number=nursing, tick_hours=dt)
        need[ONE_TO_ONE] = minutes(minutes_an_hour=p.talk_minutes, number=talks, tick_hours=dt)
        self.ask_for_slots(present)

    def count_needs(self):
        """Count residents present, observed, held, escorted and to be talked to."""
        p = self.p
        staff_to_hold = {
            SECLUSION: p.staff_for_seclusion,
            MECHANICAL_RESTRAINT: p.staff_for_mechanical,
            TIME_OUT: p.staff_for_time_out,
        }
        present, constant, intermittent, held, escorted, early, talks = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for resident in self.residents:
            if not resident.is_present:
                continue
            present += 1.0
            if resident.observation == 2:
                constant += 1.0
            elif resident.observation == 1:
                intermittent += 1.0
            if resident.is_in_early_help:
                early += p.risk_assessment
            if resident.needs_debrief:
                talks += 1.0
            if resident.hold is not None:
                held += staff_to_hold[resident.hold]
            if resident.is_detained and resident.place.kind == GARDEN:
                escorted += p.locked_share
        return present, constant, intermittent, held, escorted, early + talks

    def ask_for_slots(self, present):
        """Add what medication rounds and meals under way ask for."""
        p = self.p
        jobs = {MEDICATION: (MEDICATION_TASK, p.dose_minutes), MEAL: (MEALS, p.meal_minutes)}
        for slot, _, _, share in self.stretches:
            # No fate: it ended within this tick.
            if slot.activity in jobs and (slot.fate is None or slot.fate == HELD):
                task, minutes = jobs[slot.activity]
                self.need[task] += self.rules.spread_over_slot(
                    minutes_a_resident=minutes,
                    n_residents=present,
                    tick_hours=p.tick_hours,
                    share=share,
                    slot_hours=slot.hours,
                )

    def give(self, task):
        """Give a task what it needs, or what is left; only registered nurses give medication and admit."""
        taken, need = self.rules.taken, self.need[task]
        self.needs += need
        by_assistants = 0.0
        if task != MEDICATION_TASK and task != ADMISSION_TASK:
            by_assistants = taken(need, self.left_assistant)
        by_registered = taken(need - by_assistants, self.left_registered)
        self.left_assistant -= by_assistants
        self.left_registered -= by_registered
        self.done[ASSISTANT][task] = by_assistants
        self.done[REGISTERED][task] = by_registered
        self.minutes_needed[ASSISTANT] += by_assistants
        self.minutes_needed[REGISTERED] += need - by_assistants

    def note_backlogs(self):
        """Take off what was done; note how long the medication queue is and whether talks took place."""
        registered, assistants = self.done[REGISTERED], self.done[ASSISTANT]
        self.incident_backlog -= registered[INCIDENT_TASK] + assistants[INCIDENT_TASK]
        self.admission_backlog -= registered[ADMISSION_TASK] + assistants[ADMISSION_TASK]
        self.queue = self.rules.queue_level(
            minutes_needed=self.need[MEDICATION_TASK],
            minutes_given=registered[MEDICATION_TASK],
            at_best=self.p.queue_at_best,
        )
        self.one_to_one_given = self.rules.share_of(
            registered[ONE_TO_ONE] + assistants[ONE_TO_ONE], self.need[ONE_TO_ONE]
        )

    def hand_out(self, registered, assistants, to_floor):
        """Share each pool's tasks among those on duty, and note who is on the floor for how long."""
        self.floor_minutes = 0.0
        for staff in self.on_duty:
            staff.take_tasks(registered, assistants, to_floor)
            self.floor_minutes += staff.floor_minutes
        self.staff_present = self.rules.share_of(self.floor_minutes, self.nursing_total)
