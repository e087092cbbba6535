"""Edits of a cut in the text: entries that stay keep their lines to the byte, comments and all; the
others are written anew, one to a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vfc.errors import UsageError
from vfc.film.model import Cut, CutEntry, Fade, Film, Plain, ShotEntry, TitleCard, Transition
from vfc.film.transitions import TRANSITIONS
from vfc.language.edits import node_at, shot_entry, way_of
from vfc.language.words.kinds import COLOURS
from vfc.language.yaml.compose import compose
from vfc.language.yaml.node import Form, Node
from vfc.language.yaml.patch import Patch
from vfc.language.yaml.text import SourceText

TIMES = ("in", "out", "length", "speed")  # of a shot in the cut


@dataclass(frozen=True, slots=True, kw_only=True)
class CutChange:
    """An entry of a new cut, and its index among those that the cut had; None of a new one."""

    entry: CutEntry
    origin: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _ListItem:
    """An item of a cut's list: its lines, from 0, and the entries that it stands for."""

    node: Node
    start: int
    stop: int
    origins: range


def set_cut(
    source: SourceText, film: Film, cut: Cut, changes: Sequence[CutChange]
) -> dict[str, str]:
    """The file that holds a cut and its new text, with other entries.

    UsageError where the cut is laid out so that it cannot be changed in its text.
    """
    node = _list_of(source.root, cut.name)
    if node is None or node.empty:
        return _written_out(source, film, cut, changes)
    file = node.span.file
    text = source.texts[file]
    writer = _Writer(film, cut, Patch(text), node)
    return {file: writer.flow(changes) if writer.is_flow else writer.block(changes)}


def set_times(source: SourceText, shot: str, words: Mapping[str, str]) -> dict[str, str]:
    """The file in which a shot stands and its new text, with other times; UsageError where it
    cannot be changed there.
    """
    entry = shot_entry(source, shot)
    file = entry.value.span.file
    text = source.texts[file]
    for word, value in words.items():
        patch = Patch(text)
        root = compose(file, text).root
        node = node_at(root, way_of(shot))
        given = node.get(word) if node is not None else None
        if node is None:
            raise _by_hand(file, entry.key.span.line)
        if given is not None:
            patch.say(given, value)
            text = patch.done()
            continue
        ways = patch.with_key(node, word, value, after=("length", "in", "prompt"))
        text = next(
            (made for each in ways if _says(made := each.done(), file, shot, word, value)), ""
        )
        if not text:
            raise _by_hand(file, entry.key.span.line)
    return {file: text}


def _says(text: str, file: str, shot: str, word: str, value: str) -> bool:
    composed = compose(file, text)
    node = node_at(composed.root, way_of(shot))
    given = node.get(word) if node is not None and composed.whole else None
    return given is not None and given.text == value


def _list_of(root: Node, name: str) -> Node | None:
    return root.get("cut") if not name else node_at(root, ("cuts", name, "cut"))


def _by_hand(file: str, line: int) -> UsageError:
    return UsageError(
        f"'{file}', line {line}: the text is laid out so that this cannot be changed in it; change "
        f"it by hand"
    )


def _written_out(
    source: SourceText, film: Film, cut: Cut, changes: Sequence[CutChange]
) -> dict[str, str]:
    """The film's own text with the cut that it has without a word."""
    if cut.name:
        raise UsageError(f"the cut '{cut.name}' has no entries in the text; write its 'cut:' first")
    file = source.root.span.file
    text = source.texts[file]
    lines = [f"  - {body(each.entry, film)}\n" for each in changes]
    gap = "" if text.endswith("\n") else "\n"
    return {file: f"{text}{gap}\ncut:\n{''.join(lines)}"}


