"""Write a page for each shipped design: what it is, its week, what to notice in it, what to try.

    python docs/design_pages.py           runs all designs, about a minute, and writes pages and pictures
    python docs/design_pages.py --kept    without runs: with what they gave when they were last made

Nothing that comes out of a run is typed in: facts come from docs/design_facts.py, and questions, which say no
outcome, from docs/design_tries.yaml.
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import design_facts as facts  # noqa: E402
from design_noticed import noticed  # noqa: E402
from design_weeks import week_svg  # noqa: E402

FOLDER = HERE / "designs"
MADE = "<!-- Made by docs/design_pages.py; do not edit. -->\n"
ALONE = (
    "## Beside others\n\nIt has no counterpart among the shipped designs: it differs from each in nearly everything, so "
    "that a comparison would not say what did it.\n"
)
MOST_LINES = 16
"""Differences from the counterpart that are shown line by line."""


def page(name, told):
    """Return the page of a design.

    Parameters
    ----------
    name : str
    told : dict
        What its runs gave, as design_facts.simulated returns it.
    """
    design = facts.loaded(name)
    parts = [
        f"{MADE}# {name}\n\n**{design.about.title}.** {design.about.summary}\n",
        _file_told(name),
        f"## Its week\n\n![{_alt(design)}]({name}.svg)\n",
        "From top to bottom by the clock. Dashed: the ward gets up, and lights out.\n",
        _what_it_is(design),
        noticed(name, told),
        _beside(name),
        _tries(name),
        "## Sources and assumptions\n",
        "From published sources:\n\n" + "\n".join(f"- {_linked(one)}" for one in design.about.sources) + "\n",
        "Assumed, where they are silent:\n\n" + "\n".join(f"- {one}" for one in design.about.assumed) + "\n",
        "All shipped designs: [the table](../designs.md).\n",
    ]
    return "\n".join(parts)


def _file_told(name):
    return (
        f"The whole of it is one file, `milieusim/data/designs/{name}.yaml`. To make it yours: "
        f"`milieusim new my-ward --from {name}`. To see it move: `milieusim dashboard {name}`.\n"
    )


def _alt(design):
    slots = design.routine.slots
    asked = sum(slot.is_expected for slot in slots)
    return (
        f"The week of {design.name} as bars from {min(slot.start for slot in slots)} to lights out at "
        f"{design.routine.lights_out}: {len(slots)} slots, of which {asked} are asked of everybody"
    )


def _what_it_is(design):
    from milieusim.describing.designs_told import rota_table

    ward, residents, policy = design.ward, design.residents, design.policy
    whole = sum(residents.mix.values())
    mix = ", ".join(
        f"{who.replace('_', ' ')} {100 * share / whole:.0f} %"
        for who, share in sorted(residents.mix.items(), key=lambda one: -one[1])
        if share
    )
    places = ", ".join(f"{place.name} ({place.capacity})" for place in ward.places)
    rows = [
        (
            "beds",
            f"{ward.beds}, {ward.residents_per_bedroom} to a room; referrals for {ward.demand:g} times as many",
        ),
        ("places (residents in comfort)", places),
        ("who comes", f"{mix}; {100 * residents.detained_share:.0f} % detained"),
        ("door", "locked" if policy.is_locked else "open"),
        (
            "containment after the custom of",
            f"{policy.regime.replace('_', ' ').title()}; recorded by `{policy.instrument}`",
        ),
        (
            "milieu, 0-1",
            ", ".join(f"{level} {value:g}" for level, value in design.milieu.model_dump().items()),
        ),
        ("staff who stand in", f"{100 * design.rota.bank_share:.0f} % of shifts are bank staff"),
    ]
    table = "\n".join(["| | |", "|---|---|", *(f"| {what} | {is_} |" for what, is_ in rows)])
    return f"## What it is\n\n{table}\n\n{rota_table(design)}\n"


def _beside(name):
    """What differs from the design beside which it is shown."""
    from milieusim.config.telling.differences import difference_lines

    other = facts.tries()[name]["counterpart"]
    if not other:
        return ALONE
    lines = difference_lines(facts.loaded(other), facts.loaded(name))
    intro = f"## Beside {other}\n\n[`{other}`]({other}.md) -> `{name}`, all that differs"
    if len(lines) > MOST_LINES:
        intro += f" (the first {MOST_LINES} of {len(lines)}; `milieusim diff {other} {name}` shows them all)"
    return f"{intro}:\n\n```text\n" + "\n".join(lines[:MOST_LINES]) + "\n```\n"


def _tries(name):
    from milieusim.analysis.metrics.metrics import METRICS
    from milieusim.config.telling.differences import difference_lines

    base = facts.loaded(name)
    parts = [
        "## Things to try\n\nOne change each. Write down what you expect before you run it, look at what is named, "
        "then at what else moved and what it cost, and ask again with another `--seed` before you explain "
        "anything.\n"
    ]
    for tried in facts.tries()[name]["tries"]:
        file = f"{tried['name']}.yaml"
        lines = "\n".join(difference_lines(base, tried_design(name, tried)))
        look = ", ".join(f"{METRICS[one].label} (`{one}`)" for one in tried["look"])
        judged = " ".join(f"--verdict {one}" for one in tried["look"] if METRICS[one].better != "neither")
        parts.append(
            f"### {tried['name'].replace('-', ' ').capitalize()}\n\n{tried['asks']}\n\n"
            f'```yaml title="{file}"\n{facts.try_text(name, tried)}```\n\n'
            f"```console\n$ milieusim diff {name} {file}\n{lines}\n```\n\n"
            f"```bash\nmilieusim compare {name} {file} {judged}\n```\n\nLook at: {look}.\n"
        )
    return "\n".join(parts)


def tried_design(name, tried):
    """Return the design of one thing to try."""
    import tempfile

    from milieusim.config.reading.loading import read_design

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{tried['name']}.yaml"
        path.write_text(facts.try_text(name, tried), encoding="utf-8")
        return read_design(path)


def _linked(source):
    """Return a source with its address as a link that Markdown sees."""
    return " ".join(f"<{word}>" if word.startswith("http") else word for word in source.split(" "))


def pages():
    """Return all pages and pictures: name of the file -> text."""
    kept = facts.kept()
    names = facts.named()
    return {f"{name}.md": page(name, kept[name]) for name in names} | {
        f"{name}.svg": week_svg(facts.loaded(name)) for name in names
    }


def main(arguments=None):
    """Write all pages."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--kept", action="store_true", help="no runs: what they gave when they were last made")
    if not ask.parse_args(arguments).kept:
        facts.write()
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
