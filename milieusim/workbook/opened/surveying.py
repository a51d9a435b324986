"""A look at a workbook before it is read: whatever would take too long, too much memory or cannot be read is refused.

A workbook is a zip of XML. Its parts are read as a stream, so that a file made to swell, or a sheet of a million
rows, is noticed after a small part of it.
"""

import re
import zipfile
from xml.parsers import expat

from milieusim.errors import ConfigError

MOST_FILE_BYTES = 20_000_000
MOST_PARTS = 2_000
MOST_SHEET_BYTES = 25_000_000
MOST_PART_BYTES = 8_000_000
MOST_ALL_BYTES = 60_000_000
MOST_CELLS = 40_000
MOST_ROWS = 5_000
MOST_COLUMNS = 1_000
MOST_ELEMENTS = 1_500_000
MOST_MERGED = 200_000
PIECE = 1 << 16
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
ADVICE = "Copy the timetable alone into a new workbook and import that."


def survey(path, shown):
    """Return how many formulas of a workbook have no saved result, or raise ConfigError if it should not be opened.

    Parameters
    ----------
    path : Path
    shown : str
        How the file is called in messages.

    Returns
    -------
    int
    """
    if path.stat().st_size > MOST_FILE_BYTES:
        raise ConfigError(
            f"{shown}: {path.stat().st_size / 1e6:.0f} MB is too large for a timetable. {ADVICE}"
        )
    _refuse_other_kinds(path, shown)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_parts(parts, shown)
            counts = _Counts(shown)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    counts.take(archive, part)
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        zipfile.zlib.error,
    ) as error:
        reason = "it is encrypted" if "encrypted" in str(error) else "it is damaged or no workbook"
        raise ConfigError(
            f"{shown}: cannot be opened as a workbook ({reason}); save it anew as .xlsx."
        ) from None
    return counts.formulas_without_result


def _refuse_other_kinds(path, shown):
    with path.open("rb") as file:
        start = file.read(8)
        rest = file.read(4_000_000) if start == OLD_OFFICE else b""
    if start == OLD_OFFICE:
        if "EncryptedPackage".encode("utf-16-le") in rest:
            raise ConfigError(
                f"{shown}: is protected by a password; save a copy without one and import that."
            )
        raise ConfigError(f"{shown}: is in the old format of Excel (.xls); save it as .xlsx and import that.")
    if not start.startswith(b"PK"):
        raise ConfigError(f"{shown}: is no workbook, whatever its name says; save it as .xlsx or .csv.")


def _refuse_parts(parts, shown):
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise ConfigError(f"{shown}: holds macros, which are never run; save a copy as .xlsx without them.")
    if "content.xml" in names:
        raise ConfigError(f"{shown}: is an OpenDocument sheet; save it as .xlsx or .csv and import that.")
    if "xl/workbook.bin" in names:
        raise ConfigError(f"{shown}: is a binary workbook (.xlsb); save it as .xlsx and import that.")
    if not any(name.endswith(".xml") and "workbook" in name for name in names):
        raise ConfigError(f"{shown}: is no workbook, whatever its name says; save it as .xlsx or .csv.")
    xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    largest = any(part.file_size > _most_bytes(part.filename) for part in xml)
    if len(parts) > MOST_PARTS or largest or sum(part.file_size for part in xml) > MOST_ALL_BYTES:
        raise ConfigError(f"{shown}: holds far more than a timetable when it is unpacked. {ADVICE}")


def _most_bytes(name):
    return MOST_SHEET_BYTES if "worksheets/" in name.lower() else MOST_PART_BYTES


class _Counts:
    """Counts what the parts of a workbook hold, and stops where it is too much."""

    def __init__(self, shown):
        self.shown = shown
        self.cells = self.elements = self.merged = self.formulas_without_result = 0
        self._has_formula = self._has_value = self._is_value = False

    def take(self, archive, part):
        """Read one part."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse_declarations
        unpacked = 0
        with archive.open(part) as file:
            try:
                while piece := file.read(PIECE):
                    unpacked += len(piece)
                    if unpacked > _most_bytes(part.filename):
                        raise ConfigError(f"{self.shown}: holds far more than it says. {ADVICE}")
                    parser.Parse(piece, False)
                parser.Parse(b"", True)
            except expat.ExpatError:
                raise ConfigError(
                    f"{self.shown}: is damaged ({part.filename} cannot be read); open it in a spreadsheet program "
                    "and save it anew as .xlsx."
                ) from None

    def _refuse_declarations(self, *_):
        raise ConfigError(
            f"{self.shown}: holds declarations that no spreadsheet program writes; save it anew."
        )

    def _start(self, name, attributes):
        name = name.rpartition(":")[2]
        self.elements += 1
        if name == "c":
            self.cells += 1
            self._has_formula = self._is_value = False
            # A formula may well give no text at all.
            self._has_value = attributes.get("t") == "str"
            self._refuse_far(attributes.get("r", ""))
        elif name == "f":
            self._has_formula = True
        elif name == "v":
            self._is_value = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        if self.cells > MOST_CELLS or self.elements > MOST_ELEMENTS:
            raise ConfigError(f"{self.shown}: holds more than {MOST_CELLS:,} cells. {ADVICE}")

    def _text(self, text):
        self._has_value = self._has_value or self._is_value

    def _end(self, name):
        name = name.rpartition(":")[2]
        self._is_value = self._is_value and name != "v"
        if name == "c" and self._has_formula and not self._has_value:
            self.formulas_without_result += 1

    def _refuse_far(self, reference):
        match = REFERENCE.fullmatch(reference)
        if match and (int(match[2]) > MOST_ROWS or _column(match[1]) > MOST_COLUMNS):
            raise ConfigError(f"{self.shown}: has a cell at {reference}, far beyond any timetable. {ADVICE}")

    def _merge(self, reference):
        ends = [REFERENCE.fullmatch(end) for end in reference.replace("$", "").split(":")]
        if not all(ends) or not ends:
            return
        rows = abs(int(ends[-1][2]) - int(ends[0][2])) + 1
        self.merged += rows * (abs(_column(ends[-1][1]) - _column(ends[0][1])) + 1)
        if self.merged > MOST_MERGED:
            raise ConfigError(
                f"{self.shown}: merges {reference} into one cell, far more than a timetable. {ADVICE}"
            )


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
