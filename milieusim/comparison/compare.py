"""Compare designs run by run: the same referrals, the same chance, another day on the ward."""

from milieusim.comparison.answered.design_notes import twins_of
from milieusim.comparison.behind.rates import load_rates
from milieusim.comparison.choices import (
    asking_for_a_list,
    checked_numbers,
    checked_parameters,
    checked_shifts,
    labelled,
    loaded_designs,
)
from milieusim.comparison.goals import load_goals
from milieusim.comparison.margins import judged_metrics, read_margins
from milieusim.comparison.pair_runs import Runner, whole_draws
from milieusim.comparison.replacements import AS_SHIPPED, Replacements
from milieusim.comparison.result import Comparison
from milieusim.comparison.sequential import FEWEST, MOST, first_total, next_total
from milieusim.errors import ConfigError
from milieusim.ledger.parameter_sets import DEFAULT_OF_COMPARE
from milieusim.ledger.parameters import Parameters, load_parameters
from milieusim.python_values import as_python


@asking_for_a_list
def compare(
    designs,
    days=84,
    replications=200,
    parameters=DEFAULT_OF_COMPARE,
    seed=1,
    margins=None,
    verdicts=None,
    workers=None,
    progress=None,
    rules=None,
    resident_class=None,
    staff_class=None,
    goals=None,
    rates=None,
):
    """Compare designs with the first of them, pair by pair of runs at the same seed.

    Parameters
    ----------
    designs : list of WardDesign or str
        The base and one or more others; a text is the name of a shipped design or a path.
    days : int
        Length of each run, days.
    replications : int or "auto"
        Pairs of runs. ``"auto"`` starts with 50 (200 over many sets of parameters) and goes on until every
        judged metric is settled and its interval at most as wide, on each side, as its margin (without one, 5 %
        of the base design or half of the difference), 1000 at most; intervals then hold at every look. Over
        many sets, pairs come four by four. Designs that are all the same are run in the fewest pairs.
    parameters : str, path, Parameters or ParameterSets
        ``"posterior"``: the shipped sets that fit published figures, so that intervals hold what nobody
        knows as well as chance; ``"best"``: one set; or a file of sets, or what `load_parameters` gives.
    seed : int
        First seed; pairs use this one and those that follow.
    margins : dict or list of str, optional
        The size of a difference that would not matter, by metric: ``{"conflict_per_100_obd": "5%"}``.
    verdicts : list of str, optional
        Metrics to judge instead of conflict_per_100_obd and wellbeing_gain_day14. Name them before you look.
    workers : int, optional
        Threads to run on.
    progress : callable, optional
        Called with the number of runs that are done and the number planned so far.
    rules : dict of str to function, optional
        Rules to replace in every run of both designs, by their name in `milieusim.RULES`.
    resident_class, staff_class : type, optional
        Subclasses of `Resident` and `Staff` to live in every run. The runs are then made on the agents engine,
        one after the other, which takes far longer: name few days and replications.
    goals : path, dict or Goals, optional
        What measures are worth to you and what must not get worse (`load_goals`). They are judged, unless
        `verdicts` names others, and designs are ranked by them.
    rates : path, dict or Rates, optional
        What an hour of each role costs and how long a whole-time equivalent works (`load_rates`). Without them
        costs are told in hours alone.

    Returns
    -------
    Comparison

    Raises
    ------
    ConfigError
        With every problem in the input, before anything is run.

    Examples
    --------
    >>> quick = {"days": 1, "replications": 4, "parameters": "best"}
    >>> result = ms.compare(["acute-ward", "acute-ward-evenings"], verdicts=["arousal_mean"], **quick)
    >>> result.judged
    ['arousal_mean']
    >>> result.table.loc[result.table["metric"] == "arousal_mean", "pairs"].item()
    4
    """
    replacements = Replacements(rules, resident_class, staff_class)
    designs, margins, judged = checked_choices(
        designs, margins, verdicts, days, replications, seed, parameters, replacements, goals, rates
    )
    sets = load_parameters(parameters)
    run = Runner(designs, days, sets, seed, workers, progress, replacements)
    settings = {
        "designs": designs,
        "days": days,
        "seed": seed,
        "judged": judged,
        "margins": margins,
        "parameters": sets,
        "workers": workers,
        "replacements": replacements,
        "goals": None if goals is None else load_goals(goals),
        "rates": None if rates is None else load_rates(rates),
    }
    if replications != "auto":
        return Comparison(run.up_to(replications), asked=replications, **settings)
    if twins_of(next(iter(designs)), designs) == list(designs)[1:]:
        # Nothing can differ, and no number of pairs says more of that than the fewest that there are.
        return Comparison(run.up_to(FEWEST), **settings)
    first = first_total(isinstance(sets, Parameters))
    result = Comparison(run.up_to(first), first_look=first, **settings)
    while result.replications < MOST:
        total = whole_draws(next_total(result.judged_rows, result.replications), sets)
        if total == result.replications:
            break
        result = Comparison(run.up_to(total), first_look=first, **settings)
    return result


def checked_choices(
    designs,
    margins,
    verdicts,
    days,
    replications,
    seed,
    parameters=DEFAULT_OF_COMPARE,
    replacements=AS_SHIPPED,
    goals=None,
    rates=None,
):
    """Return designs by name, margins and judged metrics, or raise with every problem in them.

    Raises
    ------
    ConfigError
    """
    problems = []
    named = _tried(lambda: labelled(loaded_designs(designs)), problems)
    margins = _tried(lambda: read_margins(margins), problems)
    goals = _tried(lambda: goals if goals is None else load_goals(goals), problems)
    rates = _tried(lambda: rates if rates is None else load_rates(rates), problems)
    if rates and named:
        problems += rates.problems_with(named)
    verdicts = as_python(verdicts) or (goals.judged if goals else None)
    judged = _tried(lambda: judged_metrics(verdicts, margins or ()), problems)
    if named and judged:
        _tried(lambda: checked_shifts(named, judged), problems)
    _tried(lambda: checked_numbers(days, replications, seed), problems)
    _tried(lambda: checked_parameters(parameters), problems)
    _tried(replacements.check, problems)
    if problems:
        raise ConfigError(problems)
    return named, margins, judged


def _tried(check, problems):
    try:
        return check()
    except ConfigError as problem:
        problems += problem.problems
        return None
