"""Structure x support: surfaces of conflict and wellbeing on one ward, for three mixes of residents."""

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from places import X, Y, carrier, places, slopes
from plane_picture import draw
from studies import Study

from milieusim.analysis.numbers import number, signed
from milieusim.analysis.surfaces.surfaces import response_surface
from milieusim.ledger.parameters import load_parameters
from milieusim.plots.axis_words import metric_words

MEASURES = ["conflict_per_100_obd", "wellbeing_gain_day14"]
NAMES = ["Mixed", "Psychosis and mania", "Depression and anxiety"]
TRIAL = {"days": 14, "warm_up_days": 14, "sets": 3, "replications": 1}


def tell(study, mix, name, runs, surface):
    """Print what each level changes, and where the best lies."""
    study.say(f"{mix}: {number(runs[name].mean())} on average")
    for effect, found in slopes(runs, name).items():
        low, some, most, high = (signed(found.quantile(q)) for q in (0.025, 0.1, 0.9, 0.975))
        ends = f"80 % of sets {some} to {most}; 95 % {low} to {high}"
        rise = f"a rise in {(found > 0).sum()} of {len(found)}"
        study.say(f"  {effect:<23} {signed(found.mean()):>8}  ({ends}; {rise})")
        carried = carrier(found, load_parameters("posterior"))
        if carried:
            study.say(f"    {100 * carried[1]:.0f} % of the differences between sets go with {carried[0]}")
    best = surface.optimum.iloc[0]
    where = f"structure {number(best[X])} and support {number(best[Y])}"
    end = "lowest" if surface.better == "lower" else "highest"
    ends = f"95 % interval {number(best['value_low'])} to {number(best['value_high'])}, {surface.over}"
    study.say(f"  {end} at {where}: {number(best['value'])} ({ends})")


study = Study(__file__, __doc__, TRIAL)
MIXES = dict(zip(study.experiment.designs, NAMES))
store = study.run()
points, metrics = store.points(), store.metrics()
surfaces, tables = {}, {}
for name in MEASURES:
    study.say(f"\n{metric_words(name)}")
    for design, mix in MIXES.items():
        runs = metrics[metrics["design"] == design]
        surface = response_surface(points[points["design"] == design], runs, name, X, Y)
        surfaces[name, design], tables[name, design] = surface, places(runs, name)
        tell(study, mix, name, runs, surface)
rows = [table.assign(metric=name, design=design) for (name, design), table in tables.items()]
study.keep(store, MEASURES, {"surface.png": draw(surfaces, tables, MIXES)}, {"surface.csv": pd.concat(rows)})
