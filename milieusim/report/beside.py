"""What differs between the designs, as a ward reads it: timetables beside each other, and all else in words."""

from milieusim.config.telling.differences import difference_lines, differences, shown
from milieusim.config.telling.timetables_beside import MARKS, counts_told, days_told, weeks_beside
from milieusim.vocabulary import Role

OF_TIMETABLES = ("routine.slots[", "routine.wake", "routine.lights_out")


def beside_contents(result, titles):
    """Return the section, a part for each alternative.

    Parameters
    ----------
    result : Comparison
    titles : dict of str to str

    Returns
    -------
    list of dict
    """
    base = result.designs[result.base]
    return [_part(base, result.designs[name], titles[name], name) for name in result.others]


def _part(base, other, title, name):
    weeks = weeks_beside(base, other)
    is_alike = all(row.mark == "same" for _, rows in weeks for _, row in rows)
    return {
        "title": title,
        "name": name,
        "is_alike": is_alike,
        "counts": counts_told(weeks),
        "weeks": [] if is_alike else [_week(*week) for week in weeks],
        "rest": [
            {"what": _in_words(path), "base": _value(path, ours), "other": _value(path, theirs)}
            for path, ours, theirs in differences(base, other)
            if not path.startswith(OF_TIMETABLES)
        ],
        "lines": difference_lines(base, other),
    }


def _week(days, rows):
    return {
        "days": days_told(days),
        "rows": [
            {
                "days": "" if where == days else days_told(where),
                "mark": row.mark,
                "sign": MARKS[row.mark],
                "says": row.says,
                "base": _cell(row.base),
                "other": _cell(row.other),
            }
            for where, row in rows
        ],
    }


def _cell(entry):
    return None if entry is None else {"span": entry.span, "name": entry.name}


def _in_words(path):
    """Return a path of a design as words: ``Rota, late, activity worker``."""
    words = path.replace("[", ".").replace("]", "").replace("_", " ").split(".")
    text = ", ".join(words)
    return text[0].upper() + text[1:]


def _value(path, value):
    is_number_of_staff = path.startswith("rota.") and path.rsplit(".", 1)[-1] in Role.labels()
    if value is None or (is_number_of_staff and value == 0):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    every_day = " every day" if is_number_of_staff and not isinstance(value, dict) else ""
    return shown(value).replace("_", " ") + every_day
