"""The model as a calibration sees it: parameters in, statistics and their Monte Carlo variances out."""


def simulation(workers=None, days=None):
    """Return what simulates parameter sets and reads targets off their runs.

    Parameters
    ----------
    workers : int, optional
        Threads; all cores if left out.
    days : int, optional
        Length of a run; that of each study if left out.

    Returns
    -------
    callable
        As `Stages` takes it.
    """
    from milieusim.config.parameters import ledger
    from milieusim.evidence.measuring import evaluate

    best = ledger()

    def simulate(names, points, keys, seeds_per_set, first_seed, is_common=False):
        sets = [best.replace(dict(zip(names, map(float, row)))) for row in points]
        return evaluate(sets, keys, seeds_per_set, first_seed, workers, days=days, is_common=is_common)

    return simulate


def model_digests():
    """Return digests of all that a simulated statistic depends on besides parameters that vary."""
    from milieusim.calibration.problem import digest_of
    from milieusim.config.parameters import ledger
    from milieusim.evidence.studies import design_of, load_studies
    from milieusim.model.compiled import source_digest

    studies = load_studies()
    designs = {name: design_of(name).model_dump(mode="json", exclude={"about"}) for name in studies}
    days = {name: study.days for name, study in studies.items()}
    return {
        "code": source_digest()[:16],
        "ledger": digest_of(ledger().values()),
        "designs": digest_of([designs, days]),
    }
