"""Does a table hold the columns that an analysis or a picture reads?"""

from milieusim.errors import DataError
from milieusim.phrasing import near

MOST_SHOWN = 12


def need_columns(table, columns, where):
    """Raise DataError if a table lacks columns, with what it holds and the likely name.

    Parameters
    ----------
    table : pandas.DataFrame
    columns : sequence of str
    where : str
        What the table is handed to.

    Raises
    ------
    DataError
        With every column that is missing.
    """
    held = [str(name) for name in table.columns]
    missing = [name for name in columns if name not in held]
    if not missing:
        return
    shown = ", ".join(held[:MOST_SHOWN]) + (f" and {len(held) - MOST_SHOWN} more" * (len(held) > MOST_SHOWN))
    told = " ".join(f"The table has no column '{name}'.{near(name, held)}" for name in missing)
    raise DataError(f"{where}: {told} It holds {shown or 'no columns at all'}.")
