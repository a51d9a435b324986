"""pydantic's errors, one sentence a problem, in the words of the person who wrote the file."""

import types
import typing

from pydantic import BaseModel

from milieusim.config.wording import listed, near, sentence, spelt
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


class Problem:
    """One problem: the path of the value (keys, and names of slots and places) and the sentence."""

    def __init__(self, steps, text):
        self.steps = tuple(steps)
        self.text = sentence(text)


def problems_of(error, part_type, tree):
    """Return one Problem for each thing that is wrong.

    Parameters
    ----------
    error : pydantic.ValidationError
    part_type : type
        The part that was to be built.
    tree : object
        The plain data it was to be built from.

    Returns
    -------
    list of Problem
    """
    found, seen = [], set()
    for detail in error.errors(include_url=False):
        for problem in _problems_of_one(detail, part_type, tree):
            if problem.text not in seen:
                seen.add(problem.text)
                found.append(problem)
    return found or [Problem((), str(error))]


def _problems_of_one(detail, part_type, tree):
    steps, is_other_branch = _steps(detail, tree)
    if is_other_branch:
        return []
    field, model = field_at(part_type, steps)
    path = path_of(steps, tree)
    names = _names(steps, tree)
    if detail["type"] == "value_error":
        lines = str(detail["ctx"]["error"]).splitlines()
        return [Problem(names, _own_words(line, path, detail["input"])) for line in lines]
    return [Problem(names, _sentence(detail, path, steps, field, model))]


def _own_words(line, path, value):
    # A validator of ours: "must ..." is about the value; a line that begins with its path stands alone.
    if line.startswith("must "):
        return f"{path} is {spelt(value)}; it {line}"
    if not path or line.startswith(f"{path}.") or line.startswith(("ward.", "routine.", "rota.")):
        return line
    return f"{path}: {line}" if ":" in line.split(" ")[0] else f"{path} {line}"


def _steps(detail, tree):
    """Return the steps that exist in the tree, without pydantic's names for the branches of a union."""
    steps, node = [], tree
    for position, step in enumerate(detail["loc"]):
        is_last = position == len(detail["loc"]) - 1
        if isinstance(node, dict) and step in node:
            node = node[step]
        elif isinstance(node, list | tuple) and isinstance(step, int) and step < len(node):
            node = node[step]
        elif isinstance(node, dict) and "safewards" in node and step in SAFEWARDS:
            step, node = "safewards", node["safewards"]
        elif is_last and detail["type"] == "missing":
            pass
        elif isinstance(node, dict) != str(step)[0].isupper():
            return steps, True
        else:
            continue
        steps.append(step)
    return steps, False


def path_of(steps, tree):
    """Return the dotted path of a value; entries of lists by name where they have one."""
    text, node = "", tree
    for step in steps:
        inner = _child(node, step)
        if isinstance(step, int):
            text += f"[{_name_of(inner) or f'number {step + 1}'}]"
        else:
            text += f".{step}" if text else str(step)
        node = inner
    return text


def _names(steps, tree):
    names, node = [], tree
    for step in steps:
        node = _child(node, step)
        names.append(_name_of(node) or step if isinstance(step, int) else step)
    return names


def _child(node, step):
    if isinstance(node, dict):
        return node.get(step)
    if isinstance(node, list | tuple) and isinstance(step, int) and step < len(node):
        return node[step]
    return None


def _name_of(node):
    name = node.get("name") if isinstance(node, dict) else None
    return name if isinstance(name, str) else None


def _sentence(detail, path, steps, field, model):
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
        return f"{path} is {spelt(value)}; it must be {expected}.{near(value, allowed)}"
    if kind in ("model_type", "model_attributes_type"):
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
    return f"{path} is not known; {where} may hold {listed(known)}.{near(steps[-1], known)}"


def _no_part(path, value, model):
    fields = model.model_fields if model else {}
    needed = [name for name, field in fields.items() if field.is_required()]
    if value is None:
        mend = f"it must hold {listed(needed)}" if needed else "fill it in, or leave the line out"
        return f"{path} is left empty; {mend}"
    return f"{path} is {spelt(value)}; it must hold keys with values, such as {listed(needed or list(fields)[:3])}"


def field_at(part_type, steps):
    """Return the field at the end of a path, and the part it stands in (or is), as far as they are known."""
    field, model = None, part_type
    for position, step in enumerate(steps):
        if isinstance(step, int):
            continue
        fields = getattr(model, "model_fields", {})
        # `safewards` is spread over its ten practices and is no field of its own.
        field = fields.get(SAFEWARDS[0] if step == "safewards" else step)
        inner = _model_in(field.annotation) if field else None
        if field is None or (position < len(steps) - 1 and inner is None):
            return None, model if position == len(steps) - 1 else None
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
