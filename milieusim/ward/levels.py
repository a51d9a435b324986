"""What follows from the states as they are declared: how they fade, and how they add up in tables.

The functions are written out, a line for each state, and the same text runs in both engines.
"""

from milieusim.rules.basics.numerics import mean_so_far  # noqa: F401 (the functions name it)
from milieusim.ward.state import columns_from, fading
from milieusim.ward.writing import written


def _adding(name, table, prefix=""):
    lines = [
        f"row.{prefix}{column} += resident.{state} * hours" for column, state in columns_from(table).items()
    ]
    return written(
        globals(), name, "row, resident, hours", lines, "Add some hours of a resident's states to a row."
    )


def _levelling(name, table, prefix=""):
    lines = [
        f"row.{prefix}{column} = mean_so_far(total=row.{prefix}{column}, hours=hours)"
        for column in columns_from(table)
    ]
    return written(globals(), name, "row, hours", lines, "Turn the sums of a row into means.")


add_to_lived = _adding("add_to_lived", "resident_shifts")
add_to_shift = _adding("add_to_shift", "shifts", "mean_")
add_to_hour = _adding("add_to_hour", "hours", "mean_")
level_lived = _levelling("level_lived", "resident_shifts")
level_shift = _levelling("level_shift", "shifts", "mean_")
level_hour = _levelling("level_hour", "hours", "mean_")
copy_to_lived = written(
    globals(),
    "copy_to_lived",
    "row, resident",
    [f"row.{column} = resident.{state}" for column, state in columns_from("resident_shifts").items()],
    "Write a resident's states as they are.",
)
fade_impulses = written(
    globals(),
    "fade_impulses",
    "p, resident",
    [f"resident.{name} *= p.{constant.replace('hours_', 'kept_', 1)}" for name, constant in fading().items()],
    "Let what fades by itself fade by a tick.",
)
