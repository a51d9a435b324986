"""The files that a ward's own log leads to: weighed sets, a table and a picture, with nothing of anybody in them."""

import json
from pathlib import Path

from milieusim.errors import ConfigError
from milieusim.files import all_written_whole
from milieusim.output_paths import SETS, output_problems


def out_problems(out, inputs=()):
    """Return why the results cannot be written, one sentence a problem; `inputs` are the files that are read."""
    if out is None:
        return []
    path = Path(out)
    if problems := output_problems(path, "--out", SETS, inputs):
        return problems
    return [
        problem
        for suffix in (".csv", ".png")
        for problem in output_problems(path.with_suffix(suffix), "--out", (suffix,), inputs)
    ][:1]


def write_all(result, out):
    """Write the weighed sets, and beside them the table (.csv) and the picture (.png).

    Parameters
    ----------
    result : OwnWard
    out : pathlib.Path
        Ends in ``.parquet``.

    Returns
    -------
    list of pathlib.Path
        What was written.

    Raises
    ------
    ConfigError
        If a file cannot be written.
    """
    drawn = {
        out: lambda draft: _write_sets(result, draft),
        out.with_suffix(".csv"): lambda draft: result.table.to_csv(draft, index=False),
        out.with_suffix(".png"): lambda draft: draft.write_bytes(_picture(result)),
    }
    try:
        with all_written_whole(list(drawn), "--out") as drafts:
            for draft, write in zip(drafts, drawn.values()):
                write(draft)
    except OSError as error:
        raise ConfigError(f"--out: {out} cannot be written ({error.strerror or error}).") from None
    return list(drawn)


def _write_sets(result, path):
    import pyarrow
    from pyarrow import parquet

    sets = result.sets
    ids = [int(label.rsplit("-", 1)[1]) for label in sets.labels()]
    columns = {"parameter_set": pyarrow.array(ids, pyarrow.int64()), "weight": result.weights}
    columns |= {name: pyarrow.array(sets.values(name), pyarrow.float64()) for name in sets.names}
    # Only what stands here is written about the ward: no file name, no date, no code, no text of the log.
    own = {
        "design": result.design.name,
        "instrument": result.design.policy.instrument,
        "days": result.days,
        "incidents": result.incidents,
        "has_census": result.has_census,
        "share_of_evidence_used": result.share_used,
        "effective_sets": [result.ess_before, result.ess_after],
        "seed": result.seed,
    }
    facts = json.dumps({**sets.facts, "own_ward": own})
    table = pyarrow.table(columns).replace_schema_metadata({b"milieusim": facts.encode()})
    with open(path, "wb") as file:
        parquet.write_table(table, file, compression="zstd")


def _picture(result):
    from milieusim.plots.evidence.own_log_picture import draw_own_hours, draw_own_rates
    from milieusim.plots.style import new_figure, png

    figure, axes = new_figure(10.5, 4.4, 1, 2)
    draw_own_rates(result.table, axes[0])
    draw_own_hours(result.hours, axes[1])
    return png(figure)
