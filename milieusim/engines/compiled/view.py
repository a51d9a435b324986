"""How compiled code sees the memory of a run: a small table of addresses instead of dozens of arrays.

An array costs compiled code seven arguments in every call. A table with the address and the lengths of each
array is one argument; its entries never change within a run, and compiled code is told so.
"""

from functools import cache

import numpy as np

from milieusim.ward.state import ARRAYS, World

_WORDS = 3  # of each array: its address and up to two lengths


def addresses_of(world):
    """Return the table of addresses of a World; the World must outlive its use.

    Parameters
    ----------
    world : World

    Returns
    -------
    numpy.ndarray of int64
    """
    table = np.zeros(_WORDS * len(World._fields), np.int64)
    for k, array in enumerate(world):
        if not array.flags.c_contiguous:
            raise ValueError(f"World.{World._fields[k]} is not contiguous")
        table[_WORDS * k] = array.ctypes.data
        table[_WORDS * k + 1 : _WORDS * k + 1 + array.ndim] = array.shape
    return table


def world_at(addresses, p):
    """Return the World whose table of addresses is given; for compiled code only (`compile_view`).

    `p` gives the names of the parameters, which are not known before a design is read.
    """
    raise NotImplementedError("world_at is for compiled code")


@cache
def compile_view():
    """Let compiled code call `world_at` and look at the arrays of what it returns."""
    from llvmlite import ir
    from numba.core import cgutils
    from numba.core.typing.templates import AttributeTemplate
    from numba.extending import (
        infer_getattr,
        intrinsic,
        lower_getattr_generic,
        models,
        overload,
        register_model,
        types,
    )
    from numba.np.arrayobj import make_array, populate_array
    from numba.np.numpy_support import from_dtype

    arrays = {name: types.Array(from_dtype(dtype), ndim, "C") for name, (dtype, ndim) in ARRAYS.items()}

    class WorldType(types.Type):
        def __init__(self, p):
            self.p = p
            super().__init__(f"World{p._code}")

    @register_model(WorldType)
    class WorldModel(models.PrimitiveModel):
        def __init__(self, dmm, fe_type):
            super().__init__(dmm, fe_type, ir.IntType(64).as_pointer())

    @infer_getattr
    class WorldAttributes(AttributeTemplate):
        key = WorldType

        def generic_resolve(self, world, name):
            return world.p if name == "p" else arrays.get(name)

    @lower_getattr_generic(WorldType)
    def array_at(context, builder, world, table, name):
        kind = world.p if name == "p" else arrays[name]
        first = _WORDS * World._fields.index(name)

        def word(k):
            loaded = builder.load(cgutils.gep_inbounds(builder, table, first + k))
            loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
            return loaded

        array = make_array(kind)(context, builder)
        size = context.get_abi_sizeof(context.get_data_type(kind.dtype))
        shape = [word(1 + k) for k in range(kind.ndim)]
        item = context.get_constant(types.intp, size)
        strides = [builder.mul(shape[1], item), item] if kind.ndim == 2 else [item]
        populate_array(
            array,
            data=builder.inttoptr(word(0), array.data.type),
            shape=shape,
            strides=strides,
            itemsize=item,
            meminfo=None,
        )
        return array._getvalue()

    @intrinsic
    def viewed(typingctx, addresses, p):
        def lowered(context, builder, signature, arguments):
            return make_array(signature.args[0])(context, builder, arguments[0]).data

        return WorldType(p)(addresses, p), lowered

    # The kernel names `world_at` only: with an intrinsic in its closure it would never be found in the cache.
    @overload(world_at)
    def _world_at(addresses, p):
        return lambda addresses, p: viewed(addresses, p)
