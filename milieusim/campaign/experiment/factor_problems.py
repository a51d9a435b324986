"""What is wrong with the factors of an experiment file, whatever the designs are."""

from milieusim.campaign.experiment.factors import KEYS, kind_of, kind_of_one
from milieusim.campaign.experiment.levers import (
    ADDS,
    DOING,
    HOW,
    MOVING,
    MULTIPLIES,
    OPTIONS,
    VALUES,
    is_lever,
    lever_of,
    moved_paths,
)
from milieusim.phrasing import listed, near, spelt

OF_A_LEVER = (*KEYS, VALUES, *DOING)


def factor_problems(factors):
    """Return what is wrong with the factors of a file, one sentence each."""
    if not isinstance(factors, dict):
        return [
            "must be a mapping from paths to levels; leave it out if there is none, or if a table brings its own"
        ]
    found = {path: list(_problems(path, entry)) for path, entry in factors.items()}
    told = [f"factors.{path} {problem}" for path, problems in found.items() for problem in problems]
    good = {path: entry for path, entry in factors.items() if not found[path]}
    return told + [f"factors.{path} {problem}" for path, problem in _moved_twice(good)]


def _problems(path, entry):
    if is_lever(entry):
        return _lever_problems(path, entry)
    return _range_problems(entry) if isinstance(entry, dict) else _level_problems(entry)


def _moved_twice(factors):
    """Yield which factors move what another one moves too."""
    by = {}
    for name, entry in factors.items():
        lever = lever_of(entry)
        for path in [name] if lever is None else lever.paths:
            by.setdefault(path, []).append(name)
    for path, (first, *others) in by.items():
        for name in others:
            if name == path:
                yield name, f"is moved by factors.{first} too; keep one of them"
            elif first == path:
                yield name, f"moves {path}, which is a factor by itself too; keep one of them"
            else:
                yield name, f"moves {path}, which factors.{first} moves too; keep one of them"


def _lever_problems(name, entry):
    if not isinstance(name, str) or not name.strip() or "." in name or "[" in name:
        yield (
            "is a lever: its name must be words of its own, without dots and brackets; what it moves stands under "
            f"{listed(DOING, 'or')}"
        )
    for key in entry:
        if key not in OF_A_LEVER:
            yield f"has an unknown key '{key}'; a lever may hold {', '.join(OF_A_LEVER)}.{near(key, OF_A_LEVER)}"
    if OPTIONS in entry:
        others = [key for key in entry if key in OF_A_LEVER and key != OPTIONS]
        if others:
            yield f"has options and {listed(others)}; a lever with options takes nothing else, since they say it all"
        yield from _option_problems(entry[OPTIONS])
        return
    yield from _value_problems(entry)
    for how in MOVING:
        if how in entry:
            yield from _move_problems(how, entry[how])
    paths = [path for how in MOVING for path in _paths(entry.get(how))]
    for path in dict.fromkeys(path for path in paths if paths.count(path) > 1):
        yield f"moves {path} twice; name it once"


def _value_problems(entry):
    ends = {key: entry[key] for key in KEYS if key in entry}
    if VALUES in entry and ends:
        yield f"has values and {listed(ends)}; list values, or give low and high"
    elif VALUES in entry:
        yield from (problem.replace("levels", VALUES) for problem in _level_problems(entry[VALUES]))
        kind = kind_of(entry[VALUES]) if isinstance(entry[VALUES], list | tuple) else None
        needing = [how for how in (ADDS, MULTIPLIES) if how in entry]
        if kind in ("text", "flag") and needing:
            yield f"has values that are no numbers, and {listed(needing)}; only sets takes words, true and false"
        elif kind in ("text", "flag") and any(
            shape for how in MOVING for shape in _paths(entry.get(how)).values()
        ):
            yield f"has values that are no numbers; {listed(HOW)} work on numbers only"
    elif not ends:
        yield "has no values; list them under values, or give low and high"
    else:
        yield from _range_problems(ends)


def _paths(entry):
    good = (
        isinstance(entry, dict) or isinstance(entry, list | tuple) and all(isinstance(p, str) for p in entry)
    )
    return moved_paths(entry) if good else {}


