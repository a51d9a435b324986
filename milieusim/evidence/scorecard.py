"""Published patterns beside simulated ones: the model's score, with what chance leaves and what null models give."""

from collections import Counter
from typing import NamedTuple

from milieusim.evidence import score_words as wording
from milieusim.evidence.dials import Dial, dial_of
from milieusim.evidence.estimates import Estimate, estimate
from milieusim.evidence.judging import is_settled, judged
from milieusim.evidence.nulls import null_results
from milieusim.evidence.readings import READINGS
from milieusim.evidence.sampling import FULL, QUICK, Sample
from milieusim.evidence.studies import NULL_MODELS, committed_digest, component_digest
from milieusim.evidence.targets import Target, load_targets
from milieusim.pages import box, made


class Row(NamedTuple):
    """A pattern: as published, as simulated, under null models, and what moves it."""

    target: Target
    found: Estimate
    status: str
    reason: str
    nulls: dict
    dial: Dial
    is_capped: bool


class Scorecard:
    """How the model stands against published patterns.

    Attributes
    ----------
    rows : list of Row
    parameters : Parameters or ParameterSets
    seeds : tuple of int
        First and last.
    runs : dict of str to int
        Runs of the model itself by study.
    total_runs : int
        Runs of all, null models included.
    notes : list of str
        What a reader should know of how it was made.
    shapes : dict
        Pooled counts by null model (None: the model itself) and study, for pictures.
    """

    def __init__(self, rows, parameters, sample, notes=(), facts=None):
        self.rows, self.parameters, self.notes, self.facts = rows, parameters, list(notes), facts or {}
        studies = {study for row in rows for study in READINGS[row.target.key].studies}
        self.runs = {study: sample.number(study) for study in sorted(studies)}
        most = max(self.runs.values(), default=0)
        self.seeds = (sample.first_seed, sample.first_seed + max(most - 1, 0))
        self.sets = len({item.name for item in sample.sets[:most]})
        self.total_runs, self.days = sample.total, sample.days
        self.shapes = {null: sample.pooled(studies, null) for null in (None, *NULL_MODELS)}
        self.digest, self.committed = component_digest(), committed_digest()
        self.notes += wording.notes(self)

    def __repr__(self):
        return f"<Scorecard of {len(self.rows)} patterns over {self.total_runs} runs; .sentence says how it stands>"

    def _repr_html_(self):
        statuses = Counter(row.status for row in self.rows)
        return box(f"Scorecard of {len(self.rows)} patterns", {"runs": self.total_runs, **statuses})

    def of(self, use):
        """Return the rows used to ``fit``, to ``check``, or as ``input``."""
        return [row for row in self.rows if row.target.used_for == use]

    @property
    def is_as_committed(self):
        """Whether component effects and fidelities are those that were fixed before the checks were scored."""
        return self.digest == self.committed

    @property
    def table(self):
        """One row a pattern, as a pandas table."""
        import pandas as pd

        return pd.DataFrame([wording.flat(row) for row in self.rows])

    @property
    def sentences(self):
        """How the model stands, a sentence each."""
        return wording.sentences(self)

    @property
    def sentence(self):
        """How the model stands."""
        return " ".join(self.sentences)

    def document(self):
        """Return everything as plain data."""
        return wording.document(self)

    def report(self, path):
        """Write the page about the score.

        Parameters
        ----------
        path : str or pathlib.Path
            HTML file.

        Returns
        -------
        pathlib.Path
        """
        return made("score page", self, path)


def scorecard(
    parameters=None,
    targets=None,
    quick=False,
    seed=1,
    workers=None,
    keys=None,
    progress=None,
    days=None,
    effort=None,
):
    """Simulate the wards that patterns were published on, and set what comes out beside what was published.

    Parameters
    ----------
    parameters : str, path, Parameters or ParameterSets, optional
        As `load_parameters` takes it; the shipped sets if left out, or the ledger where none are shipped.
    targets : path-like or dict of str to Target, optional
        The shipped ones if left out.
    quick : bool
        Stop early, with wider errors.
    seed : int
        Same seed, same score, on any number of workers.
    workers : int, optional
        Threads; all cores if left out.
    keys : iterable of str, optional
        Patterns to look at; all if left out.
    progress : callable, optional
        Called with the number of runs done and of runs decided on so far.
    days : int, optional
        Length of a run; that of each study if left out.
    effort : Effort, optional
        How much is simulated at most.

    Returns
    -------
    Scorecard

    Raises
    ------
    ConfigError
        If parameters or targets cannot be used.

    Examples
    --------
    >>> card = ms.scorecard("best", keys=["T40"], days=7, quick=True)
    >>> card.total_runs > 0
    True
    """
    parameters, notes = chosen(parameters)
    wanted = targets if isinstance(targets, dict) else load_targets(targets)
    wanted = [target for key, target in wanted.items() if keys is None or key in set(keys)]
    effort = effort or (QUICK if quick else FULL)
    sample = Sample(parameters, seed, effort.steps[-1], workers, days, progress)
    unsettled = _simulate(sample, wanted, effort)
    if quick:
        notes = [*notes, "A quick score: fewer runs leave more patterns undecided than the whole score does."]
    facts = facts_of(parameters)
    rows = [_row(sample, target, facts, target.key in unsettled) for target in wanted]
    return Scorecard(rows, parameters, sample, notes, facts)


def chosen(parameters=None):
    """Return the parameters to score, and notes on them.

    Parameters
    ----------
    parameters : str, path, Parameters or ParameterSets, optional

    Returns
    -------
    parameters : Parameters or ParameterSets
    notes : list of str
    """
    from milieusim.ledger.parameter_sets import shipped_file
    from milieusim.ledger.parameters import load_parameters

    if parameters is not None:
        return load_parameters(parameters), []
    if shipped_file().is_file():
        return load_parameters("posterior"), []
    return load_parameters("best"), [
        "This version ships no calibrated sets of parameters; this is the score of the one set 'best'."
    ]


def facts_of(parameters):
    """Return what a calibration says of the model: that of these sets, or of the shipped ones."""
    from milieusim.ledger.parameter_sets import shipped_file, shipped_sets

    facts = getattr(parameters, "facts", None)
    if not facts and shipped_file().is_file():
        facts = shipped_sets().facts
    return facts or {}


def _simulate(sample, targets, effort):
    """Simulate until every pattern is settled or the effort is spent; return the keys of those that are not."""
    unsettled = {target.key: target for target in targets}
    for n in effort.steps:
        sample.extend({(study, None): n for key in unsettled for study in READINGS[key].studies})
        found = {key: estimate(sample, key, with_runs=False) for key in unsettled}
        unsettled = {key: t for key, t in unsettled.items() if not is_settled(t, found[key])}
        if not unsettled:
            break
    scored = [target.key for target in targets if target.used_for != "input"]
    studies = {study for key in scored for study in READINGS[key].studies}
    sample.extend(
        {
            (study, null): min(sample.number(study), effort.nulls)
            for null in NULL_MODELS
            for study in sorted(studies)
        }
    )
    return unsettled


def _row(sample, target, facts, is_unsettled):
    found = estimate(sample, target.key)
    status, reason = judged(target, found)
    nulls = {} if target.used_for == "input" else null_results(sample, target)
    is_capped = is_unsettled and not is_settled(target, found)
    return Row(target, found, status, reason, nulls, dial_of(target, facts), is_capped)
