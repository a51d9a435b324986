"""The sentence for one of pydantic's errors, in the words of the person who wrote the file.

Which value it is about, and where that stands, is worked out in `problems`.
"""

import types
import typing

from pydantic import BaseModel

from milieusim.config.parts.meant import word_meant
from milieusim.phrasing import listed, near, spelt, unseen_in
from milieusim.vocabulary import SAFEWARDS

_KINDS = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "an ordinary number",
    "bool_type": "true or false",
    "string_type": "text",
    "tuple_type": "a list, each entry on a line beginning with '-'",
    "list_type": "a list, each entry on a line beginning with '-'",
    "dict_type": "keys with values",
    "string_too_short": "at least one character",
    "string_too_long": "at most 200 characters",
}


def sentence_of(detail, path, steps, field, model):
    """Return the sentence for one of pydantic's errors: what was found, what is allowed, the likely fix."""
    kind, value = detail["type"], detail["input"]
    about = _about(field)
    if kind == "missing":
        return f"{path} is missing{about or '; it must be given'}"
    if kind == "extra_forbidden":
        return _unknown_key(path, steps, model)
    if kind == "literal_error":
        allowed = typing.get_args(_literal(field)) if field else ()
        expected = listed(allowed, "or") or detail["ctx"]["expected"]
        expected = f"one of {expected}" if len(allowed) > 6 else expected
        meant = word_meant(value, allowed) or near(value, allowed)
        return f"{path} is {spelt(value)}; it must be {expected}.{meant}"
    if kind in ("model_type", "model_attributes_type"):
        if field is None and steps:  # a key of one's own that holds no part
            return _unknown_key(path, steps, model)
        return _no_part(path, value, model)
    must = _must(kind, detail.get("ctx", {}), field)
    if must is None:
        return f"{path} is {spelt(value)}; {detail['msg']}"
    return f"{path} is {spelt(value)}; it must be {must}{about}.{_hint(kind, value)}"


def _must(kind, ctx, field):
    bounds = _bounds(field) | {key: ctx[key] for key in ("ge", "gt", "le", "lt") if key in ctx}
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than", "finite_number"):
        return _range(bounds) or _KINDS.get(kind)
    if kind in ("too_long", "too_short"):
        return f"a list of at {'most' if kind == 'too_long' else 'least'} {list(ctx.values())[1]} entries"
    if kind in ("int_type", "float_type") and bounds:
        return f"{_KINDS[kind]}, {_range(bounds)}"
    return _KINDS.get(kind)


def _bounds(field):
    found = {}
    for item in getattr(field, "metadata", ()):
        for key in ("ge", "gt", "le", "lt"):
            if getattr(item, key, None) is not None:
                found[key] = getattr(item, key)
    return found


def _range(bounds):
    low, high = bounds.get("ge"), bounds.get("le")
    if "gt" in bounds:
        return f"more than {bounds['gt']:g}"
    if low is not None and high is not None:
        return f"from {low:g} to {high:g}"
    if low is not None:
        return f"{low:g} or more"
    return f"at most {high:g}" if high is not None else ""


def _hint(kind, value):
    if kind == "bool_type" and str(value).lower() in ("yes", "no", "on", "off", "true", "false"):
        word = "true" if str(value).lower() in ("yes", "on", "true") else "false"
        return f" Write {word}, without quotes."
    if kind in ("int_type", "float_type") and isinstance(value, str) and value.replace(".", "", 1).isdigit():
        return " Leave out the quotes."
    if kind == "string_type" and isinstance(value, int | float):
        return " Put it in quotes."
    if isinstance(value, str) and unseen_in(value):
        return f" It holds {listed(unseen_in(value))}; leave it out."
    return ""


def _about(field):
    """What a field means, in brackets, from its own documentation."""
    text = (getattr(field, "description", None) or "").strip().split("\n")[0].rstrip(".")
    if not text or len(text) > 120:
        return ""
    is_name = text.startswith(("Monday", "Saturday")) or text.split(" ")[0].isupper()
    return f" ({text if is_name else text[0].lower() + text[1:]})"


def _unknown_key(path, steps, model):
    known = list(model.model_fields) if model else []
    if "safewards" not in known and "soft_words" in known:
        known = ["safewards", *known]
    where = path.rpartition(".")[0] or ("a design" if "rota" in known else "this part")
    told = getattr(model, "entries_told", None)
    meant = word_meant(steps[-1], known) or near(steps[-1], known)
    return f"{path} is not known; {where} may hold {listed([*known, told] if told else known)}.{meant}"


def _no_part(path, value, model):
    fields = model.model_fields if model else {}
    needed = [name for name, field in fields.items() if field.is_required()]
    if value is None:
        mend = f"it must hold {listed(needed)}" if needed else "fill it in, or leave the line out"
        return f"{path} is left empty; {mend}"
    such = listed(needed or list(fields)[:3])
    return f"{path} is {spelt(value)}; it must hold keys with values, such as {such}"


def field_at(part_type, steps):
    """Return the field at the end of a path, and the part it stands in (or is), as far as they are known."""
    field, model, is_key = None, part_type, False
    for position, step in enumerate(steps):
        if isinstance(step, int) or is_key:
            is_key = False
            continue
        fields = getattr(model, "model_fields", {})
        # `safewards` is spread over its ten practices and is no field of its own.
        field = fields.get(SAFEWARDS[0] if step == "safewards" else step)
        inner = _model_in(field.annotation) if field else None
        own = getattr(model, "entry_type", None)
        if field is None and own and position < len(steps) - 1:
            model = own
            continue
        if field is None or (position < len(steps) - 1 and inner is None):
            return None, model if position == len(steps) - 1 else None
        # What comes after a mapping of parts is a key of somebody's own and no field.
        is_key = inner is not None and typing.get_origin(field.annotation) is dict
        model = inner or model
    return field, model


def _model_in(annotation):
    for candidate in (annotation, *_flat_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None


def _flat_args(annotation):
    for arg in typing.get_args(annotation):
        yield arg
        if isinstance(arg, types.UnionType) or typing.get_origin(arg):
            yield from _flat_args(arg)


def _literal(field):
    annotation = field.annotation
    for candidate in (annotation, *_flat_args(annotation)):
        if typing.get_origin(candidate) is typing.Literal:
            return candidate
    return None
