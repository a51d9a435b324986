"""Functions that follow from a declaration, written out: a line for each state or kind, the same in both engines."""


def written(scope, name, arguments, lines, summary):
    """Return a function of the ward whose text follows from what is declared.

    Parameters
    ----------
    scope : dict
        The globals of the module where it stands.
    name, arguments : str
    lines : list of str
    summary : str
        What its docstring says.
    """
    own = {}
    body = "\n    ".join([f'"""{summary}"""', *lines])
    exec(f"def {name}({arguments}):\n    {body}\n", scope, own)  # noqa: S102 (text of our own)
    return own[name]
