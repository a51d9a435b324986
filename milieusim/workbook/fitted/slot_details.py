"""Where slots are and who leads them: cells matched to a ward's places and roles, or what is usual in their stead."""

import re

from milieusim.config.parts.routine import DAY_SETS, PLANNED, Slot
from milieusim.phrasing import close_to, listed
from milieusim.vocabulary import DAYS, Role
from milieusim.workbook.fitted.rota_fit import roles_on_duty
from milieusim.workbook.meanings.word_matching import NO_MATCH, SURE, holds, match
from milieusim.workbook.meanings.words_file import load_words

MOST_LEADERS = 20
MOST_PLACES = 500
NUMBERED = re.compile(r"^(?:(\d{1,2})\s*[x\u00d7*]?\s+)?(.*?)(?:\s*[x\u00d7*]\s*(\d{1,2}))?$", re.IGNORECASE)
BETWEEN = re.compile(r"[,;/&+\n]|\b(?:and|or|und|oder)\b", re.IGNORECASE)
INDOORS = ("day_room", "activity_room")
FLAGS = ("is_structured", "is_expected", "is_told")
KEPT = ("place", "leader", "leaders", "places_offered", "minutes_each", *FLAGS)
UNSAID = {name: Slot.model_fields[name].default for name in KEPT if name != "place"}


class Details:
    """Fits the details of entries to one ward."""

    def __init__(self, design, rota, words, found):
        self.places = design.ward.places
        self.rota, self.words, self.found = rota, words, found
        self.rota_before = design.rota
        self.before = {slot.name.casefold(): slot for slot in design.routine.slots}
        self.assumed = {"place": [], "leader": [], "kept": []}

    def of(self, entry, activity, days, start, end):
        """Return place, leader and all else of a slot.

        Parameters
        ----------
        entry : Entry
        activity : str
        days : list of str
        start, end : int
            Minutes of the day.

        Returns
        -------
        dict
        """
        usual = self.words.usual[activity]
        slot = {key: usual[key] for key in FLAGS if key in usual}
        kept = {
            key: value
            for key, value in self._said_before(entry.name, activity).items()
            if not entry.texts.get(key)
        }
        self.assumed["kept"] += [f"'{entry.name}': {_told(key, value)}" for key, value in kept.items()]
        slot |= kept
        slot["place"] = self._place(entry, usual) or slot.get("place") or self._usual_place(entry, usual)
        slot |= self._leader(entry, usual, slot, (days, start, end))
        for key, read in (("places_offered", self._places), ("minutes_each", self._minutes)):
            if entry.texts.get(key):
                slot[key] = read(entry, key)
        slot |= {key: self._flag(entry, key) for key in FLAGS if entry.texts.get(key)}
        return {key: value for key, value in slot.items() if value is not None or key == "leader"}

    def _said_before(self, name, activity):
        """Return what the slot of this name held that an import would not have guessed: a base or a planner wrote it."""
        before = self.before.get(name.casefold())
        if before is None or before.activity != activity:
            return {}
        plain, usual = before.model_dump(mode="json"), load_words().usual[activity]
        hours = before.start_minute, before.end_minute
        days = [DAYS[day] for day in before.day_numbers]
        guessed = UNSAID | {key: usual[key] for key in FLAGS if key in usual}
        guessed["place"] = self._usual(usual, name)
        guessed["leader"] = (
            self._role_in_name(name, usual) or self._on_duty(self.rota_before, usual, (days, *hours))[0]
        )
        return {key: plain[key] for key in KEPT if plain[key] != guessed[key]}

    def _place(self, entry, usual):
        """Return the ward's name of the place that a cell names; None if it names none that is there."""
        text = entry.texts.get("place", "")
        if not text:
            return None
        names = [place.name for place in self.places]
        exact = {name.casefold(): name for name in names}.get(text.casefold())
        near = exact or close_to(text, names, 0.85)
        if not near:
            known = match(text, "places", self.words)
            near = next((place.name for place in self.places if place.kind == known.meaning), None)
        if near and not exact:
            self.found.note(f"Place '{text}' was taken for '{near}'.")
        if not near:
            why = f"this ward has {listed(names)}; {self._usual(usual, entry.name)} is put in its place"
            self.found.cannot_read(entry.spots.get("place", entry.spot), text, why)
        return near

    def _usual_place(self, entry, usual):
        if not entry.texts.get("place"):
            self.assumed["place"].append(entry.name)
        return self._usual(usual, entry.name)

    def _usual(self, usual, name):
        kinds = {place.kind: place.name for place in reversed(self.places)}
        # Gardening and walking need no room: a ward that has a garden holds them there.
        if "garden" in kinds and usual["place"] in INDOORS and holds(name, "outdoors", self.words):
            return kinds["garden"]
        return kinds.get(usual["place"]) or kinds["day_room"]

    def _leader(self, entry, usual, slot, when):
        text = entry.texts.get("leader", "")
        count = self._number(entry, "leaders", 1, MOST_LEADERS) if entry.texts.get("leaders") else None
        numbers = {"leaders": count} if count else {}
        if text and self.words.meaning("answers", text) == "nobody":
            return {"leader": None, **numbers}
        if text:
            known, count_told = self._role(text)
            if known.meaning:
                if known.confidence < 1:
                    role = known.meaning.replace("_", " ")
                    self.found.note(
                        f"Leader '{text}' was taken for {role} ({known.confidence:.0%}, {known.how})."
                    )
                numbers = numbers or ({"leaders": min(count_told, MOST_LEADERS)} if count_told > 1 else {})
                return {"leader": known.meaning, **numbers}
            why = "no role is known by this; the usual leader is put in its place (roles: --words)"
            self.found.cannot_read(entry.spots.get("leader", entry.spot), text, why)
        elif "leader" in slot:
            return {"leader": slot["leader"], **numbers}
        named = None if text else self._role_in_name(entry.name, usual)
        if named:
            self.found.note(f"Leader of '{entry.name}' was taken from its name: {named.replace('_', ' ')}.")
        return {"leader": named or self._usual_leader(entry, usual, when, bool(text)), **numbers}

    def _role_in_name(self, name, usual):
        """Return the profession with which a name begins, as that of "Psychology group"; None if it is led by none."""
        words = name.split()
        said = [
            self.words.meaning("leads_by_name", " ".join(words[:n])) for n in range(min(3, len(words)), 0, -1)
        ]
        return next(filter(None, said), None) if usual.get("leader") else None

    def _role(self, text):
        """Return what the first leader that a cell names is known as, and how many of them it says."""
        whole = match(text, "roles", self.words)
        if whole.confidence == SURE:
            return whole, 0
        for one in BETWEEN.split(text):
            before, name, after = NUMBERED.match(one.strip()).groups()
            known = match(name, "roles", self.words)
            if known.meaning:
                # What else stands there makes it less sure.
                share = len(one.strip()) / len(text)
                return known._replace(confidence=min(known.confidence, 0.5 + 0.5 * share)), int(
                    before or after or 0
                )
        return NO_MATCH, 0

    def _usual_leader(self, entry, usual, when, is_told):
        leader, is_there = self._on_duty(self.rota, usual, when)
        if leader and not is_told:
            why = "" if is_there else ", though nobody usual is on the rota then"
            self.assumed["leader"].append(f"'{entry.name}': {leader.replace('_', ' ')}{why}")
        return leader

    @staticmethod
    def _on_duty(rota, usual, when):
        """Return the first usual leader who is on the rota all that time, or else the last of all; and which it is."""
        wanted = usual.get("leader", [])
        days, start, end = when
        there = roles_on_duty(rota, [DAYS.index(day) for day in days], start, end) if wanted else set()
        leader = next((role for role in wanted if role in there), None)
        return leader or (wanted[-1] if wanted else None), leader is not None

    def _places(self, entry, key):
        if self.words.meaning("answers", entry.texts[key]) == "everybody":
            return None
        return self._number(entry, key, 0, MOST_PLACES)

    def _minutes(self, entry, key):
        if self.words.meaning("answers", entry.texts[key]) == "usual":
            return None
        return self._number(entry, key, 1, 240)

    def _number(self, entry, key, low, high):
        text = str(entry.texts[key])
        digits = re.search(r"\d{1,4}", text)
        if digits and low <= int(digits[0]) <= high:
            return int(digits[0])
        why = f"it must be a number from {low} to {high}; it is left out"
        self.found.cannot_read(entry.spots.get(key, entry.spot), text, why)
        return None

    def _flag(self, entry, key):
        answer = self.words.meaning("answers", entry.texts[key])
        if answer not in ("yes", "no"):
            self.found.cannot_read(
                entry.spots.get(key, entry.spot), entry.texts[key], "it must be yes or no; it is left out"
            )
            return None
        return answer == "yes"


