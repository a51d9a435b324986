from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from typing import Any, Literal, NamedTuple

from milieusim._types import Path, Rules, Whole
from milieusim.analysis.metrics.registry import Metric
from milieusim.campaign.experiment.experiment_files import Experiment
from milieusim.campaign.store.store import Store
from milieusim.engines.agents.people import Resident, Staff

class Progress(NamedTuple):
    done: int
    total: int
    failed: int
    before: int
    damaged: tuple[str, ...] = ()

def run_experiment(
    experiment: Path | dict[str, Any] | Experiment,
    store: Path,
    executor: Literal["threads", "processes", "dask"] | Executor | None = None,
    workers: Whole | None = None,
    scheduler: str | None = None,
    shard: str | None = None,
    rules: Rules | None = None,
    progress: Callable[[Progress], object] | None = None,
    retry_failures: bool = False,
    metrics: Iterable[Metric] | None = None,
    resident_class: Callable[..., Resident] | None = None,
    staff_class: Callable[..., Staff] | None = None,
) -> Store: ...
