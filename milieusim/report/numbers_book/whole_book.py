"""The workbook of a comparison: all its numbers, for those who want to look for themselves."""

from pathlib import Path

from milieusim.errors import ConfigError
from milieusim.files import written_whole
from milieusim.output_paths import MADE_BY_COMPARE, WORKBOOK, output_problems
from milieusim.phrasing import listed
from milieusim.report.numbers_book.answer_sheet import add_answer, add_contents
from milieusim.report.numbers_book.day_sheets import add_day, add_day_differences, add_staff_hours
from milieusim.report.numbers_book.measure_sheets import add_made_of, add_measures, add_undone
from milieusim.report.numbers_book.mechanism_sheet import add_mechanisms
from milieusim.report.numbers_book.origin_sheet import add_origin
from milieusim.report.numbers_book.staff_sheets import add_costs, add_staff, add_who
from milieusim.report.numbers_book.timetable_sheets import add_timetables, add_weeks


def write_numbers(result, path, command=None):
    """Write the workbook of a comparison, whole or not at all.

    Parameters
    ----------
    result : Comparison
    path : str or pathlib.Path
        Ends in .xlsx.
    command : str, optional
        What gives the same numbers again.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    ConfigError
        If it cannot be written there, its folder is not there, or its name is that of another format.
    """
    if problems := output_problems(path, "workbook", WORKBOOK):
        raise ConfigError(problems)
    book = numbers_book(result, command)
    with written_whole(path, "workbook") as draft:
        book.save(draft)
    return Path(path)


def numbers_book(result, command=None):
    """Return a comparison as a workbook of openpyxl.

    Parameters
    ----------
    result : Comparison
    command : str, optional

    Returns
    -------
    openpyxl.Workbook
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    answer = add_answer(book, result)
    for add in (
        add_measures, add_made_of, add_mechanisms, add_undone, add_staff, add_costs, add_who, add_day,
        add_day_differences, add_staff_hours, add_timetables, add_weeks,
    ):  # fmt: skip
        add(book, result)
    add_origin(book, result, command)
    add_contents(answer)
    book.active = 0
    book.properties.creator = "milieusim"
    book.properties.category = MADE_BY_COMPARE
    title = f"{listed(result.others)} against {result.base}"
    book.properties.title = "".join(sign for sign in title if sign.isprintable())
    return book
