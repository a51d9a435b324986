"""The kernel's hottest phases beside their twin in C: equal to the last bit first, timed then."""

import ctypes
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from shutil import which

from benchmarks.wards import inputs_of
from milieusim.engines.compiled import building as compiled
from milieusim.engines.compiled import running as engine
from milieusim.engines.compiled.linking import pipelines
from milieusim.engines.compiled.view import addresses_of, world_at
from milieusim.rules.basics.keyed_draws import TICK_OFFSET, Decision
from milieusim.rules.sleep import next_sleep_pressure
from milieusim.ward import codes
from milieusim.ward.conflict.incidents import what_happens
from milieusim.ward.residents.feeling import (
    feel_arousal,
    feel_boredom,
    perhaps_fall_asleep,
    perhaps_wake,
)
from milieusim.ward.state import GRID, PLACE, RESIDENT, WORLD

FLAGS = ["-O2", "-march=native", "-ffp-contract=off"]
CODES = "NOBODY GARDEN BEDROOM FREE_TIME VERBAL SELF_HARM ABSCONDING SUBSTANCE RULE_BREAKING".split()
TYPES = {"i": "int64_t", "f": "double", "b": "unsigned char"}
NOBODY, BEDROOM = codes.NOBODY, codes.BEDROOM
MORNING = 40  # ticks that the ward is run before its phases are compared: everybody is up by then


def compiler():
    """Return the C compiler of this machine, or None."""
    return which("cc") or which("gcc") or which("clang")


def hot_loop(addresses, p, first, end):
    """The same phases from the kernel's own functions."""
    W = world_at(addresses, p)
    for t in range(first, end):
        g = W.grid[t % len(W.grid)]
        for i in range(len(W.residents)):
            r = W.residents[i]
            if r.is_here and r.is_present:
                feel_boredom(W, r)
                feel_arousal(W, g, r)
        for i in range(len(W.residents)):
            r = W.residents[i]
            r.kind_now = NOBODY
            if r.is_here and r.is_present and not r.is_asleep and r.hold == NOBODY:
                r.kind_now = what_happens(W, t, i)
        sleep_loop(W, t, g)


def sleep_loop(W, t, g):
    """Sleep without medication: that belongs to another phase."""
    p = W.p[0]
    for i in range(len(W.residents)):
        r = W.residents[i]
        if not r.is_here or not r.is_present:
            continue
        r.sleep_pressure = next_sleep_pressure(
            sleep_pressure=r.sleep_pressure,
            is_asleep=r.is_asleep,
            kept_awake=p.kept_pressure_awake,
            kept_asleep=p.kept_pressure_asleep,
        )
        if r.is_asleep:
            perhaps_wake(W, t, g, i)
        elif W.places[r.place].kind == BEDROOM and r.slot == NOBODY:
            perhaps_fall_asleep(W, t, g, i)


class Twins:
    """The phases in both languages on one ward at mid-morning.

    Parameters
    ----------
    residents : int
    """

    def __init__(self, residents=20):
        inputs = inputs_of(residents, 1, keep=())
        self.world = engine._world(inputs, 1, 1)
        compiled.kernel()(addresses_of(self.world), self.world.p, 0, MORNING)
        self.start = self.world.residents.copy()
        self.table = addresses_of(self.world)
        self._numba, self._c = _compiled_loop(), _c_loop(self.world.p.dtype)

    def run(self, language, ticks):
        """Run so many ticks from the same morning; return the residents afterwards."""
        self.world.residents[:] = self.start
        if language == "c":
            w = self.world
            self._c(
                *(_at(a) for a in (w.key, w.p, w.w, w.residents)),
                len(w.residents),
                _at(w.places),
                _at(w.grid),
                len(w.grid),
                MORNING,
                MORNING + ticks,
            )
        else:
            self._numba(self.table, self.world.p, MORNING, MORNING + ticks)
        return self.world.residents


def _at(array):
    return ctypes.c_void_p(array.ctypes.data)


def differing_fields(ticks=672, residents=20):
    """Return the fields of residents in which the twins part after some ticks: none if they are twins."""
    twins = Twins(residents)
    ours, theirs = twins.run("numba", ticks).copy(), twins.run("c", ticks).copy()
    assert (ours["arousal"] != twins.start["arousal"]).any()
    return [name for name in RESIDENT.names if ours[name].tobytes() != theirs[name].tobytes()]


@cache
def _compiled_loop():
    import numba

    compiled.kernel()
    part, whole = pipelines()
    compiled._compile.register(sleep_loop, part)
    return numba.njit(nogil=True, error_model="numpy", _nrt=False, pipeline_class=whole)(hot_loop)


@cache
def _c_loop(p):
    folder = tempfile.mkdtemp(prefix="milieusim-twin-")
    header = "\n".join([_struct("p", p), _struct("w", WORLD), _struct("resident", RESIDENT)])
    header += "\n".join(["", _struct("places", PLACE), _struct("grid", GRID), *_constants()])
    Path(folder, "layout.h").write_text(header + "\n", encoding="utf-8")
    library = str(Path(folder, "twin.so"))
    source = str(Path(__file__).with_name("twin.c"))
    subprocess.run(
        [compiler(), *FLAGS, "-shared", "-fPIC", f"-I{folder}", "-o", library, source, "-lm"], check=True
    )
    function = ctypes.CDLL(library).hot_phases
    function.restype = None
    function.argtypes = (
        [ctypes.c_void_p] * 4 + [ctypes.c_int64] + [ctypes.c_void_p] * 2 + [ctypes.c_int64] * 3
    )
    return function


def _struct(name, dtype):
    fields = "".join(f" {TYPES[dtype[field].kind]} {field};" for field in dtype.names)
    return (
        f'struct {name} {{{fields} }};\n_Static_assert(sizeof(struct {name}) == {dtype.itemsize}, "{name}");'
    )


def _constants():
    lines = [f"#define {name} {getattr(codes, name)}" for name in CODES]
    lines += [f"#define TICK_OFFSET {TICK_OFFSET}LL", f"#define SLEEP_DRAW {int(Decision.SLEEP)}ULL"]
    return [
        *lines,
        f"#define INCIDENT {int(Decision.INCIDENT)}ULL",
        f"#define INCIDENT_KIND {int(Decision.INCIDENT_KIND)}ULL",
    ]
