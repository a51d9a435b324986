"""The memory of a ward for the agents engine: what `milieusim.ward.memory` declares, as objects."""

from milieusim.engines.agents.plain import Matrix, Numbers, Place, Record, Rows, Slot, fields_of, records_of
from milieusim.kinds import NOBODY
from milieusim.rules.basics.keyed_draws import key_of
from milieusim.ward.memory import ARRAYS, N_ROLES, N_TASKS, NOW, ROWS
from milieusim.ward.state import RESIDENT, blank

import numpy as np  # isort: skip

BY_KIND = "gravity records_incident records_response thresholds minutes_for calms held_staff ends_per_hour"


class Nobody(Record):
    """A bed without a resident."""

    def __repr__(self):
        return f"Nobody(bed={self.bed})"


def remember(model, inputs, seed):
    """Give a model all that its ward remembers, as a run begins."""
    arrays, beds, seats = inputs.arrays, inputs.bed_rows, len(inputs.arrays["staff"])
    model.key = key_of(seed)
    model.p = Numbers(inputs.p)
    model.now = records_of(np.zeros(1, NOW))[0]
    model.newcomer = records_of(arrays["newcomer"])[0]
    for name in "blank_lived blank_work blank_shift blank_hour blank_stay".split():
        setattr(model, name, records_of(arrays[name])[0])
    model.lines, model.profiles = records_of(arrays["lines"]), records_of(arrays["profiles"])
    model.week, model.stretches = records_of(arrays["week"]), records_of(arrays["stretches"])
    model.moment = model.week[0]
    for name in BY_KIND.split():
        setattr(model, name, arrays[name].tolist())
    _places_and_slots(model, inputs)
    _people(model, beds, seats)
    _rows(model)


def _places_and_slots(model, inputs):
    model.places, model.slots = records_of(inputs.arrays["places"], Place), []
    for place, name in zip(model.places, inputs.names["places"]):
        place.name, place.ward = name, model
    if inputs.names["slots.slot"]:
        model.slots = records_of(inputs.arrays["slots"], Slot)
    for slot, name in zip(model.slots, inputs.names["slots.slot"]):
        slot.name = name


def _people(model, beds, seats):
    empty = fields_of(blank(RESIDENT))[0]
    model.beds = [Nobody({**empty, "hours_today": list(empty["hours_today"])}) for _ in range(beds)]
    for bed, nobody in enumerate(model.beds):
        nobody.bed = bed
        nobody.hold = NOBODY
    model.trust = Matrix([[0.0] * seats for _ in range(beds)])
    model.ties = Matrix([[0.0] * beds for _ in range(beds)])
    model.members, model.seats_on_duty = [0] * beds, [0] * seats
    model.attention, model.referred_at = [0.0] * beds, {}
    model.need = [0.0] * N_TASKS
    model.done = Matrix([[0.0] * N_TASKS for _ in range(N_ROLES)])
    model.lived = Rows(model.blank_lived, [model.blank_lived.copy() for _ in range(beds)])
    model.work = Rows(model.blank_work, [model.blank_work.copy() for _ in range(seats)])


def _rows(model):
    blanks = {"shift_rows": model.blank_shift, "hour_rows": model.blank_hour, "stay_rows": model.blank_stay}
    blanks |= {"lived_rows": model.blank_lived, "work_rows": model.blank_work}
    for rows in ROWS.values():
        blank_row = blanks.get(rows) or records_of(np.zeros(1, ARRAYS[rows][0]))[0]
        setattr(model, rows, Rows(blank_row))
