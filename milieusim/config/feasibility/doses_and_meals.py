"""Does every day hold doses and meals, and does neither take the place of the other?"""

from milieusim.config.feasibility.week_in_minutes import clock, days_named

KINDS = {
    "medication": "doses are missed that are due every day",
    "meal": "residents go hungry",
}


def days_without(design, week):
    """Days without any medication round, or without any meal."""
    for activity, cost in KINDS.items():
        days = [day for day in range(7) if all(slot.activity != activity for slot in week.slots[day])]
        if days and (activity == "medication" or len(days) < 7):  # a week without meals is told as a fast
            when = "in the week" if len(days) == 7 else days_named(days)
            yield (
                f"routine.slots: there is no {activity} {when}, so {cost}. "
                f"Add a slot with the activity {activity}, or more days to one."
            )


def meals_displaced(design, week):
    """Medication rounds and meals at one time: who stands in line does not eat, who eats is not served."""
    found = {}
    for day in range(7):
        rounds = [slot for slot in week.slots[day] if slot.activity == "medication"]
        for meal in (slot for slot in week.slots[day] if slot.activity == "meal"):
            for given in rounds:
                if _shared(meal, given) > 0:
                    found.setdefault((given.name, meal.name), []).append(day)
    by_name = {slot.name: slot for slot in design.routine.slots}
    for (given, meal), days in found.items():
        first, second = by_name[given], by_name[meal]
        start = max(first.start_minute, second.start_minute)
        yield (
            f"routine.slots[{given}] and routine.slots[{meal}] share {_shared(first, second)} minutes "
            f"{days_named(days)} from {clock(start)}: who waits for a dose misses the meal, and who eats is "
            "not given one. Move one of them."
        )


def _shared(one, other):
    """Minutes of the day that two slots share."""
    return min(one.end_minute, other.end_minute) - max(one.start_minute, other.start_minute)


CHECKS = [days_without, meals_displaced]
