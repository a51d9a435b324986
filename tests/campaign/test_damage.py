"""Files of a store that were cut, changed, lost or added: told, left out, and made again with the same bytes."""

import json
import shutil

import pytest
from sweeps import experiment, files_of

import milieusim as ms
from milieusim.campaign.store.manifest import Manifest
from milieusim.campaign.store.notes import Damaged, read_note
from milieusim.campaign.store.store_places import place_at
from milieusim.cli.main import main


@pytest.fixture
def store(undisturbed, tmp_path):
    """Return a copy of the undisturbed store."""
    return shutil.copytree(undisturbed, tmp_path / "store")


def nth(store, table, k=2):
    """Return a file of a table."""
    return sorted((store / table / "0000").iterdir())[k]


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path):
    path.write_bytes(b"")


def lengthened(path):
    path.write_bytes(path.read_bytes() + b"more")


def flipped(path, at=100):
    content = bytearray(path.read_bytes())
    content[at] ^= 0x10
    path.write_bytes(bytes(content))


def lost(path):
    path.unlink()


def seen_by(store):
    """Return what a sweep tells first, after which it goes on to its end."""
    seen = []
    ms.run_experiment(experiment(), store, progress=seen.append)
    return seen[0]


@pytest.mark.parametrize("harm", [cut, emptied, lengthened, lost])
def test_chunk_whose_metrics_are_damaged_is_told_left_out_and_run_again(store, undisturbed, harm):
    victim = nth(store, "metrics")
    harm(victim)
    opened = ms.open_store(store)
    assert opened.metrics()["run"].tolist() == [0, 1, 2, 3, *range(6, 12)]
    assert not opened.table("incidents")["run"].isin([4, 5]).any()
    first = seen_by(store)
    assert first.before == 10 and first.damaged[0].startswith(f"metrics/0000/{victim.name}: it")
    assert files_of(store) == files_of(undisturbed)


@pytest.mark.parametrize("harm", [cut, emptied, lengthened, lost])
def test_chunk_that_lacks_one_of_its_tables_is_told_left_out_and_run_again(store, undisturbed, harm):
    victim = nth(store, "incidents")
    harm(victim)
    opened = ms.open_store(store)
    assert len(opened.metrics()) == 10 and not opened.table("slots")["run"].isin([4, 5]).any()
    first = seen_by(store)
    assert first.before == 10 and len(first.damaged) == 1
    assert first.damaged[0].startswith(f"incidents/0000/{victim.name}: it ")
    assert files_of(store) == files_of(undisturbed)


def test_lost_failures_are_found_and_made_again(tmp_path):
    times = {"routine.slots[Group].start": ["14:00", "16:00"], "routine.slots[Group].end": ["15:00", "17:00"]}
    asked = experiment(factors=times, replications=2)
    store = tmp_path / "store"
    assert len(ms.run_experiment(asked, store).failures()) == 2
    whole = files_of(store)
    nth(store, "failures", 0).unlink()
    assert len(ms.open_store(store).failures()) == 0
    assert len(ms.run_experiment(asked, store).failures()) == 2
    assert files_of(store) == whole


@pytest.mark.parametrize("harm", [cut, emptied, flipped, lost])
def test_chunk_whose_note_is_damaged_is_run_again(store, undisturbed, harm):
    harm(nth(store, "chunks"))
    assert ms.open_store(store).metrics()["run"].tolist() == [0, 1, 2, 3, *range(6, 12)]
    assert seen_by(store).before == 10
    assert files_of(store) == files_of(undisturbed)


def test_strays_are_named_left_alone_and_not_read(store, undisturbed, capsys):
    before = ms.open_store(undisturbed)
    strays = [store / "metrics" / "x (copy).parquet", store / "metrics" / "0000" / "0000002-01234567.parquet"]
    strays += [store / "slots" / "notes.txt"]
    for stray in strays:
        shutil.copy(nth(undisturbed, "metrics"), stray)
    opened = ms.open_store(store)
    assert opened.metrics().equals(before.metrics()) and opened.digest() == before.digest()
    assert opened.table("slots").equals(before.table("slots"))
    assert main(["status", str(store)]) == 0
    told = capsys.readouterr().out
    assert (
        "3 files of no chunk of this store, left alone: metrics/0000/0000002-01234567.parquet, metrics/x (copy)"
        in told
    )
    assert seen_by(store).before == 12 and all(stray.exists() for stray in strays)


