"""`vfc import script.fountain` and `script.fdx`: a film of a screenplay, and its changes taken over
when it is read again.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from vfc.commands.filmfolder import film_folder, write_film
from vfc.edit.incoming.formats import bytes_of
from vfc.errors import UsageError
from vfc.imports.laying import slug
from vfc.imports.making import cleaned
from vfc.imports.scripts.again import known_of, name_as_before
from vfc.imports.scripts.drafts import ScriptDraft, drafted
from vfc.imports.scripts.film import ScriptText, WrittenMap, named_apart
from vfc.imports.scripts.finaldraft import read_fdx
from vfc.imports.scripts.fountain import read_fountain
from vfc.language.merging import ValueMap, merged_text
from vfc.language.yaml.compose import compose
from vfc.language.yaml.node import Form
from vfc.language.yaml.threeway import value_of
from vfc.language.yaml.write import yaml_text
from vfc.project.texts import edit_text, write_text

RECORD = "film.script.yaml"
OF_RECORD = (
    "# The film as the script alone says it, by which `vfc import` knows what the script changes\n"
    "# and what you wrote yourself. It goes into git; leave it as it is.\n"
)
OF_SCRIPT = ("title", "note", "presets", "cast", "sets", "scenes", "cut")
DERIVED = ("length",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedScript:
    """What came of a screenplay. `again`: the film was there; then `changes` are what the script
    changed in it, `conflicts` what both changed, each otherwise, with which nothing is written, and
    `diff` the text's difference as `diff -u` prints it.
    """

    folder: Path
    scenes: int
    shots: int
    remarks: tuple[str, ...]
    again: bool = False
    changes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    diff: str = ""


def import_script(
    source: Path, folder: Path | None = None, *, prefer: str = "", dry_run: bool = False
) -> ImportedScript:
    """Write a film of a screenplay, or take over its changes into the film that was written of it.

    That film lies at `folder`, or here. `prefer` says whose words count where both the script and
    the film's text have others than before: `mine` or `script`.
    UsageError where the screenplay cannot be read, a film lies there that is of none, or its text
    is laid out so that it cannot be changed.
    """
    draft = _read(source)
    title = cleaned(source.stem, 100) or "Imported"
    folder = _folder(source, folder)
    if (folder / RECORD).is_file() and (folder / "film.yaml").is_file():
        return _again(draft, title, folder, prefer, dry_run)
    text = ScriptText(draft)
    named_apart(text.scenes)
    film = text.film(title)
    if not dry_run:
        with film_folder(folder, beside=True) as new:
            write_film(new, film)
            (new / RECORD).write_text(OF_RECORD + yaml_text(film), encoding="utf-8")
    return ImportedScript(
        folder=folder,
        scenes=len(text.scenes),
        shots=sum(len(scene.shots) for scene in text.scenes),
        remarks=tuple(draft.remarks),
    )


def _folder(source: Path, folder: Path | None) -> Path:
    """The film's folder: the one that is said, this one where it is of a screenplay, or one named
    after it.
    """
    if folder is not None:
        return folder
    return Path() if Path(RECORD).is_file() else Path(f"{slug(source.stem) or 'imported'}-film")


def _read(source: Path) -> ScriptDraft:
    data = bytes_of(source)
    if source.suffix.lower() == ".fdx":
        script = read_fdx(source.name, data)
    else:
        script = read_fountain(_decoded(data))
    draft = drafted(script)
    if not draft.scenes:
        raise UsageError(f"{source} holds no scene and no paragraph of a screenplay")
    return draft


def _decoded(data: bytes) -> str:
    """A text in UTF-8, in UTF-16 with its mark, or in Latin-1 as older programs write it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


# ── a screenplay that is read again ────────────────────────────────────────────────────────────


