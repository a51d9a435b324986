"""Routine designs: the shipped routines on one ward with one rota and one mix of residents, ranked."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from ranking import draw, label, ranking
from ranking_words import findings, line_of
from studies import Study
from transplant import ROUTINES, told

from milieusim.analysis.numbers import number, signed
from milieusim.comparison.carriers import carriers
from milieusim.ledger.parameters import load_parameters
from milieusim.plots.axis_words import metric_words

MEASURES = ["conflict_per_100_obd", "wellbeing_gain_day14"]
SHOWN = {
    "organised_hours_per_resident_day": "organised hours",
    "disengaged_share": "disengaged share",
    "slots_held_share": "slots held",
}
TRIAL = {"days": 14, "warm_up_days": 14, "sets": 4, "replications": 2}


study = Study(__file__, __doc__, TRIAL)
stores = study.run()
(store,) = stores.values()
(experiment,) = study.experiments.values()
study.say("\nMoved to the one ward")
for name in ROUTINES:
    for line in told(name):
        study.say(f"  {line}")
metrics = store.metrics()
base = next(iter(experiment.designs))
table = ranking(metrics, base, MEASURES)
for name in MEASURES:
    study.say(f"\n{metric_words(name)}: mean, difference from the first design, rank over sets")
    for row in table[table["metric"] == name].itertuples():
        study.say(line_of(row))
    best = table[(table["metric"] == name) & (table["verdict"] != "base")].iloc[0]["design"]
    designs = {design: experiment.designs[design] for design in (base, best)}
    for row in carriers(metrics, designs, [name], load_parameters("posterior")).head(1).itertuples():
        halves = f"{signed(row.low_value_mean)} in sets with low values, {signed(row.high_value_mean)} with high ones"
        study.say(
            f"  {label(best)}: most of what is not known is {row.parameter} ({100 * row.share:.0f} %): {halves}"
        )
study.say("\n" + ", ".join(SHOWN.values()))
means = metrics.groupby("design", sort=False, observed=True)[list(SHOWN)].mean()
for design, row in means.iterrows():
    study.say(f"  {label(design):<26} " + "  ".join(f"{number(value):>6}" for value in row))
for sentence in findings(table, means):
    study.find(sentence)
study.keep(stores, MEASURES, {"ranking.png": draw(table)}, {"ranking.csv": table})
