"""What of a film is told otherwise once a word says something else: in whose keys the word counts
by itself.

What uses such a thing has another key too: a segment shows a picture, a film's file holds its
segments. A word that is not here counts as the word does that its map stands under.
`tests/language/test_reference.py` plans a film before and after each of these words changes, and
holds this table to what it finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from vfc.film.transitions import TRANSITIONS
from vfc.language.words.kinds import Either, Field, Fields, ListOf, MapOf, ValueKind
from vfc.language.words.lookup import Word, maps_of, words
from vfc.language.words.vocabulary import FILM

NOTHING = ""
PICTURES, EFFECTS, SEGMENTS, SOUND = "pictures", "effects", "segments", "sound"
LENGTHS = "segments, sound, film files, subtitles, timelines"
EVERYTHING = "pictures, effects, scores, voices, segments, sound, film files, subtitles, timelines"

KEYED: Mapping[str, str] = {
    "film.vfc": NOTHING,
    "note": NOTHING,
    "film.title": "film files, subtitles, timelines",
    "format.size": "pictures, effects, segments, film files, timelines",
    "format.rate": "pictures, effects, scores, segments, sound, film files, subtitles, timelines",
    "format.sound": SOUND,
    "format.loudness": SOUND,
    "format.start": "film files, timelines",
    "film.seed": PICTURES,
    "film.tempo": LENGTHS,
    "film.cut": LENGTHS,
    "film.cuts": "segments, sound, film files",
    "film.titles": "segments, timelines",
    "film.overlays": SEGMENTS,
    "film.language": "film files, subtitles",
    "film.translations": "subtitles",
    "film.scores": NOTHING,
    "film.budget": NOTHING,
    "film.prices": NOTHING,
    "shot.prompt": PICTURES,
    "shot.generator": PICTURES,
    "shot.camera": PICTURES,
    "shot.seed": PICTURES,
    "shot.preset": "pictures, effects, scores, segments, timelines",
    "preset.extends": "pictures, effects, scores, segments, timelines",
    "preset.generator": PICTURES,
    "shot.set": "pictures, scores",
    "shot.handles": "pictures, effects, timelines",
    "shot.length": "pictures, effects, scores, segments, sound, film files, subtitles, timelines",
    "shot.remix": PICTURES,
    "shot.recut": PICTURES,
    "shot.blend": PICTURES,
    "shot.loop": PICTURES,
    "shot.extend": PICTURES,
    "extension.by": f"pictures, {LENGTHS}",
    "shot.footage": "pictures, sound, timelines",
    "shot.in": "pictures, sound, timelines",
    "shot.out": f"pictures, {LENGTHS}",
    "shot.rate": PICTURES,
    "shot.still": PICTURES,
    "shot.fit": PICTURES,
    "shot.focus": "pictures, segments",
    "shot.view": PICTURES,
    "shot.first": PICTURES,
    "shot.after": PICTURES,
    "shot.storyboard": PICTURES,
    "shot.style": PICTURES,
    "shot.avoid": PICTURES,
    "shot.references": "pictures, scores",
    "shot.adapters": PICTURES,
    "shot.grade": "effects, segments, timelines",
    "shot.takes": PICTURES,
    "shot.pick": NOTHING,
    "shot.pin": NOTHING,
    "shot.lines": "pictures, voices, sound, subtitles, timelines",
    "shot.stabilise": EFFECTS,
    "shot.effects": EFFECTS,
    "shot.overlays": "segments, timelines",
    "shot.sound": "sound, timelines",
    "shot.was": PICTURES,
    "shot.made": NOTHING,
    "scene.slug": "timelines",
    "member-of-the-cast.look": PICTURES,
    "member-of-the-cast.called": PICTURES,
    "member-of-the-cast.references": "pictures, scores",
    "member-of-the-cast.voice": "voices",
    "set.look": PICTURES,
    "set.references": "pictures, scores",
    "generator.use": PICTURES,
    "generator.model": PICTURES,
    "generator.revision": PICTURES,
    "generator.patience": NOTHING,
    "profile.size": "pictures, effects, segments, film files, timelines",
    "profile.generator": PICTURES,
    "profile.generators": PICTURES,
    "profile.steps": PICTURES,
    "profile.quality": "segments, film files",
    "profile.slate": SEGMENTS,
    "shot-in-the-cut.speed": "segments, sound, timelines",
    "shot-in-the-cut.ease": LENGTHS,
    "shot-in-the-cut.between": "segments, timelines",
    "shot-in-the-cut.freeze": LENGTHS,
    "shot-in-the-cut.reverse": "segments, sound, subtitles, timelines",
    "shot-in-the-cut.lead": "sound, subtitles",
    "shot-in-the-cut.trail": SOUND,
    "shot-in-the-cut.sound": "sound, subtitles",
    "entry-of-the-cut.title": LENGTHS,
    "title.text": "segments, timelines",
    "title.size": "segments, timelines",
    "title.colour": "segments, timelines",
    "title.background": "segments, timelines",
    "title.place": "segments, timelines",
    "title.fade": "segments, timelines",
    "title.font": "segments, timelines",
    **{
        f"title.{name}": "segments, timelines"
        for name in (
            "credits",
            "kind",
            "align",
            "safe",
            "weight",
            "tracking",
            "leading",
            "outline",
            "shadow",
            "box",
            "bar",
            "karaoke",
            "slide",
            "typed",
            "words",
            "move",
        )
    },
    "entry-of-the-cut.fade": "segments, timelines",
    **{f"entry-of-the-cut.{kind}": "segments, film files, timelines" for kind in TRANSITIONS},
    **{
        f"{kind}.{name}": "segments, timelines"
        for kind, about in TRANSITIONS.items()
        for name in about.words
    },
    "transition.overlap": LENGTHS,
    "soundtrack.music": "sound, timelines",
    "soundtrack.ambience": "sound, timelines",
    "soundtrack.sfx": "sound, timelines",
    "soundtrack.dialogue": "voices, sound, subtitles",
    "voice-over.line": "voices, sound, subtitles",
    "voice-over.file": "voices, sound, subtitles, timelines",
    "voice-over.fade": "sound, timelines",
    "voice-over.in": "sound, subtitles, timelines",
    "voice-over.length": "sound, subtitles, timelines",
    "voice-over.at": "sound, subtitles",
    "voice-over.gain": SOUND,
    "voice-over.pan": SOUND,
    "voice-over.through": SOUND,
    "deliverable.chapters": "film files",
    "deliverable.as": "segments, film files",
    "deliverable.at": "segments, film files",
    "deliverable.codec": "segments, film files",
    "deliverable.quality": "segments, film files",
    "deliverable.depth": SEGMENTS,
    "deliverable.platform": "segments, sound, film files",
    "deliverable.loudness": SOUND,
    "deliverable.channels": SOUND,
    "deliverable.crf": "segments, film files",
    "deliverable.bitrate": "segments, film files",
    "deliverable.max_size": "segments, film files",
    "deliverable.slate": SEGMENTS,
    "deliverable.media": "timelines",
    "deliverable.language": "subtitles",
    "deliverable.subtitles": "film files",
    "deliverable.burn": SEGMENTS,
    "deliverable.cut": "segments, sound, film files",
    "deliverable.size": "segments, film files",
    "deliverable.fit": SEGMENTS,
    "deliverable.stem": SOUND,
}


def keyed(word: Word) -> str | None:
    """In whose keys a word counts, `pictures, segments`; '' of one that counts in none, None where
    its own words say.
    """
    for name in (*word.dotted_names, word.field.name):
        if name in KEYED:
            return KEYED[name]
    return next(
        (
            found
            for each in word.maps
            for above in holders(each)
            if (found := keyed(above)) is not None
        ),
        None,
    )


def holders(fields: Fields) -> Iterator[Word]:
    """The words that a map stands under."""
    return (word for word, held in _held() if fields in held)


@cache
def _held() -> tuple[tuple[Word, tuple[Fields, ...]], ...]:
    """Every word with the maps that stand under it."""
    return tuple((word, maps_of(word.field.kind)) for word in words())


def keyed_at(path: Sequence[str]) -> str:
    """In whose keys a place of the text counts: `scenes`, `street`, `shots`, `walk`, `prompt`;
    EVERYTHING where a whole shot, a preset or the like stands there.
    """
    kind: ValueKind | None = FILM
    last: Field | None = None
    for part in path:
        kind, field = _below(kind, part) if kind is not None else (None, None)
        last = field if field is not None else last if _is_inner(last) else None
    found = _counts().get(id(last)) if last is not None else None
    return EVERYTHING if found is None else found


def _is_inner(field: Field | None) -> bool:
    """Whether what stands below a word's own names is still that word: an item of a list, an
    option, and not a shot of `shots`.
    """
    return field is not None and _counts().get(id(field)) is not None


def _below(kind: ValueKind, part: str) -> tuple[ValueKind | None, Field | None]:
    """The kind that stands under a key or an index, and its word where it is one of the
    language.
    """
    if isinstance(kind, Fields):
        field = kind.table.get(part)
        return (field.kind, field) if field is not None else (kind.rest, None)
    if isinstance(kind, ListOf):
        return kind.item, None
    if isinstance(kind, MapOf):
        return kind.value, None
    if isinstance(kind, Either):
        below = [_below(each, part) for each in kind.kinds]
        return max(below, key=lambda each: (each[1] is not None, each[0] is not None))
    return None, None


@cache
def _counts() -> Mapping[int, str | None]:
    return {id(word.field): keyed(word) for word in words()}
