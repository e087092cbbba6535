"""What `vfc pick` and `vfc rename` do to a film's text: it reads, and only what was meant has
changed.

The first line says the edit, such as `pick a/one 2 draft` or `rename a/one a/uno`; the rest is the
film. PyYAML reads both texts here, which is another reader than the edit's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import yaml

from tests.fuzz.outcome import refused
from tests.fuzz.readers.scratch import film_folder
from vfc.errors import TextError
from vfc.film.model import Film
from vfc.language.edits import rename, rename_scene, set_pick
from vfc.language.yaml.text import SourceText
from vfc.project.load import load
from vfc.project.workspace import find_workspace

LONGEST = 3000


def read(data: bytes) -> None:
    """Edit a film that has no mistake, and hold what came against what was asked."""
    words, _, text = data.partition(b"\n")
    what, *names = words.decode("utf-8", "replace").split()[:4] or [""]
    folder = film_folder("edits")
    (folder / "film.yaml").write_bytes(text)
    with refused():
        loaded = load(find_workspace(folder))
        loaded.store.close()
        if what == "pick" and len(names) >= 2:
            picked(loaded.source, loaded.film, *names)
        elif what == "rename" and len(names) == 2:
            renamed(loaded.source, loaded.film, *names)


def film_of(text: str) -> Film:
    """The film of an edited text, which must have no mistake."""
    folder = film_folder("edits")
    (folder / "film.yaml").write_bytes(text.encode("utf-8"))
    try:
        loaded = load(find_workspace(folder))
    except TextError as error:
        raise AssertionError(f"the edited text is wrong: {error}") from error
    loaded.store.close()
    return loaded.film


def picked(
    source: SourceText, before: Film, shot: str, take: str, profile: str | None = None
) -> None:
    """Pick a take: nothing but the pick of this shot changes."""
    if shot not in before.shots or not (take == "best" or (take.isdecimal() and len(take) < 10)):
        return
    _, text = set_pick(source, shot, "best" if take == "best" else int(take), profile)
    old, new = source.texts["film.yaml"], text
    assert comments(old) == comments(new) and abs(old.count("\n") - new.count("\n")) <= 2
    was, now = plain(old), plain(new)
    scene, _, name = shot.partition("/")
    pick = words(now, scene, name).pop("pick")
    kept = words(was, scene, name).pop("pick", None)
    assert was == now
    wanted = int(take) if take.isdecimal() else take
    profile = profile if kept != wanted else None  # it is picked for all profiles already
    assert pick == (
        {**(kept if isinstance(kept, dict) else {}), profile: wanted} if profile else wanted
    )
    after = film_of(text)
    assert [*after.shots] == [*before.shots]
    assert all(after.shots[each] == before.shots[each] for each in after.shots if each != shot)


def renamed(source: SourceText, before: Film, old: str, new: str) -> None:
    """Rename a shot or a scene: every name of it changes, the seeds stay, and nothing else
    changes.
    """
    texts = rename(source, old, new) if "/" in old else rename_scene(source, old, new)
    assert set(texts) <= set(source.texts)
    text = texts.get("film.yaml", source.texts["film.yaml"])
    assert comments(source.texts["film.yaml"]) == comments(text)
    names = {
        each: new
        if each == old
        else f"{new}/{each.partition('/')[2]}"
        if each.partition("/")[0] == old
        else each
        for each in before.shots
    }
    after = film_of(text)
    assert [*after.shots] == [names[each] for each in before.shots]
    for shot, name in names.items():
        assert after.shots[name].seed_name == before.shots[shot].seed_name, shot
        assert after.shots[name].seed == before.shots[shot].seed, shot
    gone = Counter(scalars(plain(source.texts["film.yaml"]))) - Counter(scalars(plain(text)))
    assert all(old in each or each == old.partition("/")[2] for each in gone), gone


def words(film: dict, scene: str, name: str) -> dict:
    """The words of a shot, as PyYAML reads them."""
    return film["scenes"][scene]["shots"][name]


def plain(text: str) -> dict:
    """A text as plain values, every scalar as it is written, what an alias copies by itself."""
    return copied(yaml.load(text, Loader=Words))


class Words(yaml.SafeLoader):
    """Keys stay texts; a whole number is one."""


Words.yaml_implicit_resolvers = {}


def copied(value: object) -> object:
    """A tree without shared parts, with whole numbers as such."""
    if isinstance(value, dict):
        return {key: copied(each) for key, each in value.items()}
    if isinstance(value, list):
        return [copied(each) for each in value]
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else value


def scalars(value: object) -> Iterator[str]:
    """Every scalar, keys too."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from scalars(each)
    elif isinstance(value, list):
        for each in value:
            yield from scalars(each)
    else:
        yield str(value)


def comments(text: str) -> Counter[str]:
    """The comments of a text that stand on a line of their own."""
    return Counter(line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


FILM = """\
# a film
title: T  # its title
format: {size: 64x48}
profiles: {draft: {format: {size: 32x32}}}
scenes:
  a:
    shots:
      one:
        prompt: $ana walks  # here
        takes: 3
        pick: {draft: 2}
      two: {prompt: "y: z", length: 8f, takes: 2, pick: 1}
      three:
        remix: {of: a/one#2, strength: mild}
      "four":
        prompt: >-
          folded
          text

        length: 8f
  b: {shots: {one: {prompt: 'a/one', length: 8f, after: a/two}}}
cast: {ana: {look: a woman}}
cut: [{a/one: {in: 1f, length: 4f}}, {dissolve: 2f}, a/two, "a/four", b]
sound: {sfx: [{file: tone.wav, at: a/one + 1f}, {file: tone.wav, under: b}]}
"""
EDITS = (
    "pick a/one 3 draft",
    "pick a/one 1",
    "pick a/two 2",
    "pick a/two best",
    "pick a/four 1",
    "rename a/one a/uno",
    "rename a/two a/zwei",
    "rename a/four a/4",
    "rename a c",
    "rename b a-b",
    "pick b/one 1",
    "rename b/one b/ein",
)


def seeds() -> list[bytes]:
    """Each edit of one film that is written in many ways."""
    return [f"{each}\n{FILM}".encode() for each in EDITS] + [
        b"pick a/one 2\ntitle: T\nscenes: {a: {shots: {one: {prompt: x, length: 8f, takes: 2}}}}\n",
        b"rename a/one a/two\ntitle: T\nscenes: {a: {shots: {one: &x {prompt: x, length: 8f}, "
        b"three: *x}}}\n",
    ]
