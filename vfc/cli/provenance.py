"""The commands that say where a delivered file comes from: verify, blame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from vfc.cli.options import JSON, STORE, store_named
from vfc.cli.printing import counted, listed, print_json, print_line

FILE = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
FILM = click.argument("film", required=False, type=click.Path(path_type=Path), metavar="[FILM]")
AS = {"file": "as delivered", "text": "as built", "lock": "as built", "input": "as built"}


@click.command()
@FILE
@FILM
@STORE
@JSON
def verify(file: Path, film: Path | None, store: Path | None, as_json: bool) -> None:
    """Check FILE, which was delivered, against the statement beside it, and that against text, lock
    and store of the film.

    The film is the nearest above FILE, if none is named. Exits 1 where anything differs.
    """
    from vfc.commands.verify import verify as verify_file

    found = verify_file(file, film, store=store_named(store))
    if as_json:
        print_json(
            {
                "file": str(file),
                "sidecar": str(found.sidecar.path),
                "vfc_version": found.sidecar.version,
                "profile": found.sidecar.profile,
                "differences": [
                    {"what": each.what, "name": each.name, "text": each.text}
                    for each in found.differs
                ],
                "agrees": dict(found.agrees),
                "unchecked": list(found.unchecked),
                "claims": found.claims or None,
            },
            ok=not found.differs,
        )
    else:
        for line in _lines(found):
            print_line(line)
    raise click.exceptions.Exit(1 if found.differs else 0)


def _lines(found) -> Iterator[str]:
    for what, each in groupby(found.differs, lambda difference: difference.what):
        yield from _told(what, list(each))
    agreeing = [_agreeing(what, count) for what, count in found.agrees if count]
    if agreeing:
        yield "; ".join(agreeing)
    if found.claims:
        yield f"its C2PA claims: {found.claims}"
    yield from (f"not looked at: {each}" for each in found.unchecked)


def _told(what: str, differences: Sequence) -> Iterator[str]:
    """Each difference; of many that are told in the same words, how many they are."""
    for text, each in groupby(differences, lambda difference: difference.text):
        names = [difference.name for difference in each]
        if len(names) > 4:
            yield f"{counted(len(names), what)}: {text}: {listed(names)}"
        else:
            yield from (f"{name}: {text}" for name in names)


def _agreeing(what: str, count: int) -> str:
    return f"{counted(count, what)} {AS.get(what, 'whole in the store')}"


@click.command()
@FILE
@click.argument("time", required=False, default="", metavar="[TIME]")
@FILM
@click.option("--all", "everything", is_flag=True, help="Every line that has a part in the frame.")
@STORE
@JSON
def blame(
    file: Path, time: str, film: Path | None, everything: bool, store: Path | None, as_json: bool
) -> None:
    """Say which lines of the text decided a frame of FILE, which was delivered, and who wrote them;
    which shot, take and source frame it shows, and what made that.

    TIME is 00:00:41:07, 0:41, 41.3 (seconds) or #1007 (a frame, from 0). It is told by the sidecar
    beside FILE; the text of the film, the nearest above FILE if none is named, says where the lines
    stand now, and git who wrote them.

    A still that was grabbed from a delivered film needs no TIME: it is looked for in all that the
    film of this folder, of the nearest one above, or FILM has delivered.
    """
    from vfc.cli.blaming import blame_json, blame_lines
    from vfc.commands.blame import blame as blame_file

    found = blame_file(file, time, film, store=store_named(store))
    if as_json:
        print_json(blame_json(found, everything=everything))
        return
    for line in blame_lines(found, everything=everything):
        print_line(line)
