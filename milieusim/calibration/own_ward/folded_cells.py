"""Bad cells of a log as lines to be told: one line for all that fail alike, with the rows that they are on."""

MOST_LINES = 5
ALL_DIFFERENT = ("date", "time", "datetime")
"""Columns in which hardly two cells are the same, so that one fault has as many spellings as there are rows."""


def folded(cells):
    """Return sentences of bad cells, equal ones as one with the lines that they are on.

    Parameters
    ----------
    cells : list of BadCell

    Returns
    -------
    list of str
    """
    alike = {}
    for cell in _shown_once(cells):
        alike.setdefault(cell._replace(line=0), []).append(cell.line)
    told = []
    for cell, lines in alike.items():
        more = f" and {len(lines) - MOST_LINES} more" if len(lines) > MOST_LINES else ""
        shown = ", ".join(map(str, lines[:MOST_LINES])) + more
        sentence = cell._replace(line=lines[0]).sentence
        told.append(
            sentence
            if len(lines) == 1
            else f"{sentence.replace(f' line {lines[0]}: ', ': ', 1)} ({len(lines)} rows: lines {shown}.)"
        )
    return told


def _shown_once(cells):
    """Return cells, many different dates or times that fail alike with the first of them for all."""
    kinds = {}
    for cell in cells:
        if cell.column in ALL_DIFFERENT:
            kinds.setdefault((cell.file, cell.column, cell.allowed), {}).setdefault(cell.found, cell)
    first = {kind: next(iter(found.values())) for kind, found in kinds.items() if len(found) > MOST_LINES}
    for cell in cells:
        like = first.get((cell.file, cell.column, cell.allowed))
        yield cell._replace(found=f"{like.found} and the like", nearest=like.nearest) if like else cell
