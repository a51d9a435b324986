"""Values of numpy, pandas and other libraries as Python's own: every door of the package takes both."""

import os
from numbers import Real

_OWN = (str, int, float, bool, type(None))


def as_python(value):
    """Return a value of any library as Python's own, what is in lists and mappings included.

    Parameters
    ----------
    value : object
        A scalar, array, Series or Index becomes a number, text, flag or list; a range or tuple a list; a path
        its text. What is none of these is returned as it is, for the checks to name.

    Returns
    -------
    object
    """
    if type(value) in _OWN:
        return value
    if isinstance(value, dict):
        return {as_python(key): as_python(item) for key, item in value.items()}
    if isinstance(value, list | tuple | range):
        return [as_python(item) for item in value]
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    # numpy and pandas spell it so for scalars and arrays alike.
    listing = None if isinstance(value, type) else getattr(value, "tolist", None)
    return as_python(listing()) if callable(listing) else value


def is_number(value):
    """Return whether a value is one number, of Python or of a library that counts its own as numbers; flags are."""
    return type(value) is float or isinstance(value, Real) or type(value).__name__ == "bool_"
