"""Plain values as bytes that are the same in every process: no order of a hash, no address, no spelling of a float."""

import math
import struct


def framed(tag, *parts):
    """Return parts as one, so that no two sequences of parts give the same bytes."""
    content = b"".join(parts)
    return f"{tag} {len(content)}:".encode() + content


def _float(value):
    # All that are not a number count as one; -0.0 and 0.0 give other results and stay apart.
    return b"nan" if math.isnan(value) else struct.pack(">d", value)


def text(value):
    """Return a text as bytes."""
    return framed("text", value.encode("utf-8", "surrogatepass"))


PLAIN = {
    type(None): lambda value: framed("none"),
    type(...): lambda value: framed("ellipsis"),
    type(NotImplemented): lambda value: framed("not implemented"),
    bool: lambda value: framed("bool", b"1" if value else b"0"),
    int: lambda value: framed("int", hex(value).encode()),
    float: lambda value: framed("float", _float(value)),
    complex: lambda value: framed("complex", framed("", _float(value.real)), framed("", _float(value.imag))),
    str: text,
    bytes: lambda value: framed("bytes", value),
    range: lambda value: framed("range", repr(value).encode()),
}
"""Kind of value -> function that gives its bytes; kinds that are subclassed are not meant."""
