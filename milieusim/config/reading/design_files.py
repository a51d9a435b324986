"""Which files a design is read from, so that no output is ever written over one of them."""

import os

from milieusim.config.reading.finding import find_design
from milieusim.config.reading.layers import collected
from milieusim.config.reading.text_files import names_in
from milieusim.errors import ConfigError

KEPT = (".yaml", ".yml", ".csv", ".xlsx", ".xlsm", ".xls")


def files_of_designs(sources):
    """Return the files that designs are made of, those of their bases and the tables in their folders among them.

    Parameters
    ----------
    sources : iterable
        What `load_design` takes; what is no path has no files, nor has what cannot be found.

    Returns
    -------
    list of pathlib.Path
    """
    return [file for source in sources if isinstance(source, str | os.PathLike) for file in _files_of(source)]


def _files_of(source):
    try:
        own = find_design(source)
    except ConfigError:
        return []
    files = _own_files(own)
    try:
        layers = collected(source)
    except ConfigError:
        return files
    # A part of a folder brings the folder's tables with it; a dict has no file.
    origins = dict.fromkeys(layer.folder or layer.origin for layer in layers if layer.origin is not None)
    return files + [file for origin in origins for file in _own_files(origin)]


def _own_files(path):
    if not path.is_dir():
        return [path]
    return [path / name for name in names_in(path) if name.lower().endswith(KEPT)]
