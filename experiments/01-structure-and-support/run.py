"""Structure x support: where conflict and wellbeing are best for three mixes of residents, and what levels cost."""

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import cost_picture
import level_picture
import plane_picture
from level_costs import level_costs
from level_words import best_finding, cost_finding, cost_lines, lines_of, slope_finding
from places import X, Y, places
from studies import Study

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.analysis.surfaces.surfaces import response_surface
from milieusim.plots.axis_words import metric_words

MEASURES = ["conflict_per_100_obd", "wellbeing_gain_day14"]
NAMES = ["Acute mix", "Mix that needs structure", "Mix that needs autonomy"]
TRIAL = {"days": 14, "warm_up_days": 14, "sets": 3, "replications": 1}

study = Study(__file__, __doc__, TRIAL)
stores = study.run()
plane, spent = stores.values()
mixes = dict(zip(next(iter(study.experiments.values())).designs, NAMES))
points, metrics = plane.points(), plane.metrics()
runs = {mix: metrics[metrics["design"] == design] for design, mix in mixes.items()}
surfaces, tables = {}, {}
for name in MEASURES:
    study.say(f"\n{metric_words(name)}")
    for design, mix in mixes.items():
        surface = response_surface(points[points["design"] == design], runs[mix], name, X, Y)
        surfaces[name, design], tables[name, design] = surface, places(runs[mix], name)
        for line in lines_of(mix, name, runs[mix], surface):
            study.say(line)
        study.find(best_finding(mix, name, runs[mix], METRICS[name].better))
    study.find(slope_finding(name, runs))
costs = level_costs(spent, MEASURES)
study.say("\nWhat each level costs")
for design, mix in mixes.items():
    for line in cost_lines(costs[costs["design"] == design], mix):
        study.say(line)
acute = costs[costs["design"] == next(iter(mixes))]
for sentence in cost_finding(acute):
    study.find(sentence)
figures = {
    "surface.png": plane_picture.draw(surfaces, tables, mixes),
    "levels.png": level_picture.draw(runs, MEASURES),
    "costs.png": cost_picture.draw(acute),
}
rows = pd.concat([table.assign(metric=name, design=design) for (name, design), table in tables.items()])
study.keep(stores, MEASURES, figures, {"surface.csv": rows, "level-costs.csv": costs})
