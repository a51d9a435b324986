"""The wards of the study: the acute ward, what each change makes of its day, and which is held beside which."""

import routines as day

import milieusim as ms

BASE = "acute-ward"
EVENING = 18 * 60
WAKE, EARLIER = "08:30", -210
MORNING = ["hygiene", "meal", "medication"]
LEISURE = [*day.GROUPS, "free_time"]
NURSE, ASSISTANT = "registered_nurse", "healthcare_assistant"


def _changed(activities, change, only=None):
    return lambda ward: day.changed(ward, activities, change, only)


def _gone(_slot):
    return None


def _is_evening(slot):
    return slot.start_minute >= EVENING


def _is_day(slot):
    return not _is_evening(slot)


def _is_weekday(slot):
    return slot.days == "weekdays"


def _late_mornings(ward):
    """Let weekday mornings begin an hour later, as at the weekend: waking, washing, breakfast and doses."""
    moved = day.changed(ward, MORNING, day.later(60), lambda slot: _is_weekday(slot) and slot.start < "09:00")
    return moved.replace({"routine.wake": WAKE})


def _with_nurse(ward):
    return ward.replace({"rota.late.registered_nurse": 4})


CHANGES = {
    "Medication": {
        "no doses in the timetable": _changed(["medication"], _gone),
        "an hour later": _changed(["medication"], day.later(60)),
        "rounds half as long": _changed(["medication"], day.lasting(0.5)),
        "always two hatches": _changed(["medication"], day.two_hatches),
    },
    "Meals": {
        "no meals in the timetable": _changed(["meal"], _gone),
        "an hour later": _changed(["meal"], day.later(60)),
        "half as long": _changed(["meal"], day.lasting(0.5)),
        "an assistant at the table": _changed(["meal"], day.led_by(ASSISTANT)),
    },
    "Getting up": {
        "no time set for it": _changed(["hygiene"], _gone),
        "weekdays as late as weekends": _late_mornings,
        "twice as long": _changed(["hygiene"], day.lasting(2.0)),
        "an assistant there": _changed(["hygiene"], day.led_by(ASSISTANT)),
    },
    "Groups by day": {
        "none": _changed(day.GROUPS, _gone, _is_day),
        "an hour later": _changed(day.GROUPS, day.later(60), _is_day),
        "split into two halves": _changed(day.GROUPS, day.halves, _is_day),
        "led by nurses": _changed(day.GROUPS, day.led_by(NURSE), _is_day),
    },
    "Evenings": {
        "nothing on": _changed(LEISURE, _gone, _is_evening),
        "an hour earlier": _changed(LEISURE, day.later(-60), _is_evening),
        "without staff": _changed(LEISURE, day.led_by(None), _is_evening),
    },
    "One-to-ones": {
        "90 minutes a day, by a nurse": day.with_talks,
        "by an assistant": lambda ward: day.with_talks(ward, leader=ASSISTANT),
        "by a nurse in the evening": lambda ward: day.with_talks(ward, start=EVENING + 45),
        "nine short ones, by a nurse": lambda ward: day.with_talks(ward, places=9, minutes_each=10),
    },
    "Visiting": {
        "none": _changed(["visiting"], _gone),
        "weekdays in the afternoon": _changed(["visiting"], day.later(EARLIER), _is_weekday),
        "half as long": _changed(["visiting"], day.lasting(0.5)),
        "an assistant there": _changed(["visiting"], day.led_by(ASSISTANT)),
    },
    "All": {"empty timetable": lambda ward: day.with_slots(ward, [])},
}
"""Part of the day -> what is done to it -> the change."""

ADDED = {
    "Three times the groups": (day.with_workers, day.with_groups),
    "Evening and weekend groups": (day.with_evening_leaders, day.with_evening_groups),
    "One-to-ones and a nurse more": (_with_nurse, day.with_talks),
}
"""What is added with those who lead it: the change of the rota, and that of the timetable."""

APART = ("those who lead, leading nothing", "what they lead, they there anyway", "both together")


def slug(*words):
    """Return the name of a ward."""
    return "-".join("-".join(word.lower().replace(",", "").split()) for word in words)


def contrasts_wanted():
    """Return (part, words, ward, ward beside it) of every line of the study."""
    wanted = [(part, words, slug(part, words), BASE) for part, made in CHANGES.items() for words in made]
    for part in ADDED:
        leaders, both = slug(part, "leaders"), slug(part, "both")
        pairs = (leaders, BASE), (both, leaders), (both, BASE)
        wanted += [(part, words, *pair) for words, pair in zip(APART, pairs)]
    return wanted


def wards():
    """Return every ward of the study, the acute ward first."""
    ward = ms.load_design(BASE)
    made = {BASE: ward}
    for part, changes in CHANGES.items():
        made |= {slug(part, words): change(ward) for words, change in changes.items()}
    for part, (rota, routine) in ADDED.items():
        leaders = rota(ward)
        made |= {slug(part, "leaders"): leaders, slug(part, "both"): routine(leaders)}
    return [design.replace(name=name) for name, design in made.items()]


def experiments(main):
    """Return the experiment with all wards."""
    return {main.name: main.replace(designs=wards())}
