"""`milieusim run`: one ward, once."""

from milieusim.cli.screen_tables import say, say_json, say_table, tell, warmed, write_manifest, write_tables
from milieusim.config.feasibility.feasibility import warnings_of
from milieusim.config.feasibility.worth_checking import worth_checking
from milieusim.errors import ConfigError

ONE_RUN = (
    "One run is one draw of chance: another seed gives other numbers. To choose between designs use "
    "'milieusim compare'. This is a model ward, not yours, and it says nothing about any one person."
)


def run(design, days, seed, engine, parameters, out, as_json):
    """Simulate a design once and write its metrics.

    Parameters
    ----------
    design : str
        Name of a shipped design, or a path.
    days, seed : int
    engine : str
        ``compiled`` or ``agents``.
    parameters : str
    out : pathlib.Path or None
        New folder for all tables.
    as_json : bool
    """
    loaded = _checked(design, out, parameters)
    from milieusim.engines.simulate import simulate

    if engine == "compiled":
        warmed()
    result = simulate(loaded, days=days, seed=seed, engine=engine, parameters=parameters)
    metrics = result.metrics()
    facts = {
        "design": loaded.name, "days": days, "seed": seed, "engine": engine, "parameters": parameters,
    }  # fmt: skip
    if out is not None:
        _write(out, result, metrics, {"command": "run", **facts, "designs": [loaded.model_dump(mode="json")]})
    if as_json:
        say_json({**facts, "metrics": metrics.to_dict(), "warnings": warnings_of(loaded)})
    else:
        _say(facts, metrics, worth_checking(loaded.name, loaded, design))


def _checked(design, out, parameters):
    from milieusim.config.reading.loading import load_design
    from milieusim.files import folder_problems
    from milieusim.ledger.parameters import one_set

    problems, found = [], []
    for load, name in ((load_design, design), (one_set, parameters)):
        try:
            found.append(load(name))
        except ConfigError as error:
            problems += error.problems
    problems += folder_problems(out, "--out")
    if problems:
        raise ConfigError(problems)
    return found[0]


def _say(facts, metrics, warnings):
    from milieusim.analysis.metrics.metrics import HEADLINES, METRICS, SHORT_LIST
    from milieusim.analysis.numbers import days_long, number
    from milieusim.comparison.comparison_words import COUNTS

    rows = [
        [METRICS[name].label, number(float(metrics[name])), METRICS[name].unit]
        for name in (*HEADLINES, *SHORT_LIST)
    ]
    title = "{design}: {long}, seed {seed}, {engine} engine, {parameters} parameters".format(
        **facts, long=days_long(facts["days"])
    )
    say_table(title, ["measure", ">value", "unit"], rows)
    for line in ["", COUNTS, *warnings]:
        say(line)
    say(f"{len(metrics) - len(rows)} more with --json or --out. {ONE_RUN}")


def _write(out, result, metrics, facts):
    from milieusim.files import folder_written_whole
    from milieusim.ward.tables import TABLES

    tables = {name: getattr(result, name) for name in TABLES}
    with folder_written_whole(out) as folder:
        write_tables(folder, tables)
        _with_words(metrics).to_csv(folder / "metrics.csv", index=False)
        write_manifest(folder, **facts, rows={name: len(table) for name, table in tables.items()})
    tell(f"Wrote {len(tables)} tables and metrics to {out}.")


def _with_words(metrics):
    import pandas as pd

    from milieusim.analysis.metrics.metrics import METRICS

    known = [METRICS[name] for name in metrics.index]
    return pd.DataFrame(
        {
            "metric": [metric.name for metric in known],
            "value": metrics.to_numpy(float),
            "unit": [metric.unit for metric in known],
            "better": [metric.better for metric in known],
            "definition": [metric.definition for metric in known],
        }
    )
