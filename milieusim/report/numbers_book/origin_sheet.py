"""The last sheet: how these numbers came about, and what gives them again."""

import json
import platform

from milieusim.comparison.answered.made_with import command_of, lacking
from milieusim.digests import digest_of
from milieusim.report.grounds.method import method
from milieusim.report.numbers_book.number_table import Column, add_table

GAINED = "The same files, seeds and version give the same numbers, on any number of workers."


def add_origin(book, result, command=None):
    """Add the sheet of how to get the same numbers again.

    Parameters
    ----------
    book : openpyxl.Workbook
    result : Comparison
    command : str, optional
        As it was typed; made up from the comparison if left out.
    """
    columns = [Column("What", 34), Column("Which", 120)]
    rows = [
        [what, str(which)] for what, which in (*_facts(result, command), *_designs(result), *_methods(result))
    ]
    add_table(book, "Reproduce", "How to get the same numbers again", [GAINED], columns, rows)


def _facts(result, command):
    yield "Command", command or command_of(result)
    if not command:
        # What was given from Python has no path that a command could name.
        yield from (("The command lacks", text) for text in lacking(result))
    yield "milieusim", _version()
    yield "Python", platform.python_version()
    yield "numpy", _numpy()
    yield "Pairs of runs", result.replications
    yield "Days of each run", result.days
    yield "Seeds", f"{result.seeds[0]} to {result.seeds[-1]}"
    yield "Parameters", result.parameters.name
    names = result.metrics["parameter_set"].drop_duplicates().astype(str).tolist()
    yield "Parameter sets that were run", f"{len(names)}: {', '.join(names)}"
    yield "Digest of the metrics of all runs", _digest_of_runs(result)
    yield "Judged", ", ".join(result.judged)
    for name, margin in result.margins.items():
        yield f"Margin of {name}", margin
    for what, given in (("Goals", result.goals), ("Rates", result.rates)):
        if given is not None:
            yield what, json.dumps(given.model_dump(mode="json", exclude_none=True), ensure_ascii=False)
    if result.replacements.sentence:
        yield "Rules and agents of somebody's own", result.replacements.sentence


def _designs(result):
    for name, design in result.designs.items():
        yield f"Digest of {name}", digest_of(design.model_dump(mode="json"))


def _methods(result):
    for text in method(result):
        yield "How", text


def _digest_of_runs(result):
    """Return what two people compare to see whether they got the same: any other number of any run gives another."""
    return digest_of(result.metrics.to_csv(index=False))


def _version():
    import milieusim

    return milieusim.__version__


def _numpy():
    import numpy

    return numpy.__version__