def _again(
    draft: ScriptDraft, title: str, folder: Path, prefer: str, dry_run: bool
) -> ImportedScript:
    record, path = folder / RECORD, folder / "film.yaml"
    base = _map_of(record)
    told = cast("WrittenMap", base)
    with path.open(encoding="utf-8-sig", newline="") as file:
        mine_text = file.read()
    mine = _map_of(path, mine_text)
    text = ScriptText(draft, known_of(told, _taken(mine)))
    name_as_before(text.scenes, told, text.people.shown, _taken_shots(mine))
    new = text.film(title)
    names = _renamed(base, mine)
    merged, found = merged_text(
        "film.yaml",
        mine_text,
        _of_script(base, names),
        _of_script(_plain(new), names),
        derived=DERIVED,
        prefer=prefer,
    )
    if not found.conflicts and not dry_run:
        if merged != mine_text:
            edit_text(path, merged)
        write_text(record, OF_RECORD + yaml_text(new))
    return ImportedScript(
        folder=folder,
        scenes=len(text.scenes),
        shots=sum(len(scene.shots) for scene in text.scenes),
        remarks=tuple(draft.remarks),
        again=True,
        changes=tuple(found.changes),
        conflicts=tuple(found.conflicts),
        diff=_diff(mine_text, merged),
    )


def _map_of(path: Path, text: str | None = None) -> ValueMap:
    """A text as a map; UsageError where it is none."""
    try:
        text = path.read_text("utf-8-sig") if text is None else text
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    composed = compose(path.name, text)
    if composed.root is None or not composed.whole or composed.root.kind is not Form.MAP:
        raise UsageError(f"{path} is no text of a film; `vfc check` says why")
    found = value_of(composed.root)
    return found if isinstance(found, dict) else {}


def _plain(text: WrittenMap) -> ValueMap:
    """A map as it is read back: every value a text."""
    root = compose("", yaml_text(text)).root
    found = value_of(root) if root is not None else {}
    return found if isinstance(found, dict) else {}


def _section(text: ValueMap, section: str) -> dict[str, ValueMap]:
    found = text.get(section)
    maps = found if isinstance(found, dict) else {}
    return {key: each if isinstance(each, dict) else {} for key, each in maps.items()}


def _taken(mine: ValueMap) -> dict[str, list[str]]:
    return {section: list(_section(mine, section)) for section in ("cast", "sets", "presets")}


def _taken_shots(mine: ValueMap) -> dict[str, list[str]]:
    """The names of a text's shots by their scene, and of its scenes under ''."""
    scenes = _section(mine, "scenes")
    return {name: list(_section(scene, "shots")) for name, scene in scenes.items()} | {
        "": list(scenes)
    }


def _renamed(base: ValueMap, mine: ValueMap) -> dict[str, str]:
    """The names that shots have now, by those that they had, as `was` says."""
    known = _shots(base)
    now = _shots(mine)
    return {
        was: name
        for name, shot in now.items()
        if isinstance(was := shot.get("was"), str) and was in known and was not in now
    }


def _shots(text: ValueMap) -> dict[str, ValueMap]:
    return {
        f"{scene}/{name}": shot
        for scene, each in _section(text, "scenes").items()
        for name, shot in _section(each, "shots").items()
    }


def _of_script(text: ValueMap, names: Mapping[str, str]) -> ValueMap:
    """What of a text comes from the script, by the names that scenes and shots have now."""
    scenes = {was.partition("/")[0]: now.partition("/")[0] for was, now in names.items()}
    found: ValueMap = {word: text[word] for word in OF_SCRIPT if word in text}
    found["scenes"] = {
        scenes.get(name, name): {
            **scene,
            "shots": {
                names.get(f"{name}/{shot}", f"/{shot}").partition("/")[2]: each
                for shot, each in _section(scene, "shots").items()
            },
        }
        for name, scene in _section(text, "scenes").items()
    }
    entries = text.get("cut")
    found["cut"] = [
        names.get(each, scenes.get(each, each)) if isinstance(each, str) else each
        for each in (entries if isinstance(entries, list) else [])
    ]
    return found


def _diff(before: str, after: str) -> str:
    return "".join(
        difflib.unified_diff(
            before.splitlines(keepends=True),
            after.splitlines(keepends=True),
            "a/film.yaml",
            "b/film.yaml",
        )
    )
