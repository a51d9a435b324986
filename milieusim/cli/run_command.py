"""`milieusim run`: one ward, once."""

from enum import Enum
from typing import Annotated

import typer

from milieusim.cli.declaring import Days, Design, Json, OutFolder, Seed, loaded_all
from milieusim.cli.showing.result_folder import write_manifest, write_tables
from milieusim.cli.showing.screen_tables import say, say_json, say_table, tell, warmed
from milieusim.errors import ConfigError

ONE_RUN = (
    "One run is one draw of chance: another seed gives other numbers. To choose between designs use "
    "'milieusim compare'. This is a model ward, not yours, and it says nothing about any one person."
)


class Engine(str, Enum):  # noqa: UP042 - typer shows and reads the values
    """Which engine simulates."""

    compiled = "compiled"
    agents = "agents"


WhichEngine = Annotated[Engine, typer.Option(help="Which engine.")]
OneSet = Annotated[str, typer.Option(help="Parameter set: best.")]


def run(
    design: Design,
    days: Days = 28,
    seed: Seed = 1,
    engine: WhichEngine = Engine.compiled,
    parameters: OneSet = "best",
    out: OutFolder = None,
    as_json: Json = False,
):
    """Simulate one ward once."""
    from milieusim.config.feasibility.feasibility import warnings_of
    from milieusim.config.feasibility.worth_checking import worth_checking

    loaded = _checked(design, out, parameters)
    from milieusim.engines.simulate import simulate

    facts = {"days": days, "seed": seed, "engine": engine.value, "parameters": parameters}
    if engine is Engine.compiled:
        warmed()
    result = simulate(loaded, **facts)
    facts, metrics = {"design": loaded.name, **facts}, result.metrics()
    if out is not None:
        _write(out, result, metrics, {"command": "run", **facts, "designs": [loaded.model_dump(mode="json")]})
    if as_json:
        say_json({**facts, "metrics": metrics.to_dict(), "warnings": warnings_of(loaded)})
    else:
        _say(facts, metrics, worth_checking(loaded.name, loaded, design))


def _checked(design, out, parameters):
    from milieusim.config.reading.loading import load_design
    from milieusim.ledger.parameters import one_set
    from milieusim.output_paths import output_folder_problems

    def can_be_written(folder):
        if problems := output_folder_problems(folder, "--out"):
            raise ConfigError(problems)

    return loaded_all([(load_design, design), (one_set, parameters), (can_be_written, out)])[0]


def _say(facts, metrics, warnings):
    from milieusim.analysis.metrics.made_of import with_parts
    from milieusim.analysis.metrics.metrics import HEADLINES, METRICS, SHORT_LIST
    from milieusim.analysis.numbers import days_long, number
    from milieusim.comparison.comparison_words import COUNTS

    rows = [
        [METRICS[name].label, number(float(metrics[name])), METRICS[name].unit]
        for name in with_parts([*HEADLINES, *SHORT_LIST])
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
