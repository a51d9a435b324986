"""Rules, agent classes and metrics of somebody's own in a sweep: what they are, and the digests that stand for them."""

import inspect
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from milieusim.errors import ConfigError
from milieusim.phrasing import spelt, used_twice

PEOPLE = ("resident_class", "staff_class")
TOLD_OF_METRICS = ("label", "definition", "unit", "better", "source")


@dataclass(frozen=True)
class OwnThings:
    """What a sweep has of somebody's own; nothing if left out.

    Attributes
    ----------
    rules : tuple of tuple
        (name, function) of replaced rules, by name.
    metrics : tuple of Metric
        Those that do not come with the library.
    resident_class, staff_class : type or None
        Agents; on the agents engine only.
    """

    rules: tuple = ()
    metrics: tuple = ()
    resident_class: object = None
    staff_class: object = None

    def __bool__(self):
        return self != NOTHING

    @property
    def classes(self):
        """Keyword -> class, as the engines take them."""
        return {keyword: getattr(self, keyword) for keyword in PEOPLE}

    def digests(self):
        """Return the digest of each thing, by what manifests and messages call it.

        Returns
        -------
        dict of str to str

        Raises
        ------
        ConfigError
            If something uses what no digest can stand for, such as an open file.
        """
        from milieusim.installed import name_of

        own = {f"rule {name}": function for name, function in self.rules}
        own |= {f"metric {metric.name}": metric.function for metric in sorted(self.metrics, key=_name)}
        for kind in filter(None, self.classes.values()):
            name = f"class {name_of(kind)}"
            own[f"{name} of staff" if name in own else name] = kind  # as the ids of single runs have it
        if not own:
            return {}
        from milieusim.own_code import content_digests

        return content_digests(own)

    def told(self):
        """Return what readers of a store need of each thing, under the names of `digests`, as plain data.

        Returns
        -------
        dict of str to dict
            Of a rule and a class their ``text``, if there is one; of a metric also what it was registered with.
        """
        metrics = {f"metric {metric.name}": metric for metric in self.metrics}
        things = {f"rule {name}": function for name, function in self.rules}
        things |= {name: metric.function for name, metric in metrics.items()}
        classes = [name for name in self.digests() if name.startswith("class ")]
        things |= dict(zip(classes, filter(None, self.classes.values())))
        found = {name: {"text": _text(thing)} for name, thing in things.items()}
        for name, metric in metrics.items():
            found[name] |= {key: str(getattr(metric, key)) for key in TOLD_OF_METRICS}
        return found

    def measures(self):
        """Return name -> metric of all that is worked out of a run, in the order of their columns."""
        from milieusim.analysis.metrics.metrics import METRICS

        own = {metric.name: metric for metric in self.metrics}
        shipped = {name: metric for name, metric in METRICS.items() if name in own or is_shipped(metric)}
        return {**shipped, **own}


NOTHING = OwnThings()


def own_things(rules=None, metrics=None, resident_class=None, staff_class=None, engine=None):
    """Return what somebody gave a sweep of their own, once it is known that all of it can be used.

    Parameters
    ----------
    rules : mapping of str to function, optional
    metrics : iterable of Metric, optional
        All that are registered and do not come with the library if left out.
    resident_class, staff_class : type, optional
    engine : str, optional
        Of the experiment.

    Returns
    -------
    OwnThings

    Raises
    ------
    ConfigError
        With everything that cannot be used.
    """
    if isinstance(rules, OwnThings):
        return rules
    problems = [*_rule_problems(rules), *_metric_problems(metrics)]
    classes = {"resident_class": resident_class, "staff_class": staff_class}
    problems += _class_problems(classes, engine)
    if problems:
        raise ConfigError(problems)
    metrics = registered() if metrics is None else tuple(metrics)
    return OwnThings(tuple(sorted((rules or {}).items())), metrics, **classes)


def measured(measures, raw, facts):
    """Return what each metric gives of a run, as `metrics_of` does of those that are registered.

    Parameters
    ----------
    measures : dict of str to Metric
    raw, facts
        As `metrics_of` takes them.

    Returns
    -------
    dict of str to float
    """
    from milieusim.analysis.metrics.metrics import _value as value_of  # digested: it stays where and as it is
    from milieusim.analysis.metrics.run_view import RunView

    run = RunView(raw, facts)
    return {name: value_of(metric, run) for name, metric in measures.items()}


def registered():
    """Return the registered metrics that do not come with the library."""
    from milieusim.analysis.metrics.metrics import METRICS

    return tuple(metric for metric in METRICS.values() if not is_shipped(metric))


def is_shipped(metric):
    """Return whether a metric comes with the library."""
    # The name of its module does not tell: whoever wraps a function usually copies that too.
    return id(getattr(metric.function, "__globals__", None)) in _homes()


@cache
def _homes():
    from milieusim.analysis.metrics.metrics import FAMILIES

    return {id(vars(family)) for family in FAMILIES}


def _name(metric):
    return metric.name


def _text(thing):
    """Return the text of a function or class; empty where it stands in no file and no cell."""
    try:
        return textwrap.dedent(inspect.getsource(thing)).rstrip()
    except (OSError, TypeError):
        return ""


def _rule_problems(rules):
    if not rules:
        return []
    if not isinstance(rules, Mapping):
        return [f"rules is {spelt(rules)}; it must be a dict of functions by the names of rules."]
    from milieusim.engines.own_rules import replacing

    try:
        replacing(rules)
    except ConfigError as error:
        return error.problems
    return []


def _metric_problems(metrics):
    from milieusim.analysis.metrics.metrics import Metric

    if metrics is None:
        return []
    if isinstance(metrics, str | Mapping | Metric):
        return [f"metrics is {spelt(metrics)}; it must be a list of what register_metric returned."]
    wrong = [one for one in metrics if not isinstance(one, Metric)]
    if wrong:
        return [
            f"metrics: {spelt(one)} is no metric; it must be what register_metric returned." for one in wrong
        ]
    return [f"metrics: {told}" for told in used_twice([one.name for one in metrics])]


def _class_problems(classes, engine):
    given = {keyword: kind for keyword, kind in classes.items() if kind is not None}
    if not given:
        return
    if engine == "compiled":
        for keyword, kind in given.items():
            yield (
                f"{keyword} is {getattr(kind, '__name__', kind)}; the compiled engine has no agents to replace. "
                "Write engine: agents in the experiment, or replace a rule with rules={...}."
            )
    from milieusim.engines.agents.people import Resident, Staff, check_classes

    try:
        check_classes(classes["resident_class"] or Resident, classes["staff_class"] or Staff)
    except ConfigError as error:
        yield from error.problems
