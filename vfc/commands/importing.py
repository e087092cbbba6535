"""`vfc import`: a new film of what was made in other tools, with what they say of how.

The film's folder appears whole or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from vfc.errors import MediaError, UsageError, in_a_line
from vfc.film.facts import FileKind, MediaFacts
from vfc.imports import sora
from vfc.imports.gathering import RECORDS, Gathered, Left, gather
from vfc.imports.laying import Arrival, Laid, film_of, laid_out, slug
from vfc.imports.making import Foreign, cleaned
from vfc.imports.sources import made_of
from vfc.language.words.schema import schema_text
from vfc.language.yaml.write import yaml_text
from vfc.media.footage.inscriptions import inscriptions
from vfc.media.footage.probe import probe

HEAD = "# yaml-language-server: $schema=film.schema.json\n"
IGNORE = "/.vfc/\n/out/\n"
UNKNOWN = "nothing says how it was made"
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
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(f"{folder} is there already; name another folder with --out")
    parent = folder.absolute().parent
    draft = parent / f".{folder.absolute().name}.{os.urandom(4).hex()}"
    try:
        parent.mkdir(parents=True, exist_ok=True)
        draft.mkdir()
        found = _imported(source, draft, title)
        os.replace(draft, folder)
        return found._replace(folder=folder)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _imported(source: Path, draft: Path, title: str) -> Imported:
    scratch = draft / ".unpacked"
    scratch.mkdir()
    gathered = gather(source, scratch)
    left = list(gathered.left)
    items = _items(gathered, left)
    if not items:
        named = "; ".join(f"{each.name}: {each.why}" for each in left[:NAMED])
        raise UsageError(f"{source} holds no picture and no film that can be read. {named}".strip())
    laid = laid_out(items, title)
    flows = _write_media(draft, laid)
    text = yaml_text(film_of(laid, title, flows))
    (draft / "film.yaml").write_text(HEAD + text, encoding="utf-8")
    (draft / "film.schema.json").write_text(schema_text(), encoding="utf-8")
    (draft / ".gitignore").write_text(IGNORE, encoding="utf-8")
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


def _items(gathered: Gathered, left: list[Left]) -> list[Arrival]:
    """What each picture and each film is; what is none is added to `left`, and so is a record
    that says nothing of any of them.
    """
    items: list[Arrival] = []
    used: set[PurePosixPath] = set()
    records = {
        name: sora.records(path.read_text("utf-8", "replace"))
        for name, path in gathered.files.items()
        if path.suffix.lower() == ".json"
    }
    recorded = {name: made for record in records.values() for name, made in record.items()}
    for name, path in gathered.files.items():
        if path.suffix.lower() in RECORDS:
            continue
        facts = _facts(path)
        if isinstance(facts, str):
            left.append(Left(str(name), facts))
            continue
        texts = dict(inscriptions(path))
        beside = name.with_suffix(".txt")
        if "parameters" not in texts and beside in gathered.files:
            texts["parameters"] = gathered.files[beside].read_text("utf-8", "replace")
            used.add(beside)
        foreign = Foreign(name=name, path=path, texts=texts)
        items.append(Arrival(foreign, facts, made_of(foreign, recorded)))
    spoken = {id(item.made) for item in items}
    used |= {
        name
        for name, record in records.items()
        if any(id(made) in spoken for made in record.values())
    }
    left += [
        Left(str(name), "is a record of none of the files here")
        for name, path in gathered.files.items()
        if path.suffix.lower() in RECORDS and name not in used
    ]
    return items


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


def _write_media(draft: Path, laid: Sequence[Laid]) -> dict[str, str]:
    """Copy each shot's file, and write each graph once; the graphs' files by `scene/shot`."""
    flows: dict[str, str] = {}
    written: dict[str, str] = {}
    for each in laid:
        target = draft / each.media
        target.parent.mkdir(parents=True, exist_ok=True)
        with _own(each.item.foreign.path) as source, target.open("xb") as file:
            shutil.copyfileobj(source, file, 1 << 20)
        if each.item.made is None or each.item.made.graph is None:
            continue
        text = json.dumps(each.item.made.graph, indent=2, ensure_ascii=True) + "\n"
        if text not in written:
            written[text] = f"flows/{each.scene}-{each.shot}.json"
            (draft / "flows").mkdir(exist_ok=True)
            (draft / written[text]).write_text(text, encoding="utf-8")
        flows[f"{each.scene}/{each.shot}"] = written[text]
    return flows


def _own(path: Path) -> BinaryIO:
    """A file open for reading, never through a link that took its place."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