class _Writer:
    """Writes the entries of one cut's list anew."""

    def __init__(self, film: Film, cut: Cut, patch: Patch, node: Node):
        self.film, self.cut, self.patch, self.node = film, cut, patch, node
        self.file = node.span.file
        self.lines = patch.text.splitlines(keepends=True)
        self.newline = "\r\n" if "\r\n" in patch.text else "\n"
        opening = patch.text[patch.index(node.span)]
        self.is_flow = opening == "["
        if opening not in "[-":
            raise _by_hand(self.file, node.span.line)

    def flow(self, changes: Sequence[CutChange]) -> str:
        """A list in brackets, written anew where no comment stands in it."""
        start = self.patch.index(self.node.span)
        written = self.patch.written(self.node.span)
        stop = start + len(written)
        if not written.endswith("]") or "#" in written:
            raise _by_hand(self.file, self.node.span.line)
        raws = {each.origins: self._raw(each.node) for each in self._items(lines=False)}
        bodies = [
            raws[step]
            if isinstance(step, range)
            else body(step.entry, self.film, self._words_of(step))
            for step in self._steps(changes, list(raws))
        ]
        self.patch.replace(start, stop, f"[{', '.join(bodies)}]")
        return self.patch.done()

    def block(self, changes: Sequence[CutChange]) -> str:
        """A list of lines: what goes takes its own line alone, and comments between lines stay."""
        items = self._items(lines=True)
        by_origins = {each.origins: each for each in items}
        dash = self.lines[items[0].start].index("-")
        made: list[str] = []
        led = 0  # items whose comments before them stand in `made`
        for step in self._steps(changes, list(by_origins)):
            index = self._index(step, items)
            if index is not None:
                for number in range(led, index + 1):
                    made += self._lead(items, number)
                led = max(led, index + 1)
            if isinstance(step, range):
                item = by_origins[step]
                made += self._ended(self.lines[item.start : item.stop])
            elif index is not None and len(items[index].origins) == 1:
                made.append(self._anew(items[index], step, dash))
            else:
                made.append(f"{' ' * dash}- {body(step.entry, self.film)}{self.newline}")
        for number in range(led, len(items)):
            made += self._lead(items, number)
        return "".join([*self.lines[: items[0].start], *made, *self.lines[items[-1].stop :]])

    def _ended(self, lines: Sequence[str]) -> list[str]:
        """Lines of which the last one, at the end of a text, may lack its line break."""
        return [each if each.endswith(("\n", "\r")) else each + self.newline for each in lines]

    def _lead(self, items: Sequence[_ListItem], number: int) -> list[str]:
        """The lines between an item and the one before it."""
        return self.lines[items[number - 1].stop : items[number].start] if number else []

    def _index(self, step: range | CutChange, items: Sequence[_ListItem]) -> int | None:
        origin = step.start if isinstance(step, range) else step.origin
        if origin is None:
            return None
        return next(number for number, each in enumerate(items) if origin in each.origins)

    def _steps(
        self, changes: Sequence[CutChange], items: Sequence[range]
    ) -> Iterator[range | CutChange]:
        """The items that stay whole, by their entries, and each other entry."""
        stays = [
            each.origin
            if each.origin is not None and self.cut.entries[each.origin] == each.entry
            else None
            for each in changes
        ]
        by_first = {each.start: each for each in items}
        used: set[range] = set()
        at = 0
        while at < len(changes):
            origin = stays[at]
            whole = by_first.get(-1 if origin is None else origin)
            if whole and whole not in used and stays[at : at + len(whole)] == list(whole):
                used.add(whole)
                yield whole
                at += len(whole)
            else:
                yield changes[at]
                at += 1

    def _items(self, *, lines: bool) -> list[_ListItem]:
        """The items of the list, each with the entries of the cut that it stands for."""
        found: list[_ListItem] = []
        origin = 0
        scenes = {each.name: len(self.film.in_the_cut(each)) for each in self.film.scenes}
        for number, node in enumerate(self.node.items):
            name = node.text if node.kind is Form.SCALAR else "".join(node.keys()[:1])
            count = scenes.get(name.strip(), 1)
            start = node.span.line - 1
            stop = start + 1
            if lines:
                if not self.lines[start].lstrip().startswith("-"):
                    raise _by_hand(self.file, node.span.line)
                after = self.node.items[number + 1] if number + 1 < len(self.node.items) else None
                stop = self._stop(start, after)
            origins = range(origin, origin + count)
            found.append(_ListItem(node=node, start=start, stop=stop, origins=origins))
            origin += count
        if origin != len(self.cut.entries):
            raise _by_hand(self.file, self.node.span.line)
        return found

    def _stop(self, start: int, after: Node | None) -> int:
        """The line after the last of an item that begins in one."""
        dash = self.lines[start].index("-")
        stop = start + 1
        most = after.span.line - 1 if after is not None else len(self.lines)
        for number in range(start + 1, most):
            line = self.lines[number]
            text = line.strip()
            if text and not text.startswith("#"):
                if len(line) - len(line.lstrip()) <= dash:
                    break
                stop = number + 1
        return stop

    def _anew(self, item: _ListItem, change: CutChange, dash: int) -> str:
        """The line of an entry that says something else; the comment behind it stays."""
        inner = self.lines[item.start + 1 : item.stop]
        if any("#" in line for line in inner):
            raise _by_hand(self.file, item.start + 1)
        last = self.lines[item.stop - 1].rstrip("\r\n")
        comment = ""
        if not inner:
            end = self._end(item.node) - self.patch.index(
                item.node.span._replace(column=1, length=0)
            )
            comment = last[end:] if last[end:].lstrip().startswith("#") else ""
        words = body(change.entry, self.film, self._words_of(change, item))
        return f"{' ' * dash}- {words}{comment}{self.newline}"

    def _end(self, node: Node) -> int:
        """Where an item on one line ends in the text."""
        if node.kind is Form.SCALAR:
            return self.patch.index(node.span) + node.span.length
        entry = node.entries[-1]
        last = entry.key if entry.value.empty else entry.value
        stop = self.patch.index(last.span) + last.span.length
        if self.patch.text[self.patch.index(node.span)] == "{":
            stop = self.patch.text.index("}", stop) + 1
        return stop

    def _raw(self, node: Node) -> str:
        if node.kind is Form.SCALAR:
            return self.patch.written(node.span)
        return self.patch.text[self.patch.index(node.span) : self._end(node)]

    def _words_of(self, change: CutChange, item: _ListItem | None = None) -> Mapping[str, str]:
        """The words of an entry as they stand in the text, those of maps of its own too."""
        found = item or next(
            (each for each in self._items(lines=False) if change.origin in each.origins), None
        )
        if found is None or len(found.origins) != 1 or found.node.kind is Form.SCALAR:
            return {}
        value = found.node.entries[0].value
        if value.kind is not Form.MAP:
            return {}
        return {each.key.text: self._word(each.value) for each in value.entries}

    def _word(self, node: Node) -> str:
        """A value as it is written; of several lines, one."""
        written = self.patch.written(node.span)
        flat = node.kind is Form.SCALAR and written.lstrip("\"'").startswith(node.text[:8])
        if flat or (written[:1], written[-1:]) in (("{", "}"), ("[", "]")):
            return written
        raise _by_hand(self.file, node.span.line)


