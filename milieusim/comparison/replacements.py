"""Rules and agents of somebody's own, in every run of a comparison."""

from collections.abc import Mapping
from dataclasses import dataclass

from milieusim.errors import ConfigError
from milieusim.installed import name_of, unwrapped
from milieusim.phrasing import listed, spelt

PEOPLE = {"resident_class": "residents", "staff_class": "staff"}
FITTED_WITHOUT = (
    "Parameters were fitted to published figures with milieusim's own rules and agents, not with these."
)


@dataclass(frozen=True)
class Replacements:
    """What stands in the place of milieusim's own rules and agents; nothing if left out.

    Attributes
    ----------
    rules : dict of str to function, optional
        By their name in `milieusim.RULES`; both engines take them.
    resident_class, staff_class : type, optional
        Subclasses of `milieusim.Resident` and `milieusim.Staff`, which only the agents engine takes; or functions
        that make one.
    """

    rules: dict | None = None
    resident_class: type | None = None
    staff_class: type | None = None

    def __post_init__(self):
        # A copy: what somebody puts into the dict afterwards is not what was run.
        if isinstance(self.rules, Mapping):
            object.__setattr__(self, "rules", dict(self.rules))

    @property
    def needs_agents(self):
        """Whether the runs have to be made on the agents engine, one after the other."""
        return self.resident_class is not None or self.staff_class is not None

    @property
    def options(self):
        """What `simulate_many` is asked for beside the rest; nothing where nothing is replaced."""
        options = {"rules": self.rules} if self.rules else {}
        if self.needs_agents:
            options |= {"engine": "agents", **self._classes()}
        return options

    @property
    def sentence(self):
        """Whose code was used and for what, in plain words; empty where nothing is replaced."""
        used = [f"the rule {name} ({_place_of(function)})" for name, function in (self.rules or {}).items()]
        used += [f"{PEOPLE[kind]} as {_place_of(given)}" for kind, given in self._given()]
        return f"Every run used code of somebody's own: {listed(used)}. {FITTED_WITHOUT}" if used else ""

    def check(self):
        """Raise ConfigError unless everything is of the kind that it has to be.

        Whether a rule of that name exists, and what it takes, the engine tells.

        Raises
        ------
        ConfigError
        """
        problems = [*self._rule_problems(), *self._class_problems()]
        if problems:
            raise ConfigError(problems)

    def _rule_problems(self):
        example = "as in rules={'next_arousal': my_arousal}"
        if self.rules is not None and not isinstance(self.rules, Mapping):
            yield f"rules is {spelt(self.rules)}; it must be a dict of functions by the names of rules, {example}."
            return
        for name, function in (self.rules or {}).items():
            if not callable(function):
                yield f"rules: {name} is {spelt(function)}; it must be a function, {example}."

    def _class_problems(self):
        if not self.needs_agents:
            return
        from milieusim.engines.agents.people import Resident, Staff

        bases = {"resident_class": Resident, "staff_class": Staff}
        for kind, given in self._given():
            # The agents engine also takes a function that makes such a person.
            if not (issubclass(given, bases[kind]) if isinstance(given, type) else callable(given)):
                yield f"{kind} is {spelt(given)}; it must be a subclass of milieusim.{bases[kind].__name__}."

    def _classes(self):
        return {kind: getattr(self, kind) for kind in PEOPLE}

    def _given(self):
        return [(kind, given) for kind, given in self._classes().items() if given is not None]


AS_SHIPPED = Replacements()


def _place_of(thing):
    return f"{getattr(unwrapped(thing), '__module__', None) or '?'}.{name_of(thing)}"
