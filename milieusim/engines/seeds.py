"""What may be a seed."""

import operator
import secrets

from milieusim.errors import ConfigError

MOST_SEED = 2**63 - 1
BITS_DRAWN = 31


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


def seed_or_rng(seed, rng):
    """Return the seed that was given under either of its names, or one that is drawn.

    Parameters
    ----------
    seed, rng : int, str or None

    Returns
    -------
    int
    """
    if seed is not None and rng is not None:
        raise ConfigError("seed and rng are the same thing here; give one of them.")
    seed = rng if seed is None else seed
    return secrets.randbelow(1 << BITS_DRAWN) if seed is None else plain_seed(seed)
