"""From acts to methods: what a person does is the text of the ward, unless a subclass does it in another way."""

import inspect
import warnings
from functools import wraps

from milieusim.engines.agents.giving import NUMBER, PLACE, is_right, wrong_gift
from milieusim.engines.text import functions_of, ward_modules
from milieusim.phrasing import close_to
from milieusim.rules import RULES
from milieusim.ward.acts import OF_RESIDENTS, OF_STAFF

ward_modules()  # acts are noted as the modules that hold them are read
CLOSE, CLOSE_IF_SHORT = 0.84, 0.75  # of two names: alike enough that one is likely meant to be the other
SHORT = 6  # letters: one that is wrong weighs more
EXAMPLES = "choose_place answer_invitation feel take_tasks be_with wear".split()
ACTS = {**OF_RESIDENTS, **OF_STAFF}
TEXT = {name for module in ward_modules() for name in functions_of(module)}
FREE = {"remove"}  # of what stands in the shipped classes, that which somebody else than the ward may ask for


def method_of(function):
    """Return an act as a method, whose source is that of the act."""
    name = function.__name__

    @wraps(function)
    def method(self, *args):
        return getattr(self.model.text, name)(self.model, self, *args)

    _, person, *others = inspect.signature(function).parameters.values()
    method.__signature__ = inspect.Signature([person.replace(name="self"), *others])
    return method


def with_acts(acts):
    """Return a decorator that gives a class its acts as methods; whatever else stands there later is somebody's own."""

    def decorated(kind):
        kind.usual_acts = {name: method_of(function) for name, function in acts.items()}
        for name, method in kind.usual_acts.items():
            setattr(kind, name, method)
        return kind

    return decorated


def own_acts(kind):
    """Return the names of the acts that people of a class do in a way of their own."""
    # By identity: `functools.wraps` copies whatever an original is marked with.
    return {name for name, usual in kind.usual_acts.items() if getattr(kind, name) is not usual}


def note_own_acts(model, people):
    """Let the ward ask for the acts that classes, or some of their people alone, have got since it last looked.

    Parameters
    ----------
    model : WardModel
    people : list of Resident and Staff
    """
    for kind in set(map(type, people)):
        model.ask_for(own_acts(kind))
    for person in people:
        if len(vars(person)) != person.n_known:  # somebody gave this one person something
            person.n_known = len(vars(person))
            model.ask_for(person.usual_acts.keys() & vars(person).keys())


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
        is_public = _is_asked(value) and not name.startswith("_")
        if is_public and name not in acts and (told := _misfit(kind, name, acts)):
            warnings.warn(f"{kind.__name__}.{name}: {told}", UserWarning, stacklevel=3)


def _is_asked(value):
    return inspect.isfunction(value) or isinstance(value, property)


def _misfit(kind, name, acts):
    """Return what is told of a method that is no act; None if it is in nobody's way."""
    examples = ", ".join(act for act in EXAMPLES if act in acts)
    if name == "step":  # which every agent of Mesa's has
        return f"nobody calls it: a tick asks for acts such as {examples}"
    if name in RULES:
        return f"nobody asks for it: it is a rule, so give the run rules={{{name!r}: function}}"
    if name in TEXT or name not in FREE and _is_shipped(kind, name):
        return f"the ward asks nobody for it, so nothing changes by it; it asks for acts such as {examples}"
    if hasattr(kind.__mro__[1], name):
        return None
    close = close_to(name, acts, CLOSE_IF_SHORT if len(name) <= SHORT else CLOSE)
    return f"nobody asks for it; did you mean '{close}'?" if close else None


def _is_shipped(kind, name):
    """Return whether a class has a method or property in place of one that milieusim's people have."""
    bases = [base for base in kind.__mro__[1:] if name in vars(base)]
    return (
        bool(bases) and bases[0].__module__.startswith(f"{__package__}.") and _is_asked(vars(bases[0])[name])
    )
