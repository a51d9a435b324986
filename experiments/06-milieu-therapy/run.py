"""Does the milieu treat, through what, for whom, and what would refute it? Over plausible parameter sets."""

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from contrasts import base_words, contrasts, line_of
from elements import NINE
from plan import ALONE, MIXES, NONE, OWN, WHOLE, WITHOUT, slug
from studies import Study
from treat_pictures import draw_needed_and_enough, draw_whom
from treat_words import MEASURES, findings

TRIAL = {"days": 14, "warm_up_days": 14, "sets": 3, "replications": 1}


def losses(metrics):
    """Return what the milieu is worth by mix, run by run: what it is with the whole milieu less what it is without."""
    keys = ["seed", "parameter_set"]
    by = {name: rows.set_index(keys)[MEASURES] for name, rows in metrics.groupby("design")}
    return pd.concat(
        (by[slug(WHOLE, mix)] - by[slug(NONE, mix)]).reset_index().assign(design=mix) for mix in MIXES
    )


study = Study(__file__, __doc__, TRIAL)
stores = study.run()
metrics = pd.concat([store.metrics().assign(design=name) for name, store in stores.items()])
whole, none = slug(WHOLE, OWN), slug(NONE, OWN)
wanted = [("With the milieu", mix, slug(WHOLE, mix), slug(NONE, mix)) for mix in MIXES]
wanted += [("Without one element", name, slug(WITHOUT, name), whole) for name in NINE]
wanted += [("With one element alone", name, slug(ALONE, name), none) for name in NINE]
table = contrasts(metrics, wanted, MEASURES)
apart = contrasts(losses(metrics), [("For whom", mix, mix, OWN) for mix in MIXES if mix != OWN], MEASURES)
study.say(f"Without any of it: {base_words(table)}.")
for (part, words), rows in table.groupby(["part", "words"], sort=False):
    study.say(f"\n{part}: {words}, change in % (* told apart from chance)")
    for row in rows.itertuples():
        study.say(line_of(row))
for sentence in findings(table, apart):
    study.find(sentence)
figures = {"needed-and-enough.png": draw_needed_and_enough(table), "for-whom.png": draw_whom(table)}
study.keep(stores, MEASURES, figures, {"milieu.csv": table, "for-whom.csv": apart})
