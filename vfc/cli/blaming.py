"""What `vfc blame` finds, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from vfc.commands.blame import Blame, BlamedSide, BlamedWord

SHORT, COMMIT = 12, 8  # digits of a key, and of a commit, that are shown
PLACE = 16  # columns of a file and its line


def blame_lines(blame: Blame, *, everything: bool) -> Iterator[str]:
    """A frame's origin in lines: the frame, its shots, their words and who wrote each."""
    origin = blame.origin
    if blame.recognised is not None:
        yield from _recognised(blame.recognised)
    cut = f", cut {blame.cut}" if blame.cut else ""
    under = f", {origin.transition}" if origin.transition else ""
    yield (
        f"{blame.path.name} #{origin.frame} {origin.timecode}{cut}{under}, segment {origin.segment}"
    )
    words = [each for each in blame.words if everything or each.near]
    for side in origin.sides:
        if side.card:
            yield f"{side.card}{_share(side.share)}"
    told: set[str] = set()
    for each in blame.sides:
        yield from _side_lines(each)
        told.add(each.shot.name)
        yield from _words([word for word in words if word.of == each.shot.name])
    for of in dict.fromkeys(word.of for word in words if word.of not in told):
        yield of
        yield from _words([word for word in words if word.of == of])
    yield from _commits(words)
    yield from _notes(blame)


def _recognised(found: Any) -> Iterator[str]:
    """How sure it is which frame a still is, and what else it may be."""
    how = "it is" if found.sure else "it is most likely"
    first, last = found.alike
    alike = f"; frames {first} to {last} look alike" if last > first else ""
    yield (
        f"{how} frame {found.frame} of {found.path} (levels differ by {found.difference:.1f} of "
        f"255{alike})"
    )
    if found.other is not None:
        path, other = found.other
        yield f"or frame {other.frame} of {path} (they differ by {other.difference:.1f})"


def _side_lines(each: BlamedSide) -> Iterator[str]:
    side = each.side
    between = f", {float(side.way):.0%} on to {side.other}" if side.other is not None else ""
    yield f"{side.shot} take {side.take}, frame {side.frame}{between}{_share(side.share)}"
    if each.piece is not None:
        yield f"  joined from {each.piece[0]}, frame {each.piece[1]}"
    if each.file is not None:
        path, seconds, frame = each.file
        at = f", {float(seconds):.3f} s" if seconds is not None else ""
        yield f"  cut from {path}{at}{f', frame {frame}' if frame is not None else ''}"
    for part in each.shot.by:
        yield f"  made by {_made(part)}"
    if each.key:
        yield f"  key {each.key[:SHORT]}, artifact {each.artifact[:SHORT]}"


def _made(part: Any) -> str:
    model = f" {part['model']}" if part.get("model") else ""
    revision = f" at {str(part['revision'])[:SHORT]}" if part.get("revision") else ""
    name = f" ({part['part']})" if part.get("part") else ""
    cost = f", {part['cost']}" if part.get("cost") else ""
    facts = "".join(f", {word} {fact}" for word, fact in (part.get("environment") or {}).items())
    return (
        f"{part.get('generator', '')}{model}{revision}{name}, seed {part.get('seed')}{cost}{facts}"
    )


def _share(share: Fraction) -> str:
    return "" if share == 1 else f", {float(share):.0%}"


def _words(words: Sequence[BlamedWord]) -> Iterator[str]:
    """Each word with its place, the commit that its line comes from, and what it says."""
    for each in words:
        word, author = each.word, each.author
        commit = "" if author is None else author.commit[:COMMIT] or "not yet"
        place = f"{word.file}:{word.line}"
        yield (
            f"    {place:<{PLACE}} {commit:<{COMMIT}} {_name(each)}: {word.text}{_now(each)}"
        ).rstrip()


def _commits(words: Sequence[BlamedWord]) -> Iterator[str]:
    """Each commit that a line comes from, once."""
    for author in dict.fromkeys(each.author for each in words):
        if author is not None and author.commit:
            yield f"{author.commit[:COMMIT]} {author.author} {author.date} {author.summary}"


def _name(each: BlamedWord) -> str:
    path = each.word.path
    return ".".join(path[4:]) if path[0] == "scenes" and len(path) > 4 else ".".join(path)


def _now(each: BlamedWord) -> str:
    """Where a word stands now, or what it says, if that is not what was built."""
    now, word = each.now, each.word
    if now is None:
        return "  (gone now)"
    place = f"{now.file}:{now.line}"
    moved = f"now {place}" if (now.file, now.line) != (word.file, word.line) else ""
    other = f"now says {now.text}" if now.text != word.text else ""
    told = ", ".join(filter(None, (moved, other)))
    return f"  ({told})" if told else ""


def _notes(blame: Blame) -> Iterator[str]:
    if blame.changed is None:
        yield "the text is not at hand: lines are those that were built"
    elif blame.changed:
        yield f"{', '.join(blame.changed)} changed since: lines are those that were built"
    if blame.history:
        yield f"who wrote them is not sure: {blame.history}"


def blame_json(blame: Blame, *, everything: bool) -> dict[str, object]:
    """The same for scripts."""
    origin = blame.origin
    return {
        "file": str(blame.path),
        "deliverable": blame.sidecar.deliverable,
        "profile": blame.sidecar.profile,
        "cut": blame.cut,
        "frame": origin.frame,
        "timecode": origin.timecode,
        "segment": origin.segment,
        "transition": origin.transition or None,
        "sides": [_card_json(each) for each in origin.sides if not each.shot]
        + [_side_json(each) for each in blame.sides],
        "over": [{"what": each.what, "text": each.text} for each in origin.over],
        "lines": [_word_json(each) for each in blame.words if everything or each.near],
        "changed": list(blame.changed) if blame.changed is not None else None,
        "history": blame.history or None,
        "recognised": _recognised_json(blame.recognised),
    }


def _recognised_json(found: Any) -> dict[str, object] | None:
    if found is None:
        return None
    other = found.other
    return {
        "file": str(found.path),
        "frame": found.frame,
        "difference": round(found.difference, 2),
        "sure": found.sure,
        "alike": list(found.alike),
        "other": {
            "file": str(other[0]),
            "frame": other[1].frame,
            "difference": round(other[1].difference, 2),
        }
        if other
        else None,
    }


def _card_json(side: Any) -> dict[str, object]:
    return {"card": side.card, "entry": side.entry, "share": float(side.share)}


def _side_json(each: BlamedSide) -> dict[str, object]:
    side = each.side
    path, seconds, frame = each.file or ("", None, None)
    return {
        "shot": side.shot,
        "entry": side.entry,
        "take": side.take,
        "frame": side.frame,
        "between": [side.frame, side.other, float(side.way)] if side.other is not None else None,
        "share": float(side.share),
        "joined_from": list(each.piece) if each.piece is not None else None,
        "source": {
            "path": path,
            "seconds": float(seconds) if seconds is not None else None,
            "frame": frame,
        }
        if path
        else None,
        "made": [dict(part) for part in each.shot.by],
        "key": each.key,
        "artifact": each.artifact,
    }


def _word_json(each: BlamedWord) -> dict[str, object]:
    word, now, author = each.word, each.now, each.author
    return {
        "of": each.of,
        "file": word.file,
        "line": word.line,
        "path": ".".join(word.path),
        "text": word.text,
        "now": {"file": now.file, "line": now.line, "text": now.text} if now else None,
        "commit": author.commit or None if author else None,
        "author": author.author or None if author else None,
        "date": author.date or None if author else None,
        "summary": author.summary if author else None,
    }
