"""`vfc import`: a new film of what was made in other tools, with what they say of how.

The film's folder appears whole or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from vfc.commands.filmfolder import film_folder, write_film
from vfc.errors import MediaError, UsageError, in_a_line
from vfc.film.facts import FileKind, MediaFacts
from vfc.imports import a1111, comfyui, sora
from vfc.imports.gathering import RECORDS, Left, gather
from vfc.imports.laying import Arrival, Laid, film_of, laid_out, slug
from vfc.imports.making import Foreign, Making, cleaned
from vfc.imports.sources import made_of
from vfc.media.footage.inscriptions import inscriptions
from vfc.media.footage.probe import probe

UNKNOWN = "nothing says how it was made"
RECORDED = 256 << 20  # bytes of records that are read
NAMED = 5  # files that an error names


class Imported(NamedTuple):
    """What came of an import: how many shots each tool made, what was left, and what is not
    certain of what came, by the files' names.
    """

    folder: Path
    scenes: int
    shots: int
    by: Mapping[str, int]
    left: tuple[Left, ...]
    remarks: tuple[Left, ...]


def import_film(source: Path, folder: Path | None = None) -> Imported:
    """Write a film of the files of a folder or a ZIP archive; `folder`, if not said, is beside the
    reader and has the source's name.

    Raises UsageError where the source cannot be read or holds nothing for a film, or something
    lies at `folder` already.
    """
    title = cleaned(source.resolve().name if source.is_dir() else source.stem, 100) or "Imported"
    folder = folder or Path(f"{slug(title) or 'imported'}-film")
    with film_folder(folder) as draft:
        found = _imported(source, draft, title)
    return found._replace(folder=folder)


def _imported(source: Path, draft: Path, title: str) -> Imported:
    scratch = draft / ".unpacked"
    scratch.mkdir()
    gathered = gather(source, scratch)
    left = list(gathered.left)
    reader = _Arrivals(gathered.files, left)
    items = reader.items()
    if not items:
        named = "; ".join(f"{each.name}: {each.why}" for each in left[:NAMED])
        raise UsageError(f"{source} holds no picture and no film that can be read. {named}".strip())
    laid = laid_out(items, title)
    flows = _write_media(draft, laid, reader.graphs)
    write_film(draft, film_of(laid, title, flows))
    shutil.rmtree(scratch)
    return Imported(
        folder=draft,
        scenes=len({each.scene for each in laid}),
        shots=len(laid),
        by=Counter(each.item.made.by for each in laid if each.item.made),
        left=tuple(sorted(left)),
        remarks=tuple(
            Left(str(item.foreign.name), what)
            for item in sorted(items, key=lambda each: str(each.foreign.name))
            for what in (item.made.remarks if item.made else (UNKNOWN,))
        ),
    )


class _Arrivals:
    """What the files are and say; `graphs` are the texts of ComfyUI's graphs by their digests, each
    once, and `left` grows by what is nothing for a film.
    """

    def __init__(self, files: Mapping[PurePosixPath, Path], left: list[Left]):
        self.files, self.left = files, left
        self.graphs: dict[str, str] = {}
        self._used: set[PurePosixPath] = set()  # records that say how a file was made
        self._room = RECORDED
        self._records = {
            name: sora.records(self._record(name))
            for name in files
            if name.suffix.lower() == ".json"
        }
        self._recorded = {
            each: made for record in self._records.values() for each, made in record.items()
        }

    def items(self) -> list[Arrival]:
        """Each picture and each film, with how it was made; records of none of them are left."""
        items = list(filter(None, map(self._item, self.files)))
        spoken = {id(item.made) for item in items}
        for name, record in self._records.items():
            if any(id(made) in spoken for made in record.values()):
                self._used.add(name)
        self.left += [
            Left(str(name), "is a record of none of the files here")
            for name in self.files
            if name.suffix.lower() in RECORDS and name not in self._used
        ]
        return items

    def _item(self, name: PurePosixPath) -> Arrival | None:
        path = self.files[name]
        if name.suffix.lower() in RECORDS:
            return None
        facts = _facts(path)
        if isinstance(facts, str):
            self.left.append(Left(str(name), facts))
            return None
        texts = dict(inscriptions(path))
        beside = name.with_suffix(".txt")
        if "parameters" not in texts and beside in self.files:
            texts["parameters"] = self._record(beside)
            if a1111.read(Foreign(name=name, path=path, texts=texts)):
                self._used.add(beside)
        made = made_of(Foreign(name=name, path=path, texts=texts), self._recorded)
        # the texts of thousands of files are not kept
        return Arrival(Foreign(name=name, path=path), facts, made and self._kept(made))

    def _kept(self, made: Making) -> Making:
        """How a file was made, with its graph laid aside."""
        if made.graph is None:
            return made
        digest = comfyui.likeness(made.graph)
        if digest not in self.graphs:
            self.graphs[digest] = json.dumps(made.graph, indent=2) + "\n"
        return replace(made, graph=None, flow=digest)

    def _record(self, name: PurePosixPath) -> str:
        """The text of a record; '' of one that cannot be read, or of more than are read at all."""
        try:
            data = self.files[name].read_bytes() if self._room > 0 else b""
        except OSError:
            return ""
        self._room -= len(data)
        return data.decode("utf-8-sig", "replace")


def _facts(path: Path) -> MediaFacts | str:
    """What a file is, or why it is nothing for a film."""
    try:
        facts = probe(path)
    except MediaError as error:
        return in_a_line(error).removeprefix(f"{path.name}: ")
    except OSError as error:
        return error.strerror or "cannot be read"
    if facts.kind not in (FileKind.STILL, FileKind.VIDEO):
        return "holds no picture"
    return facts


def _write_media(draft: Path, laid: Sequence[Laid], graphs: Mapping[str, str]) -> dict[str, str]:
    """Copy each shot's file, and write each graph once; the graphs' files by `scene/shot`."""
    flows: dict[str, str] = {}
    written: dict[str, str] = {}
    for each in laid:
        target = draft / each.media
        target.parent.mkdir(parents=True, exist_ok=True)
        with _own(each.item.foreign.path) as source, target.open("xb") as file:
            shutil.copyfileobj(source, file, 1 << 20)
        digest = each.item.made.flow if each.item.made else ""
        if digest and digest not in written:
            written[digest] = f"flows/{each.scene}-{each.shot}.json"
            (draft / "flows").mkdir(exist_ok=True)
            (draft / written[digest]).write_text(graphs[digest], encoding="utf-8")
        if digest:
            flows[f"{each.scene}/{each.shot}"] = written[digest]
    return flows


def _own(path: Path) -> BinaryIO:
    """A file open for reading, never through a link that took its place."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