def _told(key, value):
    """Return a value that is kept, in words."""
    key = key.removeprefix("is_").replace("_", " ")
    if isinstance(value, bool):
        return key if value else f"not {key}"
    return f"{key} {'nobody' if value is None else str(value).replace('_', ' ')}"


def is_whole(entry, place_names):
    """Whether a row of milieusim's own list says in its own words what a slot must have."""
    texts = entry.texts
    is_led = texts["leader"] in ("", "nobody", *Role.labels())
    return (
        entry.end is not None
        and texts["place"] in place_names
        and is_led
        and texts["activity"].strip() in PLANNED
    )


def own_details(entry):
    """Return the values of a slot of milieusim's own list as plain data; an empty cell is what a slot is without it."""
    texts = entry.texts
    slot = {"days": _own_days(texts.get("days")), "place": texts["place"], "activity": texts["activity"]}
    leader = texts.get("leader")
    slot["leader"] = None if leader in ("", "nobody") else leader
    for key, read in (("leaders", int), ("places_offered", int), ("minutes_each", float)):
        text = texts.get(key, "")
        if text not in ("", "everybody", "usual"):
            slot[key] = _read_or_kept(read, text)
    for key in FLAGS:
        if texts[key]:
            slot[key] = {"yes": True, "no": False}.get(texts[key].strip().lower(), texts[key])
    return slot


def _own_days(text):
    return text if text is None or text.strip().lower() in DAY_SETS else re.split(r"[,\s]+", text.strip())


def _read_or_kept(read, text):
    """Return a number, or the text for the design's own checks to tell about."""
    try:
        return read(text)
    except ValueError:
        return text
