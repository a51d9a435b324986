"""The pages of what a design file and an experiment file may say, read off their JSON Schemas."""

import json

OPENINGS = {
    "design": """# Design files

What a design may say, part by part. `milieusim schema` prints the same as a JSON Schema, with which editors complete and
check; how to write one is told in [Write a design](../how-to/write-a-design.md). What is left out has its default; a name
that is not here is refused. A file that is `based_on` another tells only what differs.
""",
    "experiment": """# Experiment files

What an experiment may ask for. `milieusim schema experiment` prints the same as a JSON Schema; how to use one is told in
[Run a sweep](../how-to/run-a-sweep.md).
""",
}
PATTERNS = {"([01]?[0-9]|2[0-3]):[0-5][0-9]": "clock time"}
LONGEST = 60


def schema_page(kind):
    """Return the page of one kind of file."""
    from milieusim.campaign.experiment.experiment import experiment_schema
    from milieusim.config.telling.schema import json_schema

    schema = json_schema() if kind == "design" else experiment_schema()
    parts = [OPENINGS[kind], "## The whole\n", _table(schema)]
    for name, part in schema.get("$defs", {}).items():
        if "properties" in part:
            parts += [f"## {name}\n", _first(part.get("description", "")) + "\n", _table(part)]
    return "\n".join(parts)


def _table(part):
    must = set(part.get("required", []))
    rows = [_row(name, field, name in must) for name, field in part["properties"].items()]
    return "\n".join(["| field | what it is | kind | if left out |", "|---|---|---|---|", *rows, ""])


def _row(name, field, is_needed):
    what = " ".join(field.get("description", "").split()).replace("|", "\\|")
    return f"| `{name}` | {what} | {_kind(field)} | {_default(field, is_needed)} |"


def _default(field, is_needed):
    if "default" not in field:
        return "must be given" if is_needed else ""
    text = json.dumps(field["default"])
    return "the defaults of its part" if len(text) > LONGEST else f"`{text}`"


def _kind(field):
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for key in ("anyOf", "oneOf"):
        if key in field:
            return ", or ".join(dict.fromkeys(_kind(one) for one in field[key]))
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    return _simple(field)


def _simple(field):
    kind = field.get("type", "anything")
    if isinstance(kind, list):
        return ", or ".join(_simple({**field, "type": one}) for one in kind)
    if kind == "array":
        return f"list of: {_kind(field['items'])}" if "items" in field else "list"
    if kind == "object":
        values = field.get("additionalProperties")
        return f"mapping to: {_kind(values)}" if isinstance(values, dict) and values else "mapping"
    words = {
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "yes or no",
        "null": "nothing",
    }
    pattern = next((word for part, word in PATTERNS.items() if part in field.get("pattern", "")), None)
    return (pattern or words.get(kind, kind)) + _range(field)


def _range(field):
    low = field.get("minimum", field.get("exclusiveMinimum"))
    high = field.get("maximum", field.get("exclusiveMaximum"))
    if low is None and high is None:
        return ""
    above = "above " if "exclusiveMinimum" in field else "from "
    if low is None:
        return f", up to {_plain(high)}"
    return f", {above}{_plain(low)}" + (f" to {_plain(high)}" if high is not None else "")


def _first(text):
    return text.split("\n\n")[0].replace("\n", " ")


def _plain(value):
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"
