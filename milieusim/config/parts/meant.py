"""What somebody meant who wrote a time, days, a role or an activity as people say it: the fix that is offered."""

import re

from milieusim.vocabulary import DAYS

_CLOCK = re.compile(r"(\d{1,2})(?:[:.,h ]?(\d{2}))?(?:[:.]\d{2})? ?(?:([ap])\.?m\.?|h|uhr|o'?clock)?", re.I)
_RANGE = re.compile(r"(.*\d.*?) ?(?:-|\u2013|\u2014|to|until) ?(.*\d.*)")
_NAMED_HOURS = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
_EVERY = {"daily": DAYS, "every": DAYS, "everyday": DAYS, "all": DAYS, "7": DAYS}
_EVERY |= dict.fromkeys(("weekday", "weekdays", "workdays"), DAYS[:5])
_EVERY |= dict.fromkeys(("weekend", "weekends", "we"), DAYS[5:])
_IDLE = ("and", "on", "day", "days", "the")

ROLES = {
    "registered_nurse": "nurse rn rmn rgn staff_nurse charge_nurse nurse_in_charge nurses qualified",
    "healthcare_assistant": "hca hcsw support_worker nursing_assistant assistant unqualified csw na",
    "occupational_therapist": "ot ots occupational_therapy therapist",
    "psychologist": "psych psychology clinical_psychologist",
    "doctor": "dr consultant psychiatrist medic physician registrar junior_doctor md",
    "activity_worker": "activities_coordinator activity_coordinator activities_worker aw tr recreation_worker",
    "peer_worker": "peer peer_support_worker psw lived_experience_worker",
}
ACTIVITIES = {
    "meal": "breakfast lunch dinner supper tea snack meals food brunch",
    "medication": "meds medicines medication_round drug_round med_round medications dispensing",
    "community_meeting": "morning_meeting ward_meeting planning_meeting mutual_help_meeting",
    "group_therapy": "group therapy_group psychology_group dbt dbt_group therapy psychotherapy",
    "individual_therapy": "individual_session psychology_session talking_therapy",
    "occupational_therapy": "ot ot_group ot_session",
    "exercise": "gym sport sports walk walking_group yoga physical_activity",
    "creative": "art arts craft crafts music art_group music_group art_therapy",
    "recreation": "games film bingo tv television quiz leisure games_evening",
    "life_skills": "cooking cookery baking budgeting",
    "ward_round": "round mdt review rounds doctors_round",
    "one_to_one": "1:1 1-1 121 named_nurse_session key_work",
    "visiting": "visits visitors visiting_hours visiting_time",
    "fresh_air": "garden smoke_break smoking fresh_air_break garden_break",
    "quiet_time": "rest protected_time relaxation quiet",
    "free_time": "free leisure_time unstructured",
    "hygiene": "personal_care wash washing self_care shower",
    "sleep": "night bed bedtime",
}

PROFILES = {
    "psychosis": "schizophrenia psychotic schizoaffective",
    "mania": "bipolar manic hypomania",
    "depression": "depressed depressive low_mood",
    "personality": "personality_disorder bpd eupd pd",
    "substance_use": "addiction alcohol drugs substance_misuse dual_diagnosis",
    "anxiety_stress": "anxiety ptsd trauma stress ocd",
    "older_adult": "dementia older_adults elderly",
}
PLACES = {
    "day_room": "lounge living_room common_room dayroom tv_room",
    "dining_room": "dining canteen dining_hall",
    "garden": "courtyard yard outside terrace",
    "quiet_room": "quiet sensory_room relaxation_room multi_faith_room",
    "activity_room": "activities_room ot_room art_room gym_room",
    "therapy_room": "group_room interview_room consulting_room",
    "clinic_room": "clinic treatment_room medication_room dispensary hatch",
    "nursing_office": "office nurses_station nursing_station staff_room",
    "bedroom": "room dormitory bay",
    "corridor": "hall hallway",
}
REGIMES = {
    "england": "uk gb britain nhs english wales",
    "united_states": "us usa america",
    "switzerland": "ch swiss",
    "germany": "de german deutschland",
    "australia": "au nsw",
}
WORDS = (ROLES, ACTIVITIES, PROFILES, PLACES, REGIMES)


