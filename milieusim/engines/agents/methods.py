"""From acts to methods: what a person does is the text of the ward, unless a subclass does it in another way."""

import inspect
import warnings
from functools import wraps

from milieusim.engines.agents.giving import NUMBER, PLACE, is_right, wrong_gift
from milieusim.engines.text import ward_modules
from milieusim.phrasing import close_to
from milieusim.ward.acts import OF_RESIDENTS, OF_STAFF

ward_modules()  # acts are noted as the modules that hold them are read
CLOSE, CLOSE_IF_SHORT = 0.84, 0.75  # of two names: alike enough that one is likely meant to be the other
SHORT = 6  # letters: one that is wrong weighs more
EXAMPLES = "choose_place answer_invitation feel take_tasks be_with wear".split()
ACTS = {**OF_RESIDENTS, **OF_STAFF}


def method_of(function):
    """Return an act as a method, whose source is that of the act."""
    name = function.__name__

    @wraps(function)
    def method(self, *args):
        return getattr(self.model.text, name)(self.model, self, *args)

    _, person, *others = inspect.signature(function).parameters.values()
    method.__signature__ = inspect.Signature([person.replace(name="self"), *others])
    method.is_act = True
    return method


def with_acts(acts):
    """Return a decorator that gives a class its acts as methods."""

    def decorated(kind):
        for name, function in acts.items():
            setattr(kind, name, method_of(function))
        return kind

    return decorated


def own_acts(person):
    """Return the names of the acts that somebody does in a way of their own."""
    own = {name for name in vars(person) if name in ACTS}
    for kind in type(person).__mro__:
        own |= {name for name, value in vars(kind).items() if name in ACTS and not hasattr(value, "is_act")}
    return own


def asking(name):
    """Return what asks a person to do an act, in place of the act itself, and looks at what is given back."""

    def ask(ward, person, *args):
        return getattr(person, name)(*args)

    def ask_and_look(ward, person, *args):
        given = getattr(person, name)(*args)
        if not is_right(name, given):
            raise wrong_gift(person, name, ACTS[name], given)
        return given

    return ask_and_look if name in NUMBER or name in PLACE else ask


def tell_misfits(kind, acts):
    """Warn of methods of a subclass that nobody will ever ask for.

    Parameters
    ----------
    kind : type
    acts : dict of str to function
    """
    for name, value in vars(kind).items():
        if not inspect.isfunction(value) or name.startswith("_"):
            continue
        if name == "step":  # which every agent of Mesa's has
            examples = ", ".join(act for act in EXAMPLES if act in acts)
            told = f"nobody calls it: a tick asks for acts such as {examples}"
        elif hasattr(kind.__mro__[1], name):
            continue
        elif close := close_to(name, acts, CLOSE_IF_SHORT if len(name) <= SHORT else CLOSE):
            told = f"nobody asks for it; did you mean '{close}'?"
        else:
            continue
        warnings.warn(f"{kind.__name__}.{name}: {told}", UserWarning, stacklevel=3)