def test_store_that_was_copied_while_it_grew_holds_each_run_once(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    ms.run_experiment(experiment(keep=[], replications=2), one)
    shutil.copytree(one, two)
    ms.run_experiment(experiment(keep=[]), one)
    for table in ("metrics", "chunks"):
        shutil.copytree(one / table, two / table, dirs_exist_ok=True)
    asked = experiment(keep=[], replications=2, factors={"milieu.structure": [0.1, 0.3, 0.5, 0.9]})
    metrics = ms.run_experiment(asked, two).metrics()
    assert metrics["run"].tolist() == list(range(8))
    assert not metrics.duplicated(["milieu.structure", "seed"]).any()


def test_status_says_how_many_chunks_are_damaged(store, capsys):
    cut(nth(store, "metrics", 1))
    lost(nth(store, "slots", 3))
    assert main(["status", str(store)]) == 0
    told = capsys.readouterr().out
    assert "8 of 12 runs are stored (67 %)" in told
    assert "2 chunks are damaged; the same sweep command runs them again:" in told
    assert f"  slots/0000/{nth(store, 'incidents', 3).name}: it is not there" in told
    assert main(["status", str(store), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["chunks_damaged"], len(facts["damaged"]), facts["is_finished"]) == (2, 2, False)


def test_sweep_tells_what_it_runs_again(store, tmp_path, capsys, monkeypatch):
    from milieusim.campaign.experiment import experiment_files as loading

    monkeypatch.setattr(
        loading, "load_experiment", lambda *_, load=loading.load_experiment: load(experiment())
    )
    lost(nth(store, "slots", 3))
    assert main(["sweep", "any.yaml", "--store", str(store)]) == 0
    told = capsys.readouterr()
    assert "Damaged since they were written; their chunks are run again:\n  slots/0000/0000003-" in told.err
    assert "2 new, 10 there before" in told.out


@pytest.mark.parametrize("table", ["metrics", "incidents", "slots"])
def test_verifying_names_a_file_of_which_one_bit_was_changed(store, undisturbed, capsys, table):
    assert main(["status", str(store), "--verify"]) == 0
    assert (
        "All 18 files of finished chunks were read: every byte is as it was written."
        in capsys.readouterr().out
    )
    victim = nth(store, table)
    flipped(victim)
    assert seen_by(store).before == 12
    assert main(["status", str(store), "--verify"]) == 2
    told = capsys.readouterr().out
    assert (
        f"  {table}/0000/{victim.name}: it was changed after it was written\n" in told
        and "`--repair` removes these" in told
    )
    assert main(["status", str(store), "--verify", "--json"]) == 2
    assert [bad["file"] for bad in json.loads(capsys.readouterr().out)["bad_files"]] == [
        f"{table}/0000/{victim.name}"
    ]
    victim.unlink()
    seen_by(store)
    assert files_of(store) == files_of(undisturbed)


def test_table_that_cannot_be_read_is_told_with_what_to_do(store):
    path = nth(store, "metrics")
    content = bytearray(path.read_bytes())
    content[4:2000] = bytes(1996)
    path.write_bytes(bytes(content))
    with pytest.raises(ms.DataError, match="metrics: a file cannot be read .*--verify` says which"):
        ms.open_store(store).metrics()


def test_every_changed_byte_and_every_cut_of_a_note_is_seen(undisturbed):
    path = nth(undisturbed, "chunks")
    name, content = f"0000/{path.stem}", path.read_bytes()
    assert read_note(name, content).runs == 2
    for at in range(0, len(content), 7):
        changed = bytearray(content)
        changed[at] ^= 1
        for other in (bytes(changed), content[:at]):
            with pytest.raises(Damaged):
                read_note(name, other)


def points_of(store, k=1):
    """Return the file of the points of a stage."""
    (path,) = (store / "points").glob(f"{k:04d}-*.parquet")
    return path


@pytest.mark.parametrize("harm", [cut, emptied, lost])
def test_damaged_points_are_told_and_made_again(store, undisturbed, harm):
    harm(points_of(store))
    with pytest.raises(ms.DataError, match=r"points/0001-.*.parquet: it .*Give the same sweep command again"):
        ms.open_store(store).points()
    assert seen_by(store).before == 12
    assert files_of(store) == files_of(undisturbed)


def test_changed_byte_of_the_points_stops_a_worker_and_is_repaired(store, undisturbed, capsys):
    content = points_of(store).read_bytes()
    points_of(store).write_bytes(content[:4] + bytes(60) + content[64:])
    nth(store, "chunks").unlink()
    with pytest.raises(ms.DataError, match="points/0001-.*cannot be read"):
        seen_by(store)
    assert main(["status", str(store), "--repair"]) == 0
    assert "points/0001-" in capsys.readouterr().err
    seen_by(store)
    assert files_of(store) == files_of(undisturbed)


def test_points_of_an_earlier_stage_are_made_again(tmp_path):
    store = tmp_path / "store"
    few = {"keep": [], "replications": 1, "sampling": {"kind": "morris", "points": 1}}
    few["factors"] = {"milieu.structure": {"low": 0.1, "high": 0.9}}
    ms.run_experiment(experiment(**few), store)
    more = experiment(**{**few, "sampling": {"kind": "morris", "points": 2}})
    ms.run_experiment(more, store)
    whole = files_of(store)
    cut(points_of(store))
    ms.run_experiment(more, store)
    assert files_of(store) == whole


def test_points_that_are_not_those_of_the_runs_are_refused(store, monkeypatch):
    from milieusim.campaign.store import point_files

    monkeypatch.setattr(point_files, "digest_of_columns", lambda columns: "01234567")
    cut(points_of(store))
    before = files_of(store)
    with pytest.raises(ms.DataError, match="not those of the runs in the store: put back a copy"):
        ms.run_experiment(experiment(), store)
    assert files_of(store) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "cannot be read"),
        ('{"format": 2, ', "cannot be read"),
        ("[]", "and no manifest"),
        ('{"format": 9}', "format 9; this milieusim reads 1 to 4"),
        ('{"format": [2]}', "format a list; this milieusim reads"),
        ('{"format": 1}', "is no whole manifest (code is missing; clock is missing"),
        ('{"format": 2, "stages": {}}', "stages is not a list"),
        ('{"format": 2, "clock": {}, "stages": [5]}', "clock.days is missing; "),
    ],
)
def test_damaged_manifest_is_told_with_what_to_do(store, capsys, tmp_path, text, told):
    whole = files_of(store)
    (store / "manifest.json").write_text(text)
    for read in (["status", str(store)], ["sensitivity", str(store)]):
        assert main(read) == 2
        shown = capsys.readouterr().err
        assert told in shown and "fault of milieusim" not in shown and str(store) in shown
    assert main(["status", str(store), "--repair"]) == 0
    assert "manifest.json was put back from its copy." in capsys.readouterr().err
    assert files_of(store) == whole


