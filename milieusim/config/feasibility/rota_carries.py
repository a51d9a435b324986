"""Can the rota carry the routine?"""

from milieusim.config.feasibility.week_in_minutes import DAY, NURSES, clock, days_named, people
from milieusim.config.parts.routine import minute_of
from milieusim.phrasing import listed

LONG_SHIFT_HOURS = 13
SHORT_SHIFT_HOURS = 4
RESIDENTS_FOR_ONE_NURSE_ALONE = 8


def slots_without_leaders(design, week):
    """Slots that need more of a role than the rota has on at that time."""
    for slot in _led(design.routine.slots):
        fewest = {
            day: week.fewest(slot.leader, day, slot.start_minute, slot.end_minute) for day in slot.day_numbers
        }
        for number in sorted({found for found, _ in fewest.values() if found < slot.leaders}):
            days = [day for day in fewest if fewest[day][0] == number]
            minute = fewest[days[0]][1]
            yield (
                f"routine.slots[{slot.name}] needs {people(slot.leaders, slot.leader)} {days_named(days)} "
                "from "
                f"{slot.start} to {slot.end}; the rota has {number} at {clock(minute)}. Add "
                f"{slot.leader} to rota.{_shift_at(design, minute)}, or change the slot's leader, days or "
                "time."
            )


def _led(slots):
    return [slot for slot in slots if slot.leader]


def _shift_at(design, minute):
    for name, shift in reversed(design.rota.shifts):
        if (minute - minute_of(shift.start)) % DAY < shift.hours * 60:
            return name
    return design.rota.shifts[0][0]


def slots_sharing_leaders(design, week):
    """Slots that each have their leader, but not all at once."""
    found = {}
    for day in range(7):
        for role in sorted({slot.leader for slot in _led(week.slots[day])}):
            for minute, together in _meetings([slot for slot in week.slots[day] if slot.leader == role]):
                needed, present = sum(slot.leaders for slot in together), week.present(role, day, minute)
                if needed > present and all(slot.leaders <= present for slot in together):
                    names = tuple(slot.name for slot in together)
                    found.setdefault((names, role, needed, present), []).append((day, minute))
    for (names, role, needed, present), moments in found.items():
        yield (
            f"routine.slots {listed(names)} together need {people(needed, role)} "
            f"{days_named(day for day, _ in moments)} at {clock(moments[0][1])}; the rota has {present}. "
            "Move one of them, or give it another leader."
        )


def _meetings(slots):
    """Minutes at which a slot begins while others are under way, with all of them."""
    for minute in sorted({slot.start_minute for slot in slots}):
        together = [slot for slot in slots if slot.start_minute <= minute < slot.end_minute]
        if len(together) > 1:
            yield minute, together


def handovers_with_an_empty_floor(design, week):
    """Handovers during which all nursing staff are in the handover or lead a slot."""
    shifts = design.rota.shifts
    for (name, shift), (following, after) in zip(shifts, shifts[1:] + shifts[:1]):
        start = minute_of(after.start) % DAY
        overlap = minute_of(shift.start) + int(shift.hours * 60) - minute_of(after.start)
        overlap = overlap % DAY if shift.hours < 24 else 0
        if not overlap:
            yield (
                f"rota.{name} ends when rota.{following} begins, at {after.start}, so there is no time for a "
                "handover. "
                f"Let {name} end 15 to 30 minutes later."
            )
            continue
        # The shift that comes is told; one nurse of the shift that goes tells; the others keep the floor.
        leaving_day = 0 if minute_of(shift.start) < start else -1
        empty = [day for day in range(7) if _floor(shift, week, day, leaving_day, start, overlap) < 1]
        if empty:
            yield (
                f"rota.{name}: during the handover to {following}, {clock(start)} to "
                f"{clock(start + overlap)} "
                f"{days_named(empty)}, nobody of nursing is left on the floor (one hands over, {following} "
                "listens, "
                f"slots take their leaders). Put one more on {name}, or move the slots of that time."
            )


def _floor(shift, week, day, leaving_day, start, overlap):
    going = sum(shift.heads(role, (day + leaving_day) % 7) for role in NURSES)
    led = [slot for slot in _led(week.slots[day]) if slot.leader in NURSES]
    busy = sum(
        slot.leaders for slot in led if slot.start_minute < start + overlap and slot.end_minute > start
    )
    return going - 1 - busy


def shifts_without_nurses(design, week):
    """Shifts without a registered nurse, or with one member of nursing staff alone."""
    for name, shift in design.rota.shifts:
        without = [day for day in range(7) if shift.heads("registered_nurse", day) == 0]
        if without:
            yield (
                f"rota.{name} has no registered nurse {days_named(without)}; nobody could give medication or "
                "take "
                f"charge. Set rota.{name}.registered_nurse to 1 or more."
            )
        alone = [day for day in range(7) if _nursing_on(shift, day) == 1]
        if alone and design.ward.beds > RESIDENTS_FOR_ONE_NURSE_ALONE:
            yield (
                f"rota.{name} has one member of nursing staff alone with {design.ward.beds} beds "
                f"{days_named(alone)}; "
                "no break, escort or incident can be covered. Put a second one on."
            )


def nursing_tied_up_by_slots(design, week):
    """Slots that take every nurse on duty, so that nobody answers residents."""
    for slot in design.routine.slots:
        if slot.leader in NURSES and slot.end_minute - slot.start_minute > 15:
            days = [
                day for day in slot.day_numbers if 0 < week.nursing(day, slot.start_minute) <= slot.leaders
            ]
            if days:
                yield (
                    f"routine.slots[{slot.name}] takes all nursing staff on duty {days_named(days)} at "
                    f"{slot.start}; "
                    "nobody is left on the floor. Lower its leaders, or put more staff on."
                )


def odd_shifts(design, week):
    """Shift patterns that hardly anybody works."""
    rota = design.rota
    kind = "a three-shift" if rota.late else "a two-shift"
    for name, shift in rota.shifts:
        if shift.hours > LONG_SHIFT_HOURS or shift.hours < SHORT_SHIFT_HOURS:
            mend = "" if rota.late else " Should there be a late shift?"
            yield (
                f"rota.{name} lasts {shift.hours:g} hours ({shift.start} to {shift.end}), odd for {kind} "
                "ward. "
                f"Check its times.{mend}"
            )
        if name == "night" and (180 - minute_of(shift.start)) % DAY >= shift.hours * 60:
            yield f"rota.night runs from {shift.start} to {shift.end}, without 03:00. Check its times."
    more = [day for day in range(7) if _nursing_on(rota.night, day) > _nursing_on(rota.early, day)]
    if more:
        yield f"rota.night has more nursing staff than rota.early {days_named(more)}. Are the two exchanged?"
    for name in ("sickness", "bank_share"):
        if getattr(rota, name) > (0.3 if name == "sickness" else 0.9):
            yield f"rota.{name} is {getattr(rota, name):g}, as a share of 1. Is it meant in per cent?"


def _nursing_on(shift, day):
    return sum(shift.heads(role, day) for role in NURSES)


CHECKS = [
    slots_without_leaders,
    slots_sharing_leaders,
    handovers_with_an_empty_floor,
    shifts_without_nurses,
    nursing_tied_up_by_slots,
    odd_shifts,
]
