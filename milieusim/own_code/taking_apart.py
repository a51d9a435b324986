"""Objects, taken apart as they would be for copying them into another process."""

import copyreg
import functools
import inspect
import sys

MARKS = ("", "", "", "[...]", "[...]", "")


def array_parts(value):
    """Return kind, shape and content of an array or number of numpy's; None of anything else."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not isinstance(value, numpy.ndarray | numpy.generic):
        return None
    array = numpy.asarray(value)
    kind = str(array.dtype.descr if array.dtype.names else array.dtype.str)
    # Sums over the same numbers in another order differ in their last bits.
    how = (type(value).__name__, kind, array.shape, bool(array.flags.fnc))
    return (*how, array.tolist()) if array.dtype.hasobject else (*how, array.tobytes())


def reduced(value):
    """Return the parts of an object, each with how one would write the way to it, or its name in its module.

    Raises
    ------
    Exception
        Whatever an object that cannot be copied raises.
    """
    by_kind = copyreg.dispatch_table.get(type(value))
    found = by_kind(value) if by_kind else value.__reduce_ex__(4)
    if isinstance(found, str):
        return found
    parts = [list(part) if k in (3, 4) and part is not None else part for k, part in enumerate(found)]
    # Attributes are what most objects consist of: messages name them as one would write them.
    state = parts[2] if len(parts) > 2 else None
    if type(state) is dict and all(type(name) is str for name in state):
        parts[2] = None
        own = {name: one for name, one in state.items() if not _is_kept_result(value, name)}
        attributes = [pair for name, one in own.items() for pair in (("", name), (f".{name}", one))]
    else:
        attributes = []
    return [*zip(MARKS, parts), *attributes]


def _is_kept_result(value, name):
    """Return whether an attribute is there only because somebody has asked for it before."""
    return isinstance(inspect.getattr_static(type(value), name, None), functools.cached_property)