@pytest.mark.parametrize("harm", [cut, emptied, flipped])
def test_manifest_and_its_copy_are_made_again_from_the_experiment_byte_for_byte(store, undisturbed, harm):
    harm(store / "manifest.json")
    (store / "points" / "0001.json").unlink()
    assert main(["status", str(store), "--repair"]) == 2
    assert seen_by(store).before == 12
    assert files_of(store) == files_of(undisturbed)


def test_manifest_is_not_made_from_another_experiment(store):
    cut(store / "manifest.json")
    (store / "points" / "0001.json").unlink()
    with pytest.raises(ms.ConfigError, match="the runs there are not of this experiment"):
        ms.run_experiment(experiment(days=8), store)


def test_manifest_that_was_changed_is_told(store):
    path = store / "manifest.json"
    path.write_text(path.read_text().replace('"days": 7', '"days": 8', 1))
    with pytest.raises(
        ms.DataError, match="manifest.json was changed after it was written.*--repair. puts it back"
    ):
        ms.open_store(store)


@pytest.mark.parametrize("form", [1, 3])
def test_old_store_is_read_as_before_and_not_added_to(store, undisturbed, capsys, form):
    """Such a store lies flat, and its manifest notes no number of points."""
    manifest = Manifest.read(place_at(store))
    manifest.facts["format"] = form
    manifest.facts["stages"][0].pop("points")
    (store / "manifest.json").write_text(manifest.text)
    for path in [*store.glob("*/0000/*.parquet")]:
        path.rename(path.parents[1] / path.name)
    points_of(store).rename(store / "points" / "0001.parquet")
    shutil.rmtree(store / "chunks")
    opened, before = ms.open_store(store), ms.open_store(undisturbed)
    assert opened.metrics().equals(before.metrics()) and len(opened.failures()) == 0
    assert opened.table("incidents").equals(before.table("incidents"))
    assert opened.points().equals(before.points())
    assert main(["status", str(store)]) == 0
    assert "12 of 12 runs are stored (100 %), 0 of them failed." in capsys.readouterr().out
    assert main(["status", str(store), "--verify"]) == 2
    assert "nothing to compare its files with" in capsys.readouterr().err
    with pytest.raises(
        ms.ConfigError, match=f"older milieusim .stores of format {form}; this one writes 4.. It can be read"
    ):
        ms.run_experiment(experiment(), store)


