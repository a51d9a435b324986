"""Is the day one that people can live, and does the ward fill as it should?"""

from milieusim.config.feasibility.week_in_minutes import DAY, WEEK, clock, days_named

NOT_OFFERED = (
    "sleep hygiene meal medication ward_round quiet_time free_time leave seclusion visiting fresh_air"
).split()
LONGEST_FAST_HOURS = 14
SHORTEST_NIGHT_HOURS = 6
LONGEST_NIGHT_HOURS = 12


def days_without_activity(design, week):
    """Days on which residents are offered nothing to do."""
    empty = [day for day in range(7) if all(slot.activity in NOT_OFFERED for slot in week.slots[day])]
    if empty:
        yield (
            f"routine.slots: nothing is offered {days_named(empty)} beyond meals, medication and free time. "
            "Add a group, an activity or a meeting."
        )


def long_fasts(design, week):
    """More than 14 hours from the end of one meal to the beginning of the next."""
    meals = sorted(
        (day * DAY + slot.start_minute, day * DAY + slot.end_minute, slot.name)
        for day in range(7)
        for slot in week.slots[day]
        if slot.activity == "meal"
    )
    if not meals:
        yield "routine.slots: there is no meal in the week. Add slots with the activity meal."
        return
    found = {}
    for (_, end, name), (start, _, following) in zip(
        meals, meals[1:] + [(meals[0][0] + WEEK, 0, meals[0][2])]
    ):
        if start - end > LONGEST_FAST_HOURS * 60:
            found.setdefault((name, following, start - end), []).append(end // DAY % 7)
    for (name, following, minutes), days in found.items():
        yield (
            f"routine.slots: {minutes / 60:.1f} hours lie between '{name}' ({days_named(days)}) and "
            f"'{following}'; "
            f"{LONGEST_FAST_HOURS} are the most that is advised. Move a meal, or add a late snack as a meal."
        )


def nights_too_short_or_long(design, week):
    """Fewer than six hours, or more than twelve, from lights out to getting up."""
    found = {}
    for day, down, up in week.sleep_windows():
        found.setdefault((up - down) / 60, []).append(day)
    for hours, days in found.items():
        if not SHORTEST_NIGHT_HOURS <= hours <= LONGEST_NIGHT_HOURS:
            yield (
                f"routine.lights_out {design.routine.lights_out} and getting up at "
                f"{clock(week.wake(days[0]))} "
                f"({days_named(days)}) leave {max(0, hours):g} hours in bed; {SHORTEST_NIGHT_HOURS} to "
                f"{LONGEST_NIGHT_HOURS} are usual. Change lights_out, wake or wake_weekend."
            )


def slots_while_everybody_sleeps(design, week):
    """Slots of which more than half lies between lights out and getting up."""
    for slot in design.routine.slots:
        length = slot.end_minute - slot.start_minute
        days = [
            day
            for day in slot.day_numbers
            if week.asleep_minutes(day, slot.start_minute, slot.end_minute) * 2 > length
        ]
        if days and slot.activity != "sleep":
            yield (
                f"routine.slots[{slot.name}], {slot.start} to {slot.end}, lies in the hours of sleep "
                f"{days_named(days)} (lights out {design.routine.lights_out}, up at "
                f"{clock(week.wake(days[0]))}). "
                "Move it, or change wake or lights_out."
            )


def odd_demand_and_stay(design, week):
    """Demand and stays that hardly describe a ward."""
    demand, stay = design.ward.demand, design.residents.stay
    if demand == 0:
        yield "ward.demand is 0, so nobody is ever admitted. Set it near 1 (1 fills the beds on average)."
    elif demand < 0.5 or demand > 3:
        many = "most referrals are turned away" if demand > 3 else "most beds stay empty"
        yield f"ward.demand is {demand:g}, so {many}; 1 fills the beds on average. Is it meant in per cent?"
    if stay.short_median_days >= stay.long_median_days:
        yield (
            f"residents.stay: short_median_days ({stay.short_median_days:g}) is not below long_median_days "
            f"({stay.long_median_days:g}). Exchange the two."
        )
    if stay.long_median_days > 730:
        yield f"residents.stay.long_median_days is {stay.long_median_days:g}, over two years. Is it in days?"
    if stay.long_median_days < 1:
        yield f"residents.stay.long_median_days is {stay.long_median_days:g}, less than a day. Is it in days?"
    if stay.spread > 2:
        yield (
            f"residents.stay.spread is {stay.spread:g}; above 2 a few stays last many years. "
            "It is the standard deviation of the logarithm; 0.5 to 1 is usual."
        )


CHECKS = [
    days_without_activity,
    long_fasts,
    nights_too_short_or_long,
    slots_while_everybody_sleeps,
    odd_demand_and_stay,
]
