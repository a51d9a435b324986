"""In which line of a file a value stands: looked up anew for what is told, since reading keeps no lines."""

import yaml

from milieusim.config.reading.merging import EDITED_LISTS, EDITS
from milieusim.config.reading.text_files import text_of
from milieusim.config.reading.yaml_reading import SAFE
from milieusim.errors import ConfigError
from milieusim.vocabulary import SAFEWARDS


def marked(path):
    """Return a YAML file's nodes, which know their lines; None if it cannot be read (any more)."""
    try:
        return yaml.compose(text_of(path), Loader=SAFE)
    except (ConfigError, yaml.YAMLError, RecursionError):
        return None


def line_of(root, steps):
    """Return the line of the value at the end of a path, or of what holds it as far as it is there.

    Parameters
    ----------
    root : yaml.Node
        A whole file, as `marked` gives it.
    steps : sequence of str or int
        Keys, and names of entries of lists.

    Returns
    -------
    int or None
        From 1; None if nothing of the path stands in the file.
    """
    nodes, line = [root], None if steps else _first_line(root)
    for step in steps:
        found = [inner for node in nodes for inner in _inner(node, step)]
        if not found:
            break
        nodes = [node for _, node in found]
        line = found[0][0]
    return line


def _first_line(node):
    return node.start_mark.line + 1


def _inner(node, step):
    """Give (line, node) for each place one step further: a key, an entry, or the edits of a list."""
    if isinstance(node, yaml.SequenceNode):
        yield from _entries(node, step)
    if not isinstance(node, yaml.MappingNode):
        return
    pairs = [(key.value, _first_line(key), value) for key, value in node.value]
    found = [(line, value) for key, line, value in pairs if key == step]
    if not found and step in EDITED_LISTS.values():
        found = [(line, value) for key, line, value in pairs if key in EDITS]
    if not found and step in SAFEWARDS:
        found = [(line, value) for key, line, value in pairs if key == "safewards"]
    yield from found
    if not found:
        for _, _, merged in (pair for pair in pairs if pair[0] == "<<"):
            for base in merged.value if isinstance(merged, yaml.SequenceNode) else [merged]:
                yield from _inner(base, step)


def _entries(node, step):
    for place, entry in enumerate(node.value):
        if place == step or _name_of(entry) == step:
            yield _first_line(entry), entry


def _name_of(entry):
    """Return the name of an entry, or the text that it is."""
    if isinstance(entry, yaml.ScalarNode):
        return entry.value
    pairs = entry.value if isinstance(entry, yaml.MappingNode) else []
    return next((value.value for key, value in pairs if key.value == "name"), None)
