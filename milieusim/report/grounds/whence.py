"""What the answer rests on: assumptions, told for the designs that make them, and published sources."""

from milieusim.analysis.metrics.made_of import with_parts
from milieusim.evidence.targets import load_sources, load_targets
from milieusim.ledger.parameters import Parameters, ledger
from milieusim.phrasing import listed
from milieusim.vocabulary import Regime

NO_SOURCE = "ours"
KINDRED = {
    "conflict": ("conflict", "aggression"),
    "wellbeing": ("distress",),
    "distress": ("distress",),
    "containment": ("containment",),
}
ALWAYS = ("restraint", "seclusion", "show_of_force")
"""Whatever is judged: what is done to people against their will is always told."""


def by_design(result, titles, lines_of):
    """Return lines about designs, those that several share told once.

    Parameters
    ----------
    result : Comparison
    titles : dict of str to str
    lines_of : callable
        Design -> list of str.

    Returns
    -------
    list of dict
        Of `whose` (titles of the designs) and `lines`.
    """
    names = {}
    for name, design in result.designs.items():
        for line in lines_of(design):
            names.setdefault(line, []).append(titles[name])
    found = {}
    for line, whose in names.items():
        found.setdefault(tuple(dict.fromkeys(whose)), []).append(line)
    return [{"whose": listed(whose), "lines": lines} for whose, lines in found.items()]


def published(result):
    """Return the published sources that bear on a comparison: citation, link, and what rests on each.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    list of dict
        Of `citation`, `link`, `read` and `bears`: those of the parameters that vary or were fitted, and of the
        published patterns that the measures judged, and restraint and seclusion, are held against.
    """
    rests = {}
    for name in _parameters(result):
        rests.setdefault(ledger().entry(name).source, {"parameters": 0, "patterns": []})["parameters"] += 1
    for target in load_targets().values():
        if target.used_for != "input" and _matters(target.metric, result):
            for key in target.sources:
                rests.setdefault(key, {"parameters": 0, "patterns": []})["patterns"].append(target.label)
    sources = load_sources()
    return [
        {"citation": source.citation, "link": source.link, "read": source.read, "bears": _bears(rests[key])}
        for key, source in sorted(sources.items(), key=lambda one: one[1].citation.lower())
        if key in rests and source.read != NO_SOURCE
    ]


def assumed_told():
    """Return how much of the model has no source, in a sentence."""
    numbers = ledger()
    without = sum(load_sources()[numbers.entry(name).source].read == NO_SOURCE for name in numbers)
    return (
        f"Of the {len(numbers)} numbers of the model {without} have no published source: they are the developers' "
        "judgement, each with a range that should hold what is true. The reference pages on parameters and sources "
        "list them all."
    )


def _parameters(result):
    """Return the names of parameters that vary between sets, or were fitted, but for those of countries not compared."""
    elsewhere = set(Regime.labels()) - {design.policy.regime for design in result.designs.values()}
    if isinstance(result.parameters, Parameters):
        names = [name for name in ledger() if ledger().entry(name).status != "assumed"]
    else:
        names = result.parameters.names
    return [name for name in names if name in ledger() and not name.startswith(tuple(elsewhere))]


def _matters(metric, result):
    metric = metric.removesuffix("_recorded")
    if metric in with_parts(result.judged) or any(word in metric for word in ALWAYS):
        return True
    kin = {word for name in result.judged for key, words in KINDRED.items() if key in name for word in words}
    return any(word in metric for word in kin)


def _bears(rest):
    n = rest["parameters"]
    told = [f"{n} parameter{'s' if n > 1 else ''}"] if n else []
    if rest["patterns"]:
        told.append("held against: " + "; ".join(dict.fromkeys(rest["patterns"])))
    return "; ".join(told)
