"""What was done with the model: the experiment of a store, what computed it, and where."""

import json

from milieusim.campaign.experiment.until import asked_sentence
from milieusim.describing.markdown import bullets, code, codes, table
from milieusim.phrasing import listed

SAMPLINGS = {
    "factorial": "every combination of the levels of the factors",
    "latin_hypercube": "a Latin hypercube of {points} points in the space of the factors",
    "latin_hypercubes": "{cubes} Latin hypercubes of {points} points each in the space of the factors",
    "sobol_sequence": "{points} points of a scrambled Sobol sequence in the space of the factors",
    "halton_sequence": "{points} points of a scrambled Halton sequence in the space of the factors",
    "sobol": "a Sobol design with {points} base points, for variance-based indices",
    "morris": "{points} trajectories of a Morris design with {levels} levels, for screening",
    "table": "the points of a table of their own",
}

MOST_SEEDS = 20


def design_of_experiment(experiment):
    """Return how the points of an experiment were chosen, as sentences.

    Parameters
    ----------
    experiment : dict
        As a manifest holds it.
    """
    sampling, factors = experiment["sampling"], experiment["factors"]
    how = SAMPLINGS[sampling["kind"]].format(**sampling)
    seeded = (
        f" (sample drawn with seed {sampling['seed']})" if "points" in SAMPLINGS[sampling["kind"]] else ""
    )
    told = f"Points: {how}{seeded}." if factors or sampling["kind"] == "table" else "No factor was varied."
    seeds = (
        "each parameter set has seeds of its own"
        if experiment.get("own_seeds")
        else "every point and parameter set on the same seeds"
    )
    which = f"seeds from {experiment['seed']} on"
    if listed_seeds := experiment.get("seeds"):
        some, more = listed_seeds[:MOST_SEEDS], len(listed_seeds) - MOST_SEEDS
        which = f"the seeds {listed([*some, f'{more:,} more'] if more > 0 else some)}"
    return (
        f"Designs: {codes(experiment['designs'])}. {told} Each point was run with each parameter set and "
        f"{_count(experiment['replications'], 'replication')}, {which}; {seeds}."
        f"{' ' + asked_sentence(experiment) if 'until' in experiment else ''}"
    )


def factors_table(experiment):
    """Return the factors of an experiment."""
    return table(
        ["factor", "levels or range"],
        [[code(path), json.dumps(levels)] for path, levels in experiment["factors"].items()],
    )


def stages_told(store):
    """Return how many points and runs each stage of a store's history has."""
    lines = []
    facts = store.manifest.facts["stages"]
    if store.manifest.is_old:  # of which chunks are known and not what each stage asked for
        return bullets(f"{code(stage['experiment']['name'])}." for stage in facts)
    for stage, told in zip(store.manifest.stages(), facts):
        document = told["experiment"]
        runs = stage.points * sum(times for _, times in stage.sets) * stage.replications
        lines.append(
            f"{code(document['name'])}: {_count(stage.points, 'point')}, "
            f"{_count(len(stage.sets), 'parameter set')}, {_count(stage.replications, 'replication')}: "
            f"{_count(runs, 'run')}."
        )
    return bullets(lines)


def done_told(store):
    """Return how much of a store is there."""
    from milieusim.campaign.sweep.store_status import stored_of

    done, wanted = stored_of(store)
    failed = store.found().failed
    return f"{done:,} of {wanted:,} runs are stored, {failed:,} of them failed."


def versions_told(facts):
    """Return what computed a store.

    Parameters
    ----------
    facts : dict
        Of its manifest.
    """
    digests = "; ".join(f"{part} {digest}" for part, digest in facts["code"].items())
    made = listed(f"{name} {version}" for name, version in facts["versions"].items())
    return f"The runs were computed with {made}. Digests of the code that decides numbers: {digests}."


def machines_told(store):
    """Return on which machines the runs of a store were made, and how long they took, a line each.

    Parameters
    ----------
    store : Store

    Returns
    -------
    str
        Machines are told without their names.
    """
    from milieusim.campaign.sweep.log import read_logs

    runs, seconds = {}, {}
    for first, *lines in read_logs(store.place):
        machine = first.get("machine", {})
        told = f"{machine.get('system', 'a system not noted')}, {machine.get('processors', '?')} processors"
        done = [line for line in lines if "chunk" in line]
        runs[told] = runs.get(told, 0) + sum(line["runs"] for line in done)
        seconds[told] = seconds.get(told, 0.0) + max((line["at"] for line in done), default=0.0)
    return bullets(f"{told}: {_count(runs[told], 'run')} in {seconds[told]:,.0f} s." for told in runs)


def _count(number, word):
    return f"{number:,} {word}{'' if number == 1 else 's'}"
