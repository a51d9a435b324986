"""What makes a class of somebody's own: its bases, its functions and its plain attributes."""

import enum
import functools
import types

CALLED = (types.FunctionType, staticmethod, classmethod, property, functools.cached_property)
# Notes of the interpreter and places in memory, not content.
NOTES = (types.GetSetDescriptorType, types.WrapperDescriptorType, types.MethodDescriptorType)
TOLD_OF_FIELDS = ("__slots__", "__pydantic_fields__")


def class_parts(kind):
    """Return (name, part) of all that decides what a class does, in an order of their names."""
    yield "bases", kind.__bases__
    yield "made by", type(kind)
    members = getattr(kind, "__members__", {}) if issubclass(kind, enum.Enum) else {}
    if members:
        yield "members", [(name, member._value_) for name, member in members.items()]
    for name, value in sorted(vars(kind).items()):
        if name in members or not _counts(name, value, bool(members)):
            continue
        # A slot is a name and no more.
        yield name, None if isinstance(value, types.MemberDescriptorType) else value


def _counts(name, value, is_enum):
    if isinstance(value, NOTES) or name == "_abc_impl":
        return False
    if name.startswith("__") and name.endswith("__"):
        return isinstance(value, CALLED) or name in TOLD_OF_FIELDS
    # An enumeration keeps tables of its members under such names.
    return not (is_enum and name.startswith("_") and name.endswith("_") and not isinstance(value, CALLED))


def member_parts(member):
    """Return what makes a member of an enumeration."""
    return type(member), member._name_, member._value_
