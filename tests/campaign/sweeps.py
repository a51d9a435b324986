"""A small ward, small experiments on it, and ways to compare stores."""

import hashlib

import milieusim as ms

NIGHT = {"start": "19:00", "end": "07:00", "registered_nurse": 1, "healthcare_assistant": 1}
DAY = {"start": "07:00", "end": "19:00", "registered_nurse": 2, "healthcare_assistant": 1}
SMALL = {
    "name": "small",
    "ward": {
        "beds": 6,
        "places": [
            {"name": "bedrooms", "kind": "bedroom", "capacity": 6},
            {"name": "day room", "kind": "day_room", "capacity": 8},
        ],
    },
    "residents": {"mix": {"psychosis": 1, "depression": 1}},
    "routine": {
        "slots": [
            {"name": "Lunch", "start": "12:00", "end": "12:30", "activity": "meal", "place": "day room"},
            {"name": "Group", "start": "14:00", "end": "15:00", "activity": "creative", "place": "day room"},
        ]
    },
    "rota": {"early": DAY, "night": NIGHT},
}


def small(**changes):
    """Return the small ward as a design."""
    return ms.load_design({**SMALL, **changes})


def experiment(**changes):
    """Return a small experiment: 12 runs of a week in chunks of 2 unless something else is asked for."""
    return {
        "name": "try",
        "designs": [small()],
        "days": 7,
        "warm_up_days": 7,
        "replications": 4,
        "factors": {"milieu.structure": [0.1, 0.5, 0.9]},
        "keep": ["incidents", "slots"],
        "runs_per_file": 2,
        **changes,
    }


def files_of(store):
    """Return the digest of each file of a store but those about time and machine, and what writers left."""
    found = {}
    for path in sorted(store.rglob("*")):
        name = path.relative_to(store).as_posix()
        if path.is_file() and not name.startswith(("log/", "drafts/")):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
