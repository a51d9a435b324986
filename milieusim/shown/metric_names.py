"""Names of metrics that do not exist, with what was probably meant: most names are longer than what people type."""

import re

from milieusim.analysis.metrics.metrics import HEADLINES, METRICS, checked_names
from milieusim.phrasing import close_to, listed

FILLING = {"per", "the", "and", "obd", "mean", "share", "day"}
MOST_TOLD = 3
ALL_OF_THEM = "`milieusim metrics`"


def unknown_metrics(names, where="metric"):
    """Return the problems with names of metrics, one sentence each, with a hint for a slip in one word of a name.

    Parameters
    ----------
    names : iterable of str
    where : str
        What a sentence begins with.

    Returns
    -------
    list of str

    Examples
    --------
    >>> unknown_metrics(["conflct_per_shift"])[0].split(". ")[0]
    "metric: there is no metric 'conflct_per_shift'"
    >>> unknown_metrics(["seclusion_per_1000_obd"])
    []
    """
    return [_with_hint(text, name) for name in names for text in checked_names([name], where)]


def _with_hint(text, name):
    """Return a problem with what may have been meant; a guess that lacks a word of the name is no good one."""
    holding = _holding(name)
    guess = re.search(r" Did you mean '(\w+)'\?", text)
    if not holding or "It looks like" in text or guess and guess[1] in holding:
        return text
    if "Did you mean" in text and not guess:
        return text
    meant = listed([f"'{known}'" for known in holding[:MOST_TOLD]], "or")
    text = text.replace(guess[0], "", 1) if guess else text
    return text.replace(ALL_OF_THEM, f"Did you mean {meant}? {ALL_OF_THEM}", 1)


def _holding(name):
    """Return the metrics that hold every word of a name once its slips are mended, the headlines first."""
    words = [word for word in re.findall(r"[a-z]{4,}", str(name).lower()) if word not in FILLING]
    spelled = {known: _words_of(known) for known in METRICS}
    mended = [close_to(word, set().union(*spelled.values())) for word in words]
    if not words or None in mended:
        return []
    holding = [known for known, its_own in spelled.items() if its_own.issuperset(mended)]
    return sorted(
        holding, key=lambda known: (known not in HEADLINES, known.endswith("_recorded"), len(spelled[known]))
    )


def _words_of(name):
    return {*re.findall(r"[a-z]+", f"{name} {METRICS[name].label}".lower())}
