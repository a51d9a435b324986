"""`milieusim describe`: the model as a checklist for papers asks for it."""

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from milieusim.cli.showing.screen_tables import say, tell
from milieusim.errors import ConfigError, DataError


class Checklist(str, Enum):  # noqa: UP042 - typer shows and reads the values
    """Checklists that descriptions follow."""

    odd = "odd"
    stress = "stress"


What = Annotated[
    str,
    typer.Argument(
        metavar="DESIGN|STORE",
        help="Name of a shipped design, path of a design, or folder of a sweep.",
        show_default=False,
    ),
]
Form = Annotated[
    Checklist, typer.Option("--format", help="ODD (update of 2020), or STRESS-ABS.", show_default=False)
]
Out = Annotated[
    Path | None, typer.Option(metavar="FILE.md", help="Write it to a file instead.", show_default=False)
]


def describe(what: What, form: Form, out: Out = None):
    """Describe the model after ODD or STRESS-ABS, as an appendix of a paper needs it."""
    subject = _checked(what, out)
    from milieusim.describing.describe import describe as described

    text = described(subject, form.value)
    if out is None:
        say(text.rstrip("\n"))
        return
    from milieusim.files import write_whole

    tell(f"Wrote the description to {write_whole(out, text.encode('utf-8'), '--out')}.")


def _checked(what, out):
    """Return the design or the store that a path leads to, once all that was given is in order."""
    from milieusim.campaign.store.store import open_store
    from milieusim.config.reading.design_files import files_of_designs
    from milieusim.config.reading.loading import load_design
    from milieusim.describing.subject import is_store
    from milieusim.output_paths import TEXT, output_problems

    stored = is_store(what)
    problems = output_problems(out, "--out", TEXT, [] if stored else files_of_designs([what]))
    try:
        found = open_store(what) if stored else load_design(what)
    except (ConfigError, DataError) as error:
        problems += getattr(error, "problems", [str(error)])
        if Path(what).is_dir() and not stored:
            problems[-1] += " Nor has it the manifest.json of a sweep, so it is no store either."
    if problems:
        raise ConfigError(problems)
    return found
