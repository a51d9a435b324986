"""What may be a seed."""

import operator

from milieusim.errors import ConfigError

MOST_SEED = 2**63 - 1


def plain_seed(seed):
    """Return a seed as Python's own whole number.

    Parameters
    ----------
    seed : int, str or whole number of any library
        Text, as typed into a field, has to be a whole number.

    Returns
    -------
    int

    Raises
    ------
    ConfigError
        If it is no whole number from 0 to 2**63 - 1.
    """
    number = None
    if isinstance(seed, str) and seed.strip().isdecimal():
        number = int(seed)
    elif not isinstance(seed, bool | str):
        try:
            number = operator.index(seed)
        except TypeError:
            number = None
    if number is None or not 0 <= number <= MOST_SEED:
        raise ConfigError(f"seed is {seed!r}; it must be a whole number from 0 to 2**63 - 1.")
    return number
