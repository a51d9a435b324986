"""What the settings of a calibration may hold, and everything that is wrong with them, one sentence a problem."""

from numbers import Real

from milieusim.phrasing import near

MOST_FITTED = 20
PARTS = ["fitted", "free", "solved", "discrepancy", "scale", "sizes"]
SIZES = {
    "screen": 8,
    "waves": 3,
    "wave_points": 220,
    "bank": 1100,
    "sets": 300,
    "near_share": 0.6,
    "coverage": 500,
}
SEEDS = {"screen": 1, "wave": 2, "bank": 3, "solve": 3, "rescore": 4}
SCALES = ["linear", "log"]
REFERENCES = ["switzerland", "england", "new-south-wales", "australia", "germany"]
LEAST = {"screen": 2, "wave_points": 10, "bank": 20, "sets": 2}


def problems_of(raw, parameters):
    """Return every problem of settings as read from a file.

    Parameters
    ----------
    raw : dict
    parameters : Parameters
        The ledger, for names and what its entries may be.

    Returns
    -------
    list of str
    """
    problems = [f"there is no part '{name}'.{near(name, PARTS)}" for name in raw if name not in PARTS]
    parts = {}
    for name in PARTS:
        parts[name] = raw.get(name) or {}
        if not isinstance(parts[name], dict):
            problems.append(f"{name}: it must be a mapping, not {type(parts[name]).__name__}.")
            parts[name] = {}
    problems += _prior_problems(parts, parameters)
    problems += [p for key, v in parts["discrepancy"].items() for p in _sd_problems(key, v)]
    problems += [
        f"scale: {key} is {value!r}; it must be linear or log."
        for key, value in parts["scale"].items()
        if value not in SCALES
    ]
    return problems + _size_problems(parts["sizes"])


def _prior_problems(parts, parameters):
    problems, seen = [], {}
    if not parts["fitted"]:
        problems.append("fitted: no parameter is named; at least one must be fitted.")
    if len(parts["fitted"]) > MOST_FITTED:
        problems.append(f"fitted: {len(parts['fitted'])} parameters; at most {MOST_FITTED} can be fitted.")
    for part, keys in (("fitted", {"scale"}), ("free", {"scale"}), ("solved", {"target"})):
        for name, entry in parts[part].items():
            where = f"{part}: {name}"
            if name in seen:
                problems.append(f"{where} stands under {seen[name]} too; keep one of them.")
            seen[name] = part
            if name not in parameters:
                problems.append(f"{where}: there is no such parameter.{near(name, parameters)}")
            elif isinstance(entry, dict):
                problems += _value_problems(where, name, entry, parameters)
            problems += _entry_problems(where, entry, keys)
    return problems


def _entry_problems(where, entry, extra):
    if not isinstance(entry, dict):
        return [f"{where}: it must have low and high, such as {{low: 0.1, high: 0.5}}."]
    allowed = {"low", "high", *extra}
    problems = [
        f"{where}: there is no '{key}' here.{near(key, allowed)}" for key in entry if key not in allowed
    ]
    if "target" in extra and not isinstance(entry.get("target"), str):
        problems.append(f"{where}: target is missing; name the key of the target that it is solved for.")
    if entry.get("scale", "linear") not in SCALES:
        problems.append(f"{where}: scale is {entry['scale']!r}; it must be linear or log.")
    low, high = entry.get("low"), entry.get("high")
    if not (_is_number(low) and _is_number(high)):
        return [*problems, f"{where}: low is {low!r} and high {high!r}; both must be numbers."]
    if not low < high:
        problems.append(f"{where}: low is {low} and high {high}; low must be below high.")
    if entry.get("scale") == "log" and low <= 0:
        problems.append(f"{where}: low is {low}; on a log scale it must be above 0.")
    return problems


def _value_problems(where, name, entry, parameters):
    found = []
    for end in ("low", "high"):
        if _is_number(entry.get(end)):
            found += [f"{where}: {end}: {text}" for text in parameters.problems_of(name, entry[end])]
    return found


def _sd_problems(key, value):
    if not _is_number(value) or value < 0:
        return [f"discrepancy: {key} is {value!r}; it must be a standard deviation, 0 or more."]
    return []


def _size_problems(sizes):
    problems = [
        f"sizes: there is no '{name}'.{near(name, [*SIZES, 'seeds'])}"
        for name in sizes
        if name not in SIZES and name != "seeds"
    ]
    seeds = sizes.get("seeds") or {}
    if not isinstance(seeds, dict):
        return [*problems, f"sizes: seeds is {seeds!r}; it must be a mapping of {', '.join(SEEDS)}."]
    problems += [
        f"sizes: seeds: there is no '{name}'.{near(name, SEEDS)}" for name in seeds if name not in SEEDS
    ]
    share = sizes.get("near_share", 0.5)
    if not _is_number(share) or not 0 < share <= 1:
        problems.append(f"sizes: near_share is {share!r}; it must be above 0 and at most 1.")
    counted = {name: value for name, value in sizes.items() if name in SIZES and name != "near_share"}
    for name, value in seeds.items():
        each = value if isinstance(value, dict) else {"": value}
        problems += _study_problems(name, value) if isinstance(value, dict) else []
        counted |= {f"seeds: {name} {study}".strip(): number for study, number in each.items()}
    for name, value in counted.items():
        least = LEAST.get(name, 1)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            problems.append(f"sizes: {name} is {value!r}; it must be a whole number, {least} or more.")
    return problems


def _study_problems(name, by_study):
    from milieusim.evidence.studies import load_studies

    studies = load_studies()
    problems = [
        f"sizes: seeds: {name}: there is no study '{study}'.{near(study, studies)}"
        for study in by_study
        if study not in studies
    ]
    missing = [study for study in REFERENCES if study not in by_study]
    if missing:
        problems.append(f"sizes: seeds: {name}: {', '.join(missing)} is missing; give each study its runs.")
    return problems


def _is_number(value):
    return isinstance(value, Real) and not isinstance(value, bool)
