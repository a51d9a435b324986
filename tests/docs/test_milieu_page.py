"""The page about milieu therapy names every rule that reads a level or a practice, and nothing that is not there."""

import re
from pathlib import Path

import pytest

import milieusim as ms
from milieusim.vocabulary import LEVELS, PRACTICES

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "milieu-therapy.md"
PATTERN = {"_w_trust", "this_one", "undone"}


def named(text):
    """Return the plain names that a text sets in code."""
    return set(re.findall(r"`([a-z_0-9]+)`", text))


def part(heading):
    """Return the part of the page below a heading, up to the next."""
    below = PAGE.read_text(encoding="utf-8").split(f"# {heading}", 1)[1]
    return re.split(r"^##", below, maxsplit=1, flags=re.M)[0]


def readers_of(name):
    """Return the rules that read a level or a practice."""
    return {rule for rule, entry in ms.RULES.items() if name in entry.reads}


def test_every_name_is_a_rule_a_parameter_or_a_practice():
    there = {*ms.RULES, *ms.load_parameters(), *PRACTICES, *PATTERN}
    assert named(PAGE.read_text(encoding="utf-8")) - there == set()


@pytest.mark.parametrize("level", LEVELS)
def test_every_rule_that_reads_a_level_is_told(level):
    assert readers_of(level) <= named(part(f"{level.capitalize()}, `milieu.{level}`"))


@pytest.mark.parametrize("practice", PRACTICES)
def test_every_rule_that_reads_a_practice_is_told(practice):
    (row,) = re.findall(rf"^\| `{practice}` .*$", part("The named practices"), re.M)
    assert readers_of(practice) <= named(row)


def test_elements_are_linked_with_their_switches():
    rows = re.findall(r"^\| \[.*?\]\(#(.*?)\) \| (.*) \|$", part("The nine elements"), re.M)
    assert len(rows) == 9 and all("`" in switch for _, switch in rows)
