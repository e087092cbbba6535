"""The film's text: `film.yaml` and what it includes, read, composed and merged into one tree."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vfc.errors import Mistake, Span
from vfc.language.yaml.compose import compose
from vfc.language.yaml.conflicts import conflicts
from vfc.language.yaml.files import fault, yaml_files
from vfc.language.yaml.hints import line_and_column
from vfc.language.yaml.node import Entry, Form, Node, excerpt
from vfc.language.yaml.suggest import did_you_mean

# what an include may hold
SECTIONS = ("presets", "cast", "sets", "generators", "profiles", "scenes", "translations")
FIRST = Span("", 1, 1, 1)
Read = Callable[[Path], "str | bytes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """All the text of a film as one tree.

    `root` is the film's map, the sections of its includes merged into its own; every node's span
    names its file. `texts` maps each file that was read, relative to the film's folder, to its
    text. `whole` is False where a file could not be read as YAML: then names may be missing through
    no fault of those who use them.
    """

    root: Node
    texts: Mapping[str, str]
    files: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    whole: bool = True


def read_texts(
    folder: Path,
    entry: str = "film.yaml",
    read: Read = Path.read_bytes,
    outside: Sequence[Path] = (),
) -> SourceText:
    """Read `entry` and all that it includes; what is wrong is collected in `mistakes`, nothing is
    raised.

    `outside` are folders from which includes may come besides the film's own.
    """
    reader = _Reader(Path(folder), entry, read, outside)
    root = reader.film()
    return SourceText(
        root=root,
        texts=reader.texts,
        files=tuple(reader.texts),
        mistakes=tuple(reader.mistakes),
        whole=reader.whole,
    )


@dataclass(slots=True)
class _Reader:
    folder: Path
    entry: str
    read: Read
    outside: Sequence[Path]
    texts: dict[str, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    whole: bool = True

    def film(self) -> Node:
        root = self.compose(self.entry, FIRST._replace(file=self.entry))
        return (
            self.merged(root, (self.entry,))
            if root
            else Node(FIRST._replace(file=self.entry), Form.MAP)
        )

    def tell(self, span: Span, message: str, hint: str = "") -> None:
        self.mistakes.append(Mistake(span=span, message=message, hint=hint))

    def lost(self, span: Span, message: str, hint: str = "") -> None:
        """A file's names are unknown now: what uses them must not be called a mistake as well."""
        self.whole = False
        self.tell(span, message, hint)

    # ── one file ───────────────────────────────────────────────────────────────────────────────

    def compose(self, file: str, named: Span) -> Node | None:
        """The root map of a file, or None; `named` is where the film names it."""
        text = self.text(file, named)
        if text is None:
            return None
        self.texts[file] = text
        merging = conflicts(file, text)
        if merging:
            self.mistakes += merging
            self.whole = False
            return None
        composed = compose(file, text)
        self.mistakes += composed.mistakes
        self.whole = self.whole and composed.whole
        return self.map_of(file, composed.root) if composed.whole else None

    def text(self, file: str, named: Span) -> str | None:
        try:
            data = self.read(self.folder / file)
        except OSError as error:
            if isinstance(error, FileNotFoundError) and file == self.entry:
                self.lost(
                    named,
                    f"there is no '{file}' in this folder",
                    "'vfc new DIR' writes a film that builds at once",
                )
                return None
            self.lost(named, f"'{file}' cannot be read: {error.strerror or error}")
            return None
        if isinstance(data, str):
            return data.removeprefix("\ufeff")
        try:
            return data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            self.texts[file] = data.decode("utf-8", "replace")
            self.not_utf8(file, data, error)
            return None

    def not_utf8(self, file: str, data: bytes, error: UnicodeDecodeError) -> None:
        span = Span(file, *line_and_column(data[: error.start].decode("utf-8"), error.start), 1)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            self.lost(span, "this file is UTF-16, and a film's text is UTF-8", "save it as UTF-8")
        else:
            self.lost(
                span,
                f"the byte 0x{data[error.start]:02x} here is not UTF-8",
                "save the file as UTF-8",
            )

    def map_of(self, file: str, root: Node | None) -> Node | None:
        first = FIRST._replace(file=file)
        if root is None or root.empty:
            self.lost(first, "this file is empty", "a film begins with 'title:' and 'scenes:'")
            return None
        if root.kind is not Form.MAP:
            self.lost(
                root.span,
                f"a film is a map of words such as 'title' and 'scenes', not a {_kind(root)}",
                "write 'title: ' and a title",
            )
            return None
        return root

    # ── includes ───────────────────────────────────────────────────────────────────────────────

    def merged(self, root: Node, path: tuple[str, ...]) -> Node:
        """The film's map with the sections of its includes, which stand where `include` stands."""
        entries: list[Entry] = []
        for each in root.entries:
            if each.key.text == "include":
                entries += [each] if len(path) == 1 else []
                for include in self.includes(each.value, path):
                    _append(entries, include.entries, self.mistakes)
            else:
                _append(entries, [each], self.mistakes)
        return Node(root.span, Form.MAP, entries=entries)

    def includes(self, value: Node, path: tuple[str, ...]) -> list[Node]:
        names = value.items if value.kind is Form.LIST else [value]
        found = (
            self.include(name, path) for name in names if name.kind is Form.SCALAR and name.text
        )
        return [root for root in found if root is not None]

    def include(self, name: Node, path: tuple[str, ...]) -> Node | None:
        file = posixpath.normpath(posixpath.join(posixpath.dirname(path[-1]), name.text))
        if file in path:
            way = " -> ".join([*path[path.index(file) :], file])
            self.tell(
                name.span, f"the includes go round in a circle: {way}", "take one of them out"
            )
            return None
        if file in self.texts:
            return None
        wrong = fault(self.folder, file, self.outside)
        if wrong is not None:
            message, hint = wrong
            self.lost(name.span, message, hint or self.near(name.text, path[-1]))
            return None
        root = self.compose(file, name.span)
        return self.merged(self.only_sections(root), (*path, file)) if root else None

    def near(self, written: str, including: str) -> str:
        beside = posixpath.dirname(including) or "."
        files = [posixpath.relpath(each, beside) for each in yaml_files(self.folder, self.entry)]
        return did_you_mean(written, files, "YAML files here")

    def only_sections(self, root: Node) -> Node:
        kept: list[Entry] = []
        for entry in root.entries:
            if (
                entry.key.text in SECTIONS
                and entry.value.kind is not Form.MAP
                and not entry.value.empty
            ):
                self.tell(
                    entry.value.span,
                    f"'{entry.key.text}' is a map of names, not a {_kind(entry.value)}",
                    f"write the names below '{entry.key.text}:'",
                )
            elif entry.key.text in (*SECTIONS, "include"):
                kept.append(entry)
            elif entry.key.text != "vfc":
                hint = did_you_mean(entry.key.text, SECTIONS, "an include holds")
                self.tell(
                    entry.key.span,
                    f"'{excerpt(entry.key.text)}' does not belong in an included file",
                    hint,
                )
        return Node(root.span, Form.MAP, entries=kept)


