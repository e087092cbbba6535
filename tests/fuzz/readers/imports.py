"""What other tools wrote into their files: any words there become a film without a mistake.

The first line is the name of a text in the file, the second the file's name, the rest the text; a
record of Sora's lies beside under the name `record`. An `archive` is the bytes of one.
"""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

from tests.fuzz.outcome import refused
from tests.fuzz.readers.scratch import scratch
from tests.language.resolving import read as resolved
from vfc.commands.importing import import_film
from vfc.film.facts import FileKind, MediaFacts
from vfc.film.timing import Size
from vfc.imports import comfyui, sora
from vfc.imports.laying import Arrival, film_of, laid_out
from vfc.imports.making import Foreign, cleaned
from vfc.imports.sources import made_of
from vfc.language.yaml.write import yaml_text

LONGEST = 6000
STILL = MediaFacts(kind=FileKind.STILL, frames=1, size=Size(32, 18))


def read(data: bytes) -> None:
    """Read a text as an import does, and the film that comes of it."""
    what, _, rest = data.partition(b"\n")
    if what == b"archive":
        archive(rest)
        return
    name, _, said = (part.decode("utf-8", "surrogateescape") for part in rest.partition(b"\n"))
    recorded = sora.records(said) if what == b"record" else {}
    file, path = PurePosixPath(name[:200].replace("\0", "") or "a.png"), Path("a.png")
    foreign = Foreign(name=file, path=path, texts={what.decode("ascii", "replace"): said})
    made = made_of(foreign, recorded)
    if made is not None and made.graph is not None:
        comfyui.likeness(made.graph)
    items = [Arrival(foreign, STILL, each) for each in (made, made, None, *recorded.values())]
    text = yaml_text(film_of(laid_out(items, "in"), cleaned(name, 100) or "in", {}))
    film, mistakes = resolved(text)
    assert film is not None and not mistakes, (text, mistakes)


def archive(data: bytes) -> None:
    """Import an archive, which writes a film or nothing, and nowhere else."""
    folder = scratch("imports")
    (folder / "in.zip").write_bytes(data)
    with refused():
        import_film(folder / "in.zip", folder / "new")
    for path in (folder / "new").rglob("*") if (folder / "new").exists() else ():
        assert not path.is_symlink()
    shutil.rmtree(folder / "new", ignore_errors=True)
    assert [each.name for each in folder.iterdir()] == ["in.zip"]
