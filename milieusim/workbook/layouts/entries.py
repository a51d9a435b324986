"""What is found on sheets before it is fitted to a ward: entries of a timetable, and whatever could not be read."""

from dataclasses import dataclass, field
from typing import NamedTuple

from milieusim.errors import ConfigError
from milieusim.phrasing import listed

MOST_ENTRIES = 3_000
MOST_NAMED = 6


class Unread(NamedTuple):
    """A cell that could not be read, what it holds, and what would do instead."""

    spot: str
    found: str
    why: str


@dataclass
class Entry:
    """One entry of a timetable as it stands on a sheet.

    Attributes
    ----------
    spot : str
        Where it stands.
    name : str
    days : list of str or None
        None where the sheet names none.
    start, end : int or None
        Minutes of the day.
    following : int or None
        When the next entry of these days begins, where no end is given.
    texts : dict of str to str
        What other columns say, by the name of the column; a column that is not there is left out.
    spots : dict of str to str
        Where each of them stands.
    is_own : bool
        Whether it stands in a list with all columns of milieusim, where an empty cell says something.
    is_cell : bool
        Whether it is a cell of a week grid, which may go on in the cell below.
    """

    spot: str
    name: str
    days: list | None
    start: int | None
    end: int | None
    texts: dict = field(default_factory=dict)
    spots: dict = field(default_factory=dict)
    is_own: bool = False
    is_cell: bool = False
    following: int | None = None


@dataclass
class Found:
    """Everything that was found in a spreadsheet.

    Attributes
    ----------
    entries : list of Entry
    unread : list of Unread
        What was left out or taken for something usual.
    notes : list of str
        What was assumed or passed over, a sentence each.
    tables : list of str
        What each sheet that was read is, a sentence each.
    rota : FoundRota or None
        What sheets say of the rota.
    marks : dict of str to int or None
        When the ward wakes and when lights are out, where that stands above a table; None for never.
    weeks : dict of str to tuple of str
        Timetable or rota -> name of the week that was read, and how the sheet says it.
    """

    entries: list = field(default_factory=list)
    unread: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    rota: object | None = None
    marks: dict = field(default_factory=dict)
    weeks: dict = field(default_factory=dict)

    def add(self, entry):
        """Take an entry, or raise ConfigError where there are more than any timetable has."""
        if len(self.entries) == MOST_ENTRIES:
            raise ConfigError(
                f"{entry.spot}: more than {MOST_ENTRIES:,} entries stand above; a week has a few hundred. Name the "
                "sheet of one week with --sheet, or copy it into a new workbook."
            )
        self.entries.append(entry)

    def cannot_read(self, spot, found, why):
        """Note a cell that cannot be read."""
        unread = Unread(spot, found if len(found) <= 60 else f"{found[:57]}...", why)
        if unread not in self.unread:
            self.unread.append(unread)

    def note(self, text):
        """Note something once."""
        if text not in self.notes:
            self.notes.append(text)

    def note_after_noon(self, sheet, moved, out_of_order):
        """Note that times of a clock of twelve hours were put after noon, and those of which that is not sure."""
        if moved:
            are = "1 time was" if len(moved) == 1 else f"{len(moved)} times were"
            shown = ", ".join(dict.fromkeys(moved))
            self.note(
                f"{sheet.name}: {are} taken to be after noon ({shown}), as what stands above runs on to "
                "it and neither am nor pm is said."
            )
        if out_of_order:
            self.note(
                f"{sheet.name}: {listed(list(dict.fromkeys(out_of_order))[:MOST_NAMED])} stand below later times and "
                "were read as they are written; write 7pm or 19:00 where the evening is meant."
            )