def clock_meant(value):
    """Return the advice for what should be a time of day, or an empty string.

    Parameters
    ----------
    value : object
        As YAML gives it: ``9.30`` is the number 9.3.

    Returns
    -------
    str
        Begins with a blank, as in `` Write "09:30".``
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return ""
    if isinstance(value, float):
        hours, minutes = divmod(round(value * 100), 100)
        half = f' (or "{hours:02d}:30", if half past is meant)' if minutes == 50 else ""
        return f' Write "{hours:02d}:{minutes:02d}"{half}.' if _is_time(hours, minutes) else ""
    text = str(value).strip()
    between = _RANGE.fullmatch(text)
    if between and (times := [_time_in(part) for part in between.groups()]) and all(times):
        return f' Write the start as "{times[0]}" and the end as "{times[1]}".'
    time = _time_in(text)
    return f' Write "{time}".' if time else ""


def _time_in(text):
    """Return a time of day as designs write it, from one as people do."""
    if text.strip().lower() in _NAMED_HOURS:
        return _NAMED_HOURS[text.strip().lower()]
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        return None
    hours, minutes, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half and not 1 <= hours <= 12:
        return None
    hours = hours % 12 + 12 * (half == "p") if half else hours
    return f"{hours:02d}:{minutes:02d}" if _is_time(hours, minutes) else None


def _is_time(hours, minutes):
    return 0 <= hours < 24 and 0 <= minutes < 60 or (hours, minutes) == (24, 0)


def days_meant(value):
    """Return the advice for what should be days of the week, or an empty string."""
    text = " ".join(map(str, value)) if isinstance(value, list | tuple) else value
    if not isinstance(text, str):
        return ""
    text = re.sub(r"\s*(?:-|\u2013|\u2014|\bto\b)\s*", "-", text.lower().replace(".", " "))
    found = []
    for word in re.split(r"[\s,;/&+]+", text.strip()):
        days = _days_of(word)
        if days is None:
            return ""
        found += days
    named = [day for day in DAYS if day in found]
    return f" Write {_as_written(named)}." if named else ""


def _days_of(word):
    """Return the days that a word names, none for a word that means nothing by itself, None for another."""
    if word in _IDLE:
        return []
    if word in _EVERY:
        return list(_EVERY[word])
    first, _, last = word.partition("-")
    ends = [_day(end) for end in (first, last or first)]
    if None in ends:
        return None
    length = (ends[1] - ends[0]) % 7 + 1
    return [DAYS[(ends[0] + step) % 7] for step in range(length)]


def _day(word):
    """Return which day a word begins like: thurs, tues, weds, mo; its number from Monday."""
    plain = word.removesuffix("s") if len(word) > 3 else word
    full = "monday tuesday wednesday thursday friday saturday sunday".split()
    places = [place for place, day in enumerate(full) if len(word) > 1 and (day.startswith((word, plain)))]
    if not places and word in ("weds", "wedn"):
        return 2
    return places[0] if len(places) == 1 else None


def _as_written(named):
    for word, days in (("daily", DAYS), ("weekdays", DAYS[:5]), ("weekend", DAYS[5:])):
        if named == list(days):
            return word
    return f"[{', '.join(named)}]"


def word_meant(value, allowed):
    """Return `` Did you mean 'x'?`` for a word that people use for one of those allowed, or an empty string."""
    if not isinstance(value, str):
        return ""
    spelt = re.sub(r"[\s_.-]+", "_", value.strip().lower()).strip("_")
    meant = spelt if spelt in allowed else _meant_in(spelt, allowed)
    return f" Did you mean '{meant}'?" if meant else ""


def _meant_in(spelt, allowed):
    for words in WORDS:
        for known, names in words.items():
            if known in allowed and spelt in (*names.split(), f"{known}s"):
                return known
    return None
