"""Whether what stands in the file of a manifest can be one."""

KINDS = {
    "code": dict,
    "clock": dict,
    "keep": list,
    "factors": dict,
    "metrics": list,
    "designs": dict,
    "parameters": dict,
    "ledger": dict,
    "stages": list,
}
OF_A_STAGE = {"experiment": dict, "sets": dict}
OF_AN_EXPERIMENT = ("name", "about", "seed", "replications", "runs_per_file", "sampling")
CALLED = {dict: "a mapping", list: "a list"}


def problems_in(facts, clock):
    """Yield what is wrong with a manifest, a phrase each.

    Parameters
    ----------
    facts : dict
        What stands in the file.
    clock : tuple of str
        Keys that its clock needs.
    """
    yield from _wrong_kinds(facts, KINDS, "")
    if isinstance(facts.get("clock"), dict):
        yield from (f"clock.{key} is missing" for key in clock if key not in facts["clock"])
    stages = facts.get("stages")
    if stages == []:
        yield "stages is empty"
    for k, stage in enumerate(stages if isinstance(stages, list) else ()):
        yield from _of_stage(stage, f"stages[{k}]")


def _of_stage(stage, where):
    if not isinstance(stage, dict):
        yield f"{where} is not a mapping"
        return
    yield from _wrong_kinds(stage, OF_A_STAGE, f"{where}.")
    document = stage.get("experiment")
    if isinstance(document, dict):
        yield from (f"{where}.experiment.{key} is missing" for key in OF_AN_EXPERIMENT if key not in document)


def _wrong_kinds(found, kinds, where):
    for key, kind in kinds.items():
        if key not in found:
            yield f"{where}{key} is missing"
        elif not isinstance(found[key], kind):
            yield f"{where}{key} is not {CALLED[kind]}"
