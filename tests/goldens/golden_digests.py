"""Digests of the tables of a run, and where two of them part.

Of each table are kept: its rows; a digest of every bit; a digest of the names of its columns and of those that hold
whole numbers; a checksum of its floats and how many are not finite; and three hexadecimal digits a column, which tell
the column that parted first. The last bits of logarithms and powers differ between processors: where the bits differ,
whole numbers must still be equal and checksums within `CLOSE`, unless only the same bits will do.
"""

import hashlib
import json
import math
import os
from pathlib import Path

import numpy as np

STORED = Path(__file__).with_name("goldens.json")
STRICT = "MILIEUSIM_STRICT_GOLDENS"
CLOSE = 1e-9
DIGITS = 3  # of a column's own digest


def is_strict():
    """Return whether nothing but the same bits will do."""
    return os.environ.get(STRICT, "") not in ("", "0")


def digest_of_tables(raw):
    """Return what is kept of each table of a run."""
    return {table: digest_of_table(rows) for table, rows in raw.items()}


def digest_of_table(rows):
    """Return rows, digest of all bits, digest of whole numbers, checksum, count not finite, digits of columns."""
    columns = {name: _bytes(rows[name]) for name in rows.dtype.names}
    shape = [f"{name} {rows.dtype[name].kind}" for name in columns]
    floats = [name for name in columns if rows.dtype[name].kind == "f"]
    whole = [content for name, content in columns.items() if name not in floats]
    checksum, not_finite = _sum_of(rows, floats)
    return [
        len(rows),
        _digest(*shape, *columns.values())[:16],
        _digest(*shape, *whole)[:12],
        checksum,
        not_finite,
        "".join(_digest(content)[:DIGITS] for content in columns.values()),
    ]


def _bytes(values):
    return np.ascontiguousarray(values, values.dtype.newbyteorder("<")).tobytes()


def _digest(*parts):
    hashed = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        hashed.update(len(content).to_bytes(8, "little") + content)
    return hashed.hexdigest()


def _sum_of(rows, names):
    """Return a sum of the finite floats in which place and column count, and how many floats are not finite."""
    total, not_finite = [], 0
    weights = 1.0 + np.arange(len(rows)) % 997 / 997
    for k, name in enumerate(names):
        finite = np.isfinite(rows[name])
        not_finite += int((~finite).sum())
        total += ((1.0 + k / 97) * weights * np.where(finite, rows[name], 0.0)).tolist()
    return float(f"{math.fsum(total):.15g}"), not_finite


def partings(name, found, stored, columns, strict):
    """Return a sentence for every table in which two runs part.

    Parameters
    ----------
    name : str
        Of the case.
    found, stored : dict of str to list
        As `digest_of_tables` returns them.
    columns : dict of str to list of str
        Names of the columns of each table found.
    strict : bool
        Whether the bits must be the same.
    """
    if list(found) != list(stored):
        return [f"{name}: tables are {', '.join(found)} instead of {', '.join(stored)}"]
    told = {table: _parted(found[table], stored[table], columns[table], strict) for table in found}
    return [f"{name}: {table}: {what}" for table, what in told.items() if what]


def _parted(found, stored, columns, strict):
    rows, bits, whole, checksum, not_finite, digits = found
    if bits == stored[1]:
        return None
    if len(digits) != len(stored[5]):
        return f"{len(columns)} columns instead of {len(stored[5]) // DIGITS}"
    if rows != stored[0]:
        return f"{rows} rows instead of {stored[0]}"
    first = _first_column(digits, stored[5], columns)
    if whole != stored[2]:
        return f"names, kinds or whole numbers differ, {first}"
    if not_finite != stored[4]:
        return f"{not_finite} floats are not finite instead of {stored[4]}, {first}"
    if not math.isclose(checksum, stored[3], rel_tol=CLOSE):
        return f"floats differ, {first}; checksum {checksum!r} instead of {stored[3]!r}"
    return f"floats differ in their last bits, {first}" if strict else None


def _first_column(digits, stored, columns):
    for k, name in enumerate(columns):
        at = slice(k * DIGITS, (k + 1) * DIGITS)
        if digits[at] != stored[at]:
            return f"first in column '{name}'"
    return "though no column of the same place does: a name or a kind changed"


def read_goldens():
    """Return the stored digests by name of case; none if there are none yet."""
    return json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}


def write_goldens(digests):
    """Write digests, one line a run."""
    lines = [
        f"{json.dumps(name)}:{json.dumps(kept, separators=(',', ':'))}" for name, kept in digests.items()
    ]
    STORED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def columns_of(raw):
    """Return the names of the columns of each table."""
    return {table: list(rows.dtype.names) for table, rows in raw.items()}
