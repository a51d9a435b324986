"""Random small wards that run: rotas of all kinds, routines, places, mixes, levels, practices."""

from hypothesis import strategies as st

from milieusim.config.parts.residents import PROFILES
from milieusim.config.parts.routine import PLANNED
from milieusim.vocabulary import DAYS, LEVELS, PRACTICES, Instrument, PlaceKind, Regime, Role

shares = st.sampled_from([0.0, 1.0]) | st.floats(0, 1)
few = st.integers(0, 3)
heads = (
    few
    | st.fixed_dictionaries({"weekday": few, "weekend": few})
    | st.dictionaries(st.sampled_from([*DAYS, "weekday", "weekend"]), few, min_size=1, max_size=3)
)
staff = st.dictionaries(st.sampled_from(Role.labels()), heads, max_size=4)
# A shift of the ward's own says who is on it, be it nobody.
nursed = st.builds(lambda number, others: {"registered_nurse": number, **others}, few, staff)
on_days = st.sampled_from(["daily", "weekdays", "weekend"]) | st.lists(
    st.sampled_from(DAYS), min_size=1, max_size=3, unique=True
)
likely_activities = st.sampled_from(
    ["medication", "meal", "community_meeting", "visiting", "group_therapy", "life_skills", "recreation"]
)


def clock(minute):
    """Return a minute of the day as text."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


@st.composite
def places(draw):
    """Bedrooms, a day room and up to four other places."""
    kinds = ["bedroom", "day_room", *draw(st.lists(st.sampled_from(PlaceKind.labels()), max_size=4))]
    return [
        {
            "name": f"place {k}",
            "kind": kind,
            "capacity": draw(st.integers(0, 8)),
            "noise": draw(shares),
            "sight": draw(shares),
        }
        for k, kind in enumerate(kinds)
    ]


@st.composite
def slots(draw, name, names_of_places):
    """One slot, as long as it likes and wherever it likes."""
    start = draw(st.integers(0, 23)) * 60 + draw(st.sampled_from([0, 15, 30, 50]))
    return {
        "name": name,
        "days": draw(on_days),
        "start": clock(start),
        "end": clock(min(start + draw(st.sampled_from([5, 20, 45, 60, 150])), 1440)),
        "activity": draw(likely_activities | st.sampled_from(PLANNED)),
        "place": draw(st.sampled_from(names_of_places)),
        "leader": draw(st.none() | st.sampled_from(Role.labels())),
        "leaders": draw(st.integers(1, 2)),
        "places_offered": draw(st.none() | st.integers(0, 4)),
        "is_structured": draw(st.booleans()),
        "is_expected": draw(st.booleans()),
    }


@st.composite
def rotas(draw):
    """Shifts of any number and name, with or without overlap, and roles with hours of their own."""
    share = {name: draw(shares) for name in ("bank_share", "sickness", "bank_fill")}
    return share | draw(st.sampled_from([two_shifts, three_shifts, own_shifts]))(draw) | role_hours(draw)


def two_shifts(draw):
    """Two long shifts, by either spelling."""
    return {
        draw(st.sampled_from(["early", "long_day"])): {
            "start": "07:00",
            "end": draw(st.sampled_from(["19:00", "19:30"])),
            **draw(nursed),
        },
        "night": {"start": "19:00", "end": draw(st.sampled_from(["07:00", "07:45"])), **draw(nursed)},
    }


def three_shifts(draw):
    """The usual three."""
    return {
        "early": {"start": "07:00", "end": "15:00", **draw(nursed)},
        "late": {"start": "13:30", "end": "21:15", **draw(nursed)},
        "night": {"start": "21:00", "end": "07:15", **draw(nursed)},
    }


def own_shifts(draw):
    """Shifts of the ward's own that cover the day, others beside them, and some across midnight."""
    usual = draw(st.sampled_from([two_shifts, three_shifts]))(draw)
    if draw(st.booleans()):
        usual = {f"shift_{letter}": shift for letter, shift in zip("cab", usual.values())}
    beside = {
        f"beside_{k}": {
            "start": clock(draw(st.integers(0, 95)) * 15),
            "end": clock(draw(st.integers(0, 95)) * 15),
            "days": draw(on_days),
            **draw(nursed),
        }
        for k in range(draw(st.integers(0, 3)))
    }
    return usual | beside


def role_hours(draw):
    """Roles with hours of their own."""
    return {
        role: {
            "start": clock(draw(st.integers(0, 23)) * 60),
            "end": clock(draw(st.integers(0, 47)) * 30),
            "days": draw(on_days),
            "number": draw(heads),
        }
        for role in draw(st.lists(st.sampled_from(Role.labels()), max_size=2, unique=True))
    }


@st.composite
def small_wards(draw):
    """The plain data of a small ward."""
    rooms = draw(places())
    names = [room["name"] for room in rooms]
    return {
        "name": "random",
        "ward": {
            "beds": draw(st.integers(1, 8)),
            "residents_per_bedroom": draw(st.integers(1, 2)),
            "demand": draw(st.sampled_from([0.0, 0.8, 1.2, 20.0])),
            "fills_leave_beds": draw(st.booleans()),
            "has_response_team": draw(st.booleans()),
            "places": rooms,
        },
        "residents": {
            "mix": draw(st.dictionaries(st.sampled_from(list(PROFILES)), st.floats(0.01, 10), min_size=1)),
            "detained_share": draw(shares),
            "female_share": draw(shares),
            "stay": {
                "short_share": draw(shares),
                "short_median_days": draw(st.sampled_from([0.1, 1.0, 4.0])),
                "long_median_days": draw(st.sampled_from([2.0, 30.0])),
                "spread": draw(st.floats(0, 2)),
            },
        },
        "routine": {
            "wake": draw(st.sampled_from(["06:00", "07:30"])),
            "wake_weekend": draw(st.none() | st.just("09:10")),
            "lights_out": draw(st.sampled_from(["21:30", "23:00", "00:30"])),
            "slots": [draw(slots(f"slot {k}", names)) for k in range(draw(st.integers(0, 6)))],
        },
        "rota": draw(rotas()),
        "milieu": {level: draw(shares) for level in LEVELS},
        "practices": draw(st.dictionaries(st.sampled_from(PRACTICES), shares, max_size=6)),
        "policy": {
            "regime": draw(st.sampled_from(Regime.labels())),
            "instrument": draw(st.sampled_from(Instrument.labels())),
            "is_locked": draw(st.booleans()),
        },
    }
