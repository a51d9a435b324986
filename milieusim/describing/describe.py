"""Describing the model after a checklist: a template of prose, filled from the code and from what is described."""

from functools import partial
from importlib.resources import files

from milieusim.analysis.metrics.registry import HEADLINES
from milieusim.describing import (
    designs_told,
    entities,
    experimentation,
    formulas,
    markdown,
    own_told,
    submodels,
)
from milieusim.describing.checklists import CHECKLISTS, heading
from milieusim.describing.process import beginning_told, decisions_told, diagram, draws, schedule_table
from milieusim.describing.subject import subject_of
from milieusim.errors import ConfigError
from milieusim.evidence.targets import load_targets
from milieusim.ledger.parameters import ledger
from milieusim.phrasing import listed, near, spelt
from milieusim.rules import RULES
from milieusim.rules.basics.keyed_draws import GENERATOR
from milieusim.vocabulary import PRACTICES, SAFEWARDS

FORMATS = tuple(CHECKLISTS)


def describe(what, format="odd"):
    """Describe the model after a checklist: complete enough to be an appendix of a paper.

    Parameters
    ----------
    what : WardDesign, Store, str or path-like
        A design, the name of a shipped one, where one lies, or the folder of a sweep.
    format : {"odd", "stress"}
        ODD as updated in 2020, or STRESS-ABS.

    Returns
    -------
    str
        Markdown.

    Raises
    ------
    ConfigError, DataError
        If there is no such format, design or store.

    Examples
    --------
    >>> text = describe("acute-ward", "stress")
    >>> text.splitlines()[0]
    '# English acute admission ward, 20 beds: STRESS-ABS description'
    """
    from jinja2 import Environment, StrictUndefined

    if format not in FORMATS:
        raise ConfigError(
            f"format is {spelt(format)}; it must be {listed(FORMATS, 'or')}.{near(str(format), FORMATS)}"
        )
    text = files("milieusim.describing").joinpath(f"{format}_template.md").read_text(encoding="utf-8")
    page = Environment(undefined=StrictUndefined, trim_blocks=True).from_string(text)
    return page.render(**_contents(subject_of(what), format)).strip() + "\n"


def _contents(subject, format):
    return {
        **_names(subject, format),
        **_of_the_model(subject),
        **_of_designs(subject),
        **_of_own_code(subject.own),
        **(_of_a_store(subject) if subject.store else {}),
    }


def _names(subject, format):
    import milieusim

    design, experiment = subject.design, subject.experiment
    return {
        "subject": subject,
        "experiment": experiment,
        "version": milieusim.__version__,
        "title": experiment["name"] if experiment else design.about.title or design.name,
        "heading": partial(heading, format),
        "rule": partial(_named, RULES, "rule"),
        "parameter": _parameter(subject),
        "code": markdown.code,
        "codes": markdown.codes,
        "bullets": markdown.bullets,
        "generator": GENERATOR,
        "generator_source": "Wid20",
        "headlines": HEADLINES,
    }


def _named(known, kind, name):
    """Return a name as code, once there is such a thing."""
    if name not in known:
        raise KeyError(f"the template names a {kind} '{name}', and there is none")
    return markdown.code(name)


def _parameter(subject):
    def told(name):
        return f"{subject.values[name]} {ledger().entry(name).unit} ({markdown.code(name)})"

    return told


def _of_the_model(subject):
    targets = load_targets()
    used = [target.used_for for target in targets.values()]
    others = len(PRACTICES) - len(SAFEWARDS)
    tables = (
        entities.resident_tables,
        entities.staff_table,
        entities.other_table,
        entities.kinds_table,
        submodels.forms,
        submodels.families,
        formulas.pieces_told,
        submodels.statuses,
        submodels.run_numbers_table,
        submodels.targets_table,
        submodels.sources_list,
        submodels.assumed_told,
        schedule_table,
        beginning_told,
        diagram,
        decisions_told,
    )
    return {function.__name__: function for function in tables} | {
        "targets": targets,
        "n_targets": used.count,
        "n_decisions": len(draws()),
        "parameters_table": partial(submodels.parameters_table, subject.values),
        "sentence_of_practices": f"The {len(SAFEWARDS)} practices of Safewards and {others} further ones",
    }


def _of_designs(subject):
    told = (
        designs_told.fields_table,
        designs_told.places_table,
        designs_told.mix_table,
        designs_told.rota_table,
        designs_told.routine_table,
        designs_told.practices_told,
    )
    return {function.__name__: function for function in told} | {
        "differences_told": partial(designs_told.differences_told, subject),
        "is_shipped": designs_told.is_shipped(subject.design),
    }


def _of_own_code(own):
    told = (
        own_told.own_sentence,
        own_told.classes_told,
        own_told.rule_told,
        own_told.rules_told,
        own_told.metrics_told,
    )
    return {function.__name__: partial(function, own) for function in told}


def _of_a_store(subject):
    store, experiment = subject.store, subject.experiment
    return {
        "design_of_experiment": partial(experimentation.design_of_experiment, experiment),
        "factors_table": partial(experimentation.factors_table, experiment),
        "stages_told": partial(experimentation.stages_told, store),
        "done_told": partial(experimentation.done_told, store),
        "machines_told": partial(experimentation.machines_told, store),
        "versions_told": partial(experimentation.versions_told, subject.facts),
        "scenarios_told": partial(designs_told.scenarios_told, subject),
    }
