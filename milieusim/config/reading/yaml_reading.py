"""From the text of a file to plain data: YAML that people wrote by hand, read safely and strictly.

What is wrong is told with its line. Getting the text is for `text_files`; what the data mean, for `parts`.

Scalars follow YAML 1.2: ``10:30`` is text and not 630, ``yes`` and ``off`` are text and not true and false.
"""

import itertools
import math
import re

import yaml

from milieusim.config.reading.text_files import text_of
from milieusim.errors import ConfigError
from milieusim.phrasing import listed, unseen_in

MOST_LEVELS = 40
MOST_NODES = 200_000
SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_DASHES = re.compile(r"\s*([-?]\s+)*")
SCALARS = [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("not_finite", r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+."),
    ("merge", r"<<", "<"),
]


def read_yaml(path):
    """Return what a YAML file holds, as dicts, lists, text, numbers, flags and None.

    Parameters
    ----------
    path : path-like

    Returns
    -------
    object

    Raises
    ------
    ConfigError
        If the file cannot be read, is not YAML, or uses a key twice.
    """
    return parse_yaml(text_of(path), str(path))


def parse_yaml(text, label):
    """Return what YAML `text` holds; `label` names it in problems."""
    try:
        _refuse_excess(text)
        reader = _Reader(text)
        try:
            tree = reader.get_single_data()
        finally:
            reader.dispose()
    except (yaml.YAMLError, RecursionError) as error:
        # Libraries stop at different depths, each with words of its own: what is too deep is found out here.
        line = _line_too_deep(text)
        told = _in_plain_words(error, text) if line is None else _too_deep(line)
        raise ConfigError(f"{label}: {told}") from None
    except _Refused as refusal:
        raise ConfigError(f"{label}: {refusal}") from None
    if reader.problems:
        raise ConfigError([f"{label}: {problem}" for problem in reader.problems])
    if tree is None:
        raise ConfigError(f"{label}: the file is empty (or holds nothing but comments).")
    return tree


class _Refused(Exception):
    pass


class _Reader(SAFE):
    """A safe loader with YAML 1.2 scalars that reports doubled keys."""

    yaml_implicit_resolvers = {}

    def __init__(self, text):
        super().__init__(text)
        self.problems = []

    def construct_mapping(self, node, deep=False):
        """Build a mapping; a key used twice, or one that is not text, becomes a problem."""
        if isinstance(node, yaml.MappingNode):
            node.value = self._usable_pairs(node.value)
        return super().construct_mapping(node, deep=deep)

    def _usable_pairs(self, pairs):
        seen, kept = {}, []
        for place, (key, value) in enumerate(pairs):
            line = key.start_mark.line + 1
            if place and _is_cut_off(key, value):
                if not _is_cut_off(*pairs[place - 1]):
                    self.problems.append(f"line {line}: {_cut_off(pairs[place - 1 :])}")
            elif not isinstance(key, yaml.ScalarNode) or key.tag not in (_TAG + "str", _TAG + "merge"):
                shown = key.value if isinstance(key, yaml.ScalarNode) else "a list or mapping"
                self.problems.append(f"line {line}: the key {shown} is not text; put it in quotes.")
            elif key.value in seen:
                first = seen[key.value]
                self.problems.append(
                    f"line {line}: the key '{key.value}' stands here for the second time "
                    f"(first in line {first}); keep one of them."
                )
            else:
                seen[key.value] = line
                kept.append((key, value))
        return kept

    def construct_int(self, node):
        """Whole numbers: decimal, 0o17 and 0xf; a leading zero does not make a number octal."""
        base = {"0o": 8, "0x": 16}.get(node.value[:2], 10)
        return int(node.value, base)

    def construct_number(self, node):
        """Decimal numbers, as long as they are finite."""
        number = float(node.value)
        if not math.isfinite(number):
            return self.construct_not_finite(node)
        return number

    def construct_not_finite(self, node):
        """Not a number, or infinite: never what somebody means."""
        line = node.start_mark.line + 1
        self.problems.append(f"line {line}: {node.value} cannot be used; write an ordinary number.")
        return 0


for _name, _pattern, _firsts in SCALARS:
    _Reader.add_implicit_resolver(_TAG + _name, re.compile(f"(?:{_pattern})$"), list(_firsts))
_Reader.add_constructor(_TAG + "int", _Reader.construct_int)
_Reader.add_constructor(_TAG + "float", _Reader.construct_number)
_Reader.add_constructor(_TAG + "not_finite", _Reader.construct_not_finite)


def _is_cut_off(key, value):
    """Whether a key in braces has neither colon nor value: it belonged to the text before the comma."""
    both = isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
    return both and value.value == "" and value.start_mark.index == key.end_mark.index


def _cut_off(pairs):
    """Return what to write where the comma in ``{title: Rowan, same people}`` has ended a text."""
    (key, value), *others = pairs
    if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
        return f"'{others[0][0].value}' has no value; leave it out, or write one after a colon."
    cut = [other.value for other, _ in itertools.takewhile(lambda pair: _is_cut_off(*pair), others)]
    whole = ", ".join([value.value, *cut])
    return f"'{key.value}' ends at its comma; put the text in quotes: {key.value}: \"{whole}\"."


def _refuse_excess(text):
    """Refuse what could exhaust memory or the stack before anything is built from it."""
    open_nodes, sizes, total = [], {}, 0
    for event in yaml.parse(text, Loader=SAFE):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise _Refused(f"line {line}: *{event.anchor} stands for nothing that was finished before.")
            total += sizes[event.anchor]
        elif isinstance(event, yaml.NodeEvent):
            total += 1
            _refuse_tag(event, line)
            if isinstance(event, yaml.CollectionStartEvent):
                open_nodes.append((event.anchor, total))
            elif event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_nodes.pop()
            sizes.update({anchor: total - before + 1} if anchor else {})
        if len(open_nodes) > MOST_LEVELS:
            raise _Refused(_too_deep(line))
        if total > MOST_NODES:
            raise _Refused(
                f"line {line}: more than {MOST_NODES:,} values once aliases (*name) are filled in."
            )


def _too_deep(line):
    return f"line {line}: nested more than {MOST_LEVELS} levels deep; no design needs that."


def _line_too_deep(text):
    """Return the first line with more levels open than are read: brackets, and dashes in one line; or None."""
    brackets = 0
    for number, line in enumerate(text.splitlines(), start=1):
        dashes = len(_DASHES.match(line)[0].split())
        for sign in line:
            brackets += (sign in "[{") - (sign in "]}")
            if brackets + dashes > MOST_LEVELS:
                return number
    return None


def _refuse_tag(event, line):
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        raise _Refused(f"line {line}: the tag {tag} is not used here; leave it out.")


def _in_plain_words(error, text):
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return f"not YAML: {' '.join(str(error).split())}."
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    indent = line[: len(line) - len(line.lstrip())]
    what = f"line {mark.line + 1}: "
    if "\t" in indent:
        return what + "a tab stands at the beginning; YAML needs spaces there."
    for number in range(mark.line + 1, max(mark.line - 1, 0), -1):
        if signs := unseen_in(lines[number - 1] if number <= len(lines) else ""):
            return f"line {number}: not YAML: it holds {listed(signs)}; write ordinary spaces."
    if "single document" in (error.context or ""):
        return what + "a second document begins here (---); one file holds one design."
    context = f" {error.context}" if error.context else ""
    return f"{what}not YAML: {error.problem}{context}. Check indentation, colons and quotes here and above."
