"""The answer of a comparison in at most 120 words: what came out, how sure, what no model knows, what is next."""

from milieusim.analysis.metrics.metrics import METRICS
from milieusim.comparison.answered.changes_told import change_told, is_share, level_told, share_of_base
from milieusim.comparison.answered.containment_changes import established_changes
from milieusim.comparison.comparison_words import SMALL_SHARE, roughly
from milieusim.comparison.sets_words import ENOUGH_SETS, percent
from milieusim.phrasing import listed

MOST_WORDS = 120
MOST_NAMED = 3
VERDICTS = {
    "worse": "worse on",
    "better": "better on",
    "not_settled": "not settled:",
    "no_difference_shown": "no difference shown in",
    "within the margin": "no difference that matters in",
}
"""In the order in which they are told: what speaks against a design comes first."""
UNKNOWN = (
    "This is a model ward: it knows nothing of your residents, team or building, and says nothing about any "
    "one person."
)
NEXT = "The report says why, for whom and with what staff; then try it on the ward and count."
HOWEVER_MANY = "in everything: no difference between them can show, however many pairs are run."
NEXT_OF_TWINS = "Next: change a copy (milieusim new FOLDER --from DESIGN) or name another design."
LOG = "A ward's own log would hold fewer events."


def short_answer(result, next_step=NEXT):
    """Return the answer in plain words, at most MOST_WORDS of them.

    Parameters
    ----------
    result : Comparison
    next_step : str
        What to do next, in a sentence or two.

    Returns
    -------
    str
        What matters least is left out where there is too much to say.
    """
    if result.twins == result.others:
        return " ".join([f"{_same(result, result.others)} {HOWEVER_MANY}", UNKNOWN, NEXT_OF_TWINS])
    ending = [*_sureness(result), UNKNOWN, next_step]
    for answers in _ways_to_tell(result):
        musts = [*answers, *_limits(result), *_containment(result)]
        extras = [*_order(result), *_smallness(result), LOG]
        while extras and _count([*musts, *extras, *ending]) > MOST_WORDS:
            extras.pop()
        if _count([*musts, *ending]) <= MOST_WORDS:
            break
    return " ".join([*musts, *extras, *ending])


def _count(sentences):
    return len(" ".join(sentences).split())


def _ways_to_tell(result):
    """Return what came out as sentences, from the longest to the shortest way to tell it."""
    every = {
        design: list(_verdicts(result, design)) for design in result.others if design not in result.twins
    }
    same = [f"{_same(result, result.twins)}."] if result.twins else []
    clear = {
        design: [text for text in said if not text.startswith("no difference")]
        for design, said in every.items()
    }
    yield same + [_told(result, design, said) for design, said in every.items()]
    rest = ["Nothing else that was judged is told apart."]
    yield same + [_told(result, design, said) for design, said in clear.items() if said] + rest
    told = [design for design, said in clear.items() if said]
    yield [f"Told apart from {result.base}: {_shortened(told, 'designs')}; see the table."]


def _same(result, twins):
    is_one = len(twins) == 1
    return (
        f"{_shortened(twins, 'designs')} {'is' if is_one else 'are'} to the model the same as {result.base}"
    )


def _told(result, design, said):
    return f"{design} against {result.base}: {'; '.join(said)}."


def _verdicts(result, design):
    rows = [row for row in result.judged_rows if row.design == design]
    for verdict, words in VERDICTS.items():
        found = [row for row in rows if _told_as(row) == verdict]
        if found:
            yield f"{words} {_shortened([_measure(row) for row in found], 'measures')}"


def _told_as(row):
    # What happened in no run at all was not put to the test: a margin makes no proof of that.
    was_seen = row.differing or row.base
    is_within = row.verdict == "no_difference_shown" and row.margin == row.margin and was_seen
    return "within the margin" if is_within else row.verdict


def _measure(row):
    label = METRICS[row.metric].label
    if row.verdict in ("better", "worse"):
        return f"{label} ({change_told(row)})"
    if row.verdict == "not_settled" and 0 < row.more_pairs < float("inf"):
        return f"{label} (run about {roughly(row.more_pairs)} more pairs)"
    return label


def _shortened(words, what):
    if len(words) <= MOST_NAMED:
        return listed(words)
    return listed([*words[: MOST_NAMED - 1], f"{len(words) - MOST_NAMED + 1} more {what}"])


def _order(result):
    for criterion, rows in result.ranking.groupby("criterion", sort=False):
        first, *rest = rows.sort_values("place").itertuples(index=False)
        by = f"On {METRICS[criterion].label}" if criterion in METRICS else "By your goals"
        near = [row.design for row in rest if row.is_among_best]
        told = f"; {_shortened(near, 'designs')} cannot be told from it" if near else ""
        yield f"{by} {first.design} comes first{told}."


def _limits(result):
    rows = list(result.ranking.drop_duplicates("design").itertuples(index=False))
    breaking = [row.design for row in rows if row.breaks]
    unsure = [row.design for row in rows if row.may_break and not row.breaks]
    if breaking:
        yield f"Your limits are broken by {_shortened(breaking, 'designs')}."
    if unsure:
        yield f"Not shown to keep your limits: {_shortened(unsure, 'designs')}."


def _containment(result):
    """Return the established changes of the most restrictive measures; of many designs, without their size."""
    rows = established_changes(result)
    if not rows:
        return
    if len(result.others) == 1:
        told = [f"{METRICS[row.metric].label} {_way(row)}{_size(row)}" for row in rows]
    else:
        told = []
        for key in dict.fromkeys((row.design, _way(row)) for row in rows):
            labels = [METRICS[row.metric].label for row in rows if (row.design, _way(row)) == key]
            told.append(f"in {key[0]} {listed(labels)} {key[1] if len(labels) == 1 else key[1][:-1]}")
    yield f"Established though not judged: {_shortened(told, 'such changes')}."
    if len({design.policy.regime for design in result.designs.values()}) > 1:
        yield "The designs follow policies of different countries."


def _way(row):
    return "rises" if row.difference > 0 else "falls"


def _size(row):
    if not is_share(row):
        return f" from {level_told(row.base)} to {level_told(row.other)}"
    size = change_told(row).lstrip("+\u2212")
    return f" by {size}"


def _smallness(result):
    told = [row for row in result.judged_rows if row.verdict in ("better", "worse")]
    small = [row for row in told if share_of_base(row) < SMALL_SHARE]
    if small:
        what = "A change" if len(told) > len(small) else "Changes" if len(told) > 1 else "So small a change"
        size = "" if what.startswith("So") else " of less than 5 %"
        yield f"{what}{size} may not be felt on a ward."


def _sureness(result):
    if result.replacements.sentence:
        yield "Rules or agents of your own were run."
    n = result.parameter_sets
    if n < 2:
        yield "Intervals hold chance alone, not what nobody knows of the model's parameters."
        return
    rows = [row for row in result.judged_rows if row.verdict in ("better", "worse")]
    shares = sorted(row.share_of_sets_agreeing for row in rows if row.share_of_sets_agreeing >= 0)
    if shares:
        ends = dict.fromkeys(percent(share) for share in (shares[0], shares[-1]))
        what = "That direction holds" if len(rows) == 1 else "Those directions hold"
        yield f"{what} in {' to '.join(ends)} of plausible worlds."
    else:
        yield "Intervals hold chance and what nobody knows of the model's parameters."
    if n < ENOUGH_SETS:
        yield f"{n} parameter sets are few."