def _kind(node: Node) -> str:
    return "text" if node.kind is Form.SCALAR else node.kind


def _append(into: list[Entry], entries: Sequence[Entry], mistakes: list[Mistake]) -> None:
    """Add each section's names to the section that stands already."""
    for entry in entries:
        at = next((n for n, each in enumerate(into) if each.key.text == entry.key.text), -1)
        if entry.key.text not in SECTIONS or at < 0:
            into.append(entry)
        elif entry.value.kind is Form.MAP and into[at].value.kind is Form.MAP:
            into[at] = Entry(into[at].key, _joined(into[at].value, entry, mistakes))
        elif (entry.value.kind is not Form.MAP and not entry.value.empty) or into[at].value.empty:
            into[at] = entry


def _joined(one: Node, other: Entry, mistakes: list[Mistake]) -> Node:
    first = {entry.key.text: entry.key for entry in one.entries}
    kept = list(one.entries)
    for entry in other.value.entries:
        before = first.get(entry.key.text)
        if before is None:
            kept.append(entry)
            continue
        here, there = entry.key.span, before.span
        message = (
            f"'{excerpt(entry.key.text)}' is defined twice in '{other.key.text}': at "
            f"{there.file}:{there.line}:{there.column} and at {here.file}:{here.line}:{here.column}"
        )
        mistakes.append(Mistake(span=here, message=message, hint="give one of them another name"))
    return Node(one.span, Form.MAP, entries=kept)
