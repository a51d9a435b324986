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

    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def text_of(name):
        return files("milieusim.report").joinpath(name).read_text(encoding="utf-8")

    pages = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, loader=FunctionLoader(text_of)
    )
    return pages.get_template(template).render(**contents)


def embedded(figure, dpi=144):
    """Return a figure as the text that a page holds it in."""
    from milieusim.plots.style import png

    return base64.b64encode(png(figure, dpi)).decode("ascii")


def drawn(figure_of):
    """Return a picture twice: as wide as a page is, and as narrow as a phone.

    Parameters
    ----------
    figure_of : callable
        Width in inches -> figure.
    """
    from milieusim.plots.style import NARROW, WIDE

    return {"wide": painted(figure_of, WIDE), "narrow": painted(figure_of, NARROW)}


def painted(figure_of, width):
    """Return one picture of some width as the text that a page holds it in."""
    return embedded(figure_of(width))


def write_page(page, path):
    """Write a page whole or not at all, and return its path."""
    return write_whole(path, page.encode("utf-8"), "report")
