"""A rota written over that of a base: what the new one does not have is taken back, so that nothing shines through."""

import re

from milieusim.config.reading.layers import collected, whole
from milieusim.config.reading.yaml_reading import parse_yaml
from milieusim.config.telling.yaml_writing import inline

LINE = re.compile(r"(?P<pad> *)(?P<key>\w+):(?: (?P<value>.+))?")


def base_rota(based_on, folder):
    """Return plain data of the rota of a base, as it is written in its files."""
    tree, _ = whole(collected(based_on, folder))
    return tree.get("rota") or {}


def said_over(body, base):
    """Return the text of a rota with lines that take back what the base has besides.

    Parameters
    ----------
    body : str
        A rota as YAML, a key a line.
    base : dict
        Plain data of the rota of the base.

    Returns
    -------
    str
    """
    tree, lines, below = parse_yaml(body, "rota"), [], {}
    for line in body.splitlines():
        match = LINE.fullmatch(line)
        if not match:
            lines.append(line)
            continue
        key, known = match["key"], (below if match["pad"] else base).get(match["key"])
        known = known if isinstance(known, dict) else {}
        if not match["pad"]:
            below = known
        if (match["value"] or "").startswith("{"):
            lines.append(
                f"{match['pad']}{key}: {inline(_with_resets(parse_yaml(match['value'], 'rota'), known))}"
            )
            continue
        lines.append(line)
        if match["value"] is None and "days" in known and "days" not in tree[key]:
            lines.append("  days: daily")
    gone = [name for name, value in base.items() if value is not None and name not in tree]
    return "\n".join([*lines, *(f"{name}: null" for name in gone)]) + "\n"


def _with_resets(entry, known):
    """Return numbers by day or hours of a role with what the base says besides taken back."""
    resets = {key: "daily" if key == "days" else None for key in known if key not in entry}
    inner = {
        key: _with_resets(value, known[key])
        for key, value in entry.items()
        if isinstance(value, dict) and isinstance(known.get(key), dict)
    }
    return {**entry, **inner, **resets}
