"""The page of worked examples, followed: every change on it is made in a copy, and what stands below them runs there."""

import re
from pathlib import Path

from a_copy import Copy

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "contribute.md"
FENCE = re.compile(r'^```(diff|py)(?: title="milieusim/([^"]+)")?\n(.*?)^```$', re.M | re.S)
END = "@@ at the end @@\n"
RECIPES = (
    "A rule",
    "A state",
    "A practice",
    "A kind of incident",
    "A kind of place, a role, an activity",
    "A metric",
    "A design",
    "A target",
)


def changed(package, name, lines):
    """Make one change of the page in a copy of the package."""
    added = "".join(line[1:] for line in lines if line[0] in "+ ")
    before = "".join(line[1:] for line in lines if line[0] in "- ")
    path = package.folder / "milieusim" / name
    if not path.exists():
        assert not before, f"{name} is not there"
        path.write_text(added, encoding="utf-8")
        return
    # Where a line is given in part, it ends within one of the file.
    is_part = f"{before.rstrip()}\n" not in path.read_text(encoding="utf-8")
    cut = (lambda text: text.rstrip("\n")) if is_part else (lambda text: text)
    package.edit(name, cut(before), cut(added), instead=True)


def test_every_worked_example_can_be_made_and_does_what_it_says(tmp_path):
    package, tried = Copy(tmp_path), []
    text = PAGE.read_text(encoding="utf-8")
    assert tuple(re.findall(r"(?m)^## (.*)$", text)) == RECIPES
    for kind, name, body in FENCE.findall(text):
        if kind == "py":
            tried.append(body)
        elif body.startswith(END):
            package.add(name, "".join(line[1:] for line in body[len(END) :].splitlines(keepends=True)))
        else:
            changed(package, name, body.splitlines(keepends=True))
    assert len(tried) == len(RECIPES)
    package.run("\n".join(tried))
