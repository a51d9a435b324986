"""Staff and their tasks: minutes, what each gets of the pool's tasks, leading slots."""

from milieusim.ward.codes import (
    ACTIVITY_WORKER,
    ADMISSION_TASK,
    ASSISTANT,
    CONTAINMENT_TASK,
    ESCORT,
    FLOOR,
    HANDOVER,
    INCIDENT_TASK,
    MEALS,
    MEDICATION_TASK,
    OBSERVATION,
    ONE_TO_ONE,
    PAPERWORK,
    PEER_WORKER,
    REGISTERED,
    REST_BREAK,
)


class Tasked:
    """What staff time goes to (phase 3 of a tick)."""

    def lead(self, share):
        """Lead a slot for a share of the tick."""
        self.lead_minutes += share * self.p.tick_minutes

    def count_minutes(self):
        """Work out the minutes left besides leading slots."""
        self.minutes = max(self.p.tick_minutes - self.lead_minutes, 0.0)
        self.model.minutes_needed[self.role] += self.lead_minutes

    def take_tasks(self, registered, assistants, to_floor):
        """Take one's part of the tasks of one's pool, or work by oneself."""
        rules, row = self.rules, self.worked
        row.leading_activity += rules.hours(self.lead_minutes)
        if self.is_nursing:
            pool = self.model.done[REGISTERED if self.is_registered else ASSISTANT]
            part = rules.share_of(self.minutes, registered if self.is_registered else assistants)
            self.floor_minutes = part * pool[FLOOR]
            self.talk_minutes = part * pool[ONE_TO_ONE]
            self.take_part(part, pool)
            return
        on_floor = self.role == ACTIVITY_WORKER or self.role == PEER_WORKER
        self.floor_minutes = self.minutes * to_floor if on_floor else 0.0
        self.talk_minutes = 0.0
        row.floor += rules.hours(self.floor_minutes)
        row.paperwork += rules.hours(self.minutes - self.floor_minutes)

    def take_part(self, part, pool):
        """Add one's part of the pool's tasks to the row of the shift."""
        row, hours = self.worked, self.rules.hours
        row.handover += hours(part * pool[HANDOVER])
        row.observation += hours(part * pool[OBSERVATION])
        row.medication += hours(part * pool[MEDICATION_TASK])
        row.meals += hours(part * pool[MEALS])
        row.escort += hours(part * pool[ESCORT])
        row.one_to_one += hours(part * pool[ONE_TO_ONE])
        row.floor += hours(part * pool[FLOOR])
        row.incident += hours(part * pool[INCIDENT_TASK])
        row.containment += hours(part * pool[CONTAINMENT_TASK])
        row.admission_discharge += hours(part * pool[ADMISSION_TASK])
        row.paperwork += hours(part * pool[PAPERWORK])
        row.rest_break += hours(part * pool[REST_BREAK])
