"""A design's week in minutes: who is on duty when, and in which stretches anything changes."""

from functools import lru_cache

from milieusim.config.parts.routine import minute_of
from milieusim.kinds import NURSING
from milieusim.vocabulary import Role

DAY = 1440
WEEK = 7 * DAY
DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ROLE_NAMES = {role.label: role.label.replace("_", " ") for role in Role}
NURSES = [role.label for role in NURSING]


class Week:
    """The rota and the routine of a design, asked by day of the week (0 = Monday) and minute of the day."""

    def __init__(self, design):
        self.design = design
        self.duties = design.rota.duties
        self._known = _known_of(design.rota)
        self._nights = None
        self.slots = [sorted(self._slots_on(day), key=lambda slot: slot.start_minute) for day in range(7)]

    def _slots_on(self, day):
        return [slot for slot in self.design.routine.slots if day in slot.day_numbers]

    def present(self, role, day, minute):
        """Number of `role` on the rota at a minute; all shifts count while they overlap."""
        asked = role, day, minute
        if asked not in self._known:
            self._known[asked] = sum(
                shift.heads(role, (day + offset) % 7)
                for _, shift in self.duties
                for offset in (0, -1)
                if _covers(shift, minute - offset * DAY)
            )
        return self._known[asked]

    def nursing(self, day, minute):
        """Number of nursing staff on the rota at a minute."""
        return sum(self.present(role, day, minute) for role in NURSES)

    def fewest(self, role, day, start, end):
        """Fewest of `role` on the rota between two minutes of a day, and when that is so first."""
        moments = [start, *(edge for edge in self.shift_edges() if start < edge < end)]
        return min((self.present(role, day, minute), minute) for minute in moments)

    def shift_edges(self):
        """Minutes of the day at which a shift, or the hours of a role, begin or end."""
        if "edges" not in self._known:
            shifts = [shift for _, shift in self.duties]
            self._known["edges"] = sorted(
                {minute_of(clock) % DAY for shift in shifts for clock in (shift.start, shift.end)}
            )
        return self._known["edges"]

    def fewest_through(self, roles, day, start, end):
        """Fewest of all `roles` together on the rota from a minute of a day to one that may be of the next."""
        moments = [start, *(edge + later for later in (0, DAY) for edge in self.shift_edges())]
        return min(
            sum(self.present(role, (day + moment // DAY) % 7, moment % DAY) for role in roles)
            for moment in moments
            if start <= moment < end
        )

    def without_nursing(self):
        """Stretches without any nursing staff on the rota, as (first minute of the week, minutes that it lasts)."""
        edges = [day * DAY + edge for day in range(7) for edge in self.shift_edges()]
        is_empty = [not self.nursing(edge // DAY, edge % DAY) for edge in edges]
        if all(is_empty):
            return [(0, WEEK)]
        found = []
        for place, edge in enumerate(edges):
            if is_empty[place] and not is_empty[place - 1]:
                later = edges[place:] + [edge + WEEK for edge in edges[:place]]
                there = is_empty[place:] + is_empty[:place]
                found.append((edge, later[there.index(False)] - edge))
        return found

    def wake(self, day):
        """Minute at which the ward gets up."""
        routine = self.design.routine
        return minute_of(routine.wake_weekend if day >= 5 and routine.wake_weekend else routine.wake)

    def sleep_windows(self):
        """Nights as (day of waking, first minute of the week, last minute of the week)."""
        self._nights = self._nights or self._sleep_windows()
        return self._nights

    def _sleep_windows(self):
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


@lru_cache(maxsize=8)
def _known_of(rota):
    """Return where answers about a rota are kept: a search asks the same of hundreds of routines."""
    return {}


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
