"""What rota sheets say as the rota of a ward, and who is at work by it."""

from milieusim.config.parts.rota import ROLES
from milieusim.config.parts.routine import minute_of
from milieusim.phrasing import listed
from milieusim.vocabulary import DAYS
from milieusim.workbook.layouts.rota_found import RATES
from milieusim.workbook.layouts.rota_names import USUAL
from milieusim.workbook.meanings.week_days import spelt_days
from milieusim.workbook.meanings.week_numbers import as_heads, days_worked, filled


def plain_rota(found, before):
    """Return plain data of a whole rota: what was found, and from the rota before what the sheets do not say.

    Parameters
    ----------
    found : Found
        Whose `rota` is read; shifts that cannot be made are told there.
    before : dict
        Plain data of the design's rota.

    Returns
    -------
    dict
    """
    rota = found.rota
    shifts = {
        name: _plain_shift(name, shift, before.get(name) or {}, found) for name, shift in rota.shifts.items()
    }
    shifts = {name: shift for name, shift in shifts.items() if shift}
    rates = {key: value for key, value in before.items() if not isinstance(value, dict) and key not in USUAL}
    _tell_of_rates(rates, rota.rates, found)
    if not shifts:
        shifts = {key: value for key, value in before.items() if isinstance(value, dict) and key not in ROLES}
    return {**_in_usual_order(shifts), **rates, **rota.rates, **_plain_hours(rota, shifts, before, found)}


def without_hours(rota, before):
    """Return the shifts that were found without hours, where the rota before has none of them either."""
    return [shift for name, shift in rota.shifts.items() if _times(shift, before.get(name) or {}) is None]


def _tell_of_rates(before, said, found):
    kept = {key: value for key, value in before.items() if key in RATES and key not in said and value}
    if kept:
        shares = listed([f"{RATES[key].lower()} {value:.1%}" for key, value in kept.items()])
        found.note(f"Rota: kept from the design, as the sheets do not say: {shares}.")


def _in_usual_order(shifts):
    return {name: shifts[name] for name in (*USUAL, *shifts) if name in shifts}


def _plain_shift(name, shift, earlier, found):
    """Return plain data of a shift, None if nothing says when it is."""
    plain = _times(shift, earlier)
    if plain is None:
        how = f"a column 'Hours' in a rota, a key such as {shift.label} = 07:15-19:45 in an off-duty"
        why = f"the ward has had no such shift, and a new one needs its start and end ({how}); it is left out"
        found.cannot_read(shift.spot, shift.label, why)
        return None
    worked = days_worked(plain.get("days", "daily"))
    _tell_of_days_off(shift, worked, found)
    return plain | {role: _heads(numbers, worked, shift) for role, numbers in shift.roles.items()}


def _plain_hours(rota, shifts, before, found):
    """Return plain data of the hours of roles: those found, and earlier ones of which the sheets say nothing."""
    said = {role for shift in shifts.values() for role in ROLES if shift.get(role)}
    kept = {
        role: before[role] for role in ROLES if before.get(role) and role not in said and not rota.is_whole
    }
    if kept:
        roles = listed([role.replace("_", " ") for role in kept])
        found.note(f"Rota: hours of {roles} were kept from the design, as the sheets do not name them.")
    for role, hours in rota.hours.items():
        plain = _times(hours, before.get(role) or {})
        if plain is None:
            found.cannot_read(hours.spot, hours.label, "its hours need a start and an end; they are left out")
        else:
            worked = days_worked(plain.get("days", "daily"))
            _tell_of_days_off(hours, worked, found)
            kept[role] = plain | {"number": _heads(hours.roles[role], worked, hours)}
    return kept


def _tell_of_days_off(shift, worked, found):
    off = [day for day in DAYS if day not in worked and any(week.get(day) for week in shift.roles.values())]
    if off:
        found.note(
            f"{shift.label}: it is not worked on {listed(off)}, so numbers there count nothing; add these to its days "
            "if they should."
        )


def _times(shift, earlier):
    times = {key: getattr(shift, key) or earlier.get(key) for key in ("start", "end")}
    if not all(times.values()):
        return None
    days = shift.days or (_days_with_numbers(shift) if shift.is_by_day else earlier.get("days"))
    return times | ({"days": days} if days else {})


def _days_with_numbers(shift):
    """Return the days on which somebody is there, None for every day and for shifts that every ward has daily."""
    days = [day for day in DAYS if any(week.get(day) for week in shift.roles.values())]
    return None if shift.is_usual or len(days) in (0, len(DAYS)) else spelt_days(days)


def _heads(numbers, worked, shift):
    said = {day: number for day, number in numbers.items() if number or day in worked or shift.days}
    return as_heads(filled([said.get(day) for day in DAYS], worked))


def roles_on_duty(rota, days, start, end):
    """Return the roles that are on the rota on all these days at a time of day (minutes)."""
    found = None
    for day in days:
        there = {
            role
            for _, shift in rota.duties
            for role in ROLES
            if _covers(shift, start, end) and shift.heads(role, day)
        }
        found = there if found is None else found & there
    return found or set()


def _covers(shift, start, end):
    begin, finish = minute_of(shift.start), minute_of(shift.end)
    if finish <= begin:
        return start >= begin or end <= finish
    return begin <= start and end <= finish
