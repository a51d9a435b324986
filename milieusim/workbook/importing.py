"""A spreadsheet read into a design: what it would become, and then its files."""

from pathlib import Path
from typing import NamedTuple

from milieusim.config.parts.design import WardDesign
from milieusim.config.parts.part import validated
from milieusim.config.reading.loading import read_design
from milieusim.config.reading.text_files import text_of
from milieusim.errors import ConfigError
from milieusim.phrasing import listed
from milieusim.workbook.fitted.assumptions import with_assumptions
from milieusim.workbook.fitted.fitting import fitted
from milieusim.workbook.fitted.putting_in import new_texts, own_files
from milieusim.workbook.layouts.finding_tables import tables_of
from milieusim.workbook.meanings.words_file import load_words
from milieusim.workbook.opened.opening import open_spreadsheet

LOOKED_FOR = (
    "A timetable has a row a slot with its time, or days across the top and times down the side; a rota has shifts down "
    "the side and roles across the top"
)


class Imported(NamedTuple):
    """What a spreadsheet becomes.

    Attributes
    ----------
    design : WardDesign
        With the new routine, the new rota or both.
    before : WardDesign
    parts : list of str
        Which of them are new.
    readings : list of Reading
        What each text was taken for, the least sure first.
    found : Found
        Notes, cells that could not be read, and what each sheet is.
    texts : dict of Path to str
        Files of the design as they will be.
    """

    design: WardDesign
    before: WardDesign
    parts: list
    readings: list
    found: object
    texts: dict


def read_into(spreadsheet, into, words=(), sheet=None):
    """Read a spreadsheet for a design; nothing is written.

    Parameters
    ----------
    spreadsheet : path-like
        A workbook (.xlsx) or a table (.csv).
    into : str or path-like
        Path of a design of one's own.
    words : list of str, optional
        Languages that are shipped, and files of words of one's own.
    sheet : str, optional
        The one sheet to be read; all that can be seen if left out.

    Returns
    -------
    Imported

    Raises
    ------
    ConfigError
        If the spreadsheet cannot be read, holds no timetable, or makes no valid design.
    """
    path = own_files(into)
    before = read_design(path)
    design, parts, readings, found = read_for(spreadsheet, before, words, sheet)
    texts = new_texts(path, design, parts)
    main = path / "design.yaml" if path.is_dir() else path
    text = texts.get(main) or text_of(main)
    changed, told = with_assumptions(text, before.about, parts, Path(spreadsheet).name)
    if changed != text:
        texts[main] = changed
    for sentence in told:
        found.note(sentence)
    return Imported(design, before, parts, readings, found, texts)


def read_for(spreadsheet, design, words=(), sheet=None):
    """Return a design with what a spreadsheet holds, which parts that changes, the readings, and what was found."""
    known = load_words(*words)
    opened = open_spreadsheet(spreadsheet, sheet)
    found = tables_of(opened.sheets, known, [place.name for place in design.ward.places])
    for note in opened.notes:
        found.note(note)
    label = Path(spreadsheet).name
    fit = fitted(found, design, known, label)
    changed = {"routine": fit.routine, "rota": fit.rota}
    parts = [part for part, tree in changed.items() if tree is not None]
    if not parts:
        raise ConfigError(_nothing_found(spreadsheet, opened, found, words))
    tree = design.model_dump(mode="json") | {part: changed[part] for part in parts}
    new = validated(WardDesign, tree, lambda problem: f"{label}: {problem.text}")
    return new, parts, fit.readings, found


def _nothing_found(spreadsheet, opened, found, words):
    names = [f"'{sheet.name}'" for sheet in opened.sheets if sheet.height]
    if not names:
        return f"{spreadsheet}: there is nothing to be seen in it."
    where = "" if opened.sheets[0].is_file else f" on {listed(names[:8])}"
    language = "" if words else " If it is not in English: --words german, or a file of your own words."
    cells = [f"{unread.spot}: '{unread.found}': {unread.why}." for unread in found.unread[:20]]
    return [f"{spreadsheet}: no timetable and no rota found{where}. {LOOKED_FOR}.{language}", *cells]