# ── entries as words ───────────────────────────────────────────────────────────────────────────


def body(entry: CutEntry, film: Film, given: Mapping[str, str] | None = None) -> str:
    """An entry of a cut as it is written; `given` are the words that it has in the text. UsageError
    for a length that no words say.
    """
    given = dict(given or {})
    match entry:
        case ShotEntry():
            return _with_words(entry.shot, _shot_words(entry, film, given))
        case Transition():
            return _transition(entry, film, given)
        case Fade():
            colour = given.get(str(entry.toward)) or _colour(entry.colour)
            words = {str(entry.toward): colour, "length": time_text(entry.length, film)}
            return _with_words("fade", words)
        case TitleCard():
            words = given | {"length": time_text(entry.length, film)}
            return _with_words("title", words)
        case Plain():
            return f"{_colour(entry.colour)}: {time_text(entry.length, film)}"
    raise UsageError("an entry of the cut cannot be written in its text")


def _shot_words(entry: ShotEntry, film: Film, given: Mapping[str, str]) -> dict[str, str]:
    wanted = {
        "in": None if entry.in_point is None else time_text(entry.in_point, film),
        "out": None if entry.out_point is None else time_text(entry.out_point, film),
        "length": None if entry.length is None else time_text(entry.length, film),
        "speed": None if entry.speed == 1 else _number(entry.speed),
    }
    kept = {word: text for word, text in given.items() if word not in TIMES}
    if not entry.lead:
        kept.pop("lead", None)
    return {word: text for word, text in wanted.items() if text is not None} | kept


def _transition(entry: Transition, film: Film, given: dict[str, str]) -> str:
    length = time_text(entry.length, film)
    if given:
        known = TRANSITIONS[entry.kind].words
        kept = {word: text for word, text in given.items() if word in (*known, "overlap")}
        return _with_words(str(entry.kind), kept | {"length": length})
    if entry.overlap:
        return _with_words(str(entry.kind), {"length": length, "overlap": "true"})
    return f"{entry.kind}: {length}"


def _with_words(name: str, words: Mapping[str, str]) -> str:
    if not words:
        return name
    return f"{name}: {{{', '.join(f'{word}: {text}' for word, text in words.items())}}}"


def _colour(colour: str) -> str:
    name = next((name for name, value in COLOURS.items() if value == colour), None)
    return name or f"'{colour}'"


def _number(value: Fraction) -> str:
    short = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return short if Fraction(short) == value else f"{value.numerator}/{value.denominator}"


def time_text(frames: Fraction | int, film: Film) -> str:
    """A length or a point in frames as it is written: whole seconds as such; UsageError where it is
    no whole number.
    """
    frames = Fraction(frames)
    if frames.denominator != 1:
        raise UsageError(f"{float(frames):.3f} frames are no whole number, which no words say")
    seconds = frames / film.format.rate
    if seconds.denominator == 1 and seconds > 0:
        return f"{seconds}s"
    return f"{frames}f"
