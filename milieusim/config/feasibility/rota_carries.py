"""Can the rota carry the routine?"""

from milieusim.config.feasibility.week_in_minutes import DAY, NURSES, clock, days_named, people
from milieusim.config.parts.cover import LONGEST_OVERLAP, USUAL, USUAL_HANDOVER
from milieusim.config.parts.rota import ROLES
from milieusim.config.parts.routine import minute_of
from milieusim.phrasing import close_to, listed

LONG_SHIFT_HOURS = 13
SHORT_SHIFT_HOURS = 4
SMALL_HOURS, MORNING = 3 * 60, 10 * 60
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
                f"{slot.start} to {slot.end}; the rota has {number} at {clock(minute)}. "
                f"{_mend(design, slot.leader, minute)}, or change the slot's leader, days or time."
            )


def _mend(design, role, minute):
    own = getattr(design.rota, role)
    if own is None:
        return f"Add {role} to rota.{_shift_at(design, minute)}"
    days = own.days if isinstance(own.days, str) else ", ".join(own.days)
    return f"Change the hours or number of rota.{role} ({days}, {own.start} to {own.end})"


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
        overlap = overlap if overlap <= LONGEST_OVERLAP else USUAL_HANDOVER
        # The shift that comes is told; one nurse of the shift that goes tells; the others keep the floor.
        empty = [day for day in range(7) if _floor(week, day, start, overlap) < 1]
        if empty:
            yield (
                f"rota.{name}: during the handover to {following}, {clock(start)} to "
                f"{clock(start + overlap)} "
                f"{days_named(empty)}, nobody of nursing is left on the floor (one hands over, {following} "
                "listens, "
                f"slots take their leaders). Put one more on {name}, or move the slots of that time."
            )


def _floor(week, day, start, overlap):
    """Nursing staff who were there before a handover and stay for all of it, less who tells and who leads."""
    staying = sum(
        shift.heads(role, (day + offset) % 7)
        for _, shift in week.duties
        for role in NURSES
        for offset in (0, -1)
        if minute_of(shift.start) + offset * DAY < start
        and minute_of(shift.start) + shift.hours * 60 + offset * DAY >= start + overlap
    )
    led = [slot for slot in _led(week.slots[day]) if slot.leader in NURSES]
    busy = sum(
        slot.leaders for slot in led if slot.start_minute < start + overlap and slot.end_minute > start
    )
    return staying - 1 - busy


def shifts_without_nurses(design, week):
    """Shifts without a registered nurse, or with one member of nursing staff alone, whoever lies beside them."""
    shifts = design.rota.shifts
    for (name, shift), (_, after) in zip(shifts, shifts[1:] + shifts[:1]):
        start = minute_of(shift.start) % DAY
        end = start + ((minute_of(after.start) - start) % DAY or DAY)
        without = [day for day in range(7) if not week.fewest_through(NURSES[:1], day, start, end)]
        if without:
            yield (
                f"rota.{name} has no registered nurse {days_named(without)}{_from(week, without, start, end)}; "
                "nobody could give medication or take "
                f"charge. Set rota.{name}.registered_nurse to 1 or more."
            )
        alone = [day for day in range(7) if week.fewest_through(NURSES, day, start, end) == 1]
        if alone and design.ward.beds > RESIDENTS_FOR_ONE_NURSE_ALONE:
            yield (
                f"rota.{name} has one member of nursing staff alone with {design.ward.beds} beds "
                f"{days_named(alone)}; "
                "no break, escort or incident can be covered. Put a second one on."
            )


