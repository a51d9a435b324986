"""What nobody knows, in plain words: how much of the answer it is, where it comes from, who agrees."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.phrasing import listed

FREE = "free"
NO_ONE = "no one parameter stands out"
ENOUGH_SETS = 20
"""Fewer sets than this leave open how far worlds differ."""


def survival(judged, n_sets, what, n_held=1, n_to_have=1):
    """Return how far the answer survives what is not known about parameters.

    Parameters
    ----------
    judged : list of tuple
        Judged rows of a table of differences.
    n_sets : int
    what : str
        Where the sets come from, such as "that fit published figures".
    n_held : int
        Sets that there are to draw from.
    n_to_have : int
        Sets that 200 pairs would draw.
    """
    if n_sets < 2:
        few = _few(n_sets, n_held, n_to_have) + " " if n_held > 1 else ""
        return (
            f"{few}One set of parameters was used, so nothing is said here about how far the answer depends on "
            "what nobody knows of them."
        )
    shares = [
        f"{percent(row.share_of_sets_agreeing)} for {_label(row, judged)}"
        for row in judged
        if row.share_of_sets_agreeing == row.share_of_sets_agreeing
    ]
    few = f" {_few(n_sets, n_held, n_to_have)}" if n_sets < ENOUGH_SETS else ""
    if not shares:
        return (
            f"Intervals are for the mean over the worlds that the {n_sets} parameter sets {what} stand for; as "
            f"no direction is sure, nothing is said of how many of them share it.{few}"
        )
    return (
        f"Of the {n_sets} parameter sets {what}, the direction holds in an estimated {listed(shares)}; intervals "
        f"are for the mean over the worlds that these sets stand for.{few}"
    )


def _few(n_sets, n_held, n_to_have):
    """Return a sentence of caution, and what helps: more pairs where they draw more sets."""
    what = "sets" if n_sets > 1 else "set"
    if n_to_have > n_sets:
        why = "ask for 200 pairs or more"
    elif n_held > n_sets:
        why = f"the weights of the {n_held} sets leave no more"
    else:
        why = "there are no more"
    return f"{n_sets} {what} cannot say how far worlds differ: {why}."


def parts(row, judged, carried):
    """Return what the interval of a judged row is made of, in a sentence; empty where nothing can be said.

    Parameters
    ----------
    row : tuple
    judged : list of tuple
    carried : list of tuple
        Rows of the table of carriers of this design and metric, the largest first.
    """
    if row.ignorance_share != row.ignorance_share:
        return ""
    label, chance = _label(row, judged), percent(row.chance_share)
    rest = percent(row.undecided_share)
    if row.ignorance_share == 0:
        return (
            f"For {label} the {row.sets} sets differ by no more than chance: of the squared width of the interval "
            f"for one world {chance} is chance and {rest} is room for differences between worlds that these runs "
            f"cannot tell from chance{_from(carried)}."
        )
    return (
        f"Of the squared width of the interval for {label} in one world, {percent(row.ignorance_share)} is what "
        f"nobody knows (the parameters; more runs do not shrink it), {chance} is chance and {rest} is what these runs "
        f"cannot tell apart{_from(carried)}."
    )


def _from(carried):
    sure = [row for row in carried if row.stands_out]
    rest = [row.parameter for row in carried if not row.stands_out]
    if not carried:
        return ""
    if not sure:
        return "; no single parameter stands out from chance"
    told = listed(
        [row.parameter + (f" ({percent(row.share)})" if row.share == row.share else "") for row in sure]
    )
    verb = "comes" if len(rest) == 1 else "come"
    after = f"; next {verb} {listed(rest)}, which chance may put there" if rest else ""
    return f"; what differs between sets goes mostly with {told}{after}"


def percent(share):
    """Return a share as a whole percentage; what is not all is never called 100 %."""
    if share != share:
        return "n/a"
    if 0 < share < 0.005:
        return "less than 1 %"
    if 0.995 <= share < 1:
        return "more than 99 %"
    return f"{100 * share:.0f} %"


def carried_share(row):
    """Return what a row of the table of carriers says of the share: a number only where it is not chance."""
    if not row.stands_out:
        return "within chance"
    return percent(row.share) if row.share == row.share else "stands out"


def leading(carried):
    """Return the rows of the table of carriers by measure: (row, whether to name it).

    Of a measure along which no parameter stands out there is one row, which is not to be named.

    Parameters
    ----------
    carried : list of tuple
        Rows of the table of carriers.

    Returns
    -------
    list of tuple
    """
    clear = {(row.design, row.metric) for row in carried if row.stands_out}
    found = {}
    for row in carried:
        key = row.design, row.metric
        found.setdefault((*key, row.parameter if key in clear else None), (row, key in clear))
    return list(found.values())


def worlds_differ(row):
    """Return whether the sign of the mean over sets is sure, but not that of one plausible world."""
    return row.low_world <= 0 <= row.high_world and (row.low > 0 or row.high < 0)


def rounded(asked, run, n_sets):
    """Return that more pairs were run than were asked for, to make sets whole."""
    drawn = "the one set" if n_sets == 1 else f"one of the {n_sets} sets"
    return f"{asked} pairs were asked for and {run} were run: 4 for each time that {drawn} was drawn."


def _label(row, judged):
    many = len({other.design for other in judged}) > 1
    return METRICS[row.metric].label + (f" ({row.design})" if many else "")
