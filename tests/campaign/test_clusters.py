"""Many machines: arrays of jobs, object stores, stores that are moved, made compact, or begun by too many."""

import os
import socket
import subprocess
import sys
import threading
import uuid

import pytest
import yaml
from sweeps import SMALL, experiment, files_of

import milieusim as ms
from milieusim.campaign.store import chunk_checks, chunks, compacting, notes, point_files
from milieusim.campaign.store.chunks import Plan, Stage
from milieusim.campaign.store.manifest import Manifest
from milieusim.campaign.store.store_places import place_at
from milieusim.campaign.sweep import stages, work
from milieusim.campaign.sweep.log import at_work
from milieusim.cli.main import main

# What a scheduler of jobs does with an array, and with a task that was killed: it submits it again as it was.
ARRAY = """
task() {
    "$PYTHON" -m milieusim sweep experiment.yaml --store out --workers 1 --yes --shard "$SLURM_ARRAY_TASK_ID/3"
}
for SLURM_ARRAY_TASK_ID in 1 2 3; do task & done
sleep 2; kill -9 "$(jobs -p | head -n 1)"; wait
for SLURM_ARRAY_TASK_ID in 3 1 2; do task || exit 1; done
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_slurm_array_whose_tasks_are_killed_and_submitted_again_fills_one_store(tmp_path, undisturbed):
    (tmp_path / "small.yaml").write_text(yaml.safe_dump(SMALL, sort_keys=False))
    (tmp_path / "experiment.yaml").write_text(
        yaml.safe_dump(experiment(designs=["small.yaml"]), sort_keys=False)
    )
    environment = {**os.environ, "PYTHON": sys.executable, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(["sh", "-c", ARRAY], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "out") == files_of(undisturbed)


def listed(stages):
    """Return all runs of a plan as (run, point, set, seed), one chunk after the other."""
    plan, found = Plan(stages), []
    for number in range(plan.chunks):
        chunk = plan.chunk(number)
        runs = [(cell.point, cell.parameter_set, seed) for cell in plan.cells(chunk) for seed in cell.seeds]
        assert len(runs) == chunk.runs and plan.name(number) == chunk.name
        found += [(chunk.first_run + k, *run) for k, run in enumerate(runs)]
    assert plan.runs == len(found)
    return found


@pytest.mark.parametrize("size", [1, 2, 5, 7, 100])
def test_plan_holds_each_run_once_through_its_whole_history(size):
    stages = [
        Stage(3, [("a", 1), ("b", 2)], 5, 4, size, False, "one"),
        Stage(3, [("a", 1), ("b", 2), ("c", 1)], 3, 8, size, False, "two"),
        Stage(5, [("a", 1), ("b", 2), ("c", 1)], 3, 8, size, False, "three"),
    ]
    for k in (1, 2, 3):
        runs = listed(stages[:k])
        assert [run[0] for run in runs] == list(range(len(runs)))
        last = stages[k - 1]
        wanted = {
            (p, s, seed) for p in range(last.points) for s, seeds in last.seeds().items() for seed in seeds
        }
        assert len(runs) == len(wanted) and {run[1:] for run in runs} == wanted
    assert listed(stages[:1]) == listed(stages)[: len(listed(stages[:1]))]


def test_plan_of_a_thousand_million_runs_is_made_in_a_moment():
    plan = Plan([Stage(10_000_000, [("best", 1)], 1, 100, 256, False, "large")])
    chunk = plan.chunk(plan.chunks - 1)
    assert plan.runs == 10**9 and plan.cells(chunk)[-1].point == 9_999_999


def test_store_that_is_moved_while_a_sweep_writes_is_noticed_at_the_next_chunk(tmp_path):
    seen = []

    def move(progress):
        seen.append(progress.done)
        if progress.done == 4:
            (tmp_path / "store").rename(tmp_path / "elsewhere")

    with pytest.raises(ms.ConfigError, match="holds no store any more: it was moved or removed"):
        ms.run_experiment(experiment(), tmp_path / "store", workers=1, progress=move)
    assert seen[-1] < 12
    assert len(ms.run_experiment(experiment(), tmp_path / "elsewhere").metrics()) == 12


def test_store_that_is_moved_while_a_chunk_reads_its_points_is_told_as_moved(tmp_path, monkeypatch):
    def moved_first(*given, read=point_files.point_rows):
        (tmp_path / "store").rename(tmp_path / "elsewhere")
        return read(*given)

    ms.run_experiment(experiment(), tmp_path / "store")
    manifest = Manifest.read(place_at(tmp_path / "store"))
    chunk = manifest.plan().chunk(3)
    (tmp_path / "store" / "chunks" / "0000" / f"{chunk.name}.json").unlink()
    monkeypatch.setattr(point_files, "point_rows", moved_first)
    with pytest.raises(ms.ConfigError, match="holds no store any more: it was moved or removed"):
        work.run_chunk(str(tmp_path / "store"), manifest.digest, chunk)


def test_chunk_that_another_sweep_has_finished_meanwhile_is_not_run_again(tmp_path, undisturbed):
    times = []

    def run_all(progress):
        if not times:
            times.append(0)
            ms.run_experiment(experiment(), tmp_path / "store", workers=1)
            times.extend(path.stat().st_mtime_ns for path in (tmp_path / "store").rglob("*.parquet"))

    ms.run_experiment(experiment(), tmp_path / "store", workers=1, progress=run_all)
    assert times[1:] == [path.stat().st_mtime_ns for path in (tmp_path / "store").rglob("*.parquet")]
    assert files_of(tmp_path / "store") == files_of(undisturbed)


@pytest.mark.parametrize(
    ("host", "process", "age", "works"),
    [
        (None, None, 0, True),
        (None, 2**22 + 1, 0, False),
        ("elsewhere", 1, 10, True),
        ("elsewhere", 1, 700, False),
    ],
)
def test_who_works_on_a_store_is_told_by_its_logs(host, process, age, works):
    first = {
        "began": 1000.0,
        "machine": {"host": host or socket.gethostname()},
        "process": process or os.getpid(),
    }
    log = [first, {"chunk": "x", "at": 50.0, "runs": 1}]
    assert at_work([log], 1050.0 + age) == ([first] if works else [])
    assert not at_work([[*log, {"ended": 1051.0}]], 1050.0 + age)


def test_only_one_of_two_writers_may_begin_a_store_even_where_no_lock_is_known(tmp_path, monkeypatch):
    import fcntl

    monkeypatch.setattr(fcntl, "flock", lambda *_: (_ for _ in ()).throw(OSError("no locks here")))
    begin, others = stages.write_points, []

    def another_is_first(*what):
        begin(*what)
        if not others:
            others.append(True)
            ms.run_experiment(experiment(seed=50, keep=[]), tmp_path / "store", workers=1)

    monkeypatch.setattr(stages, "write_points", another_is_first)
    with pytest.raises(ms.ConfigError, match="holds runs of another experiment"):
        ms.run_experiment(experiment(keep=[]), tmp_path / "store", workers=1)
    assert ms.open_store(tmp_path / "store").metrics()["seed"].min() == 50


@pytest.fixture
def small_folders(monkeypatch):
    """Let folders hold four chunks."""
    for module in (chunks, notes, compacting):
        monkeypatch.setattr(module, "PER_FOLDER", 4)


def test_folders_of_chunks_hold_no_more_than_they_may(small_folders, tmp_path):
    store = ms.run_experiment(experiment(replications=8), tmp_path / "store")
    assert [len(list(path.iterdir())) for path in sorted((tmp_path / "store" / "metrics").iterdir())] == [
        4,
        4,
        4,
    ]
    assert store.metrics()["run"].tolist() == list(range(24))


def test_compact_store_holds_the_same_rows_and_is_extended(small_folders, tmp_path, capsys):
    ms.run_experiment(experiment(replications=6), tmp_path / "store")
    before = ms.open_store(tmp_path / "store")
    metrics, incidents = before.metrics(), before.table("incidents")
    assert main(["status", str(tmp_path / "store"), "--compact"]) == 0
    told = capsys.readouterr()
    assert "2 folders put together" in told.err and "18 of 18 runs are stored" in told.out
    assert "no chunk of this store" not in told.out
    names = sorted(path.name for path in (tmp_path / "store" / "metrics").iterdir())
    assert names == ["0000.parquet", "0001.parquet", "0002"]
    opened = ms.open_store(tmp_path / "store")
    assert opened.metrics().equals(metrics) and opened.table("incidents").equals(incidents)
    assert opened.compact() == 0
    seen = []
    larger = ms.run_experiment(experiment(replications=8), tmp_path / "store", progress=seen.append)
    assert seen[0].before == 18 and larger.metrics()["run"].tolist() == list(range(24))
    assert not len(larger.failures())


@pytest.mark.parametrize("table", ["metrics", "chunks"])
def test_damage_to_a_compact_folder_costs_that_folder(small_folders, tmp_path, table):
    store = ms.run_experiment(experiment(replications=6), tmp_path / "store")
    metrics = store.metrics()
    store.compact()
    (path,) = (tmp_path / "store" / table).glob("0001.*")
    path.write_bytes(path.read_bytes()[:-9])
    assert ms.open_store(tmp_path / "store").metrics()["run"].tolist() == [*range(8), 16, 17]
    seen = []
    again = ms.run_experiment(experiment(replications=6), tmp_path / "store", progress=seen.append)
    assert seen[0].before == 10 and seen[0].damaged and again.metrics().equals(metrics)


def test_compacting_that_was_killed_goes_on(small_folders, tmp_path, monkeypatch):
    store = ms.run_experiment(experiment(replications=6), tmp_path / "store")
    metrics = store.metrics()
    with monkeypatch.context() as patch:
        patch.setattr(compacting, "_clear", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store.compact()
    assert ms.open_store(tmp_path / "store").metrics().equals(metrics)
    assert store.compact() == 1
    assert ms.open_store(tmp_path / "store").metrics().equals(metrics)
    assert not (tmp_path / "store" / "metrics" / "0000").exists()


def test_only_the_columns_and_rows_that_are_asked_for_are_given(undisturbed):
    store = ms.open_store(undisturbed)
    where = [("milieu.structure", ">", 0.3), ("seed", "==", 2)]
    found = store.metrics(columns=["run", "conflict_per_shift"], where=where)
    assert found["run"].tolist() == [5, 9] and list(found.columns) == ["run", "conflict_per_shift"]
    assert list(store.table("incidents", columns=["run", "kind"]).columns) == ["run", "kind"]
    with pytest.raises(ms.DataError, match="metrics has no column 'sed'. Did you mean 'seed'"):
        store.metrics(columns=["run"], where=[("sed", "==", 2)])


def test_a_note_is_read_once(undisturbed, monkeypatch):
    store, read = ms.open_store(undisturbed), []
    monkeypatch.setattr(
        chunk_checks,
        "read_note",
        lambda name, content: (read.append(name), notes.read_note(name, content))[1],
    )
    store.metrics()
    store.metrics()
    assert len(read) == len(set(read)) == 6


@pytest.fixture
def bucket(monkeypatch):
    """Return the address of an empty bucket of a server that behaves as S3 does."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server")
    for key, value in {"KEY_ID": "x", "SECRET_KEY": "x"}.items():
        name = "AWS_ACCESS_KEY_ID" if key == "KEY_ID" else "AWS_SECRET_ACCESS_KEY"
        monkeypatch.setenv(name, value)
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    name = f"sweeps-{uuid.uuid4().hex[:8]}"  # servers of one process share what they hold
    s3fs.S3FileSystem().mkdir(name)
    yield f"s3://{name}/out"
    s3fs.S3FileSystem.clear_instance_cache()
    running.stop()


