"""Staff and their tasks: minutes, what each gets of the pool's tasks, leading slots."""

from milieusim.model.codes import (
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
        row.leading_activity += rules.hours(minutes=self.lead_minutes)
        if self.is_nursing:
            pool = self.model.done[REGISTERED if self.is_registered else ASSISTANT]
            part = rules.share_of(part=self.minutes, whole=registered if self.is_registered else assistants)
            self.floor_minutes = part * pool[FLOOR]
            self.talk_minutes = part * pool[ONE_TO_ONE]
            self.take_part(part, pool)
            return
        on_floor = self.role == ACTIVITY_WORKER or self.role == PEER_WORKER
        self.floor_minutes = self.minutes * to_floor if on_floor else 0.0
        self.talk_minutes = 0.0
        row.floor += rules.hours(minutes=self.floor_minutes)
        row.paperwork += rules.hours(minutes=self.minutes - self.floor_minutes)

    def take_part(self, part, pool):
        """Add one's part of the pool's tasks to the row of the shift."""
        row, hours = self.worked, self.rules.hours
        row.handover += hours(minutes=part * pool[HANDOVER])
        row.observation += hours(minutes=part * pool[OBSERVATION])
        row.medication += hours(minutes=part * pool[MEDICATION_TASK])
        row.meals += hours(minutes=part * pool[MEALS])
        row.escort += hours(minutes=part * pool[ESCORT])
        row.one_to_one += hours(minutes=part * pool[ONE_TO_ONE])
        row.floor += hours(minutes=part * pool[FLOOR])
        row.incident += hours(minutes=part * pool[INCIDENT_TASK])
        row.containment += hours(minutes=part * pool[CONTAINMENT_TASK])
        row.admission_discharge += hours(minutes=part * pool[ADMISSION_TASK])
        row.paperwork += hours(minutes=part * pool[PAPERWORK])
        row.rest_break += hours(minutes=part * pool[REST_BREAK])
