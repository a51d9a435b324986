"""The runs whose tables are kept as digests: every shipped ward, some at the edge, a few for both engines."""

from typing import NamedTuple

import milieusim as ms
from milieusim.config.reading.finding import shipped_designs
from milieusim.vocabulary import LEVELS, PRACTICES

SEEDS = (1, 2**62 + 7)  # the second reaches into the upper half of a key
TICKS = (15, 5)
PRACTICE_LEVELS = (0.0, 1.0)
ON_BOTH = ("acute-ward", "reference-germany", "reference-switzerland", "therapeutic-community")

SECLUSION_ROOM = {"name": "Seclusion", "kind": "seclusion_room", "capacity": 1}
TWO_SHIFTS = {
    "rota.late": None,
    "rota.early.start": "07:00",
    "rota.early.end": "19:30",
    "rota.night.start": "19:00",
    "rota.night.end": "07:30",
}
TWO_GROUPS_ONE_ROOM = [
    {
        "name": f"Group {k}",
        "start": "10:00",
        "end": "11:30",
        "activity": "group_therapy",
        "place": "Therapy room",
        "leader": "registered_nurse",
    }
    for k in range(2)
]
MEAL_THEN_ROUND = [
    slot
    for k in range(7, 20, 2)
    for slot in (
        {"name": f"Meal {k}", "start": f"{k:02d}:00", "end": f"{k + 1:02d}:40", "activity": "meal"},
        {
            "name": f"Round {k}",
            "start": f"{k + 1:02d}:40",
            "end": f"{k + 2:02d}:00",
            "activity": "medication",
        },
    )
]
# Somebody comes from a meal within the tick, refuses the dose and is held.
HELD_AT_A_ROUND = {
    "milieu.containment": 1.0,
    "routine.slots": [{**slot, "place": "Dining room"} for slot in MEAL_THEN_ROUND],
}
NOBODY = {f"rota.{shift}.registered_nurse": 0 for shift in ("early", "late", "night")}
EDGES = {
    "crowded": {"ward.residents_per_bedroom": 8, "ward.fills_leave_beds": True, "ward.demand": 3.0},
    "contained": {"policy.regime": "germany", "milieu.containment": 1.0, "policy.is_locked": True},
    "two shifts": TWO_SHIFTS,
    "two groups in one room": {"routine.slots": TWO_GROUPS_ONE_ROOM},
    "no registered nurses": NOBODY,
    "all levels at 0": {f"milieu.{level}": 0.0 for level in LEVELS},
    "all levels at 1": {f"milieu.{level}": 1.0 for level in LEVELS},
    "short stays": {"residents.stay.short_share": 1.0, "residents.stay.short_median_days": 0.2},
    "soas-r": {"policy.instrument": "soas_r", "routine.lights_out": "01:30"},
}


class Case(NamedTuple):
    """One run; `group` is what a test takes together, `edits` what is changed in the shipped design."""

    group: str
    name: str
    design: str
    edits: dict
    seed: int
    tick_minutes: int = 15
    days: int = 14
    warm_up_days: int = 8
    contagion: bool = True

    def tables(self, engine="compiled"):
        """Run the case and return its raw tables."""
        design = ms.load_design(self.design)
        return ms.simulate(
            design.replace(self.edits) if self.edits else design,
            days=self.days,
            seed=self.seed,
            engine=engine,
            contagion=self.contagion,
            tick_minutes=self.tick_minutes,
            warm_up_days=self.warm_up_days,
        ).raw


def _shipped():
    for design in shipped_designs():
        for level in PRACTICE_LEVELS:
            edits = {f"practices.{practice}": level for practice in PRACTICES}
            for seed in SEEDS:
                for tick in TICKS:
                    name = f"{design}, practices {level:g}, seed {seed}, {tick} minutes"
                    yield Case(design, name, design, edits, seed, tick)


def _at_the_edge():
    places = [*ms.load_design("acute-ward").ward.places, SECLUSION_ROOM]
    for k, (name, edits) in enumerate(EDGES.items()):
        tick = (20, 60, 10)[k % 3]
        edits = {"ward.places": places, **edits}
        yield Case("edges", f"acute-ward, {name}, {tick} minutes", "acute-ward", edits, k, tick, 8, 2)
    yield Case("edges", "closed-unit, no contagion", "closed-unit", {}, 3, contagion=False)
    yield Case("edges", "open-unit, no warm-up", "open-unit", {}, 4, days=7, warm_up_days=0)
    name = "reference-switzerland, held at a round, 60 minutes"
    yield Case("edges", name, "reference-switzerland", HELD_AT_A_ROUND, 2, 60, warm_up_days=0)


def _on_both():
    for design in ON_BOTH:
        yield Case("both engines", f"{design}, one week", design, {}, 5, days=7, warm_up_days=2)


def all_cases():
    """Return every case; names are unique."""
    return [*_shipped(), *_at_the_edge(), *_on_both()]
