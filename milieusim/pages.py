"""What is made of results: pages and pictures, which stand above the results that they are made of.

A result offers them as methods of its own (``result.report("page.html")``) and knows nothing of how they are made:
it asks here by kind. Whoever stands above both registers the maker; the package itself does so for its own.
"""

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