@pytest.mark.parametrize("table", ["metrics", "incidents"])
def test_repair_removes_what_is_damaged_and_the_sweep_makes_it_again(store, undisturbed, capsys, table):
    flipped(nth(store, table))
    cut(nth(store, "slots", 4))
    assert main(["status", str(store), "--repair"]) == 0
    told = capsys.readouterr()
    assert f"{table}/0000/{nth(undisturbed, table).name}: it was changed after it was written" in told.err
    assert "8 of 12 runs are stored" in told.out and "damaged" not in told.out
    seen_by(store)
    assert files_of(store) == files_of(undisturbed)


def test_copy_that_broke_at_an_address_without_renames_is_run_again(monkeypatch):
    import fsspec
    from fsspec.implementations.memory import MemoryFileSystem

    broken = []

    def copied(self, source, target, **how):
        content = self.cat_file(source)
        if "/metrics/" in target and not broken and target.rpartition("/")[2].startswith("0000002"):
            broken.append(target)
            self.pipe_file(target, content[: len(content) // 2])
            raise ConnectionError("the line broke")
        self.pipe_file(target, content)

    monkeypatch.setattr(MemoryFileSystem, "cp_file", copied)
    with pytest.raises(ConnectionError):
        ms.run_experiment(experiment(), "memory://damage/half", workers=1)
    files = fsspec.filesystem("memory")
    assert len(broken) == 1 and files.exists(broken[0])
    seen = []
    found = ms.run_experiment(experiment(), "memory://damage/half", progress=seen.append)
    assert seen[0].before in (4, 6) and not seen[0].damaged
    assert found.metrics()["run"].tolist() == list(range(12))
    files.rm("/damage", recursive=True)


def _broken(path):
    raise ConnectionError(f"the line broke at {path}")


def test_line_that_broke_while_looking_is_no_damage(monkeypatch):
    from fsspec.implementations.memory import MemoryFileSystem

    ms.run_experiment(experiment(keep=[]), "memory://damage/line")
    with monkeypatch.context() as patch:
        patch.setattr(
            MemoryFileSystem,
            "cat_file",
            lambda self, path, *_, **__: _broken(path),
        )
        with pytest.raises(ConnectionError):
            ms.run_experiment(experiment(keep=[]), "memory://damage/line")
    seen = []
    ms.run_experiment(experiment(keep=[]), "memory://damage/line", progress=seen.append)
    assert seen[0].before == 12 and not seen[0].damaged
