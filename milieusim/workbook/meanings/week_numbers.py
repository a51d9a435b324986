"""Numbers of a week, Monday to Sunday, and the short form in which a rota holds them."""

from milieusim.config.parts.routine import DAY_SETS
from milieusim.vocabulary import DAYS

WORKING = 5
"""Days of a week before its weekend."""


def filled(numbers, worked):
    """Return seven numbers for cells of which those of days off may be blank.

    Parameters
    ----------
    numbers : list of int or None
        Monday to Sunday; None where nothing is said.
    worked : set of str
        Days that are worked; a blank one of these is 0.

    Returns
    -------
    list of int
        Days off have the number that makes the shortest rota; nobody works then whatever it is.
    """
    said = [
        0 if number is None and day in worked else number for day, number in zip(DAYS, numbers, strict=True)
    ]
    known = [number for number in said if number is not None]
    if len(set(known)) <= 1:
        return [known[0] if known else 0] * len(DAYS)
    weekday, weekend = _usual(said[:WORKING]), _usual(said[WORKING:])
    usual = [weekday] * WORKING + [weekend] * (len(DAYS) - WORKING)
    return [default if number is None else number for number, default in zip(said, usual)]


def _usual(numbers):
    known = [number for number in numbers if number is not None]
    return max(known, key=known.count) if known else 0


def as_heads(numbers):
    """Return seven numbers as a rota writes them: one, those of weekdays and weekend, and days unlike these."""
    if len(set(numbers)) == 1:
        return numbers[0]
    weekday, weekend = _usual(numbers[:WORKING]), _usual(numbers[WORKING:])
    usual = [weekday] * WORKING + [weekend] * (len(DAYS) - WORKING)
    unlike = {day: number for day, number, default in zip(DAYS, numbers, usual) if number != default}
    return {"weekday": weekday, "weekend": weekend} | unlike


def days_worked(days):
    """Return the days of a shift as a set, whether written as a word or as a list."""
    return set(DAY_SETS[days] if isinstance(days, str) else days)
