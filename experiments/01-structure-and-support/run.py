"""Structure x support: surfaces of conflict and wellbeing on one ward, for three mixes of residents."""

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from places import X, Y, carrier, places, slopes
from plane_picture import draw
from studies import Study

from milieusim.analysis.numbers import number, signed
from milieusim.analysis.surfaces import response_surface
from milieusim.config.parameters import load_parameters
from milieusim.plots.words import metric_words

MEASURES = ["conflict_per_shift", "wellbeing_gain_day14"]
NAMES = ["Mixed", "Psychosis and mania", "Depression and anxiety"]
TRIAL = {"days": 14, "warm_up_days": 14, "sets": 3, "replications": 1}


def tell(study, mix, name, runs, surface):
    """Print what each level changes, and where the best lies."""
    study.say(f"{mix}: {number(runs[name].mean())} on average")
    for effect, found in slopes(runs, name).items():
        low, high = found.quantile([0.025, 0.975])
        more = 100 * (found > 0).mean()
        ends = f"{signed(low)} to {signed(high)} in 95 % of sets; a rise in {more:.0f} %"
        study.say(f"  {effect:<23} {signed(found.mean()):>8}  ({ends})")
        carried = carrier(found, load_parameters("posterior"))
        if carried:
            study.say(f"    {100 * carried[1]:.0f} % of the differences between sets go with {carried[0]}")
    best = surface.optimum.iloc[0]
    where = f"structure {number(best[X])} and support {number(best[Y])}"
    study.say(
        f"  {'lowest' if surface.better == 'lower' else 'highest'} over all sets at {where}: {number(best['value'])}"
    )


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
