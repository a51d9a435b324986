"""A factor that comes later: at the value that designs have anyway, its runs are those that were there before."""

from milieusim.campaign.experiment.factors import changes_of, plain
from milieusim.errors import ConfigError
from milieusim.phrasing import spelt


def values_before(added, others, designs, parameters):
    """Return the value that each added factor has in runs from before it came.

    Parameters
    ----------
    added : list of Factor
    others : list of Factor
        That were there before.
    designs : dict of str to WardDesign
        With runs.
    parameters : dict of str to Parameters
        Likewise.

    Returns
    -------
    tuple of dict and list of str
        Path -> value of those that have one; and what is wrong with the others, a line each.
    """
    found, told = {}, []
    taken = [path for factor in others for path in _paths(factor)]
    for factor in added:
        clashes = [(path, one) for path in _paths(factor) for one in taken if _is_within(path, one)]
        if clashes:
            path, other = clashes[0]
            told.append(
                f"factors: {factor.path} was added, and {path} is part of {other}, which varies already"
            )
            continue
        values = factor.given or factor.grid
        same = [value for value in values if _is_as_before(factor, value, designs, parameters)]
        if same:
            found[factor.path] = same[0]
        else:
            told.append(_without(factor, values, designs))
    return found, told


def _paths(factor):
    return [factor.path] if factor.lever is None else factor.lever.paths


def _is_within(one, other):
    """Whether one path leads into what another one sets."""
    short, long = sorted((one, other), key=len)
    short = short.removesuffix("safewards").removesuffix(".")
    return long == short or long.startswith((f"{short}.", f"{short}["))


def _is_as_before(factor, value, designs, parameters):
    """Whether all designs and sets of parameters are what they are anyway when the factor has a value."""
    for design in designs.values():
        for one in parameters.values():
            try:
                of_design, of_parameters = changes_of({factor.path: factor.lever}, [value], design, one)
                changed = design.replace(of_design)
            except ConfigError:
                return False
            if changed.model_dump(mode="json") != design.model_dump(mode="json"):
                return False
            if any(one[name] != put for name, put in of_parameters.items()):
                return False
            if not of_parameters and "." in factor.path:
                break  # no set has a part in it
    return True


def _without(factor, values, designs):
    shown = ", ".join(spelt(plain(value)) for value in values[:5]) or "a range"
    every = "the design" if len(designs) == 1 else "every design"
    return (
        f"factors: {factor.path} was added, and none of its values ({shown}) is what {every} in the store, with every "
        "parameter set, has without it: a factor that is added needs that value among its levels, for the runs that "
        "are there"
    )
