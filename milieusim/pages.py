"""What is made of results: boxes for notebooks, pages and pictures, which stand above the results that they are made of.

A result offers them as methods of its own (``result.report("page.html")``) and knows nothing of how they are made:
it asks here by kind. Whoever stands above both registers the maker; the package itself does so for its own.
"""

from html import escape

PAGES = {}
"""Kind -> what makes it, such as ``"score page"``."""


def register(kind, make):
    """Say what makes a kind of page or picture.

    Parameters
    ----------
    kind : str
    make : callable
        Takes the result, and what else the kind needs.
    """
    PAGES[kind] = make


def made(kind, *given):
    """Return what is made of a result.

    Parameters
    ----------
    kind : str
    *given
        The result, and what else the kind needs.

    Returns
    -------
    object
        A path of a page, the axes of a picture.
    """
    return PAGES[kind](*given)


def box(title, rows):
    """Return a small table of what something is made of, as HTML that needs nothing else.

    Parameters
    ----------
    title : str
    rows : dict of str to object
        What -> how much, or which; what is empty or None is left out.

    Returns
    -------
    str
    """
    shown = "".join(
        f'<tr><th scope="row" style="text-align:left">{escape(str(name))}</th>'
        f'<td style="text-align:left">{escape(str(value))}</td></tr>'
        for name, value in rows.items()
        if value not in (None, "")
    )
    return f'<table><caption style="text-align:left">{escape(title)}</caption><tbody>{shown}</tbody></table>'
