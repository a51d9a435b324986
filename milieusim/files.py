"""Files and folders that are there in full or not at all."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from milieusim.errors import ConfigError


def file_problems(path, option):
    """Return why a file cannot be written, one sentence a problem, before anything is computed for it."""
    if path is None:
        return []
    path = Path(path)
    if path.is_dir():
        return [f"{option}: '{path}' is a folder; name a file in it, such as {path / 'report.html'}."]
    return _parent_problems(path, option)


def folder_problems(path, option):
    """Return why a folder cannot be used for results: it holds something, or cannot be made."""
    if path is None:
        return []
    path = Path(path)
    if path.is_dir():
        first = next(iter(sorted(item.name for item in path.iterdir())), None)
        if first is None:
            return [] if os.access(path, os.W_OK) else [f"{option}: '{path}' cannot be written to."]
        return [
            f"{option}: '{path}' is not empty (it holds {first}); name a new folder, so that nothing is "
            "overwritten."
        ]
    if path.exists():
        return [f"{option}: '{path}' is a file; name a new folder."]
    return _parent_problems(path, option)


def _parent_problems(path, option):
    parent = next(folder for folder in path.absolute().parents if folder.exists())
    if not parent.is_dir():
        return [f"{option}: '{parent}' is a file, so that '{path}' cannot be made in it."]
    if not os.access(parent, os.W_OK):
        return [f"{option}: '{parent}' cannot be written to."]
    return []


@contextmanager
def written_whole(path):
    """Give a draft to write to; it takes the place of `path` once the block ends well.

    Raises
    ------
    ConfigError
        If the file cannot be written there.
    """
    problems = file_problems(path, "report")
    if problems:
        raise ConfigError(problems)
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as place:
        draft = Path(place) / path.name
        yield draft
        os.replace(draft, path)


@contextmanager
def folder_written_whole(path, option="--out"):
    """Give a draft folder to fill; it becomes `path` once the block ends well, and vanishes otherwise.

    Raises
    ------
    ConfigError
        If the folder holds something already.
    """
    problems = folder_problems(path, option)
    if problems:
        raise ConfigError(problems)
    path = Path(path).absolute()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        # A temporary folder is its owner's alone; results are for whoever the umask lets in.
        draft.chmod(0o777 & ~_umask())
        yield draft
        if path.is_dir():
            path.rmdir()
        os.replace(draft, path)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _umask():
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
