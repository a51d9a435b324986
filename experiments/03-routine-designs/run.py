"""Routine designs: the shipped routines on one ward with one rota and one mix of residents, ranked."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from ranking import draw, label, ranking
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


def line_of(row):
    """Return a line of a ranking: where a routine stands, and how sure that is."""
    text = f"  {label(row.design):<26} {number(row.other):>7}"
    if row.verdict != "base":
        text += f"  {signed(row.difference):>9} ({signed(row.low)} to {signed(row.high)}), "
        text += row.verdict.replace("_", " ")
    ranks = f"rank {row.rank_low:.0f} to {row.rank_high:.0f}"
    return f"{text}; {ranks}, best in {100 * row.share_best:.0f} % of sets"


study = Study(__file__, __doc__, TRIAL)
store = study.run()
study.say("\nMoved to the one ward")
for name in ROUTINES:
    for line in told(name):
        study.say(f"  {line}")
metrics = store.metrics()
base = next(iter(study.experiment.designs))
table = ranking(metrics, base, MEASURES)
for name in MEASURES:
    study.say(f"\n{metric_words(name)}: mean, difference from the first design, rank over sets")
    for row in table[table["metric"] == name].itertuples():
        study.say(line_of(row))
    best = table[(table["metric"] == name) & (table["verdict"] != "base")].iloc[0]["design"]
    designs = {design: study.experiment.designs[design] for design in (base, best)}
    for row in carriers(metrics, designs, [name], load_parameters("posterior")).head(1).itertuples():
        halves = f"{signed(row.low_value_mean)} in sets with low values, {signed(row.high_value_mean)} with high ones"
        study.say(
            f"  {label(best)}: most of what is not known is {row.parameter} ({100 * row.share:.0f} %): {halves}"
        )
study.say("\n" + ", ".join(SHOWN.values()))
for design, row in metrics.groupby("design", sort=False, observed=True)[list(SHOWN)].mean().iterrows():
    study.say(f"  {label(design):<26} " + "  ".join(f"{number(value):>6}" for value in row))
study.keep(store, MEASURES, {"ranking.png": draw(table)}, {"ranking.csv": table})
