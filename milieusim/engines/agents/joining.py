"""Who may live and work on a ward: what is asked of classes, and of what they or somebody's own function make."""

from milieusim.engines.agents.people import Resident, Staff
from milieusim.engines.agents.ranges import check_newcomer
from milieusim.errors import ConfigError

KINDS = {"resident_class": Resident, "staff_class": Staff}


def check_classes(**given):
    """Raise ConfigError unless each can make people of its kind.

    Parameters
    ----------
    given : type or callable, by the name of the option
    """
    problems = [
        f"{option} is {made_by!r}; it must be a subclass of milieusim.{KINDS[option].__name__}."
        for option, made_by in given.items()
        if not (issubclass(made_by, KINDS[option]) if isinstance(made_by, type) else callable(made_by))
    ]
    if problems:
        raise ConfigError(problems)


def check_joined(model, person, option):
    """Raise ConfigError unless what was made is somebody of the right kind, an agent, and within the ranges.

    Parameters
    ----------
    model : WardModel
    person : object
    option : str
        Name of the option that says who makes them.
    """
    kind = KINDS[option]
    if not isinstance(person, kind):
        raise ConfigError(f"{option} made {person!r}; it must make a milieusim.{kind.__name__}.")
    if person not in model.agents:
        raise ConfigError(
            f"{type(person).__name__}.__init__ must begin with super().__init__(model, ...), as in Mesa."
        )
    check_newcomer(model, person, kind is Resident)
