"""A design's week in minutes: who is on duty when, and in which stretches anything changes."""

from milieusim.config.parts.routine import minute_of
from milieusim.kinds import NURSING

DAY = 1440
WEEK = 7 * DAY
DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ROLE_NAMES = {
    "registered_nurse": "registered nurse",
    "healthcare_assistant": "healthcare assistant",
    "occupational_therapist": "occupational therapist",
    "psychologist": "psychologist",
    "doctor": "doctor",
    "activity_worker": "activity worker",
    "peer_worker": "peer worker",
}
NURSES = [role.label for role in NURSING]


class Week:
    """The rota and the routine of a design, asked by day of the week (0 = Monday) and minute of the day."""

    def __init__(self, design):
        self.design = design
        self.slots = [sorted(self._slots_on(day), key=lambda slot: slot.start_minute) for day in range(7)]

    def _slots_on(self, day):
        return [slot for slot in self.design.routine.slots if day in slot.day_numbers]

    def present(self, role, day, minute):
        """Number of `role` on the rota at a minute; both shifts count while they overlap."""
        return sum(
            shift.heads(role, (day + offset) % 7)
            for _, shift in self.design.rota.shifts
            for offset in (0, -1)
            if _covers(shift, minute - offset * DAY)
        )

    def nursing(self, day, minute):
        """Number of nursing staff on the rota at a minute."""
        return sum(self.present(role, day, minute) for role in NURSES)

    def fewest(self, role, day, start, end):
        """Fewest of `role` on the rota between two minutes of a day, and when that is so first."""
        moments = [start, *(edge for edge in self.shift_edges() if start < edge < end)]
        return min((self.present(role, day, minute), minute) for minute in moments)

    def shift_edges(self):
        """Minutes of the day at which a shift begins or ends."""
        shifts = [shift for _, shift in self.design.rota.shifts]
        return sorted({minute_of(clock) % DAY for shift in shifts for clock in (shift.start, shift.end)})

    def wake(self, day):
        """Minute at which the ward gets up."""
        routine = self.design.routine
        return minute_of(routine.wake_weekend if day >= 5 and routine.wake_weekend else routine.wake)

    def sleep_windows(self):
        """Nights as (day of waking, first minute of the week, last minute of the week)."""
        lights_out = minute_of(self.design.routine.lights_out)
        # Lights out after midnight belong to the night that ends on the same day.
        offset = 0 if lights_out < 720 else -DAY
        return [(day, day * DAY + offset + lights_out, day * DAY + self.wake(day)) for day in range(7)]

    def asleep_minutes(self, day, start, end):
        """Minutes between two minutes of a day that lie in the hours of sleep."""
        first, last = day * DAY + start, day * DAY + end
        return sum(
            max(0, min(last, up + shift) - max(first, down + shift))
            for _, down, up in self.sleep_windows()
            for shift in (0, WEEK, -WEEK)
        )


def _covers(shift, minute):
    start = minute_of(shift.start)
    return start <= minute < start + shift.hours * 60


def days_named(days):
    """Return days of the week as people say them."""
    days = sorted(set(days))
    if days == list(range(7)):
        return "every day"
    if days == list(range(5)):
        return "Monday to Friday"
    if days == [5, 6]:
        return "at the weekend"
    return "on " + ", ".join(DAY_NAMES[day] for day in days)


def clock(minute):
    """Return a minute of the day as a clock time."""
    minute = int(minute) % DAY
    return f"{minute // 60:02d}:{minute % 60:02d}"


def people(number, role):
    """Return ``1 doctor``, ``2 doctors``."""
    return f"{number} {ROLE_NAMES[role]}{'' if number == 1 else 's'}"