def _move_problems(how, entry):
    if not entry or not isinstance(entry, dict | list | tuple):
        yield f"has {how}: {spelt(entry)}; it must be a list of paths, or a mapping from paths to {{{', '.join(HOW)}}}"
        return
    for path in entry:
        if not isinstance(path, str):
            yield f'has {spelt(path)} in {how}; each must be a path, in quotes within brackets: ["slots[Lunch].start"]'
    for path, shape in entry.items() if isinstance(entry, dict) else ():
        if shape is not None and not isinstance(shape, dict):
            yield f"has {how}: {path}: {spelt(shape)}; it must be empty, or a mapping with {listed(HOW, 'or')}"
            continue
        for key, value in (shape or {}).items():
            where = f"has {how}: {path}: {key}: {spelt(value)}"
            if key not in HOW:
                yield f"{where}; a path may hold {', '.join(HOW)}.{near(key, HOW)}"
            elif key == "rounded" and not isinstance(value, bool):
                yield f"{where}; it must be true or false"
            elif key != "rounded" and kind_of_one(value) != "number":
                yield f"{where}; it must be a number"


def _option_problems(options):
    if not isinstance(options, dict) or not options:
        yield f"has options: {spelt(options)}; it must be a mapping from names to what each of them sets"
        return
    for name, puts in options.items():
        if not isinstance(name, str):
            yield f"has an option {spelt(name)}; its name must be text: put it in quotes"
        if not isinstance(puts, dict):
            yield (
                f"has options: {name}: {spelt(puts)}; it must be a mapping from paths to values, or {{}} for the design "
                "as it is"
            )
            continue
        for path, value in puts.items():
            if not isinstance(path, str):
                yield f"has {spelt(path)} in options: {name}; each must be a path"
            if value is not None and kind_of_one(value) is None:
                yield (
                    f"has options: {name}: {path}: {spelt(value)}; it must be one number, text, true, false or empty. "
                    "A value within a mapping is reached by a dotted path"
                )
    if all(isinstance(puts, dict) for puts in options.values()) and not any(options.values()):
        yield "has options that set nothing; name a path in one of them at least"


def _level_problems(levels):
    if not isinstance(levels, list | tuple):
        yield f"is {spelt(levels)}; it must be a list of levels, or {{low: 0, high: 1}}"
    elif not levels:
        yield "has no levels; list at least one"
    elif kind_of(levels) is None:
        yield (
            "has levels of several kinds, or levels that are lists; they must be all numbers, all text or all "
            "true and false. A value within a mapping is reached by a dotted path"
        )
    elif len({str(level) if isinstance(level, str) else float(level) for level in levels}) < len(levels):
        yield "has a level twice; keep each once"


def _range_problems(entry):
    for key in entry:
        if key == VALUES:
            yield f"has values and nothing that they move: list them alone, or name paths under {listed(MOVING, 'or')}"
        elif key not in KEYS:
            yield f"has an unknown key '{key}'; a range may hold {', '.join(KEYS)}.{near(key, (*KEYS, *DOING))}"
    ends = [entry.get("low"), entry.get("high")]
    for key, end in zip(KEYS, ends):
        if kind_of_one(end) != "number":
            yield f"has {key}: {spelt(end)}; a range needs a number there"
    if kind_of(ends) == "number" and ends[0] >= ends[1]:
        yield f"has low: {ends[0]} and high: {ends[1]}; low must be below high"
    scale, whole, levels = entry.get("scale", "linear"), entry.get("whole", False), entry.get("levels")
    if scale not in ("linear", "log"):
        yield f"has scale: {spelt(scale)}; it must be linear or log"
    if scale == "log" and kind_of_one(ends[0]) == "number" and ends[0] <= 0:
        yield f"has scale: log and low: {ends[0]}; a logarithmic range must begin above 0"
    if not isinstance(whole, bool):
        yield f"has whole: {spelt(whole)}; it must be true or false"
    if whole is True and kind_of(ends) == "number" and any(end != int(end) for end in ends):
        yield "has whole: true; low and high must then be whole numbers"
    if whole is True and scale == "log":
        yield "has whole: true and scale: log; list the levels instead"
    if levels is not None and (isinstance(levels, bool) or not isinstance(levels, int) or levels < 2):
        yield f"has levels: {spelt(levels)}; it must be a whole number from 2"
