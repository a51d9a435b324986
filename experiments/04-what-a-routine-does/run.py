"""What a routine does: each part of the day taken out, moved, split or led otherwise, over plausible parameter sets."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from changes_picture import draw
from contrasts import MEASURES, base_words, contrasts, line_of
from plan import ADDED, BASE, contrasts_wanted
from routine_words import KINDS, findings, mostly
from studies import Study

from milieusim.config.feasibility.feasibility import slots_not_held

TRIAL = {"days": 14, "warm_up_days": 14, "sets": 3, "replications": 1}

study = Study(__file__, __doc__, TRIAL)
stores = study.run()
(experiment,), (store,) = study.experiments.values(), stores.values()
metrics, wanted = store.metrics(), contrasts_wanted()
table = contrasts(metrics, wanted)
kinds = contrasts(metrics, wanted, KINDS)
study.say(f"{BASE} as it is: {base_words(table)}.")
for (part, words), rows in table.groupby(["part", "words"], sort=False):
    beside = rows["beside"].iloc[0]
    study.say(f"\n{part}: {words}; change in % of {beside} (* told apart from chance)")
    for row in rows.itertuples():
        study.say(line_of(row))
    if of_kind := mostly(kinds[(kinds["part"] == part) & (kinds["words"] == words)]):
        study.say(f"      {of_kind}")
    for warning in slots_not_held(experiment.designs[rows["ward"].iloc[0]]):
        study.say(f"      {warning}")
for sentence in findings(table, kinds, ADDED):
    study.find(sentence)
is_added = table["part"].isin(ADDED)
figures = {
    "changes.png": draw(table[~is_added], "the ward as it is"),
    "leaders-apart.png": draw(table[is_added], "the ward beside it"),
}
study.keep(stores, MEASURES, figures, {"changes.csv": table, "kinds.csv": kinds})
