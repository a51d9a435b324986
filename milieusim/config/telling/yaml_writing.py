"""Writing a design as YAML that a person can edit: every value with what it means."""

import csv
import io
import math

import yaml

from milieusim.config.parts.beds_and_places import Place
from milieusim.config.parts.part import Part
from milieusim.config.parts.practices import Practices
from milieusim.config.parts.rota import ROLES
from milieusim.config.parts.routine import Slot
from milieusim.config.reading.layers import PARTS
from milieusim.config.reading.yaml_reading import parse_yaml
from milieusim.vocabulary import SAFEWARDS

TITLES = {
    "ward": "The building: beds and places",
    "residents": "Who lives on the ward, and how long",
    "routine": "The day and the week",
    "rota": "Who is at work: numbers by shift and role; a number for every day, {weekday: 3, weekend: 2}, or by day "
    "such as {mon: 3, sat: 1}",
    "milieu": "The five levels of the environment, each from 0 to 1",
    "practices": "Named ways of working, each from 0 (not done) to 1 (done in full)",
    "policy": "What country and trust decide",
}


def design_text(design):
    """Return a whole design as the text of one YAML file.

    Parameters
    ----------
    design : WardDesign

    Returns
    -------
    str
        ``load_design`` of a file with this text gives an equal design.
    """
    blocks = [_head(design)]
    blocks += [f"# {TITLES[part]}\n{part}:\n" + _body(getattr(design, part), 2) for part in PARTS]
    return "\n".join(blocks)


def design_files(design):
    """Return the files of a design folder, name -> text."""
    files = {"design.yaml": _head(design)}
    for part in PARTS:
        files[f"{part}.yaml"] = f"# {TITLES[part]}.\n\n" + _body(getattr(design, part), 0)
    return files


def timetable_text(design):
    """Return the slots of a design as a table of comma-separated values, a row a slot."""
    rows = [slot.model_dump(mode="json") for slot in design.routine.slots]
    text = io.StringIO()
    table = csv.DictWriter(text, list(Slot.model_fields), lineterminator="\n")
    table.writeheader()
    table.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, list) else value


def _head(design):
    return f"# Short name, as commands use it.\nname: {inline(design.name)}\n\nabout:\n" + _body(
        design.about, 2
    )


def _body(part, indent):
    fields = type(part).model_fields.items()
    unsaid = [name for name in getattr(part, "UNSAID", ()) if name not in part.model_dump()]
    text = "".join(
        _field(name, info, getattr(part, name), indent) for name, info in fields if name not in unsaid
    )
    for name, shift in (part.__pydantic_extra__ or {}).items():
        text += (
            f"{' ' * indent}# A shift of the ward's own.\n{' ' * indent}{name}:\n{_body(shift, indent + 2)}"
        )
    return _with_umbrella(part, text, " " * indent) if isinstance(part, Practices) else text


def _with_umbrella(practices, text, pad):
    """Write ten equal Safewards values as one, so that it can be changed in one place."""
    values = {getattr(practices, name) for name in SAFEWARDS}
    if len(values) > 1:
        return text
    lines = text.splitlines(keepends=True)
    ten = "".join(f"{pad}# {line.lstrip()}" for line in lines if line.split(":")[0].strip() in SAFEWARDS)
    rest = "".join(line for line in lines if line.split(":")[0].strip() not in SAFEWARDS)
    guide = (
        f"{pad}# All ten Safewards interventions; take the # off one below to give it a value of its own.\n"
    )
    return f"{guide}{pad}safewards: {inline(values.pop())}\n{ten}{rest}"


def _field(name, info, value, indent):
    pad = " " * indent
    if value is None:
        return f"{pad}# {name}: left out. {_meaning(info)}\n"
    comment = f"{pad}# {_meaning(info)}\n" if info.description else ""
    if isinstance(value, Part) and name not in _HEADS:
        return f"{comment}{pad}{name}:\n{_body(value, indent + 2)}"
    if isinstance(value, tuple) and name == "days":
        return f"{comment}{pad}{name}: {inline(list(value))}\n"
    if isinstance(value, tuple):
        return comment + _list(name, value, pad)
    if isinstance(value, dict):
        return f"{comment}{pad}{name}:\n" + "".join(
            f"{pad}  {inline(k)}: {inline(v)}\n" for k, v in value.items()
        )
    plain = value.model_dump(mode="json") if isinstance(value, Part) else value
    return f"{comment}{pad}{name}: {inline(plain)}\n"


def _list(name, entries, pad):
    if not entries:
        return f"{pad}{name}: []\n"
    guide = ""
    for part in (Slot, Place):
        if isinstance(entries[0], part):
            guide = "".join(f"{pad}#   {key}: {_meaning(info)}\n" for key, info in part.model_fields.items())
    return f"{guide}{pad}{name}:\n" + "".join(f"{pad}  - {inline(_short(entry))}\n" for entry in entries)


def _short(entry):
    return entry.model_dump(mode="json", exclude_defaults=True) if isinstance(entry, Part) else entry


def _meaning(info):
    return " ".join((info.description or "").split())


_HEADS = tuple(ROLES)


class _Writer(yaml.SafeDumper):
    """Plain data on one line; text that could be read as anything else is put in quotes."""

    def ignore_aliases(self, data):
        """Write everything out."""
        return True


def _text(writer, text):
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=None if _is_plain(text) else '"')


def _is_plain(text):
    if not text.isprintable() or not text.isascii() or ":" in text:
        return False
    try:
        return parse_yaml(text, "") == text
    except ValueError:
        return False


_Writer.add_representer(str, _text)


def inline(value):
    """Return plain data as YAML on one line."""
    text = yaml.dump(
        value, Dumper=_Writer, default_flow_style=True, sort_keys=False, width=math.inf, allow_unicode=True
    )
    return text.removesuffix("\n").removesuffix("\n...")
