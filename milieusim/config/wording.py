"""How a problem is put to the person who can mend it."""

import difflib


def near(word, known):
    """Return `` Did you mean 'x'?`` for a word close to a known one, else an empty string."""
    close = difflib.get_close_matches(str(word), [str(k) for k in known], n=1, cutoff=0.6)
    return f" Did you mean '{close[0]}'?" if close else ""
