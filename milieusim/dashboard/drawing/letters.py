"""How wide a text is at most: a picture made without a browser has to know what fits, whatever fonts a machine has."""

# Ems of a bold, wide typeface (DejaVu Sans); ordinary ones are narrower, so that what fits here fits there.
WIDTHS = {0.40: "iljI.,:;'|!() \u00b7", 0.52: "tfrsz-/\u2026", 0.84: "<>=+_~", 1.10: "mwMW@%"}
CAPITAL, OTHER, REGULAR = 0.80, 0.72, 0.92
_OF_LETTER = {letter: width for width, letters in WIDTHS.items() for letter in letters}


def width_of(text, size, is_bold=False):
    """Return how many pixels a text takes at most.

    Parameters
    ----------
    text : str
    size : float
        Of the letters, in pixels.
    is_bold : bool
    """
    ems = sum(_OF_LETTER.get(letter, CAPITAL if letter.isupper() else OTHER) for letter in text)
    return ems * size * (1.0 if is_bold else REGULAR)


def shortened(text, space, size, is_bold=False):
    """Return a text that fits into some pixels; one that is cut ends in a sign for it."""
    if width_of(text, size, is_bold) <= space:
        return text
    cut = text
    while len(cut) > 1 and width_of(f"{cut}\u2026", size, is_bold) > space:
        cut = cut[:-1]
    return f"{cut.rstrip()}\u2026"
