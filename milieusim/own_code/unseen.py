"""What no digest can stand for, and how that is said."""

UNSEEN = {
    **{
        f"builtins.{name}": "may use anything"
        for name in ("eval", "exec", "compile", "globals", "__import__")
    },
    "importlib.import_module": "may use anything",
    "builtins.open": "reads what may be something else tomorrow",
    "builtins.input": "asks what may be answered otherwise tomorrow",
    "os.getenv": "reads the environment of the process",
}
"""Things by name whose use says nothing of what is used."""
ADVICE = (
    "no digest could tell whether it is still the same. Hand over what is needed as a plain value (a number, text, "
    "tuple, list, dict, set or array) in a variable or as a default, or write a function; or try it out with "
    "simulate, which needs no id."
)
IMPORTED = "is imported inside of the function, which hides what is used of it"


def refusal(where, path, value, fault):
    """Return the sentence about something that a function of somebody's own uses.

    Parameters
    ----------
    where : str
        The function: ``"rule next_arousal"``.
    path : str
        The name in it, as somebody would write it.
    value : object
    fault : str
        What is wrong with it.
    """
    kind = type(value)
    shown = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{where}: {path or 'it'} ({shown}) {fault}, so that {ADVICE}"
