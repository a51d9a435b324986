"""Pages from templates, written whole or not at all."""

import base64

from milieusim.files import write_whole


def page_of(template, contents):
    """Return a page as HTML.

    Parameters
    ----------
    template : str
        Name of a template in this folder. Its own markup is trusted; everything that comes from files, designs
        among them, is escaped.
    contents : dict

    Returns
    -------
    str
    """
    from importlib.resources import files

    from jinja2 import Environment, StrictUndefined

    pages = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    text = files("milieusim.report").joinpath(template).read_text(encoding="utf-8")
    return pages.from_string(text).render(**contents)


def embedded(figure, dpi=144):
    """Return a figure as the text that a page holds it in."""
    from milieusim.plots.style import png

    return base64.b64encode(png(figure, dpi)).decode("ascii")


def write_page(page, path):
    """Write a page whole or not at all, and return its path."""
    return write_whole(path, page.encode("utf-8"), "report")
