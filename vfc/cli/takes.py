"""`vfc takes`: the takes of a shot as a table, and as a contact sheet where the terminal shows
pictures.
"""

from __future__ import annotations

import os
import sys

import click

from vfc.cli.options import JSON, with_film
from vfc.cli.pictures import draw, shows_pictures
from vfc.cli.printing import print_json, print_line, say
from vfc.project.workspace import Workspace


@click.command()
@click.argument("shot", metavar="SHOT")
@JSON
@with_film
def takes(workspace: Workspace, shot: str, as_json: bool) -> None:
    """Set the takes of SHOT side by side: seed, scores, time, and a contact sheet (PNG). Makes no
    take.
    """
    from vfc.commands.takes import common_scores_line, overall_line, scores_line, takes_of
    from vfc.project.events import Quiet

    found = takes_of(workspace, shot, Quiet())
    sheet = os.path.relpath(found.sheet) if found.sheet else None
    if as_json:
        print_json(_takes_json(found, sheet))
        return
    kind = shows_pictures(os.environ, sys.stdout)
    if kind and found.sheet:
        click.echo(draw(found.sheet, kind))
    for each in found.takes:
        mark = "  shown" if each.shown else ""
        if each.trace is None:
            print_line(f"take {each.take:<3} seed {each.seed}  not made{mark}")
        else:
            told = "  ".join(
                filter(None, (overall_line(each, found.takes), scores_line(each, found.takes)))
            )
            print_line(
                f"take {each.take:<3} {told}  seed {each.seed}  {each.trace.seconds:.1f} s{mark}"
            )
    for each in found.lines:
        print_line(_line_text(each))
    alike = common_scores_line(found.takes)
    if alike:
        say(f"alike in all: {alike}")
    if found.close:
        say("the scores hardly tell these takes apart: choose by eye")
    say(f"contact sheet: {sheet}" if sheet else "no take of it stands yet: build it first")


def _line_text(each) -> str:
    """A take of a line: how long it is, where it lies, whether it is heard."""
    said = f"{each.seconds:.2f} s  " if each.seconds is not None else "not spoken"
    file = os.path.relpath(each.file) if each.file else ""
    mark = "  heard" if each.heard else ""
    return f"line {each.line} take {each.take:<3} {said}{file}{mark}"


def _takes_json(found, sheet: str | None) -> dict[str, object]:
    """The takes of a shot and of its lines as JSON."""
    return {
        "shot": found.shot,
        "prompt": found.prompt,
        "sheet": sheet,
        "takes": [
            {
                "take": each.take,
                "seed": each.seed,
                "key": each.key,
                "shown": each.shown,
                "artifact": each.trace.output if each.trace else None,
                "scores": dict(each.scores) or None,
                "overall": round(each.overall, 4) if each.scores else None,
                "rank": each.rank,
                "ranks": dict(each.ranks),
                "seconds": round(each.trace.seconds, 3) if each.trace else None,
                "made": each.trace.made if each.trace else None,
            }
            for each in found.takes
        ],
        "lines": [
            {
                "line": each.line,
                "text": each.text,
                "take": each.take,
                "heard": each.heard,
                "seconds": each.seconds,
                "file": os.path.relpath(each.file) if each.file else None,
            }
            for each in found.lines
        ],
    }
