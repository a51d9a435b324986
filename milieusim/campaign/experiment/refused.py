"""What can still be read of an experiment file that is refused, so that all of its problems are told at once."""

from pydantic import ValidationError

from milieusim.campaign.experiment.experiment import SAMPLED, ExperimentFile
from milieusim.campaign.experiment.factor_problems import factor_problems
from milieusim.phrasing import spelt

ANY_SAMPLE = {"kind": "latin_hypercube", "points": 64}
"""In place of a sampling that is refused: it takes factors of any form."""


def readable_part(tree):
    """Return an experiment without what is refused in a file, to look for further problems in the rest.

    Parameters
    ----------
    tree : dict
        What stands in the file.

    Returns
    -------
    ExperimentFile or None
        With designs, factors and parameters as far as they can be read; never to be run. None if that is too little.
    """
    kept = {key: tree[key] for key in ("designs", "factors", "sampling", "parameters") if key in tree}
    bad = _refused(kept)
    if "designs" in bad:
        return None
    if "factors" in bad:
        kept["factors"] = _readable_factors(kept["factors"])
    if "parameters" in bad:
        del kept["parameters"]
    if "sampling" in bad:
        kept["sampling"] = ANY_SAMPLE
    if not kept.get("factors") and _is_drawn(kept.get("sampling")):
        del kept["sampling"]
    try:
        return ExperimentFile.model_validate({"name": "refused", **kept})
    except ValidationError:
        return None


def _refused(kept):
    """Return the keys of a file that are refused by themselves, or missing."""
    try:
        ExperimentFile.model_validate({"name": "refused", **kept})
    except ValidationError as error:
        return {detail["loc"][0] for detail in error.errors() if detail["loc"]}
    return set()


def _is_drawn(sampling):
    return isinstance(sampling, dict) and sampling.get("kind") in SAMPLED


def _readable_factors(factors):
    if not isinstance(factors, dict):
        return {}
    return {path: entry for path, entry in factors.items() if not factor_problems({path: entry})}


def without_unnamed(tree):
    """Take factors out of a file's content whose names are no text, and return what to say of them.

    Parameters
    ----------
    tree : dict
        What stands in the file.

    Returns
    -------
    list of str
    """
    factors = tree.get("factors")
    unnamed = [name for name in factors if not isinstance(name, str)] if isinstance(factors, dict) else []
    if unnamed:
        tree["factors"] = {name: entry for name, entry in factors.items() if isinstance(name, str)}
    return [f"factors has the name {spelt(name)}, which is no text: put it in quotes." for name in unnamed]
