"""Workbooks that nobody should open: each is refused in one line."""

import io
import zipfile

import openpyxl

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'


def plain():
    """A workbook with one slot."""
    book = openpyxl.Workbook()
    for row in (["Days", "Time", "Activity"], ["Mon", "9.00-10.00", "Yoga"]):
        book.active.append(row)
    return book


def _bytes(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(name, content, raw=None):
    """A workbook in which one part is another."""
    source = zipfile.ZipFile(io.BytesIO(raw or _bytes(plain())))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for part in source.namelist():
            if part != name:
                made.writestr(part, source.read(part))
        made.writestr(name, content)
    return file.getvalue()


def _sheet(rows, after=""):
    return with_part("xl/worksheets/sheet1.xml", SHEET.format(rows, after))


def million_rows():
    """A million rows."""
    return _sheet("".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 1_000_001)))


def many_cells():
    """More cells than any timetable, on few rows."""
    cells = "".join("<c><v>1</v></c>" for _ in range(900))
    return _sheet(f"<row>{cells}</row>" * 150)


def far_cell():
    """One cell in the last corner."""
    return _sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def bomb():
    """A part that unpacks to two hundred times its size."""
    return _sheet(" " * 40_000_000)


def lying_bomb():
    """A part that unpacks to more than its entry says."""
    raw = bomb()
    size = len(SHEET.format("", "")) + 40_000_000
    assert raw.count(size.to_bytes(4, "little")) == 2
    return raw.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def merged_whole():
    """Every cell there can be, merged into one."""
    return _sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )


def entities():
    """Declarations that make text grow without end."""
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + k)} "{f"&{chr(97 + k)};" * 10}">' for k in range(9)
    )
    return with_part("xl/sharedStrings.xml", f"{laughs}]><sst><si><t>&j;</t></si></sst>")


def formulas():
    """Formulas whose results were never saved."""
    book = plain()
    book.active["B3"], book.active["C3"] = "=B2", '=CONCATENATE("Yo","ga")'
    return _bytes(book)


def macros():
    """A workbook that holds macros."""
    return with_part("xl/vbaProject.bin", b"\0" * 100)


def password():
    """What an encrypted workbook looks like from outside."""
    return (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    )


def old_format():
    """The format of before 2007."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1200


def open_document():
    """A sheet of another office."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", "<a/>")
    return file.getvalue()


def cut_off():
    """A file of which the end is missing."""
    return _bytes(plain())[:-300]


def broken_xml():
    """A part that is no XML."""
    return with_part("xl/worksheets/sheet1.xml", "<worksheet><sheetData>")


def text_by_another_name():
    """A letter."""
    return b"Dear ward manager"


def nothing():
    """No bytes at all."""
    return b""


def a_zip_of_something_else():
    """An archive that is no workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("letter.txt", "Dear ward manager")
    return file.getvalue()


def no_timetable():
    """A sheet about something else."""
    book = openpyxl.Workbook()
    for row in (["Item", "Price"], ["Chairs", 120], ["Tables", 80]):
        book.active.append(row)
    return _bytes(book)


def everything_in_one_cell():
    """A timetable whose cells were all merged."""
    book = plain()
    book.active.merge_cells("A1:C2")
    return _bytes(book)


def empty_sheets():
    """Nothing but empty sheets."""
    return _bytes(openpyxl.Workbook())


EXPECTED = {
    million_rows: "far more than a timetable when it is unpacked|holds more than 40,000 cells|far beyond any",
    many_cells: "holds more than 40,000 cells",
    far_cell: "has a cell at XFD1048576, far beyond any timetable",
    bomb: "holds far more than a timetable when it is unpacked",
    lying_bomb: "damaged|holds far more",
    merged_whole: "merges A1:XFD1048576 into one cell",
    entities: "holds declarations that no spreadsheet program writes",
    formulas: "'Sheet' B3 and 1 more hold formulas whose results were never saved",
    macros: "holds macros, which are never run",
    password: "is protected by a password",
    old_format: r"old format of Excel \(.xls\); save it as .xlsx",
    open_document: "is an OpenDocument sheet; save it as .xlsx or .csv",
    cut_off: "cannot be opened as a workbook",
    broken_xml: "is damaged",
    text_by_another_name: "is no workbook, whatever its name says",
    nothing: "this file is empty",
    a_zip_of_something_else: "is no workbook, whatever its name says",
    no_timetable: "no timetable and no rota found on 'Sheet'",
    everything_in_one_cell: "no timetable and no rota found on 'Sheet'",
    empty_sheets: "there is nothing to be seen in it",
}
