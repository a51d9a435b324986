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
from milieusim.engines.compiled.view import addresses_of, ward_at
from milieusim.engines.text import Text
from milieusim.incident_kinds import IncidentKind
from milieusim.kinds import NOBODY
from milieusim.rules.basics import marking
from milieusim.rules.basics.keyed_draws import TICK_OFFSET, Decision
from milieusim.rules.sleep import next_sleep_pressure
from milieusim.vocabulary import Activity, PlaceKind, RequestKind, Trigger
from milieusim.ward.memory import NOW, PLACE, SLOT, TICK
from milieusim.ward.seams import look_at
from milieusim.ward.state import RESIDENT, dtype_of_states

FLAGS = ["-O2", "-march=native", "-ffp-contract=off"]
TYPES = {"i": "int64_t", "f": "double", "b": "unsigned char"}
BED = dtype_of_states(RESIDENT)
TEXT = Text()
feel_boredom, feel_arousal, what_happens = TEXT.feel_boredom, TEXT.feel_arousal, TEXT.what_happens
perhaps_wake, perhaps_fall_asleep = TEXT.perhaps_wake, TEXT.perhaps_fall_asleep
MORNING = 40  # ticks that the ward is run before its phases are compared: everybody is up by then


def compiler():
    """Return the C compiler of this machine, or None."""
    return which("cc") or which("gcc") or which("clang")


def hot_loop(addresses, p, first, end):
    """The same phases from the ward's own acts."""
    ward = ward_at(addresses, p)
    for t in range(first, end):
        ward.now.tick = t
        look_at(ward, t % len(ward.week))
        for resident in ward.beds:
            if resident.is_here and resident.is_present:
                if not resident.is_asleep:
                    feel_boredom(ward, resident)
                feel_arousal(ward, resident)
        for resident in ward.beds:
            resident.kind_now = NOBODY
            is_up = resident.is_here and resident.is_present and not resident.is_asleep
            if is_up and resident.hold == NOBODY:
                resident.kind_now = what_happens(ward, resident)
        sleep_loop(ward)


def sleep_loop(ward):
    """Sleep without medication: that belongs to another phase."""
    for resident in ward.beds:
        if not resident.is_here or not resident.is_present:
            continue
        resident.sleep_pressure = next_sleep_pressure(
            ward.p, sleep_pressure=resident.sleep_pressure, is_asleep=resident.is_asleep
        )
        if resident.is_asleep:
            perhaps_wake(ward, resident)
        elif ward.places[resident.place_index].kind == PlaceKind.BEDROOM and resident.slot_index == NOBODY:
            perhaps_fall_asleep(ward, resident)


class Twins:
    """The phases in both languages on one ward at mid-morning.

    Parameters
    ----------
    residents : int
    """

    def __init__(self, residents=20):
        inputs = inputs_of(residents, 1, keep=())
        self.world = engine._world(inputs, 1, 1)
        compiled.kernel()(addresses_of(self.world), self.world["p"], 0, MORNING)
        self.start = self.world["beds"].copy()
        self.table = addresses_of(self.world)
        self._numba, self._c = _compiled_loop(), _c_loop(self.world["p"].dtype)

    def run(self, language, ticks):
        """Run so many ticks from the same morning; return the residents afterwards."""
        self.world["beds"][:] = self.start
        if language == "c":
            w = self.world
            self._c(
                *(_at(w[name]) for name in ("key", "p", "now", "beds")),
                len(w["beds"]),
                _at(w["places"]),
                _at(w["slots"]),
                _at(w["week"]),
                len(w["week"]),
                MORNING,
                MORNING + ticks,
            )
        else:
            self._numba(self.table, self.world["p"], MORNING, MORNING + ticks)
        return self.world["beds"]


def _at(array):
    return ctypes.c_void_p(array.ctypes.data)


def differing_fields(ticks=672, residents=20):
    """Return the fields of residents in which the twins part after some ticks: none if they are twins."""
    twins = Twins(residents)
    ours, theirs = twins.run("numba", ticks).copy(), twins.run("c", ticks).copy()
    assert (ours["arousal"] != twins.start["arousal"]).any()
    return [name for name in BED.names if ours[name].tobytes() != theirs[name].tobytes()]


@cache
def _compiled_loop():
    import numba

    compiled.kernel()
    part, whole = pipelines()
    for function in (*TEXT.functions(), sleep_loop):
        marking.register(function, part)
    return numba.njit(nogil=True, error_model="numpy", _nrt=False, pipeline_class=whole)(hot_loop)


@cache
def _c_loop(p):
    folder = tempfile.mkdtemp(prefix="milieusim-twin-")
    header = "\n".join([_struct("p", p), _struct("w", NOW), _struct("resident", BED)])
    header += "\n".join(["", _struct("places", PLACE), _struct("slots", SLOT), _struct("grid", TICK)])
    header += "\n".join(["", *_constants()])
    Path(folder, "layout.h").write_text(header + "\n", encoding="utf-8")
    library = str(Path(folder, "twin.so"))
    source = str(Path(__file__).with_name("twin.c"))
    subprocess.run(
        [compiler(), *FLAGS, "-shared", "-fPIC", f"-I{folder}", "-o", library, source, "-lm"], check=True
    )
    function = ctypes.CDLL(library).hot_phases
    function.restype = None
    function.argtypes = (
        [ctypes.c_void_p] * 4 + [ctypes.c_int64] + [ctypes.c_void_p] * 3 + [ctypes.c_int64] * 3
    )
    return function


def _struct(name, dtype):
    fields = "".join(f" {_field(field, dtype[field])};" for field in dtype.names)
    return (
        f'struct {name} {{{fields} }};\n_Static_assert(sizeof(struct {name}) == {dtype.itemsize}, "{name}");'
    )


def _field(name, dtype):
    length = "".join(f"[{n}]" for n in dtype.shape)
    return f"{TYPES[dtype.base.kind]} {name}{length}"


def _constants():
    codes = {
        "NOBODY": NOBODY,
        "GARDEN": PlaceKind.GARDEN,
        "BEDROOM": PlaceKind.BEDROOM,
        "FREE_TIME": Activity.FREE_TIME,
        "VERBAL": IncidentKind.VERBAL_AGGRESSION,
        "SELF_HARM": IncidentKind.SELF_HARM,
        "ABSCONDING": IncidentKind.ABSCONDING,
        "SUBSTANCE": IncidentKind.SUBSTANCE_USE,
        "RULE_BREAKING": IncidentKind.RULE_BREAKING,
        "ORDINARY": RequestKind.ORDINARY,
        **{word.name: word for word in Trigger if word.name not in ("NONE", "OTHER")},
    }
    lines = [f"#define {name} {int(code)}" for name, code in codes.items()]
    lines += [f"#define TICK_OFFSET {TICK_OFFSET}LL", f"#define SLEEP_DRAW {int(Decision.SLEEP)}ULL"]
    return [
        *lines,
        f"#define INCIDENT {int(Decision.INCIDENT)}ULL",
        f"#define INCIDENT_KIND {int(Decision.INCIDENT_KIND)}ULL",
    ]
