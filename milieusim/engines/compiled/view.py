"""How compiled code sees the memory of a run: a small table of addresses instead of dozens of arrays.

An array costs compiled code seven arguments in every call. A table with the address and the lengths of each
array is one argument; its entries never change within a run, and compiled code is told so. What a ward has one of,
such as its clock, is seen as a record; the numbers of the run are seen as attributes of `ward.p`.
"""

from functools import cache

import numpy as np

from milieusim.ward.memory import ARRAYS

NAMES = ("p", *ARRAYS)
_WORDS = 3  # of each array: its address and up to two lengths


def addresses_of(world):
    """Return the table of addresses of a run's arrays, which must outlive its use.

    Parameters
    ----------
    world : dict of str to numpy.ndarray

    Returns
    -------
    numpy.ndarray of int64
    """
    table = np.zeros(_WORDS * len(NAMES), np.int64)
    for k, name in enumerate(NAMES):
        array = world[name]
        if not array.flags.c_contiguous:
            raise ValueError(f"{name} is not contiguous")
        table[_WORDS * k] = array.ctypes.data
        table[_WORDS * k + 1 : _WORDS * k + 1 + array.ndim] = array.shape
    return table


def ward_at(addresses, p):
    """Return the ward whose table of addresses is given; for compiled code only (`compile_view`).

    `p` gives the names of the parameters, which are not known before a design is read.
    """
    raise NotImplementedError("ward_at is for compiled code")


@cache
def compile_view():
    """Let compiled code call `ward_at` and look at what a ward holds."""
    from numba.core.types import Array
    from numba.np.numpy_support import from_dtype

    numbers, ward = _types()
    held = {}
    for name, (dtype, ndim) in ARRAYS.items():
        kind = from_dtype(dtype)
        held[name] = Array(kind, ndim, "C") if ndim else kind
    _attributes_of_numbers(numbers)
    _attributes_of_ward(ward, held)
    _overload_ward_at(numbers, ward)


def _types():
    """Return the numba types of the numbers of a run and of a ward; in machine code both are pointers."""
    from llvmlite import ir
    from numba.extending import models, register_model, types

    from milieusim.digests import digest_of

    class NumbersType(types.Type):
        """The numbers of a run, by name."""

        def __init__(self, names):
            self.names = {name: k for k, name in enumerate(names)}
            super().__init__(f"Numbers{digest_of(list(names))}")

    class WardType(types.Type):
        def __init__(self, p):
            self.p = p
            super().__init__(f"Ward{p.name}")

    @register_model(NumbersType)
    class NumbersModel(models.PrimitiveModel):
        def __init__(self, dmm, fe_type):
            super().__init__(dmm, fe_type, ir.DoubleType().as_pointer())

    @register_model(WardType)
    class WardModel(models.PrimitiveModel):
        def __init__(self, dmm, fe_type):
            super().__init__(dmm, fe_type, ir.IntType(64).as_pointer())

    return NumbersType, WardType


def _attributes_of_numbers(numbers_type):
    """Let compiled code read `p.name`."""
    from numba.core.typing.templates import AttributeTemplate
    from numba.extending import infer_getattr, lower_getattr_generic, types

    @infer_getattr
    class NumbersAttributes(AttributeTemplate):
        key = numbers_type

        def generic_resolve(self, numbers, name):
            return types.float64 if name in numbers.names else None

    @lower_getattr_generic(numbers_type)
    def number_at(context, builder, numbers, pointer, name):
        return _loaded(builder, pointer, numbers.names[name])


def _attributes_of_ward(ward_type, held):
    """Let compiled code read `ward.name`: its numbers, an array, or the one record or number of a name."""
    from llvmlite import ir
    from numba.core.typing.templates import AttributeTemplate
    from numba.extending import infer_getattr, lower_getattr_generic, types

    @infer_getattr
    class WardAttributes(AttributeTemplate):
        key = ward_type

        def generic_resolve(self, ward, name):
            return ward.p if name == "p" else held.get(name)

    @lower_getattr_generic(ward_type)
    def held_at(context, builder, ward, table, name):
        first = _WORDS * NAMES.index(name)
        address = _loaded(builder, table, first)
        if name == "p":
            return builder.inttoptr(address, ir.DoubleType().as_pointer())
        kind = held[name]
        if isinstance(kind, types.Array):
            lengths = [_loaded(builder, table, first + 1 + k) for k in range(kind.ndim)]
            return _array(context, builder, kind, address, lengths)
        pointer = builder.inttoptr(address, context.get_data_type(kind).as_pointer())
        return pointer if isinstance(kind, types.Record) else context.unpack_value(builder, kind, pointer)


def _overload_ward_at(numbers_type, ward_type):
    """Let compiled code call `ward_at`."""
    from numba.extending import intrinsic, overload
    from numba.np.arrayobj import make_array

    @intrinsic
    def viewed(typingctx, addresses, p):
        def lowered(context, builder, signature, arguments):
            return make_array(signature.args[0])(context, builder, arguments[0]).data

        return ward_type(numbers_type([name for name, _ in p.dtype.members]))(addresses, p), lowered

    # The kernel names `ward_at` only: with an intrinsic in its closure it would never be found in the cache.
    @overload(ward_at)
    def _ward_at(addresses, p):
        return lambda addresses, p: viewed(addresses, p)


def _loaded(builder, pointer, k):
    """Load the k-th word behind a pointer, which never changes within a run."""
    from numba.core import cgutils

    loaded = builder.load(cgutils.gep_inbounds(builder, pointer, k))
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


def _array(context, builder, kind, address, lengths):
    """Return an array of a kind at an address."""
    from numba.core import types
    from numba.np.arrayobj import make_array, populate_array

    array = make_array(kind)(context, builder)
    item = context.get_constant(types.intp, context.get_abi_sizeof(context.get_data_type(kind.dtype)))
    populate_array(
        array,
        data=builder.inttoptr(address, array.data.type),
        shape=lengths,
        strides=[builder.mul(lengths[1], item), item] if kind.ndim > 1 else [item],
        itemsize=item,
        meminfo=None,
    )
    return array._getvalue()
