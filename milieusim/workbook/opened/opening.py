"""From the path of a spreadsheet to its sheets: the door to all reading of workbooks."""

import re
import stat
from pathlib import Path
from typing import NamedTuple

from milieusim.config.reading.text_files import names_in
from milieusim.errors import ConfigError
from milieusim.phrasing import listed, near
from milieusim.workbook.opened.sheets import Sheet
from milieusim.workbook.opened.surveying import survey
from milieusim.workbook.opened.text_table import text_sheet

TEXT_ENDINGS = (".csv", ".tsv", ".txt")
WORKBOOK_ENDINGS = (".xlsx", ".xltx", ".xlsm", ".xltm")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Opened(NamedTuple):
    """Sheets that a person can see, and what was passed over."""

    sheets: list
    notes: list


def open_spreadsheet(path, only=None):
    """Open a spreadsheet.

    Parameters
    ----------
    path : path-like
        A workbook (.xlsx), or a table as text (.csv, .tsv, .txt).
    only : str, optional
        Name of the one sheet to be read.

    Returns
    -------
    Opened

    Raises
    ------
    ConfigError
        In one line, if it cannot be read, is no spreadsheet, or would take too long.
    """
    path = Path(path)
    _refuse_what_is_no_file(path)
    ending = path.suffix.lower()
    if ending in TEXT_ENDINGS and not _is_zip(path):
        return Opened([text_sheet(path)], [])
    if ending not in (*WORKBOOK_ENDINGS, *TEXT_ENDINGS, ".xls", ".ods", ".xlsb"):
        raise ConfigError(
            f"{path}: a timetable is a workbook (.xlsx) or a table (.csv), not '{ending or 'this'}'."
        )
    sheets, notes = _workbook_sheets(path)
    return Opened(_chosen(sheets, only, path), notes)


def _refuse_what_is_no_file(path):
    try:
        facts = path.stat()
    except FileNotFoundError:
        hint = near(path.name, names_in(path.parent))
        raise ConfigError(f"{path}: there is no such file.{hint}") from None
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error}).") from None
    if not stat.S_ISREG(facts.st_mode):
        kind = "a folder" if stat.S_ISDIR(facts.st_mode) else "no ordinary file"
        raise ConfigError(f"{path}: this is {kind}; name a workbook (.xlsx) or a table (.csv).")
    if not facts.st_size:
        raise ConfigError(f"{path}: this file is empty.")


def _is_zip(path):
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror or error}).") from None


def _workbook_sheets(path):
    try:
        without_result = survey(path, str(path))
    except PermissionError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}).") from None
    book = _loaded(path, data_only=True)
    if without_result:
        raise ConfigError(_formulas(path))
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    notes = [f"{path.name}: not read, as they are hidden: {listed(hidden)}."] if hidden else []
    return [_sheet(sheet) for sheet in visible], notes


def _loaded(path, data_only):
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            # Of charts, validation and extensions, which no timetable is read from.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(path, data_only=data_only, keep_links=False)
    except Exception as error:  # whatever a damaged file makes the library stumble over
        raise ConfigError(
            f"{path}: cannot be read as a workbook ({type(error).__name__}); open it in a spreadsheet program and "
            "save it anew as .xlsx."
        ) from None


def _formulas(path):
    book = _loaded(path, data_only=False)
    found = [
        f"'{sheet.title}' {cell.coordinate}"
        for sheet in book.worksheets
        for cell in sheet._cells.values()
        if cell.data_type == "f"
    ]
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    first = found[0] if found else "a cell"
    return (
        f"{path}: {first}{more} hold formulas whose results were never saved; open the workbook in a spreadsheet "
        "program, save it, and import it again."
    )


def _sheet(sheet):
    # Cells that are there: a sheet's own iteration makes those in between, up to the last one that has a colour.
    cells = [cell for cell in sheet._cells.values() if getattr(cell, "value", None) is not None]
    height = max((cell.row for cell in cells), default=0)
    width = max((cell.column for cell in cells), default=0)
    rows = [[None] * width for _ in range(height)]
    for cell in cells:
        value = cell.value
        rows[cell.row - 1][cell.column - 1] = _unescaped(value) if isinstance(value, str) else value
    merged = [(b.min_row - 1, b.min_col - 1, b.max_row - 1, b.max_col - 1) for b in sheet.merged_cells.ranges]
    return Sheet(sheet.title, rows, merged)


def _unescaped(text):
    """Return text with signs that XML cannot hold, which workbooks write as _x000D_."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _chosen(sheets, only, path):
    if only is None:
        return sheets
    names = [sheet.name for sheet in sheets]
    chosen = [sheet for sheet in sheets if sheet.name.strip().casefold() == only.strip().casefold()]
    if not chosen:
        there = f"there is {listed(repr(name) for name in names)}" if names else "there is none to be seen"
        raise ConfigError(f"{path}: there is no sheet '{only}'; {there}.{near(only, names)}")
    return chosen
