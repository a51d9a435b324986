"""Hours in tables, looked at before anything is counted: nothing that was written down is left out in silence."""

from milieusim.errors import DataError

MOST_ROWS = 5


def refuse(problems):
    """Raise DataError with all problems at once, if there are any.

    Parameters
    ----------
    problems : sequence of str
        One sentence a problem.

    Raises
    ------
    DataError
    """
    if problems:
        raise DataError("\n".join(problems))


def rows_told(table, is_wrong):
    """Return which rows of a table are meant, by their labels, and how many of how many there are.

    Parameters
    ----------
    table : pandas.DataFrame
    is_wrong : array_like of bool
        One entry a row.

    Returns
    -------
    str
        Such as ``2 of 60 (rows 4 and 7)``.
    """
    labels = [str(label) for label in table.index[is_wrong]]
    more = len(labels) - MOST_ROWS
    shown = ", ".join(labels[:MOST_ROWS]) + (f" and {more} more" if more > 0 else "")
    return f"{len(labels)} of {len(table)} (row{'s' if len(labels) > 1 else ''} {shown})"


def time_problems(table, column, where, may_be_missing=False):
    """Return what is wrong with a column of hours: dates, words, times that are missing.

    Parameters
    ----------
    table : pandas.DataFrame
    column : str
    where : str
        What the table is handed to.
    may_be_missing : bool
        Whether a missing time means something.

    Returns
    -------
    list of str
    """
    import pandas as pd

    values = table[column]
    looks_like_time = pd.api.types.is_datetime64_any_dtype(values) or pd.api.types.is_timedelta64_dtype(
        values
    )
    if looks_like_time or any(hasattr(value, "isoformat") for value in values[values.notna()].head(1)):
        return [
            f"{where}: '{column}' holds dates; it must hold hours since the record began, as from "
            f"(table['{column}'] - start) / pd.Timedelta(hours=1)."
        ]
    numbers = pd.to_numeric(values, errors="coerce").astype(float)
    words = (numbers.isna() & values.notna()).to_numpy()
    missing = (values.isna() | numbers.abs().eq(float("inf"))).to_numpy()
    problems = []
    if words.any():
        problems.append(f"{where}: '{column}' is no number in {rows_told(table, words)}; hours are needed.")
    if missing.any() and not may_be_missing:
        problems.append(
            f"{where}: '{column}' is missing in {rows_told(table, missing)}. Find these times, or pass only rows that "
            "have one and say in your text how many do not."
        )
    return problems


def span_problems(table, column, where, hours):
    """Return which rows lie before hour 0 or after the end of a record.

    Parameters
    ----------
    table : pandas.DataFrame
    column : str
        Of hours, none of them missing.
    where : str
    hours : float
        Length of the record.

    Returns
    -------
    list of str
    """
    at, problems = table[column].to_numpy(float), []
    if (at < 0).any():
        problems.append(
            f"{where}: '{column}' lies before hour 0, where the record begins, in {rows_told(table, at < 0)}. Count "
            "hours from the first one that was watched, or leave these rows out."
        )
    if (at >= hours).any():
        problems.append(
            f"{where}: '{column}' lies after the record, which is {hours / 24:g} days long, in "
            f"{rows_told(table, at >= hours)}. Pass a longer days=, or leave these rows out."
        )
    return problems
