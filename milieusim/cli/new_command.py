"""`milieusim new`: a design folder to edit."""

import os
import textwrap
from importlib import resources
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from milieusim import incident_kinds, vocabulary
from milieusim.cli.declaring import DESIGN_IS
from milieusim.cli.showing.screen_tables import say
from milieusim.errors import ConfigError
from milieusim.files import as_text
from milieusim.phrasing import as_typed

TEMPLATES = resources.files("milieusim.data") / "templates"
Folder = Annotated[Path, typer.Argument(help="Folder to make; new or empty.", show_default=False)]
Base = Annotated[str, typer.Option("--from", metavar="DESIGN", help=DESIGN_IS)]


def new(folder: Folder, base: Base = "acute-ward"):
    """Make a design folder to edit, with templates for a timetable and an incident log."""
    from milieusim.config.reading.loading import load_design, shipped_designs

    target = Path(folder)
    _refuse_taken(target)
    name = as_text(target.resolve().name) or "my-ward"
    if name in shipped_designs():
        raise ConfigError(f"{folder}: '{name}' is the name of a shipped design; choose another for yours.")
    _write_all(target, _files(_own_copy(load_design(base), name), _base_seen_from(target, base)))
    say(f"{target}: a copy of {base} to edit. Next: milieusim check {as_typed(target)}")


def _refuse_taken(target):
    if target.is_dir() and any(target.iterdir()):
        raise ConfigError(f"{target}: this folder is not empty; name one that is new or empty.")
    if os.path.lexists(target) and not target.is_dir():
        raise ConfigError(f"{target}: this is a file; name a folder that is new or empty.")


def _own_copy(design, name):
    # The report calls the ward by its title: that of the folder, as far as anybody has said.
    title = f"{name.replace('-', ' ').replace('_', ' ').capitalize()}, begun as a copy of {design.name}"
    return design.replace({"name": name[:200], "about.title": title, "about.summary": ""})


def _files(design, base):
    from milieusim.config.telling.yaml_writing import design_files, timetable_text

    texts = design_files(design)
    texts["timetable.csv"] = timetable_text(design)
    for name in ("incident_log.csv", "census.csv"):
        texts[name] = (TEMPLATES / name).read_text(encoding="utf-8")
    readme = Template((TEMPLATES / "README.txt").read_text(encoding="utf-8"))
    texts["README.txt"] = readme.substitute(name=design.name, base=base, **_words())
    return texts


def _base_seen_from(folder, base):
    from milieusim.config.reading.finding import shipped_designs

    if base in shipped_designs():
        return base
    return os.path.relpath(base, folder)


def _words():
    from milieusim.config.parts.routine import PLANNED

    enumerations = {
        "roles": vocabulary.Role,
        "kinds": incident_kinds.IncidentKind,
        "triggers": vocabulary.Trigger,
        "targets": vocabulary.Target,
        "responses": vocabulary.ResponseKind,
        "shifts": vocabulary.Shift,
    }
    told = {key: _wrapped(words.labels()) for key, words in enumerations.items()}
    return told | {"activities": _wrapped(PLANNED)}


def _wrapped(words):
    # Two lines may begin further to the right than the others.
    lines = textwrap.wrap(", ".join(words), 84, initial_indent=" " * 35)
    return ("\n" + " " * 30).join(lines).lstrip()


def _write_all(target, texts):
    """Write all files, or leave everything as it was."""
    made = _made_folders(target)
    written = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            written.append(target / name)
            with open(written[-1], "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except BaseException as error:
        _undo(written, made)
        if isinstance(error, OSError):
            raise ConfigError(f"{target}: cannot be written ({error.strerror or error}).") from None
        raise


def _made_folders(target):
    """Return the folders that will have to be made, the innermost first."""
    missing = []
    for folder in (target, *target.parents):
        if folder.exists():
            break
        missing.append(folder)
    return missing


def _undo(written, made):
    for path in written:
        path.unlink(missing_ok=True)
    for folder in made:
        if folder.is_dir():
            folder.rmdir()
