"""What matters: which parameters carry the outcomes of a ward, and the effects of two changes to its programme."""

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from answers import carriers_of, counted, is_clear
from index_picture import draw, words_of
from matter_words import findings
from studies import Study

from milieusim.analysis.numbers import number, signed
from milieusim.comparison.pairs import KEYS, difference_table
from milieusim.ledger.parameters import load_parameters
from milieusim.plots.axis_words import metric_label

MEASURES = ["conflict_per_100_obd", "wellbeing_gain_day14"]
BASE, ADDED, TAKEN = "acute-ward", "acute-ward-evenings", "unstructured-ward"
TITLES = ["Acute ward,\n    as it is", "Effect of\n    evening groups", "Effect of\n    no programme"]
QUESTIONS = dict(zip([BASE, ADDED, TAKEN], TITLES))
ELSEWHERE = "Component effect"  # so the ledger calls what named practices do; these wards have none of them
TRIAL = {"days": 14, "warm_up_days": 14, "sets": 24, "replications": 2}


def tell(study, rows, middle):
    """Print what is carried, and by which parameters; then how much was luck."""
    study.say(f"\n{' '.join(QUESTIONS[rows['question'].iloc[0]].split())}: {middle}")
    for row in rows[is_clear(rows)].itertuples():
        low, high = (round(100 * end) for end in (row.first_low, row.first_high))
        study.say(f"  {100 * row.first:3.0f} % ({low} to {high} %)  {row.factor}: {words_of(row.factor)}")
    luck = f"{100 * rows['chance_share'].iloc[0]:.0f} % of the differences between sets are luck of seeds"
    study.say(f"  {luck}" + ("" if is_clear(rows).any() else "; no parameter is named"))


study = Study(__file__, __doc__, TRIAL)
stores = study.run()
metrics, own = (store.metrics() for store in stores.values())
sets, own = load_parameters("posterior"), own[[*KEYS, *MEASURES]]
CONTROLS = [name for name in sets.names if (sets.base.entry(name).note or "").startswith(ELSEWHERE)]
values = pd.DataFrame({"parameter_set": sets.labels(), **{name: sets.values(name) for name in sets.names}})
values = values[values["parameter_set"].isin(set(metrics["parameter_set"]))].reset_index(drop=True)
effects = difference_table(own, BASE, [ADDED, TAKEN], MEASURES).set_index(["metric", "design"])
effects["ends"] = effects["low"].map(signed) + " to " + effects["high"].map(signed)
table, sizes = carriers_of(values, metrics, list(QUESTIONS), MEASURES), {}
for name in MEASURES:
    for question in QUESTIONS:
        level = number(own.loc[own["design"] == BASE, name].mean())
        row = None if question == BASE else effects.loc[(name, question)]
        size = level if row is None else f"{signed(row['difference'])} ({row['ends']})"
        rows = table[(table["metric"] == name) & (table["question"] == question)]
        tell(study, rows, f"{metric_label(name).lower()} {size}")
        sizes[name, question] = size
study.say()
for line in counted(table, CONTROLS):
    study.say(line)
for sentence in findings(table, QUESTIONS, sizes, CONTROLS):
    study.find(sentence)
study.keep(stores, MEASURES, {"indices.png": draw(table, QUESTIONS)}, {"indices.csv": table})
