"""The ward of agents as users get it: with a picture of now, for notebooks and for files."""

from milieusim.engines.agents.ward_model import WardModel
from milieusim.pages import made


def _draw(model):
    """Draw the ward as it is now: notebooks show it, ``save("now.svg")`` and ``save("now.html")`` write it.

    Returns
    -------
    Still
    """
    return made("ward picture", model)


def _box(model):
    return made("ward box", model)


# From here, since stores keep a digest of the file in which the class stands.
WardModel.draw, WardModel._repr_html_ = _draw, _box

__all__ = ["WardModel"]
