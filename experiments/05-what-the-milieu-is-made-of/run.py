"""What the milieu is made of: each element of milieu therapy switched off, over plausible parameter sets."""

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from changes_picture import draw
from contrasts import MEASURES, base_words, contrasts, line_of
from element_words import findings
from elements import NINE, PARTS
from studies import Study

ALL, WHOLE = "all-nine", "as-it-is"
TRIAL = {"days": 14, "warm_up_days": 14, "sets": 3, "replications": 1}


def slug(name):
    """Return the name of an experiment as `plan.py` has it."""
    return name.replace(":", "").replace(" ", "-")


study = Study(__file__, __doc__, TRIAL)
stores = study.run()
metrics = pd.concat([store.metrics().assign(design=name) for name, store in stores.items()])
wanted = [("Elements", name, slug(name), WHOLE) for name in NINE]
wanted += [("Together", "all nine", ALL, WHOLE)]
wanted += [("Single mechanisms", name, f"part-{slug(name)}", WHOLE) for name in PARTS]
table = contrasts(metrics, wanted)
study.say(f"As it is: {base_words(table)}.")
for (part, words), rows in table.groupby(["part", "words"], sort=False):
    study.say(f"\n{part}: without {words}, change in % of the ward as it is (* told apart from chance)")
    for row in rows.itertuples():
        study.say(line_of(row))
for sentence in findings(table):
    study.find(sentence)
elements = table[table["part"] != "Single mechanisms"]
figures = {"elements.png": draw(elements, "the ward as it is"),
           "mechanisms.png": draw(table[table["part"] == "Single mechanisms"], "the ward as it is")}  # fmt: skip
study.keep(stores, MEASURES, figures, {"elements.csv": table})
