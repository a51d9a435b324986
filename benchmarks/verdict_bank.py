"""A bank of paired runs under every shipped set of parameters, from which verdicts can be drawn without running.

python -m benchmarks.verdict_bank      # runs it anew, some ten minutes; the bank is kept beside this file.
"""

import argparse
from pathlib import Path

from milieusim.ledger.balanced import DIGEST, FILE, LABEL, digest_of
from milieusim.ledger.parameters import load_parameters
from milieusim.pool import in_threads

BANK = Path(__file__).with_name("verdict_bank.parquet")
DESIGNS = ("acute-ward", "acute-ward-evenings", "open-unit")
MEASURES = (
    "conflict_per_100_obd",
    "wellbeing_gain_day14",
    "aggression_per_100_obd",
    "manual_restraint_per_1000_obd",
    "self_harm_per_1000_obd",
)
DAYS, SEEDS_A_SET, FIRST_SEED = 84, 8, 1


def bank():
    """Return the bank: one row a design, parameter set and seed, a column a measure."""
    import pandas as pd

    return pd.read_parquet(BANK)


def simulated(seeds_a_set=SEEDS_A_SET, days=DAYS, workers=None):
    """Run every design under every set at the same seeds; return the metrics."""
    import pandas as pd

    sets = load_parameters("posterior")
    jobs = [
        (design, sets[place], FIRST_SEED + seeds_a_set * place, seeds_a_set, days)
        for place in range(len(sets))
        for design in DESIGNS
    ]
    return pd.concat(list(in_threads(_metrics, jobs, workers, warms_up=True)), ignore_index=True)


def _metrics(job):
    from milieusim.config.reading.loading import load_design
    from milieusim.engines.simulate import simulate_many

    name, parameters, first, count, days = job
    seeds = range(first, first + count)
    runs = simulate_many(load_design(name), days=days, seeds=seeds, parameters=parameters, workers=1, keep=[])
    found = runs.metrics()[["seed", "parameter_set", *MEASURES]].astype(dict.fromkeys(MEASURES, "float32"))
    found.insert(0, "design", name)
    return found


KNOWN = Path(__file__).parents[1] / "milieusim" / FILE
KNOWN_BY = (("acute-ward", MEASURES[:4]), ("open-unit", MEASURES[:3]))
"""Designs and measures of which sets are put in order."""


def set_means(design, measure):
    """Return the mean of a measure under each shipped set, in the order of the sets."""
    runs = bank()
    runs = runs[runs["design"] == design].groupby("parameter_set")[measure]
    return runs.mean().astype(float).reindex(load_parameters("posterior").labels()).to_numpy()


def keep_known():
    """Write what each shipped set gives to where sets are put in order by it."""
    import pandas as pd

    sets = load_parameters("posterior")
    rows = zip(*(sets.values(name) for name in sets.names))
    columns = {LABEL: sets.labels(), DIGEST: [digest_of(sets.names, values) for values in rows]}
    for design, measures in KNOWN_BY:
        columns |= {
            f"{design} {measure}": set_means(design, measure).astype("float32") for measure in measures
        }
    pd.DataFrame(columns).to_parquet(KNOWN, index=False, compression="zstd")


def main():
    """Run the bank and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS_A_SET, help="under each set")
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument(
        "--order", action="store_true", help="run nothing: only write what sets are ordered by"
    )
    asked = parser.parse_args()
    if not asked.order:
        simulated(asked.seeds, asked.days, asked.workers).to_parquet(BANK, index=False, compression="zstd")
    keep_known()
    print(f"Kept {BANK.name} and {KNOWN.name}.")


if __name__ == "__main__":
    main()
