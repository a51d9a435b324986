"""A design as a workbook: the week to look at, the list and the rota to change, numbers, notes and sources."""

import os
from pathlib import Path

from milieusim.config.reading.finding import find_design
from milieusim.errors import ConfigError
from milieusim.files import written_whole
from milieusim.output_paths import WORKBOOK, output_problems
from milieusim.workbook.made.list_sheet import add_list_sheet
from milieusim.workbook.made.number_sheets import add_notes_sheet, add_numbers_sheet, add_words_sheet
from milieusim.workbook.made.rota_table import add_rota_sheet
from milieusim.workbook.made.week_sheet import add_week_sheet


def workbook_of(design):
    """Return a design as a workbook of openpyxl.

    Parameters
    ----------
    design : WardDesign

    Returns
    -------
    openpyxl.Workbook
        Its sheets Timetable and Rota hold routine and rota without loss.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    add_list_sheet(book, design)
    add_rota_sheet(book, design)
    add_numbers_sheet(book, design)
    add_notes_sheet(book, design)
    add_words_sheet(book)
    add_week_sheet(book, design)
    book.active = 0
    book.properties.creator = "milieusim"
    book.properties.title = _plain(design.about.title or design.name)
    return book


def write_workbook(design, path):
    """Write a design as a workbook, whole or not at all."""
    with written_whole(path, "--out") as draft:
        workbook_of(design).save(draft)


def workbook_problems(path, given):
    """Return why a workbook cannot be written: no path that anybody's work may stand at is taken.

    Parameters
    ----------
    path : path-like
    given : str
        Name or path of the design that is written.

    Returns
    -------
    list of str
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        return [f"--out: '{path}' must end in .xlsx, as it is a workbook: '{path.with_suffix('.xlsx')}'."]
    problems = output_problems(path, "--out", WORKBOOK)
    if problems:
        return problems
    if os.path.lexists(path):
        whose = "is a file of the design" if _is_inside(path, given) else "is there already"
        return [f"--out: '{path}' {whose}; it may hold somebody's changes. Name a new file."]
    return []


def _is_inside(path, given):
    try:
        design = find_design(given)
    except ConfigError:
        return False
    folder = design if design.is_dir() else design.parent
    return folder.resolve() in path.resolve().parents


def _plain(text):
    return "".join(sign for sign in text if sign.isprintable())
