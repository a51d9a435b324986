"""`milieusim import` and `export`: a timetable or rota as a ward keeps it into a design, and a design as a workbook."""

from pathlib import Path
from typing import Annotated

import typer

from milieusim.cli.declaring import BAD_INPUT, Design, loaded_all
from milieusim.cli.showing.screen_tables import complain, say, say_table, tell
from milieusim.errors import ConfigError
from milieusim.phrasing import as_typed, listed

MOST_CELLS = 200
Spreadsheet = Annotated[
    Path,
    typer.Argument(metavar="TIMETABLE", help="A workbook (.xlsx) or a table (.csv).", show_default=False),
]
Into = Annotated[
    str, typer.Option(metavar="DESIGN", help="Path of the design that it is read into.", show_default=False)
]
Strict = Annotated[bool, typer.Option("--strict", help="Write nothing if anything could not be read.")]
OwnWords = Annotated[
    list[str] | None,
    typer.Option(metavar="LANGUAGE|FILE", help="Spellings besides the English ones: german, or a YAML file."),
]
OneSheet = Annotated[
    str | None, typer.Option(help="The one sheet to be read; all if left out.", show_default=False)
]

Workbook = Annotated[
    Path, typer.Option("--out", metavar="WORKBOOK.xlsx", help="New file to write.", show_default=False)
]


def import_(
    spreadsheet: Spreadsheet,
    into: Into,
    strict: Strict = False,
    words: OwnWords = None,
    sheet: OneSheet = None,
):
    """Read a timetable or rota from a spreadsheet into a design, in place of the one that it has."""
    from milieusim.workbook.fitted.putting_in import write_texts
    from milieusim.workbook.importing import read_into

    imported = read_into(spreadsheet, into, words or (), sheet)
    found = imported.found
    for line in found.tables:
        say(line)
    _say_readings(imported.readings)
    for note in found.notes:
        say(f"Note: {note}")
    _tell_unread(found.unread)
    if strict and found.unread:
        tell(
            f"{into}: nothing was written, as --strict was given and {_cells(found.unread)} could not be read."
        )
        raise typer.Exit(BAD_INPUT)
    copies = write_texts(imported.texts)
    _say_result(imported, into)
    for path, copy in copies.items():
        say(f"{path.name} held comments that are not in it any more; it is kept as it was in {copy}.")


def _say_readings(readings):
    if all(reading.text == reading.activity for reading in readings):
        # A list of milieusim's own: nothing had to be matched.
        if readings:
            say(
                f"Activities of all {sum(reading.count for reading in readings)} slots are words of milieusim."
            )
        return
    rows = [
        [
            reading.text[:60],
            reading.activity,
            f"{reading.confidence:.0%}",
            reading.how,
            str(reading.count),
            reading.spot,
        ]
        for reading in readings
    ]
    columns = ["in the spreadsheet", "read as", ">sure", "why", ">times", "first at"]
    say_table("Activities, the least sure first", columns, rows)


def _tell_unread(unread):
    complain([f"{cell.spot}: '{cell.found}': {cell.why}." for cell in unread[:MOST_CELLS]])
    if len(unread) > MOST_CELLS:
        tell(f"and {len(unread) - MOST_CELLS} more cells.")


def _cells(unread):
    return f"{len(unread)} cell{'' if len(unread) == 1 else 's'}"


def _say_result(imported, into):
    from milieusim.config.feasibility.feasibility import warnings_of
    from milieusim.config.reading.loading import places_of

    warnings = warnings_of(imported.design)
    for warning, place in zip(warnings, places_of(into, warnings)):
        say(f"{place or into}: warning: {warning}")
    told = []
    if "routine" in imported.parts:
        now, before = (len(design.routine.slots) for design in (imported.design, imported.before))
        told.append(f"a routine of {now} slot{'' if now == 1 else 's'} (in place of {before})")
    if "rota" in imported.parts:
        told.append(_rota_told(imported.design.rota))
    unread = imported.found.unread
    left = f" {_cells(unread)} could not be read, as told above." if unread else ""
    say(f"{into}: {listed(told)} written to {listed(path.name for path in imported.texts)}.{left}")
    say(f"Look at it with: milieusim export {as_typed(into)} --out week.xlsx")


def _rota_told(rota):
    shifts, roles = list(rota.named_shifts), list(rota.role_hours)
    own = f" and hours of their own of {listed(roles)}" if roles else ""
    return f"a rota of {len(shifts)} shift{'' if len(shifts) == 1 else 's'} ({listed(shifts)}){own}"


def export(design: Design, out: Workbook):
    """Write a design as a workbook: the week in colours, its timetable and rota to change, numbers and sources."""
    from milieusim.config.reading.loading import load_design
    from milieusim.workbook.exporting import workbook_problems, write_workbook

    def can_be_written(path):
        if problems := workbook_problems(path, design):
            raise ConfigError(problems)

    loaded, _ = loaded_all([(load_design, design), (can_be_written, out)])
    write_workbook(loaded, out)
    slots = len(loaded.routine.slots)
    say(f"{out}: {loaded.name} with {slots} slots.")
    say(f"What is changed in it is read back with: milieusim import {as_typed(out)} --into DESIGN")
