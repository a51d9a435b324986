"""Where designs live: the shipped ones by name, everybody's own by path; nothing is opened here."""

import os
from pathlib import Path

from milieusim.config.reading.text_files import names_in
from milieusim.errors import ConfigError
from milieusim.files import as_text
from milieusim.phrasing import near

SHIPPED_FOLDER = Path(__file__).resolve().parents[2] / "data" / "designs"
SHIPPED_ORDER = (
    "acute-ward acute-ward-evenings open-unit closed-unit closed-unit-locked structured-hospital-day "
    "therapeutic-community older-adult-week unstructured-ward reference-switzerland reference-england "
    "reference-nsw reference-australia reference-germany"
).split()
ENDINGS = ("", ".yaml", ".yml")


def shipped_designs():
    """Names of the designs that come with milieusim.

    Returns
    -------
    list of str

    Examples
    --------
    >>> "acute-ward" in ms.shipped_designs()
    True
    """
    present = {name.removesuffix(".yaml") for name in names_in(SHIPPED_FOLDER) if not name.startswith("_")}
    known = [name for name in SHIPPED_ORDER if name in present]
    return known + sorted(name for name in present - set(known) if _shipped_path(name))


def find_design(name_or_path, beside=None):
    """Return the path of a design: that of a shipped one by its name, else the file or folder itself.

    Parameters
    ----------
    name_or_path : str or path-like
        A name without any slash that is shipped always means the shipped design, wherever one stands.
    beside : Path, optional
        Folder that relative paths start from; the working folder if left out.

    Returns
    -------
    Path
    """
    text = os.fspath(name_or_path)
    if not isinstance(text, str) or not text.strip() or "\0" in text:
        raise ConfigError(f"{text!r} is not the name or path of a design.")
    if _is_bare(text) and _shipped_path(text):
        return _shipped_path(text)
    path = Path(beside or ".") / Path(text).expanduser()
    for ending in ENDINGS:
        candidate = Path(f"{path}{ending}")
        if os.path.lexists(candidate):
            return candidate
    shown = text if len(text) <= 300 else f"{text[:297]}..."
    raise ConfigError(f"{shown}: {_nothing_there(text, path)}")


def is_shipped(path):
    """Whether a path belongs to a shipped design."""
    return SHIPPED_FOLDER in Path(path).resolve().parents


def name_of(path):
    """Return the name that a design has from its file or folder."""
    return as_text(path.name if path.is_dir() else path.stem)


def _is_bare(text):
    return "/" not in text and "\\" not in text and not text.startswith(".")


def _shipped_path(name):
    present = names_in(SHIPPED_FOLDER)
    if f"{name}.yaml" in present:
        return SHIPPED_FOLDER / f"{name}.yaml"
    if name in present and (SHIPPED_FOLDER / name / "design.yaml").is_file():
        return SHIPPED_FOLDER / name
    return None


def _nothing_there(text, path):
    beside = [name for name in names_in(path.parent) if not name.startswith(".")]
    stems = [Path(name).stem for name in beside if name.endswith((".yaml", ".yml"))]
    hint = near(path.name, beside + stems)
    if not _is_bare(text):
        return f"there is no such file or folder.{hint}"
    hint = near(text, shipped_designs()) or hint or " `milieusim designs` lists the shipped ones."
    return f"there is no shipped design and no file or folder of this name.{hint}"
