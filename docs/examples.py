"""Run the examples of the documents, and write what they really print back into them.

    python docs/examples.py            refresh every document (after a change of results, say)
    python docs/examples.py PAGE...    refresh some

Three kinds of fenced blocks are run, from top to bottom of a page and in one empty folder a page: ``python``
with prompts, ``console`` with lines that begin ``$ milieusim`` (or ``$ ls``, ``$ cat``), and ``yaml
title="FILE"`` or ``text title="FILE"``, which is written to that file. An output written with ``...`` stays as
it is for as long as it matches.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MACHINE = ROOT / "docs" / "examples.machine"
FENCE = re.compile(r"^```(python|console|(?:yaml|text) title=\"([^\"]+)\")\n(.*?)^```$", re.M | re.S)
PROGRESS = re.compile(r"^[\d,]+ of [\d,]+ \w[\w ]* done; about .*\.\n", re.M)
"""What a slow machine tells on the way, and a quick one does not."""
MADE = "<!-- Made by "
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+\.(?:png|svg))\)")


def documents():
    """Return every document with examples: README, docs, and the pages of experiments."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/**/*.md"))]
    return [page for page in pages if FENCE.search(page.read_text(encoding="utf-8"))]


def rerun(page, keep_pictures=False):
    """Run the examples of a page.

    Parameters
    ----------
    page : pathlib.Path
    keep_pictures : bool
        Whether pictures that the examples drew take the place of those that the page shows.

    Returns
    -------
    str
        The page with the outputs that its examples give now.
    """
    text = page.read_text(encoding="utf-8")
    with _folder_of_its_own() as folder:
        names = {"__name__": "__main__"}
        fresh = FENCE.sub(lambda fence: _rerun_fence(fence, names), text)
        _take_pictures(page, text, folder, keep_pictures)
    return fresh


@contextlib.contextmanager
def _folder_of_its_own():
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(before)


def _rerun_fence(fence, names):
    kind, file, body = fence.groups()
    if file:
        Path(file).write_text(body, encoding="utf-8")
        return fence.group()
    fresh = _rerun_python(body, names) if kind == "python" else _rerun_console(body)
    return f"```{kind}\n{fresh}```"


def _rerun_python(body, names):
    lines = []
    for example in doctest.DocTestParser().get_examples(body):
        first, *rest = example.source.splitlines()
        lines += [f">>> {first}", *(f"... {line}".rstrip() for line in rest)]
        lines.append(_kept(example.want, _printed(example.source, names)).rstrip("\n"))
    return "".join(f"{line}\n" for line in lines if line)


def _printed(source, names):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "<example>", "single"), names)
        except Exception as error:
            told = "".join(traceback.format_exception_only(error))
            return f"{out.getvalue()}Traceback (most recent call last):\n    ...\n{told}"
    return re.sub(r"^$(?=\n)", "<BLANKLINE>", _trimmed(out.getvalue()), flags=re.M)


def _rerun_console(body):
    fresh = []
    for command, want in re.findall(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", body, re.M):
        fresh.append(f"$ {command}\n{_kept(want, _answered(command))}")
    return "".join(fresh)


def _answered(command):
    program, *arguments = shlex.split(command.replace("\\\n", " "))
    if program == "ls":
        return "".join(f"{path.name}\n" for path in sorted(Path(*arguments).iterdir()))
    if program == "cat":
        return Path(*arguments).read_text(encoding="utf-8")
    if program != "milieusim":
        raise SystemExit(f"examples run milieusim, ls and cat; this one wants {program!r}")
    from milieusim.cli.main import main

    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        main(arguments)
    answer = PROGRESS.sub("", out.getvalue())
    return _trimmed(answer) + ("\n" if answer and not answer.endswith("\n") else "")


def _trimmed(text):
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _kept(want, got):
    """Return what the page says if `...` in it stands for what was left out, and what came out otherwise."""
    if "..." in want and doctest.OutputChecker().check_output(want, got, doctest.ELLIPSIS):
        return want
    return got


def machine():
    """Return a mark of how this machine computes: a last place that differs can turn somebody's evening.

    Machines with the same mark give the same numbers; what a page says can then be held to the letter.
    """
    import hashlib
    import math
    import struct

    values = [
        f(k / 997) for k in range(1, 20_000) for f in (math.exp, math.log, math.log1p, math.cos, math.sqrt)
    ]
    return hashlib.sha256(struct.pack(f"<{len(values)}d", *values)).hexdigest()[:16]


def without_numbers(text):
    """Return a text in which all numbers, and the room that they take, look alike."""
    return re.sub(r"\s+", " ", re.sub(r"[-+\u2212]?\d[\d.,]*", "#", text))


def _take_pictures(page, text, folder, keep_pictures):
    if text.startswith(MADE):
        return  # drawn by the script that wrote the page
    for shown in PICTURE.findall(text):
        drawn = folder / Path(shown).name
        if not drawn.exists():
            raise SystemExit(f"{page.name} shows {shown}, which none of its examples draws")
        if keep_pictures:
            shutil.copy(drawn, page.parent / shown)


def main(pages):
    """Refresh pages; all if none is named."""
    import matplotlib

    matplotlib.use("Agg")
    from milieusim.engines.compiled.building import warm

    warm()
    MACHINE.write_text(machine() + "\n", encoding="utf-8")
    for page in [Path(name).resolve() for name in pages] or documents():
        fresh = rerun(page, keep_pictures=True)
        is_new = fresh != page.read_text(encoding="utf-8")
        page.write_text(fresh, encoding="utf-8")
        print(f"{page.relative_to(ROOT)}: {'refreshed' if is_new else 'up to date'}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(sys.argv[1:])
