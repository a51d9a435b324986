"""Random designs and names for property tests."""

from hypothesis import strategies as st

from milieusim.config.parts.residents import PROFILES
from milieusim.config.parts.routine import PLANNED
from milieusim.vocabulary import DAYS, LEVELS, PRACTICES, Instrument, PlaceKind, Regime, Role

names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
shares = st.floats(0, 1)
few = st.integers(0, 20)
heads = (
    few
    | st.fixed_dictionaries({"weekday": few, "weekend": few})
    | st.dictionaries(st.sampled_from([*DAYS, "weekday", "weekend"]), few, min_size=1)
)
days = st.sampled_from(["daily", "weekdays", "weekend"]) | st.lists(
    st.sampled_from(DAYS), min_size=1, unique=True
)


def _clock(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"


@st.composite
def slots(draw, name, places):
    """One slot of a name, in one of the places."""
    start = draw(st.integers(0, 1438))
    return {
        "name": name,
        "days": draw(days),
        "start": _clock(start),
        "end": _clock(draw(st.integers(start + 1, 1440))),
        "activity": draw(st.sampled_from(PLANNED)),
        "place": draw(st.sampled_from(places)),
        "leader": draw(st.none() | st.sampled_from(Role.labels())),
        "leaders": draw(st.integers(1, 20)),
        "places_offered": draw(st.none() | st.integers(0, 500)),
        "is_structured": draw(st.booleans()),
        "is_expected": draw(st.booleans()),
        "minutes_each": draw(st.none() | st.floats(0.1, 240)),
        "is_told": draw(st.booleans()),
    }


@st.composite
def _hours(draw):
    return {
        "start": _clock(draw(st.integers(0, 1440))),
        "end": _clock(draw(st.integers(0, 1440))),
        "days": draw(days),
    }


@st.composite
def _own_shifts(draw):
    return draw(_hours()) | {"registered_nurse": draw(heads), **draw(_staff)}


@st.composite
def _role_hours(draw):
    return draw(_hours()) | draw(st.fixed_dictionaries({}, optional={"number": heads}))


@st.composite
def designs(draw):
    """The plain data of a whole design."""
    place_names = draw(st.lists(names, min_size=2, max_size=4, unique=True))
    kinds = ["bedroom", "day_room", *PlaceKind.labels()]
    return {
        "name": draw(names),
        "about": {
            "title": draw(st.text(st.characters(codec="utf-8"), max_size=20)),
            "sources": draw(st.lists(names, max_size=2)),
        },
        "ward": {
            "beds": draw(st.integers(1, 400)),
            "demand": draw(st.floats(0, 1e6)),
            "places": [
                {"name": name, "kind": kind, "capacity": draw(st.integers(0, 500)), "noise": draw(shares)}
                for name, kind in zip(place_names, kinds)
            ],
        },
        "residents": {
            "mix": draw(st.dictionaries(st.sampled_from(list(PROFILES)), st.floats(0.001, 1e3), min_size=1)),
            "stay": {"short_share": draw(shares), "spread": draw(st.floats(0, 3))},
        },
        "routine": {
            "wake_weekend": draw(st.none() | st.just("09:00")),
            "slots": [
                draw(slots(name, place_names)) for name in draw(st.lists(names, max_size=3, unique=True))
            ],
        },
        "rota": {
            "early": {"start": "07:00", "end": "15:00", **draw(_staff)},
            "late": draw(st.just({"start": "14:00", "end": "21:00"})),
            "night": {"start": "21:00", "end": "07:15", **draw(_staff)},
            **draw(st.dictionaries(st.from_regex(r"\Aown_[a-z0-9_]{1,9}\Z"), _own_shifts(), max_size=2)),
            **draw(st.dictionaries(st.sampled_from(Role.labels()), _role_hours(), max_size=2)),
        },
        "milieu": {level: draw(shares) for level in LEVELS},
        "practices": draw(st.dictionaries(st.sampled_from([*PRACTICES, "safewards"]), shares)),
        "policy": {
            "regime": draw(st.sampled_from(Regime.labels())),
            "instrument": draw(st.sampled_from(Instrument.labels())),
            "is_locked": draw(st.booleans()),
        },
    }


_staff = st.dictionaries(st.sampled_from(Role.labels()), heads)
