"""Time binds: how often a shift has more to do than hands, and what is left when nurses are fewer."""

import pandas as pd

from benchmarks.milieu import telling
from benchmarks.milieu.pairs import UNDONE
from benchmarks.milieu.wards import base_ward, rotas
from milieusim.analysis.metrics.metrics import METRICS

WANTED = (0.10, 0.40)


def print_load(runs):
    """Print the share of day shifts with a load above 1, and how the load spreads."""
    telling.heading("Time binds: load")
    loads = pd.concat([batch.shifts for batch in runs.batches(base_ward(), ["shifts"])])
    loads = loads[(loads["shift"] != "night") & (loads["at_hour"] >= 0)]["staff_load"]
    spread = ", ".join(f"{share:.0%}: {loads.quantile(share):.2f}" for share in (0.1, 0.25, 0.5, 0.75, 0.9))
    telling.say(
        f"load above 1 in {(loads > 1).mean():.1%} of {len(loads)} day shifts (wanted {WANTED[0]:.0%} to "
        f"{WANTED[1]:.0%}); shares below: {spread}"
    )


def print_rotas(runs):
    """Print what halving the nurses and an empty night cost, and what was left undone."""
    telling.heading("Time binds: fewer nurses")
    base = base_ward()
    for ward in rotas(base):
        found = runs.differences(ward, base)
        telling.differences(f"{ward.name} against {base.name}", found)
        telling.say(f"  better than {base.name} on: {', '.join(better(found)) or 'nothing'}")
        ours, theirs = (
            runs.measures(ward).mean(numeric_only=True),
            runs.measures(base).mean(numeric_only=True),
        )
        times = ", ".join(
            f"{name} x {telling.number(ours[name] / theirs[name])}" for name in UNDONE if theirs[name]
        )
        telling.say(f"  left undone: {times}; slots held: {ours['slots_held_share']:.1%}")


def better(found):
    """Return the measures on which a ward does better, beyond chance; care undone is better where it is less."""
    signs = {name: -1 if METRICS[name].better == "higher" else 1 for name in found.index if name in METRICS}
    return [
        name for name, row in found.iterrows() if row["moves"] and signs.get(name, 1) * row["difference"] < 0
    ]
