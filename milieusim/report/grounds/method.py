"""What a page says of how its numbers came about, and of what they cannot say."""

from milieusim.analysis.numbers import days_long
from milieusim.comparison.comparison_words import COUNTS

LIMITS = (
    "This is a model ward, not yours. It was fitted to published figures of several countries and meets some "
    "better than others (milieusim evidence prints which); no file describes all that makes your ward differ.",
    "It never says anything about a person: it does not predict who will be harmed, aggressive or well, "
    "and it is no basis for a decision about anybody's care.",
    "Containment follows the policy of the country named in each design. Do not carry it over to another.",
    "A difference between two designs in the model shows what follows from its rules, some of which are "
    "assumptions. Use it to choose what to try and what to watch, then measure on the ward.",
)


def method(result):
    """Return how a comparison was made, a sentence an item.

    Parameters
    ----------
    result : Comparison

    Returns
    -------
    list of str
    """
    return [*_runs(result), *_engine(result), *_judging(result), *_state(result)]


def _runs(result):
    yield (
        f"{result.replications} pairs of runs of {days_long(result.days)}, seeds {result.seeds[0]} to "
        f"{result.seeds[-1]}. Both runs of a pair have the same referrals in the same order and the same "
        "chance wherever both make the same draw, so that what differs between them follows from the "
        "designs."
    )
    ratios = {row.metric: row.variance_ratio for row in result.judged_rows}
    told = [f"{ratio:.1f} for {name}" for name, ratio in ratios.items() if 0 < ratio < float("inf")]
    if told:
        yield f"Variance of independent runs over that of pairs: {', '.join(told)}."


def _engine(result):
    if result.replacements.sentence:
        name = "agents" if result.replacements.needs_agents else "compiled"
        yield f"{result.replacements.sentence} Made on the {name} engine."


def _judging(result):
    together = len(result.judged_rows)
    looks = (
        " They hold at every look at once, however often runs were added (Robbins 1970)."
        if result.looks.first is not None
        else ""
    )
    yield (
        f"Judged, as chosen before the runs: {', '.join(result.judged)}. Their intervals are those that verdicts were "
        f"read from: with 95 % {'all ' + str(together) + ' hold together' if together > 1 else 'it holds'} "
        "(each has its share of the 5 %), by Student's t, with each end further out where the skewness "
        f"of the differences says so (Hall 1992).{looks} Intervals of measures that were not judged are 95 % each by "
        "itself."
    )
    for name, margin in result.margins.items():
        yield (
            f"Margin for {name}: {margin}{' of the base design' if margin.is_share else ''}. An interval "
            "that lies wholly within it counts as no difference that matters; one that crosses it without "
            "a sure sign is not settled."
        )
    if not result.margins:
        yield "No margin was named: 'no difference shown' means only that these runs do not show one."
    yield from result.notes
    yield COUNTS
    yield (
        "Better in: share of pairs in which the other design did better, with that of pairs that were the same; where "
        "one number stands for both, these count half. Where neither direction is better, it is the share of pairs in "
        "which the other design was higher."
    )


def _state(result):
    if result.parameter_sets > 1:
        yield from _sets(result)
    else:
        yield (
            f"One parameter set ({result.parameters.name}): intervals hold chance alone, not what nobody knows "
            "of the parameters."
        )
    own = ", with the same code of somebody's own," if result.replacements.sentence else ""
    yield f"milieusim {_version()}. The same files, seeds and version{own} give the same numbers."


def _sets(result):
    yield (
        f"{result.parameter_sets} parameter sets {result.origin}, drawn by weight from "
        f"{len(result.parameters)}; both runs of a pair have the same set and the same seed, and no seed serves "
        "two sets. Intervals and verdicts are about the mean over plausible worlds, with sets and not pairs counted as "
        "independent; what one world by itself may hold is told beside them."
    )
    varying, whole = len(result.parameters.names), len(result.parameters[0])
    yield (
        f"{varying} of {whole} parameters vary between sets. The others are held at the ledger's values, most of "
        "them assumptions: no interval holds what is not known of those."
    )
    yield (
        "Shares of an interval are shares of its squared width. Carriers: squared rank correlation of a "
        "parameter with the means of sets, as a share of what is not chance between them; it stands out if the "
        "largest among all parameters is as large in fewer than one of a hundred shufflings of the sets. "
        "Parameters that were fitted together share what they carry."
    )


def _version():
    import milieusim

    return getattr(milieusim, "__version__", "(version unknown)")
