"""Run notebooks from top to bottom and keep what they show, so that they can be read without running.

    python notebooks/run.py            # all that are not as their cells would make them now
    python notebooks/run.py 03 07      # these, whatever they hold

A notebook whose cells fail, or whose text claims a number that its cells do not give, is left as it was.
"""

import argparse
import hashlib
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

FOLDER = Path(__file__).parent
MARK = "made_from"
SECONDS = 300


def notebooks():
    """Return the paths of all notebooks, in order."""
    return sorted(FOLDER.glob("[0-9][0-9]-*.ipynb"))


def source_digest(notebook):
    """Return the digest of what a notebook says and asks to be run."""
    text = "\0".join(f"{cell.cell_type} {cell.source}" for cell in notebook.cells)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read(path):
    """Return the notebook in a file."""
    return nbformat.read(path, as_version=4)


def is_stale(notebook):
    """Return whether what a notebook shows was made from other cells than it has."""
    return notebook.metadata.get(MARK) != source_digest(notebook)


def run(path):
    """Run a notebook where it lies, and write it with all that it shows."""
    notebook = read(path)
    NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(FOLDER)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of day, which change with every run
        if cell.cell_type == "code":
            cell.outputs = [out for out in cell.outputs if out.get("name") != "stderr"]
    notebook.metadata = nbformat.NotebookNode(
        kernelspec={"display_name": "Python 3", "language": "python", "name": "python3"},
        language_info={"name": "python"},
        **{MARK: source_digest(notebook)},
    )
    nbformat.write(notebook, path)


def main(arguments=None):
    """Run the notebooks that are asked for; return 1 where one failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "numbers", nargs="*", metavar="NN", help="first digits of notebooks (all that are stale)"
    )
    wanted = parser.parse_args(arguments).numbers
    failed = []
    for path in notebooks():
        if path.name[:2] in wanted if wanted else is_stale(read(path)):
            try:
                run(path)
                print(f"{path.name}: run")
            except CellExecutionError as error:
                failed.append(path.name)
                print(f"{path.name}: {error}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