def hours_with_nobody(design, week):
    """Hours that a shift covers by the clock, but that nobody works on some days of the week."""
    found = {}
    for minute, minutes in week.without_nursing():
        found.setdefault((minute % DAY, minutes), []).append(minute // DAY)
    for (minute, minutes), days in found.items():
        yield (
            f"rota has nobody of nursing on duty {days_named(days)} from {clock(minute)} for {minutes / 60:g} hours, "
            "and residents are on their own with whoever else is there. Check the days and numbers of "
            f"rota.{_shift_at(design, minute)}."
        )


def _from(week, days, start, end):
    """Return from when to when nobody registered is there, where others than the shift's own cover a part of it."""
    edges = [start, *sorted(edge + later for later in (0, DAY) for edge in week.shift_edges()), end]
    edges = [edge for edge in edges if start <= edge <= end]
    gone = [
        (one, next_)
        for one, next_ in zip(edges, edges[1:])
        if next_ > one and not week.fewest_through(NURSES[:1], days[0], one, next_)
    ]
    following = [name for name, _ in week.design.rota.shifts]
    beside = any(
        shift.heads(NURSES[0], day)
        for name, shift in week.duties
        for day in range(7)
        if name not in following and _overlaps(shift, start, end)
    )
    return f" from {clock(gone[0][0])} to {clock(gone[-1][1])}" if beside and gone else ""


def _overlaps(shift, start, end):
    begins = [minute_of(shift.start) + later for later in (-DAY, 0, DAY)]
    return any(at < end and at + shift.hours * 60 > start for at in begins)


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
    for name, shift in rota.duties:
        is_beside = name not in dict(rota.shifts)
        if shift.hours > LONG_SHIFT_HOURS or shift.hours < SHORT_SHIFT_HOURS and not is_beside:
            kind = {2: "a two-shift", 3: "a three-shift"}.get(len(rota.shifts), "any")
            mend = " Should there be a late shift?" if set(rota.named_shifts) == {"early", "night"} else ""
            yield (
                f"rota.{name} lasts {shift.hours:g} hours ({shift.start} to {shift.end}), odd for {kind} "
                "ward. "
                f"Check its times.{mend}"
            )
        if name == "night" and (SMALL_HOURS - minute_of(shift.start)) % DAY >= shift.hours * 60:
            yield f"rota.night runs from {shift.start} to {shift.end}, without 03:00. Check its times."
    night, day_shift = _names_at(rota, SMALL_HOURS), _names_at(rota, MORNING)
    at_night, by_day = dict(rota.shifts).get(night), dict(rota.shifts).get(day_shift)
    more = [
        day
        for day in range(7)
        if _nursing_on(at_night, day) > max(_nursing_on(by_day, day), week.nursing(day, MORNING))
    ]
    if more:
        yield (
            f"rota.{night} has more nursing staff than rota.{day_shift} {days_named(more)}. Are the two exchanged?"
        )
    for name in ("sickness", "bank_share"):
        if getattr(rota, name) > (0.3 if name == "sickness" else 0.9):
            yield f"rota.{name} is {getattr(rota, name):g}, as a share of 1. Is it meant in per cent?"


def _names_at(rota, minute):
    """Return the name of the shift that a night or a day is known by, the usual one if the ward has it."""
    usual = "night" if minute == SMALL_HOURS else "early"
    under_way = max(rota.shifts, key=lambda named: -((minute - minute_of(named[1].start)) % DAY))
    return usual if usual in dict(rota.shifts) else under_way[0]


def own_names(design, week):
    """Shifts whose names look like slips of the pen for the usual ones."""
    rota = design.rota
    for name in rota.named_shifts:
        meant = close_to(name, [usual for usual in (*USUAL, *ROLES) if getattr(rota, usual) is None])
        if name not in USUAL and meant:
            yield f"rota.{name} is read as a shift of the ward's own, called {name}. Is {meant} meant?"


def roles_counted_twice(design, week):
    """Roles with hours of their own that are on a shift at the same time as well."""
    for role, own in design.rota.role_hours.items():
        for name, shift in design.rota.named_shifts.items():
            if days := [day for day in range(7) if _share_time(own, shift, role, day)]:
                yield (
                    f"rota.{role} ({own.start} to {own.end}) and rota.{name}.{role} both have people at work "
                    f"{days_named(days)} at the same time, so they add up. If they are the same people, set "
                    f"rota.{name}.{role} to 0."
                )


def _share_time(own, shift, role, day):
    if role in NURSES or not own.heads(role, day):
        return False
    starts, ends = minute_of(own.start), minute_of(own.start) + own.hours * 60
    return any(
        shift.heads(role, (day + offset) % 7)
        and minute_of(shift.start) + offset * DAY < ends
        and minute_of(shift.start) + shift.hours * 60 + offset * DAY > starts
        for offset in (-1, 0, 1)
    )


def _nursing_on(shift, day):
    return sum(shift.heads(role, day) for role in NURSES)


CHECKS = [
    slots_without_leaders,
    slots_sharing_leaders,
    handovers_with_an_empty_floor,
    shifts_without_nurses,
    hours_with_nobody,
    nursing_tied_up_by_slots,
    odd_shifts,
    own_names,
    roles_counted_twice,
]
