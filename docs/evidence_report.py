"""Write the page about evidence, and its pictures, from files that commands write.

    milieusim evidence --json > docs/scorecard.json
    python docs/evidence_report.py --collect TRAIL --bursts 200 --record

`--collect` copies what the page shows from the trail of the calibration, `--bursts` simulates that many
ward-years a model with the shipped sets, `--record` adds the scorecard to the history of scores, with what was
changed after the one before (`--changed`). Without options, only the page and its pictures are made anew.
"""

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import evidence_files  # noqa: E402
import evidence_more_sections as more  # noqa: E402
import evidence_sections as sections  # noqa: E402

PAGE = "evidence.md"
BEGIN = (
    "<!-- Made by docs/evidence_report.py; do not edit. -->\n"
    "# Evidence\n\nHow this version stands against published figures: what was fitted and how, what it misses, "
    "what was kept for checking, and what it cannot say.\n"
)
SECTIONS = (
    sections.in_short,
    sections.method,
    sections.fit_section,
    sections.misses,
    sections.check_section,
    sections.history_section,
    more.null_section,
    more.parameter_section,
    more.limits,
    more.making,
)


def page(files):
    """Return the page as Markdown.

    Parameters
    ----------
    files : evidence_files.Files

    Raises
    ------
    evidence_files.Incomplete
        If a missed pattern has no note, or the history lacks the present score.
    """
    text = "\n".join([BEGIN, *[section(files).rstrip() + "\n" for section in SECTIONS]])
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text


def asked_for(arguments=None):
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--collect", metavar="TRAIL", help="copy tables from the trail of the calibration")
    parser.add_argument("--bursts", metavar="N", type=int, help="simulate N ward-years a model")
    parser.add_argument("--record", action="store_true", help="add the scorecard to the history of scores")
    parser.add_argument("--commit", help="what the score was made from; the checkout's if left out")
    parser.add_argument(
        "--changed", action="append", default=[], help="changed after the score before; may be repeated"
    )
    return parser.parse_args(arguments)


def main(arguments=None, docs=HERE):
    """Do what the command line asks for, then write the page and its pictures."""
    from evidence_pictures import write_pictures

    asked = asked_for(arguments)
    if asked.collect:
        evidence_files.collect(asked.collect, docs)
    if asked.bursts:
        evidence_files.simulate_bursts(asked.bursts, docs)
    if asked.record:
        evidence_files.record(asked.commit, asked.changed, docs)
    files = evidence_files.load(docs)
    (docs / PAGE).write_text(page(files), encoding="utf-8")
    write_pictures(files, docs)


if __name__ == "__main__":
    main()
