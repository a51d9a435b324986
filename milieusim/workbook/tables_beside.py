"""A timetable that lies in the folder of a design: it is not read when the ward is simulated, and that is told."""

from milieusim.config.reading.text_files import names_in, shown
from milieusim.config.telling.differences import difference_lines
from milieusim.errors import ConfigError
from milieusim.phrasing import as_typed
from milieusim.workbook.importing import read_for

NAMES = ("timetable.csv", "timetable.xlsx")


def told_of_tables(folder, design):
    """Return a sentence for each table in a design's folder that says something else than its routine does.

    Parameters
    ----------
    folder : Path
    design : WardDesign
        What the folder holds.

    Returns
    -------
    list of str
    """
    there = names_in(folder)
    edited = [name for name in NAMES if name in there and _is_newer(folder, name, there)]
    return [told for told in (_told(folder, name, design) for name in edited) if told]


def _is_newer(folder, name, there):
    """Whether a table was written after the routine: an older one is what a routine was, and has had its day."""
    routine = folder / ("routine.yaml" if "routine.yaml" in there else "design.yaml")
    return (folder / name).stat().st_mtime_ns >= routine.stat().st_mtime_ns


def _told(folder, name, design):
    file, take_over = shown(folder / name), f"milieusim import {as_typed(shown(folder / name))} --into "
    try:
        new, _, _, found = read_for(folder / name, design)
    except ConfigError as error:
        return (
            f"{file}: it is not read when the ward is simulated, and it is no timetable: {error.problems[0]}"
        )
    lines = difference_lines(design, new)
    if not lines and not found.unread:
        return ""
    first = lines[0] if lines else f"{found.unread[0].spot}: '{found.unread[0].found}' cannot be read"
    more = f", and {len(lines) - 1} more" if len(lines) > 1 else ""
    return (
        f"{file} says something else than the design ({first}{more}), and it is not read when the ward is simulated. "
        f"Take it over: {take_over}{as_typed(shown(folder))}; or delete it."
    )
