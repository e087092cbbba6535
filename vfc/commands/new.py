"""`vfc new`: a film that builds at once, small enough to read in a minute."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from vfc.errors import UsageError
from vfc.language.words.schema import film_schema, schema_text

__all__ = ["film_schema", "new_film", "schema_text"]

FILM = """\
# yaml-language-server: $schema=film.schema.json
vfc: 1
title: {title}
format: {{size: 1280x720, rate: 24}}
seed: 1

presets:
  evening:
    style: golden hour, long shadows, film grain

cast:
  ana:
    look: a woman in a long red coat
    called: she

profiles:
  draft: {{size: 480x270, quality: draft}}  # vfc build --profile draft: a first look in seconds

scenes:
  hill:
    slug: EXT. HILL - DUSK
    preset: evening
    shots:
      arrive:
        prompt: $ana walks along a ridge above a wide valley, birds, low sun at dusk
        length: 4s
        camera: {{framing: wide, move: pan right}}
      listen:
        prompt: $ana stands and looks at the mountains at dusk, wind in the grass
        length: 3s
        camera: {{framing: medium, move: push in}}
  town:
    slug: EXT. TOWN - NIGHT
    shots:
      street:
        prompt: a narrow street at night in the rain, lamps, wet asphalt, $ana walks home
        length: 4s
        camera: {{framing: wide, move: push in}}

cut:
  - title: {{text: {title}, length: 2s}}
  - fade: {{from: black, length: 12f}}
  - hill/arrive
  - hill/listen
  - dissolve: 12f
  - town
  - fade: {{to: black, length: 1s}}

deliver:
  film.mp4: {{}}
"""

IGNORE = "/.vfc/\n/out/\n"


def new_film(folder: Path) -> tuple[Path, ...]:
    """Write film.yaml, its schema for editors, and .gitignore into a folder, made if it is not
    there; the files.

    Raises UsageError where a film lies there already, or the folder cannot be written.
    """
    files = {
        "film.yaml": FILM.format(title=_title(folder)),
        "film.schema.json": schema_text(),
        ".gitignore": IGNORE,
    }
    if os.path.lexists(folder / "film.yaml"):
        raise UsageError(f"there is a film in {folder} already")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            with suppress(FileExistsError), (folder / name).open("x", encoding="utf-8") as file:
                file.write(text)  # what is there stays, and nothing is written through a link
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}") from error
    return tuple(folder / name for name in files)


def _title(folder: Path) -> str:
    words = "".join(c if c.isalnum() else " " for c in folder.resolve().name).split()
    return " ".join(words).title() or "A Film"
