"""From pydantic's errors to problems: which value of the file each is about, and its path with names.

The words of the sentence itself are in `sentences`.
"""

from milieusim.config.parts.sentences import field_at, sentence_of
from milieusim.phrasing import sentence, spelt
from milieusim.vocabulary import SAFEWARDS


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
        told = [_own_words(line, path, detail["input"]) for line in lines]
        return [Problem(max(names, steps_told(text, tree), key=len), text) for text in told]
    return [Problem(names, sentence_of(detail, path, steps, field, model))]


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


def steps_told(text, tree):
    """Return the longest path of plain data that a sentence begins with, as a list of keys and names."""
    for key in sorted(tree, key=len, reverse=True) if isinstance(tree, dict) else ():
        rest = text.removeprefix(key)
        if key and rest != text and rest[:1] in ("", ".", "[", ":", " "):
            return [key, *steps_told(rest.removeprefix("."), tree[key])]
    for entry in tree if isinstance(tree, list | tuple) else ():
        name = _name_of(entry)
        if name and text.startswith(f"[{name}]"):
            return [name, *steps_told(text.removeprefix(f"[{name}]").removeprefix("."), entry)]
        if name and text.startswith(f": the name '{name}' is used"):
            return [name]
    return []


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
