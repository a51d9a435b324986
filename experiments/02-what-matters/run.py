"""What matters: which parameters carry the outcomes of a ward, and the effects of two changes to its programme."""

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from answers import carriers_of, counted
from index_picture import draw
from matter_words import findings, lines_of
from studies import Study

from milieusim.analysis.numbers import number, signed
from milieusim.comparison.carriers import is_looked_at
from milieusim.comparison.pairs import KEYS, difference_table
from milieusim.ledger.parameters import load_parameters
from milieusim.plots.axis_words import metric_label

MEASURES = ["conflict_per_100_obd", "wellbeing_gain_day14"]
BASE, ADDED, TAKEN = "acute-ward", "acute-ward-evenings", "unstructured-ward"
TITLES = ["Acute ward,\n    as it is", "Effect of\n    evening groups", "Effect of\n    no programme"]
QUESTIONS = dict(zip([BASE, ADDED, TAKEN], TITLES))
ELSEWHERE = "Component effect"  # so the ledger calls what named practices do; these wards have none of them
TRIAL = {"days": 14, "warm_up_days": 14, "sets": 24, "replications": 2}


study = Study(__file__, __doc__, TRIAL)
stores = study.run()
metrics, own = (store.metrics() for store in stores.values())
sets, own = load_parameters("posterior"), own[[*KEYS, *MEASURES]]
CONTROLS = [name for name in sets.names if (sets.base.entry(name).note or "").startswith(ELSEWHERE)]
designs = list(next(iter(study.experiments.values())).designs.values())
acting = [name for name in sets.names if is_looked_at(name, designs)]  # not those of other countries
values = pd.DataFrame({"parameter_set": sets.labels(), **{name: sets.values(name) for name in acting}})
values = values[values["parameter_set"].isin(set(metrics["parameter_set"]))].reset_index(drop=True)
effects = difference_table(own, BASE, [ADDED, TAKEN], MEASURES).set_index(["metric", "design"])
effects["ends"] = effects["low_world"].map(signed) + " to " + effects["high_world"].map(signed)
table, sizes = carriers_of(values, metrics, list(QUESTIONS), MEASURES), {}
for name in MEASURES:
    for question in QUESTIONS:
        level = number(own.loc[own["design"] == BASE, name].mean())
        row = None if question == BASE else effects.loc[(name, question)]
        size = level if row is None else f"{signed(row['difference'])} ({row['ends']})"
        rows = table[(table["metric"] == name) & (table["question"] == question)]
        for line in lines_of(rows, QUESTIONS[question], f"{metric_label(name).lower()} {size}"):
            study.say(line)
        sizes[name, question] = size
study.say()
for line in counted(table, CONTROLS):
    study.say(line)
for sentence in findings(table, QUESTIONS, sizes, CONTROLS):
    study.find(sentence)
study.keep(stores, MEASURES, {"indices.png": draw(table, QUESTIONS)}, {"indices.csv": table})
