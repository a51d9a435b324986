"""The finding of the study in words that its numbers choose."""

from answers import is_clear
from index_picture import words_of

from milieusim.plots.axis_words import metric_label

MOSTLY = 0.5


def lines_of(rows, question, middle):
    """Yield lines: what a question asks for, what carries it, and how much is luck."""
    yield f"\n{' '.join(question.split())}: {middle}"
    for row in rows[is_clear(rows)].itertuples():
        low, high = (round(100 * end) for end in (row.first_low, row.first_high))
        yield f"  {100 * row.first:3.0f} % ({low} to {high} %)  {row.factor}: {words_of(row.factor)}"
    luck = f"{100 * rows['chance_share'].iloc[0]:.0f} % of the differences between sets are luck of seeds"
    yield f"  {luck}" + ("" if is_clear(rows).any() else "; no parameter is named")


def findings(table, questions, sizes, idle):
    """Yield sentences: what each question hangs on, whether level and effect hang on the same, and the check.

    Parameters
    ----------
    table : pandas.DataFrame
        Of `carriers_of`.
    questions : dict of str to str
        Question -> words; the first is the level.
    sizes : dict of tuple to str
        (metric, question) -> level or effect with its interval.
    idle : list of str
        Parameters that can do nothing on these wards.
    """
    first, *others = questions
    for metric in table["metric"].unique():
        label = metric_label(metric).lower()
        rows = table[table["metric"] == metric]
        named = {key: rows[(rows["question"] == key) & is_clear(rows)] for key in questions}
        for key, words in questions.items():
            luck = float(rows.loc[rows["question"] == key, "chance_share"].iloc[0])
            yield f"**{' '.join(words.split())}: {label}** {sizes[metric, key]}. {_carried(named[key], luck)}"
        both = {key: set(named[key]["factor"]) & set(named[first]["factor"]) for key in others}
        if len(named[first]) and any(len(named[key]) for key in others):
            shared = sorted(set().union(*both.values()))
            again = ", ".join(map(words_of, shared)) or "none"
            yield f"Of what carries the level of {label}, this carries an effect too: {again}."
    is_idle = table["factor"].isin(idle)
    wrong = int((is_clear(table) & is_idle).sum())
    yield (
        f"**The check**: of {int(is_idle.sum())} tests of parameters that can do nothing here, {wrong} were named"
        + ("." if wrong == 0 else "; as many may be wrong among the others.")
    )


def _carried(named, luck):
    many = f"{100 * luck:.0f} % of the differences between parameter sets are luck of seeds"
    if not len(named):
        return f"No parameter is told apart from chance; {many}."
    shown = [
        f"{words_of(row.factor)} ({100 * row.first:.0f} %, {100 * row.first_low:.0f} to {100 * row.first_high:.0f} %)"
        for row in named.sort_values("first", ascending=False).itertuples()
    ]
    warning = "; read the shares with care" if luck > MOSTLY else ""
    return f"It hangs on {', '.join(shown)}; {many}{warning}."
