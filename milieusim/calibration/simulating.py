"""The model as a calibration sees it: parameters in, statistics and their Monte Carlo variances out."""

import numpy as np

from milieusim.calibration.problem import digest_of_plain
from milieusim.digests import sources_digest


class Wards:
    """The reference wards, simulated under parameter sets.

    Parameters
    ----------
    workers : int, optional
        Threads; all cores if left out.
    days : int, optional
        Length of a run; that of each study if left out.
    """

    def __init__(self, workers=None, days=None):
        self.workers, self.days = workers, days

    def __call__(self, names, points, keys, seeds_per_set, first_seed, is_common=False):
        """Return values of targets and their Monte Carlo variances, as `Stages` takes them."""
        from milieusim.evidence.measuring import evaluate

        options = {"workers": self.workers, "days": self.days, "is_common": is_common}
        return evaluate(self._sets(names, points), keys, seeds_per_set, first_seed, **options)

    def pooled(self, names, points, keys, seeds_per_set, first_seed, weights):
        """Return the values of each set, and counts of all sets added up by weight.

        Returns
        -------
        dict of str to numpy.ndarray
            values, variances, and one entry ``study/count`` for each count.
        """
        from milieusim.evidence.measuring import averaged, pooled, runs_of_sets, value_and_variance

        sets, rows, sums = self._sets(names, points), [], {}
        found = runs_of_sets(sets, keys, seeds_per_set, first_seed, self.workers, days=self.days)
        for weight, runs in zip(weights, found):
            rows.append([value_and_variance(key, runs) for key in keys])
            for study, counts in runs.items():
                for name, count in pooled(counts).items():
                    sums[f"{study}/{name}"] = sums.get(f"{study}/{name}", 0.0) + weight * count
        table = np.array(rows)
        return {"values": table[..., 0], "variances": averaged(table[..., 1]), **sums}

    def read(self, keys, sums):
        """Return the value of each target in counts added up by `pooled`."""
        from milieusim.evidence.measuring import read

        by_study = {}
        for path, count in sums.items():
            study, name = path.split("/", 1)
            by_study.setdefault(study, {})[name] = count
        return [read(key, by_study) for key in keys]

    def _sets(self, names, points):
        from milieusim.ledger.parameters import ledger

        return [ledger().replace(dict(zip(names, map(float, row)))) for row in points]


def model_facts(varying):
    """Return all that a simulated statistic depends on besides the parameters that vary.

    Parameters
    ----------
    varying : collection of str
        Their names.

    Returns
    -------
    dict
        Digests of code and designs, and the ledger's other values.
    """
    from milieusim.engines.compiled.building import source_digest
    from milieusim.evidence.studies import design_of, load_studies
    from milieusim.ledger.parameters import ledger

    studies = load_studies()
    designs = {name: design_of(name).model_dump(mode="json", exclude={"about"}) for name in studies}
    return {
        "code": source_digest()[:16],
        # What counts, matches and weighs: a trail of other code is another trail.
        "counting": sources_digest("analysis", "calibration", "evidence"),
        "days": {name: study.days for name, study in studies.items()},
        "designs": {name: digest_of_plain(design) for name, design in designs.items()},
        "ledger": {name: value for name, value in ledger().values().items() if name not in varying},
    }
