"""What is said of the folder of a design whenever it is loaded, whichever door it is loaded by."""

SPEAKERS = []
"""Functions of the path of a design and the design that return sentences; layers above add theirs."""


class DesignWarning(UserWarning):
    """Something lies beside a design that looks as if it were a part of it."""


def register(speaker):
    """Add a function of a path and a design that returns what is to be said, as a list of sentences."""
    SPEAKERS.append(speaker)
