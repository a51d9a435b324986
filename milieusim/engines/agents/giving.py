"""What acts give back, and what is told when one of somebody's own gives something else or takes other arguments."""

import inspect

from milieusim.engines.agents.plain import Place
from milieusim.errors import ConfigError
from milieusim.python_values import is_number

PLACE = {"choose_place"}
FLAG = {"complies", "is_moved_to_help"}
NUMBER = {
    "answer_invitation",
    "attention_to",
    "feel_provoked",
    "fit_of",
    "hazard_of_absconding",
    "hazard_of_aggression",
    "hazard_of_rule_breaking",
    "hazard_of_self_harm",
    "hazard_of_substances",
    "log_odds_of_coming",
    "milieu_of",
    "pull_of",
    "pull_to",
    "respond",
    "talk_asked_by",
    "what_happens",
}


def is_right(name, given):
    """Return whether what an act gave is of the kind that the ward goes on with; a flag is no number here."""
    if name in PLACE:
        return isinstance(given, Place)
    if name in FLAG:
        return _is_flag(given)
    return is_number(given) and not _is_flag(given)


def _is_flag(given):
    return isinstance(given, bool) or type(given).__name__ in ("bool", "bool_")


def wrong_gift(person, name, act, given):
    """Return the error for an act of somebody's own that gave what the ward cannot go on with."""
    need = "a place, one of self.model.places" if name in PLACE else "a number"
    need = "True or False" if name in FLAG else need
    missing = " Is a `return` missing?" if given is None else ""
    what = inspect.getdoc(act).splitlines()[0].removeprefix("Return ").rstrip(".")
    return ConfigError(
        f"{type(person).__name__}.{name} gave {given!r} at {person.model.clock}; it must give {need}: {what}.{missing}"
    )


def refuse_other_arguments(kind, acts):
    """Raise ConfigError if the ward could not call an act of a class, since it takes other arguments.

    Parameters
    ----------
    kind : type
    acts : dict of str to function
    """
    problems = [
        _other_arguments(kind, name, value, acts[name])
        for name, value in vars(kind).items()
        if name in acts and inspect.isfunction(value) and not _fits(value, acts[name])
    ]
    if problems:
        raise ConfigError(problems)


def _fits(function, act):
    _, *given = inspect.signature(act).parameters
    try:
        inspect.signature(function).bind(*given)
    except TypeError:
        return False
    return True


def _other_arguments(kind, name, function, act):
    _, person, *others = inspect.signature(act).parameters
    takes = ", ".join(inspect.signature(function).parameters)
    source = ""
    if takes.startswith(f"ward, {person}"):
        source = f" What is `ward` in the source is `self.model` in a method, and `{person}` is `self`."
    return f"{kind.__name__}.{name} takes ({takes}); it must be `def {name}({', '.join(['self', *others])})`.{source}"
