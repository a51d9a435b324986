"""Files and folders that are there in full or not at all: whatever the package writes whole is written here."""

import os
import shutil
import stat
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from milieusim.errors import ConfigError

DRAFT = ".milieusim-"
_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


def file_problems(path, option):
    """Return why a file cannot be written, one sentence a problem, before anything is computed for it.

    Parameters
    ----------
    path : path-like or None
        A link stands for what it leads to.
    option : str
        How the person who gave the path calls it.

    Returns
    -------
    list of str
    """
    if path is None:
        return []
    try:
        target = _target(path)
        mode = _mode(target)
    except (OSError, ValueError) as error:
        return [_unusable(path, option, error)]
    if mode is None:
        return _parent_problems(target, path, option)
    if stat.S_ISDIR(mode):
        return [f"{option}: '{path}' is a folder; name a file in it, such as {Path(path) / 'report.html'}."]
    if not stat.S_ISREG(mode):
        return [f"{option}: '{path}' is {_KINDS.get(stat.S_IFMT(mode), 'no ordinary file')}; name a file."]
    if not os.access(target, os.W_OK):
        return [f"{option}: '{path}' cannot be written to."]
    return _parent_problems(target, path, option)


def folder_problems(path, option):
    """Return why a folder cannot be used for results: it holds something, or cannot be made."""
    if path is None:
        return []
    try:
        target = _target(path)
        mode = _mode(target)
        first = min(os.listdir(target), default=None) if mode and stat.S_ISDIR(mode) else None
    except (OSError, ValueError) as error:
        return [_unusable(path, option, error)]
    if mode is None:
        return _parent_problems(target, path, option)
    if not stat.S_ISDIR(mode):
        return [f"{option}: '{path}' is {_KINDS.get(stat.S_IFMT(mode), 'a file')}; name a new folder."]
    if first is None:
        return [] if os.access(target, os.W_OK) else [f"{option}: '{path}' cannot be written to."]
    return [
        f"{option}: '{path}' is not empty (it holds {first}); name a new folder, so that nothing is "
        "overwritten."
    ]


def _target(path):
    """Return what a path leads to, through every link."""
    return Path(os.path.realpath(path))


def _mode(target):
    """Return what kind of thing is there and who may use it, or None if nothing is."""
    try:
        return os.stat(target).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _unusable(path, option, error):
    reason = getattr(error, "strerror", None) or "it cannot be the name of a file"
    return f"{option}: {str(path)!r} cannot be used ({reason})."


def _parent_problems(target, path, option):
    parent = next(folder for folder in target.parents if folder.exists())
    if not parent.is_dir():
        return [f"{option}: '{parent}' is a file, so that '{path}' cannot be made in it."]
    if not os.access(parent, os.W_OK):
        return [f"{option}: '{parent}' cannot be written to."]
    return []


@contextmanager
def written_whole(path, option):
    """Give a draft to write to; it takes the place of `path` once the block ends well.

    Parameters
    ----------
    path : path-like
        A new file, or an ordinary one that is overwritten; of a link, the file that it leads to.
    option : str
        How the person who gave the path calls it.

    Yields
    ------
    pathlib.Path

    Raises
    ------
    ConfigError
        If the file cannot be written there.
    """
    with all_written_whole([path], option) as (draft,):
        yield draft


@contextmanager
def all_written_whole(paths, option):
    """Give a draft for each of several files; they take their places together once the block ends well.

    Parameters
    ----------
    paths : list of path-like
    option : str

    Yields
    ------
    list of pathlib.Path
        In the order of the paths.

    Raises
    ------
    ConfigError
        If a file cannot be written where it should be.
    """
    problems = [problem for path in paths for problem in file_problems(path, option)]
    if problems:
        raise ConfigError(problems)
    targets = [_target(path) for path in paths]
    with ExitStack() as held:
        drafts = [_draft(target, held) for target in targets]
        yield drafts
        for draft, target in zip(drafts, targets):
            # Who may read a file stays as it was.
            if target.exists():
                shutil.copymode(target, draft)
        for draft, target in zip(drafts, targets):
            os.replace(draft, target)


def _draft(target, held):
    held.enter_context(_folder_made(target.parent))
    # In a folder of its own, under its own name: nothing that is written can meet it, and it can be moved.
    place = held.enter_context(tempfile.TemporaryDirectory(prefix=DRAFT, dir=target.parent))
    return Path(place) / target.name


def write_whole(path, content, option):
    """Write a file whole or not at all, and return its path.

    Parameters
    ----------
    path : path-like
    content : bytes
    option : str

    Returns
    -------
    pathlib.Path
    """
    with written_whole(path, option) as draft:
        draft.write_bytes(content)
    return Path(path)


@contextmanager
def folder_written_whole(path, option="--out"):
    """Give a draft folder to fill; what is in it becomes `path` once the block ends well, and vanishes otherwise.

    Raises
    ------
    ConfigError
        If the folder holds something already.
    """
    problems = folder_problems(path, option)
    if problems:
        raise ConfigError(problems)
    target = _target(path)
    # The draft of a folder that is there lies in it: it may be somebody's working folder, or another disk.
    with _folder_made(target.parent):
        is_there = target.is_dir()
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=target if is_there else target.parent))
        try:
            # A temporary folder is its owner's alone; results are for whoever the umask lets in.
            draft.chmod(0o777 & ~_umask())
            yield draft
            for item in sorted(draft.iterdir()) if is_there else ():
                os.replace(item, target / item.name)
            if not is_there:
                os.replace(draft, target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def _folder_made(folder):
    """Make a folder and those above it; take away those that were made if the block ends badly."""
    made = [above for above in (folder, *folder.parents) if not above.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for empty in made:
            try:
                empty.rmdir()
            except OSError:
                break
        raise


def is_utf8(path):
    """Whether a path can be written as text: file names of old disks may hold bytes that are no UTF-8."""
    try:
        os.fspath(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def as_text(name):
    """Return a file's name as text; bytes that are none become the sign for them."""
    return os.fsencode(name).decode("utf-8", "replace")


def _umask():
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
