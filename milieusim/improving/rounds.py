"""Rounds of a search in a folder: what is finished is never run again, and what is of another search is refused."""

import json
from pathlib import Path

from milieusim.errors import ConfigError
from milieusim.files import folder_problems, write_whole, written_whole
from milieusim.output_paths import output_folder_problems

FACTS, ROUNDS = "search.json", "rounds"


class InMemory:
    """Keeps nothing: a search that was not given a folder."""

    def of(self, name, make):
        """Return what `make` gives."""
        return make()


class InFolder:
    """Keeps each round as a file.

    Parameters
    ----------
    folder : path-like
        New, empty, or of the same search.
    facts : dict
        Plain data: what makes the search this one.

    Raises
    ------
    ConfigError
        If the folder is of another search.
    """

    def __init__(self, folder, facts):
        self.folder = Path(folder)
        problems = search_folder_problems(folder) or _other_search(self.folder, facts)
        if problems:
            raise ConfigError(problems)
        if not (self.folder / FACTS).exists():
            text = json.dumps(facts, indent=2, sort_keys=True) + "\n"
            write_whole(self.folder / FACTS, text.encode(), "--out")

    def of(self, name, make):
        """Return a finished round, or make it and keep it.

        Parameters
        ----------
        name : str
        make : callable
            Gives a pandas table.

        Returns
        -------
        pandas.DataFrame
        """
        import pandas as pd

        path = self.folder / ROUNDS / f"{name}.parquet"
        if path.exists():
            with open(path, "rb") as file:
                return pd.read_parquet(file)
        table = make()
        with written_whole(path, "--out") as draft, open(draft, "wb") as file:
            table.to_parquet(file, index=False, compression="zstd")
        return table


def search_folder_problems(folder):
    """Return why a folder cannot hold a search: it holds something else, or cannot be made."""
    if folder is None or (Path(folder) / FACTS).is_file():
        return []
    return output_folder_problems(folder, "--out") or folder_problems(folder, "--out")


def _other_search(folder, facts):
    path = folder / FACTS
    if not path.exists():
        return []
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        other = sorted(key for key in {*known, *facts} if known.get(key) != facts.get(key))
    except (ValueError, TypeError, OSError):
        return [f"--out: '{path}' cannot be read; name a new folder."]
    if not other:
        return []
    return [
        f"--out: '{folder}' holds another search (other {', '.join(other)}), which cannot go on as this one; name a "
        "new folder, or ask as you did then."
    ]
