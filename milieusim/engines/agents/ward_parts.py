"""The lifeless parts of a ward in the agents engine: places, slots, lines of the rota, ticks, rows."""

from collections import namedtuple

from milieusim.ward.codes import HELD, NOBODY
from milieusim.ward.state import GRID
from milieusim.ward.tables import TABLES, columns

Moment = namedtuple("Moment", GRID.names)
Moment.__doc__ = "One tick of the week: the hour, the shift, day or night."
Stretch = namedtuple("Stretch", "slot is_first is_last share")
Stretch.__doc__ = "What one slot takes of one tick of the week."
LOOKS_AHEAD = ("_day7", "_day14", "_end")  # states of a stay that may never come


def rows_of(array):
    """Return the rows of a structured array as plain numbers by name."""
    return [dict(zip(array.dtype.names, row)) for row in array.tolist()]


def _or_none(code):
    return None if code == NOBODY else code


class Numbers:
    """The numbers of a run by name: levels, practices and all parameters."""

    def __init__(self, values):
        self.__dict__.update(values)

    def __repr__(self):
        return f"Numbers({len(self.__dict__)} by name)"


class Place:
    """A place on the ward and who is in it now."""

    def __init__(self, name, row):
        self.name = name
        self.kind = row["kind"]
        self.capacity, self.noise, self.sight = row["capacity"], row["noise"], row["sight"]
        self.is_free_choice, self.is_exclusive = row["is_free_choice"], row["is_exclusive"]
        self.claimed = 0
        self.members = []
        self.n_members = 0
        self.arousal_sum = 0.0
        self.noise_now = 0.0
        self.crowding_now = 0.0

    def __repr__(self):
        return f"Place({self.name!r}, {self.n_members} here)"


class Slot:
    """A slot of the timetable and how it goes today; `fate` is None while it is not under way."""

    def __init__(self, name, row, places):
        self.name = name
        self.name_index, self.place_index = row["name_index"], row["place_index"]
        self.activity, self.family = row["activity"], _or_none(row["family"])
        self.place = places[row["place"]]
        self.leader_role, self.leaders = _or_none(row["leader_role"]), row["leaders"]
        self.places_offered = _or_none(row["places_offered"])
        self.is_structured, self.is_expected = row["is_structured"], row["is_expected"]
        self.is_organised, self.is_therapy = row["is_organised"], row["is_therapy"]
        self.is_skills = row["is_skills"]
        self.hours, self.start_hour, self.end_hour = row["hours"], row["start_hour"], row["end_hour"]
        self.fate = None
        self.leader = None
        self.invited = 0
        self.attended = 0

    def __repr__(self):
        return f"Slot({self.name!r} in {self.place.name!r})"

    @property
    def is_held(self):
        """Whether it takes place now."""
        return self.fate == HELD


class Line:
    """One line of the rota: a role, a shift, and the seats of those who take turns at it."""

    def __init__(self, row):
        self.__dict__.update(row)


class Row:
    """One row of a table under way: its columns as attributes, at nothing to begin with."""

    def __init__(self, table):
        self.__dict__.update(_BLANKS[table])

    def copy(self):
        """Return another row with the same values."""
        other = Row.__new__(Row)
        other.__dict__.update(self.__dict__)
        return other

    def add(self, column, number):
        """Add to a column named by text."""
        self.__dict__[column] += number

    def values(self):
        """Return the values in the order of the columns."""
        return tuple(self.__dict__.values())


def _blank(table):
    nothing = {"float": 0.0, "bool": False}
    blank = {name: nothing.get(kind, 0) for name, kind in columns(table)}
    if table == "stays":
        blank |= {name: float("nan") for name in blank if name.endswith(LOOKS_AHEAD)}
    return blank


_BLANKS = {table: _blank(table) for table in TABLES}


def places_of(inputs):
    """Return the places of a ward."""
    return [Place(name, row) for name, row in zip(inputs.names["places"], rows_of(inputs.places))]


def slots_of(inputs, places):
    """Return the slots of a ward."""
    return [Slot(name, row, places) for name, row in zip(inputs.names["slots.slot"], rows_of(inputs.slots))]


def lines_of(inputs):
    """Return the lines of the rota."""
    return [Line(row) for row in rows_of(inputs.lines)]


def week_of(inputs, slots):
    """Return the ticks of the week, and for each what slots take of it."""
    moments = [Moment(*row) for row in inputs.grid.tolist()]
    stretches = [(row[0], row[1], row[2], row[3]) for row in inputs.active.tolist()]
    timetable = []
    for moment in moments:
        rows = stretches[moment.first_active : moment.first_active + moment.n_active]
        timetable.append([Stretch(slots[k], first, last, share) for k, first, last, share in rows])
    return moments, timetable


def profiles_of(inputs):
    """Return the profiles of residents as numbers by name."""
    return [Numbers(row) for row in rows_of(inputs.profiles)]
