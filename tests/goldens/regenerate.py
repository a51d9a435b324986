"""Run every golden case again and say what differs; with --write, keep what came out.

`python tests/goldens/regenerate.py` says what differs and writes nothing. `--check` prints one line. Exit status 1
where anything differs and nothing was written.
"""

import argparse
import sys

from golden_cases import all_cases
from golden_digests import (
    STORED,
    STRICT,
    columns_of,
    digest_of_tables,
    is_strict,
    partings,
    read_goldens,
    write_goldens,
)


def run_all():
    """Return the digests and the columns of every case by name."""
    digests, columns = {}, {}
    for case in all_cases():
        raw = case.tables()
        digests[case.name], columns[case.name] = digest_of_tables(raw), columns_of(raw)
    return digests, columns


def all_partings(digests, columns, stored, strict):
    """Return a sentence for everything in which what was run parts from what is stored."""
    told = [f"{name}: is stored, but no case any more" for name in stored if name not in digests]
    for name, found in digests.items():
        if name in stored:
            told += partings(name, found, stored[name], columns[name], strict)
        else:
            told.append(f"{name}: is not stored yet")
    return told


def verdict(digests, columns, stored):
    """Return one line on how what was run stands to what is stored, and whether it will do."""
    exact = all_partings(digests, columns, stored, strict=True)
    if not exact:
        return f"goldens: all {len(stored)} runs are the same to the last bit.", True
    told = all_partings(digests, columns, stored, strict=is_strict())
    if not told:
        return f"goldens: {len(exact)} tables differ in last bits only ({STRICT}=1 refuses this).", True
    runs = len({sentence.split(": ")[0] for sentence in told})
    return f"goldens: {len(told)} tables of {runs} runs differ. First: {told[0]}", False


def main(arguments):
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="print one line: do they still hold?")
    parser.add_argument("--write", action="store_true", help="keep what came out")
    options = parser.parse_args(arguments)
    digests, columns = run_all()
    stored = read_goldens()
    if options.check:
        line, holds = verdict(digests, columns, stored)
        print(line)
        return 0 if holds else 1
    told = all_partings(digests, columns, stored, strict=True)
    print("\n".join(told) if told else "Nothing differs.")
    if options.write and told:
        write_goldens(digests)
        print(f"Wrote {len(digests)} runs to {STORED.name}. Say in the commit why results changed.")
    elif told:
        print("Nothing was written; add --write to keep these.")
    return 1 if told and not options.write else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
