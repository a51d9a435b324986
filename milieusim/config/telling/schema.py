"""JSON Schema of the files of a design, for editors that complete and check as one types."""

from copy import deepcopy

from milieusim.config.reading.merging import EDITED_LISTS

BASED_ON = (
    "Name or relative path of the design that this one changes; all that is not told here stays as there."
)
SAFEWARDS = "All ten Safewards interventions at once; one that is told of its own wins."
EDITS = {
    "add": "Entries added to those of the base.",
    "remove": "Names of entries of the base that are left out.",
    "change": "Name of an entry of the base -> the fields that change.",
}


def json_schema():
    """Return the JSON Schema of a design file.

    It knows every key, type and range. Since a file may rest on another (`based_on`) or be one of several
    in a folder, only slots and places must be complete; `milieusim check` knows the rest.

    Returns
    -------
    dict
    """
    from milieusim.config.parts.design import WardDesign

    schema = deepcopy(WardDesign.model_json_schema())
    parts = schema["$defs"]
    for part in (schema, *(parts[name] for name in parts if name not in ("Slot", "Place"))):
        part.pop("required", None)
    schema["properties"]["based_on"] = {"type": "string", "description": BASED_ON}
    parts["Practices"]["properties"]["safewards"] = {
        "type": "number",
        "minimum": 0,
        "maximum": 1,
        "description": SAFEWARDS,
    }
    for section, entry in (("routine", "Slot"), ("ward", "Place")):
        _add_edits(parts, section.capitalize(), EDITED_LISTS[section], entry)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "milieusim design"}


def _add_edits(parts, section, field, entry):
    changed = deepcopy(parts[entry])
    changed.pop("required", None)
    parts[f"{entry}Change"] = changed
    properties = parts[section]["properties"]
    shapes = {
        "add": properties[field],
        "remove": {"type": "array", "items": {"type": "string"}},
        "change": {"type": "object", "additionalProperties": {"$ref": f"#/$defs/{entry}Change"}},
    }
    for edit, text in EDITS.items():
        shape = {key: value for key, value in shapes[edit].items() if key not in ("default", "title")}
        properties[edit] = {**shape, "description": text}
