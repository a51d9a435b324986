"""Calibration from published targets to a weighted set of parameters, in one call."""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from milieusim.calibration.problem import digest_of_plain
from milieusim.calibration.settings import SMALL_DAYS, Settings, load_settings
from milieusim.calibration.steps import NOT_CONSTRAINED, Stages, contraction
from milieusim.calibration.trail import Trail
from milieusim.files import written_whole


class Calibration(NamedTuple):
    """What a calibration gives.

    Attributes
    ----------
    sets : pandas.DataFrame
        parameter_set, weight, and a column for each parameter that varies.
    facts : dict
        What is written beside the sets: roles, priors, seed, digests, pass shares and the rest.
    score : pandas.DataFrame
        Each target on fresh seeds.
    coverage : pandas.DataFrame
    folder : pathlib.Path
        The trail.
    """

    sets: object
    facts: dict
    score: object
    coverage: object
    folder: Path


def calibrate(
    out,
    targets=None,
    seed=1,
    small=False,
    work=None,
    workers=None,
    settings=None,
    simulate=None,
    announce=None,
):
    """Fit the model to published targets and write the weighted set of parameters.

    Parameters
    ----------
    out : path-like
        Parquet file to write.
    targets : path-like or dict of str to Target, optional
        The shipped targets if left out. Only those to fit take part.
    seed : int
        Same seed, same file.
    small : bool
        Try everything once, with few parameters, targets and runs; the result is of no use.
    work : path-like, optional
        Folder of the trail; beside `out` if left out. One that is there is continued.
    workers : int, optional
        Threads; all cores if left out.
    settings : path-like or Settings, optional
        What varies, and how much is simulated; the shipped settings if left out.
    simulate : callable, optional
        Stands in for the model (see `Stages`).
    announce : callable, optional
        Called with (stage, done, total).

    Returns
    -------
    Calibration

    Raises
    ------
    ConfigError
        If targets or settings cannot be used, or the trail is that of another calibration.
    """
    settings = settings if isinstance(settings, Settings) else load_settings(settings)
    targets = _targets(targets)
    if small:
        targets = _few(targets, settings)
        settings = settings.small(targets)
    problem = settings.problem(targets)
    asked = {**problem.document(), **settings.document(), "seed": seed}
    if simulate is None:
        from milieusim.calibration.simulating import Wards, model_facts

        simulate = Wards(workers, SMALL_DAYS if small else None)
        asked |= model_facts({*problem.names, *(item.parameter for item in problem.solved)})
    trail = Trail(work or _trail_folder(out), asked, announce)
    stages = Stages(problem, settings, simulate, trail, seed, workers)
    return _run(stages, trail, asked, out)


def _run(stages, trail, asked, out):
    problem = stages.problem
    stages.screen()
    bank = stages.bank()
    sets, moves = stages.sets(bank)
    points = np.hstack([problem.points(sets.units), stages.solved(sets)])
    names = [*problem.names, *[item.parameter for item in problem.solved]]
    score = stages.rescored(points, names, sets.weights)
    coverage = stages.coverage(bank, sets, moves)
    table = _table(names, points, sets.weights)
    facts = _facts(problem, asked, sets, moves, bank, stages.carried_most(), score, coverage)
    facts |= _waves(trail, asked["sizes"]["waves"])
    trail.write_json("facts", facts)
    write_sets(out, table, facts)
    return Calibration(table, facts, score, coverage, trail.folder)


def _table(names, points, weights):
    import pandas as pd

    columns = {"parameter_set": np.arange(len(points), dtype=np.int64), "weight": weights / weights.sum()}
    return pd.DataFrame(columns | dict(zip(names, points.T)))


def _facts(problem, asked, sets, moves, bank, carried, score, coverage):
    kept = contraction(sets)
    dials = [*problem.dials]
    gaps = (problem.centres - bank.summaries.mean(axis=0)) / bank.summaries.std(axis=0)
    return {
        "roles": {d.name: d.role for d in dials} | {s.parameter: "solved" for s in problem.solved},
        "prior": {d.name: [d.low, d.high] for d in dials}
        | {s.parameter: [s.low, s.high] for s in problem.solved},
        "log_scale": [d.name for d in dials if d.is_log],
        "seed": asked["seed"],
        "code": asked.get("code"),
        **{name: digest_of_plain(asked[name]) for name in ("ledger", "designs", "days") if name in asked},
        "targets": digest_of_plain([asked["aims"], asked["solved_aims"]]),
        "settings": digest_of_plain([asked["dials"], asked["solved"], asked["sizes"], asked["seeds"]]),
        "fitted_to": [a["key"] for a in asked["aims"]],
        "solved_for": {s.parameter: s.target for s in problem.solved},
        "bank": len(bank.units),
        "effective_sets": float(1 / np.sum(sets.weights**2)),
        "contraction": dict(zip(problem.names, kept.round(4).tolist())),
        "explained": dict(zip(problem.names, sets.explained.round(4).tolist())),
        "adjusted": [name for name, moved in zip(problem.names, moves) if moved],
        "not_constrained": [name for name, k in zip(problem.names, kept) if k > NOT_CONSTRAINED],
        "identified": [row.parameter for row in coverage.itertuples() if row.is_identified],
        "covered": {row.parameter: row.covered for row in coverage.itertuples() if row.is_identified},
        "top_effects": carried,
        "from_bank_sd": dict(zip(problem.keys, gaps.round(3).tolist())),
        "pass_share": {row.target: row.pass_share for row in score.itertuples()},
        "pooled": {row.target: row.pooled for row in score.itertuples()},
        "inside": {row.target: bool(row.is_inside) for row in score.itertuples()},
    }


def _waves(trail, n):
    waves = [trail.read_json(f"wave{number}") for number in range(1, n + 1)]
    return {name: [wave[name] for wave in waves] for name in ("share_left", "cutoff")}


def write_sets(path, table, facts):
    """Write a weighted set of parameters as Parquet, with its facts as metadata.

    Parameters
    ----------
    path : path-like
    table : pandas.DataFrame
    facts : dict
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = pa.Table.from_pandas(table, preserve_index=False)
    held = held.replace_schema_metadata({b"milieusim": json.dumps(facts).encode()})
    with written_whole(path, "--out") as draft, open(draft, "wb") as file:
        pq.write_table(held, file, compression="zstd")


def _trail_folder(out):
    return Path(out).with_suffix(".trail")


def _targets(targets):
    if isinstance(targets, dict):
        return targets
    from milieusim.evidence.targets import load_targets

    return load_targets(targets)


def _few(targets, settings):
    """Return the targets of the first design, and one that a threshold is solved for."""
    fit = [target for target in targets.values() if target.used_for == "fit"]
    apart = [item["target"] for item in settings.solved.values()]
    design = next((target.design for target in fit if target.key not in apart), None)
    return {t.key: t for t in fit if t.key in apart[:1] or (t.design == design and t.key not in apart)}
