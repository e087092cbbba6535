"""What a film's text says that is no mistake and will surprise: what nobody uses, what nobody sees,
what takes longer.

Only `vfc check` asks for it; a build has better things to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from vfc.errors import Mistake, Severity, Span
from vfc.film.model import Asset, Film, Footage, Shot, ShotEntry, Still, Words
from vfc.film.sources import pictures_shown
from vfc.film.speech import LETTERS_A_SECOND, line_seconds, speaking_seconds
from vfc.film.timing import ceiling
from vfc.language.resolve.prompts import MENTION
from vfc.language.resolve.values import entries, items
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.text import SourceText

# Letters a second that nobody exceeds by much: Netflix's Timed Text Style Guide has adults read 20
# characters a second at most, and a brisk speaker of 200 words a minute says about as many.
# `LETTERS_A_SECOND` is a measured voice.
UNSEEN = ("lines", "note", "made")  # words of a shot that show nobody
BRISK_A_SECOND = 20


def advice(source: SourceText, film: Film) -> list[Mistake]:
    """Warnings for a film that has no mistakes."""
    return [
        *_unseen(film),
        *_unused(source),
        *_wordless(film),
        *_hurried(film),
        *_out_of_sight(source, film),
    ]


def _warning(span: Span, message: str, hint: str) -> Mistake:
    return Mistake(span=span, message=message, hint=hint, severity=Severity.WARNING)


# ── what nobody uses ───────────────────────────────────────────────────────────────────────────


def _unseen(film: Film) -> Iterator[Mistake]:
    """Shots that no cut shows, that lie over nothing, and that no other shot is made from."""
    seen = {
        entry.shot
        for cut in film.cuts.values()
        for entry in cut.entries
        if isinstance(entry, ShotEntry)
    }
    seen |= {use.shot for shot in film.shots.values() for use in shot.uses}
    seen |= film.overlaid
    for name, shot in film.shots.items():
        if name not in seen:
            yield _warning(
                shot.span,
                f"the shot '{name}' is in no cut, and nothing is made from it",
                f"put {name} into the cut, or take it out",
            )


def _unused(source: SourceText) -> Iterator[Mistake]:
    """Presets, people and sets of the film's own file that nobody uses; an included file is a shelf
    to choose from.
    """
    root = source.root
    used = {
        "presets": _presets_used(root),
        "sets": set(_said(root, "set")),
        "cast": _people_used(root),
    }
    words = {
        "presets": ("preset", "names it"),
        "sets": ("set", "takes place there"),
        "cast": ("member of the cast", "sees or hears them"),
    }
    for section, (what, does) in words.items():
        for name, key, _ in entries(root.get(section)):
            if name not in used[section] and key.span.file == source.files[0]:
                yield _warning(
                    key.span,
                    f"the {what} '{name}' is not used: no shot {does}",
                    "use it, or take it out",
                )


def _said(root: Node, word: str) -> Iterator[str]:
    """The names that film, scenes and shots say under a word."""
    for holder in _holders(root):
        yield from (item.text for item in items(holder.get(word)) if item.kind is Form.SCALAR)


def _holders(root: Node) -> Iterator[Node]:
    yield root
    for _, _, scene in entries(root.get("scenes")):
        yield scene
        yield from (shot for _, _, shot in entries(scene.get("shots")))


def _presets_used(root: Node) -> set[str]:
    """The presets that are named, and those that they extend."""
    bases = {
        name: [item.text for item in items(preset.get("extends"))]
        for name, _, preset in entries(root.get("presets"))
    }
    found: set[str] = set()
    pending = list(_said(root, "preset"))
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += bases.get(name, [])
    return found


def _people_used(root: Node) -> set[str]:
    """Everyone that any text below the scenes or the sound mentions or has speak."""
    names = [name for name, _, _ in entries(root.get("cast"))]
    found: set[str] = set()
    pending = [node for node in (root.get("scenes"), root.get("sound")) if node is not None]
    while pending:
        node = pending.pop()
        found |= {node.text, *_mentioned(node.text, names)}
        pending += [each for entry in node.entries for each in entry] + list(node.items)
    return found


def _mentioned(text: str, names: list[str]) -> set[str]:
    """The names behind a `$`; of `$mother-in-law`, that of the longest member."""
    words = (match[1] or "" for match in MENTION.finditer(text)) if "$" in text else ()
    found = (
        max(
            (name for name in names if word == name or word.startswith(f"{name}-")),
            key=len,
            default="",
        )
        for word in words
    )
    return {name for name in found if name}


# ── what is said and seen ──────────────────────────────────────────────────────────────────────


def _wordless(film: Film) -> Iterator[Mistake]:
    """Shots made from words that have none, and no picture to begin with either."""
    for name, shot in film.shots.items():
        source = shot.source
        if (
            isinstance(source, Words)
            and not shot.prompt.words
            and source.after is None
            and not pictures_shown(source)
            and not any(card.words for card in source.cards)
        ):
            yield _warning(
                shot.span,
                f"the shot '{name}' has no words: nothing says what is seen",
                "write prompt: and what is seen",
            )


def _hurried(film: Film) -> Iterator[Mistake]:
    """Lines that go on after their shot is over, even if they are spoken fast."""
    trails = film.trails
    for name, shot in film.shots.items():
        at = Fraction(0)
        for line in shot.lines:
            start = at if line.start_in_shot is None else Fraction(line.start_in_shot)
            if line.delivery is not None and not line.delivery.about:  # it is told how long it is
                at = start + line_seconds(line.text, line.delivery) * film.format.rate
                continue
            at = (
                start
                + speaking_seconds(line.text) * LETTERS_A_SECOND / BRISK_A_SECOND * film.format.rate
            )
            over = ceiling(at) - shot.frames - trails.get(name, 0)
            if over > 0:
                seconds = float(over / film.format.rate)
                yield _warning(
                    line.span,
                    "this line is too long for its shot: spoken fast it ends "
                    f"{seconds:.1f} s after '{name}' does",
                    f"write length: {ceiling(at / film.format.rate)}s, or say less",
                )
                break


def _out_of_sight(source: SourceText, film: Film) -> Iterator[Mistake]:
    """Those who speak in a shot whose words do not show them; of a file nobody knows who is in
    it.
    """
    mentioned = _mentioned_by_shot(source.root)
    for shot in film.shots.values():
        seen = _seen(film, shot, mentioned) if shot.lines else None
        for line in {line.who: line for line in reversed(shot.lines)}.values():
            member = film.cast.get(line.who)
            only_heard = member is not None and not member.look
            if seen is not None and line.who not in seen and not only_heard:
                yield _warning(
                    line.span,
                    f"'{line.who}' speaks in '{shot.name}' and is not in the picture",
                    f"write ${line.who} into the prompt, or the line as a voice into sound: "
                    f"dialogue:",
                )


def _mentioned_by_shot(root: Node) -> dict[str, set[str]]:
    names = [name for name, _, _ in entries(root.get("cast"))]
    shots = {
        f"{scene}/{shot}": node
        for scene, _, below in entries(root.get("scenes"))
        for shot, _, node in entries(below.get("shots"))
    }
    return {
        shot: {name for text in _texts(node) for name in _mentioned(text, names)}
        for shot, node in shots.items()
    }


def _texts(node: Node) -> Iterator[str]:
    pending = [node]
    while pending:
        each = pending.pop()
        pending += [
            *(entry.value for entry in each.entries if entry.key.text not in UNSEEN),
            *each.items,
        ]
        yield each.text


def _seen(film: Film, shot: Shot, mentioned: Mapping[str, set[str]]) -> set[str] | None:
    """Who is in a shot's picture, by its words and by those of the shots it is made from and that
    lie over it; None where a file is.
    """
    found: set[str] = set()
    pending = [shot.name]
    done: set[str] = set()
    while pending:
        each = film.shots[pending.pop()]
        done.add(each.name)
        if isinstance(each.source, Footage | Still) or any(
            isinstance(one, Asset) for one in pictures_shown(each.source)
        ):
            return None
        found |= mentioned.get(each.name, set())
        beside = [use.shot for use in each.uses] + [layer.shot for layer in each.layers]
        pending += [name for name in beside if name and name not in done]
    return found
