"""The folder that keeps every step of a calibration: a restarted one goes on where it stopped."""

import io
import json
import shutil
from pathlib import Path

import numpy as np

from milieusim.errors import ConfigError
from milieusim.files import DRAFT, written_whole

CHUNK = 40  # sets simulated between two writes: what an interruption can cost


class Trail:
    """Files of one calibration, each written whole.

    Parameters
    ----------
    folder : path-like
    facts : dict
        What the calibration was asked, as plain data: a folder of another one is refused.
    announce : callable, optional
        Called with (stage, done, total) as sets are simulated.

    Raises
    ------
    ConfigError
        If the folder holds the trail of another calibration, with what differs, or something else.
    """

    def __init__(self, folder, facts, announce=None):
        self.folder = Path(folder)
        self.announce = announce or (lambda stage, done, total: None)
        facts = json.loads(json.dumps(facts))
        self._check(facts)
        self.folder.mkdir(parents=True, exist_ok=True)
        for draft in self.folder.glob(f"{DRAFT}*"):  # of a calibration that was killed
            shutil.rmtree(draft, ignore_errors=True)
        if not (self.folder / "asked.json").exists():
            self.write_json("asked", facts)

    def _check(self, facts):
        if self.folder.exists() and not self.folder.is_dir():
            raise ConfigError(f"--work: '{self.folder}' is a file; name a folder.")
        asked = self.folder / "asked.json"
        if asked.is_file():
            differences = list(_differences(json.loads(asked.read_text(encoding="utf-8")), facts))
            if differences:
                raise ConfigError(
                    [
                        f"--work: '{self.folder}' is the trail of another calibration; name another folder, "
                        "or remove it to begin anew. What differs:",
                        *differences[:20],
                    ]
                )
        elif self.folder.is_dir() and any(not p.name.startswith(".") for p in self.folder.iterdir()):
            raise ConfigError(f"--work: '{self.folder}' holds something that is no trail; name a new folder.")

    def path(self, name):
        """Return where a file of the trail stands."""
        return self.folder / name

    def has(self, name):
        """Return whether a file of the trail has been written."""
        return self.path(name).exists()

    def write_json(self, name, document):
        """Write plain data."""
        with self._draft(f"{name}.json") as draft:
            draft.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")

    def read_json(self, name):
        """Return plain data written before."""
        return json.loads(self.path(f"{name}.json").read_text(encoding="utf-8"))

    def write_table(self, name, table):
        """Write a table as Parquet."""
        with self._draft(f"{name}.parquet") as draft, open(draft, "wb") as file:
            table.to_parquet(file, index=False, compression="zstd")

    def read_table(self, name):
        """Return a table written before."""
        import pandas as pd

        # By its bytes: the readers of Parquet take no path that is not UTF-8.
        return pd.read_parquet(io.BytesIO(self.path(f"{name}.parquet").read_bytes()))

    def write_arrays(self, name, **arrays):
        """Write arrays as one npz file."""
        with self._draft(f"{name}.npz") as draft:
            np.savez(draft, **arrays)

    def read_arrays(self, name):
        """Return arrays written before, by name."""
        with np.load(self.path(f"{name}.npz")) as arrays:
            return dict(arrays)

    def kept_table(self, name, make):
        """Return the table of that name; `make` it if it is not there yet."""
        if not self.has(f"{name}.parquet"):
            self.write_table(name, make())
        return self.read_table(name)

    def kept_arrays(self, name, make):
        """Return the arrays of that name; `make` them (a dict) if they are not there yet."""
        if not self.has(f"{name}.npz"):
            self.write_arrays(name, **make())
        return self.read_arrays(name)

    def simulated(self, name, simulate, points, keys, seeds_per_set, first_seed, is_common=False):
        """Return values and variances of statistics at points, simulated in chunks that are kept.

        Parameters
        ----------
        name : str
            What the chunks are called in the trail, and the stage that is announced.
        simulate : callable
        points : numpy.ndarray
            One row a set, in the parameters' own units.
        keys : list of str
        seeds_per_set : int or dict of str to int
            The same for all studies, or by study.
        first_seed : int
        is_common : bool
            All sets run on the same seeds: they then share their luck, which sharpens differences.

        Returns
        -------
        values, variances : numpy.ndarray
        """
        most = 0 if is_common else most_seeds(seeds_per_set)

        def run(rows):
            first = first_seed + rows.start * most
            values, variances = simulate(points[rows], list(keys), seeds_per_set, first, is_common)
            return {"values": np.asarray(values, float), "variances": np.asarray(variances, float)}

        parts = self.chunks(name, len(points), run)
        return tuple(np.concatenate([part[kind] for part in parts]) for kind in ("values", "variances"))

    def chunks(self, name, total, run):
        """Return what `run` gives (a dict of arrays) for each slice of `total` rows, made or read."""
        self.announce(name, 0, total)
        parts = []
        for start in range(0, total, CHUNK):
            rows = slice(start, min(start + CHUNK, total))
            parts.append(self.kept_arrays(f"{name}-{start:05d}", lambda rows=rows: run(rows)))
            self.announce(name, rows.stop, total)
        return parts

    def _draft(self, name):
        return written_whole(self.path(name), "--work")


def most_seeds(seeds_per_set):
    """Return how many seeds a set uses up."""
    return max(seeds_per_set.values()) if isinstance(seeds_per_set, dict) else seeds_per_set


def _differences(before, now, where=""):
    """Yield one sentence for each place where two documents differ."""
    if isinstance(before, dict) and isinstance(now, dict):
        for key in sorted({*before, *now}):
            inner = f"{where} {key}".strip()
            if key not in before or key not in now:
                yield f"{inner}: only in {'this calibration' if key in now else 'the trail'}."
            else:
                yield from _differences(before[key], now[key], inner)
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for index, (one, other) in enumerate(zip(before, now)):
            yield from _differences(one, other, f"{where} {_name_of(one, index)}")
    elif before != now:
        yield f"{where}: {_short(before)} in the trail, {_short(now)} now."


def _name_of(item, index):
    if isinstance(item, dict):
        return item.get("name") or item.get("key") or item.get("parameter") or index
    return index


def _short(item):
    text = json.dumps(item)
    return text if len(text) <= 60 else f"{len(item)} entries"