def contents(address, undisturbed):
    """Return what an address holds of the files of a folder."""
    import s3fs

    files = s3fs.S3FileSystem()
    return {name: files.cat_file(f"{address}/{name}") for name in files_of(undisturbed)}


@pytest.mark.filterwarnings("default")
def test_sweeps_at_once_into_an_object_store_write_the_same_bytes(bucket, undisturbed):
    ends = []

    def sweep():
        ends.append(len(ms.run_experiment(experiment(), bucket, workers=1).metrics()))

    both = [threading.Thread(target=sweep) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert ends == [12, 12]
    assert contents(bucket, undisturbed) == {
        name: (undisturbed / name).read_bytes() for name in files_of(undisturbed)
    }
    larger = ms.run_experiment(experiment(replications=5), bucket)
    assert len(larger.metrics()) == 15
    with pytest.raises(ms.ConfigError, match="holds runs of another experiment"):
        ms.run_experiment(experiment(days=8), bucket)


@pytest.mark.filterwarnings("default")
def test_only_one_of_two_experiments_begins_a_store_in_an_object_store(bucket):
    from milieusim.campaign.store.store_places import place_at

    place_at(bucket).write_new("manifest.json", b"one")
    with pytest.raises(FileExistsError):
        place_at(bucket).write_new("manifest.json", b"other")
    assert place_at(bucket).read("manifest.json") == b"one"


@pytest.mark.filterwarnings("default")
def test_lost_object_is_made_again(bucket, undisturbed):
    import s3fs

    ms.run_experiment(experiment(keep=[]), bucket)
    files = s3fs.S3FileSystem()
    victim = sorted(files.ls(f"{bucket}/metrics/0000"))[2]
    content = files.cat_file(victim)
    files.rm_file(victim)
    seen = []
    ms.run_experiment(experiment(keep=[]), bucket, progress=seen.append)
    assert seen[0].before == 10 and files.cat_file(victim) == content


def test_few_open_files_are_told_with_the_limit_before_anything_is_written(tmp_path):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (32, hard))
        with pytest.raises(
            ms.ConfigError, match="open 32 files at once, and dask with 2 workers .*ulimit -n"
        ):
            ms.run_experiment(experiment(), tmp_path / "store", executor="dask", workers=2)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert not (tmp_path / "store").exists()
