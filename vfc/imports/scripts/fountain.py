"""Screenplays in Fountain, by its syntax of version 1.1 (https://fountain.io/syntax)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vfc.imports.scripts.script import ElementKind, Script, ScriptElement, on_one_line

MARK = re.compile("[\ue000\ue001](\\d+)\ue002")  # where a boneyard or a note stood
KEY = re.compile(r"([^\W\d_][\w ./-]{0,40}):[ \t]*(.*)")
KEYS = re.compile(
    r"title|credit|authors?|source|draft date|date|contact( info)?|copyright|notes?|revision|"
    r"episode|series|font|format|company|producers?|directors?|written by"
)
HEADING = re.compile(
    r"(?:INT\.?\s*/\s*EXT|EXT\.?\s*/\s*INT|I\s*/\s*E|INT|EXT|EST)(?:\.|\s)\s*\S", re.IGNORECASE
)
FORCED_HEADING = re.compile(r"\.[^\W_]|\.[\"'(\[$#]")
EXTENSION = re.compile(r"\([^()]*\)?")
FADES = re.compile(
    r"(?:FADE (?:IN|OUT|UP|(?:IN|OUT|UP)? ?(?:TO|FROM|ON) [\w ]+)|CUT TO BLACK|"
    r"IRIS (?:IN|OUT))[.:]*"
)
EMPHASIS = re.compile(
    r"(?<!\\)(\*{1,3}|(?<![^\W_])_)(?=[^\s*_]|[*_]{1,6}\S)(.{1,300}?)(?<=\S)(?<!\\)\1"
    r"(?![*_]{0,6}\1)(?!(?<=_)[^\W_])",
    re.DOTALL,
)
MANY = re.compile(r"([*_]{7,})")  # a line of signs, and none of emphasis
LONGEST_CUE = 200
NESTED = 4  # signs of emphasis within each other


def read_fountain(text: str) -> Script:
    """A screenplay from its text; every text is one."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
    text = re.sub("[\ue000-\ue002]", "\ufffd", text)
    return _FountainReader(text).script()


class _FountainReader:
    def __init__(self, text: str):
        self.hidden: list[ScriptElement] = []
        text = self._without(text, "/*", "*/", ElementKind.BONEYARD)
        text = self._without(text, "[[", "]]", ElementKind.NOTE)
        self.lines = text.split("\n")
        self.elements: list[ScriptElement] = []
        self.dual = False

    def _without(self, text: str, opens: str, closes: str, kind: ElementKind) -> str:
        """A text with a mark in the place of each part between two signs; of notes none goes over a
        blank line.
        """
        parts: list[str] = []
        at = 0
        stop = 0
        while (start := text.find(opens, at)) >= 0:
            stop = stop if stop >= start + 2 else text.find(closes, start + 2)
            if stop < 0:
                break
            blank = text.find("\n\n", start, stop) if kind is ElementKind.NOTE else -1
            if blank >= 0:
                parts.append(text[at:blank])
                at = blank
                continue
            parts += [text[at:start], self._hide(text[start + 2 : stop], kind)]
            at = stop + 2
        return "".join([*parts, text[at:]])

    def _hide(self, words: str, kind: ElementKind) -> str:
        """A mark for what is not printed."""
        self.hidden.append(ScriptElement(kind, " ".join(words.split())))
        return f"\ue000{len(self.hidden) - 1}\ue002"

    def script(self) -> Script:
        """The whole screenplay."""
        page, start = self._title_page()
        blocks = self._blocks(self.lines[start:])
        for block in blocks:
            self._block(block)
        remarks = ("lines that are spoken at once are spoken in turn",) if self.dual else ()
        return Script(title_page=page, elements=tuple(self.elements), remarks=remarks)

    # ── title page ─────────────────────────────────────────────────────────────────────────────

    def _title_page(self) -> tuple[tuple[tuple[str, str], ...], int]:
        """The rows before the first blank line, where they are such, and the line after them."""
        start = next((at for at, line in enumerate(self.lines) if line.strip()), 0)
        stop = start
        while stop < len(self.lines) and self.lines[stop].strip():
            stop += 1
        rows = self.lines[start:stop]
        first = KEY.match(rows[0]) if rows else None
        if first is None or not self._is_key(first, rows):
            return (), 0
        page: list[tuple[str, str]] = []
        for line in rows:
            found = KEY.match(line)
            if found and not line[0].isspace():
                page.append((found[1].strip(), self._shown(found[2])))
            elif page:
                key, words = page[-1]
                page[-1] = (key, f"{words} {self._shown(line)}".strip())
        return tuple(page), stop

    def _is_key(self, first: re.Match[str], rows: Sequence[str]) -> bool:
        """Whether a text begins with a title page, and not with `FADE IN:`."""
        if KEYS.fullmatch(first[1].strip().lower()):
            return True
        follows = first[2].strip() or (len(rows) > 1 and rows[1][:1].isspace())
        return bool(follows) and first[1] != first[1].upper()

    # ── blocks of lines without a blank one ────────────────────────────────────────────────────

    def _blocks(self, lines: Sequence[str]) -> Iterator[list[str]]:
        """Runs of lines; a line of two blanks goes on a run that it stands in."""
        block: list[str] = []
        for line in lines:
            if line.strip() or (block and line.startswith("  ")):
                block.append(line)
            elif block:
                yield block
                block = []
        if block:
            yield block

    def _block(self, block: list[str]) -> None:
        while block and not block[-1].strip():
            block.pop()
        start = 0
        for line in block:
            if not MARK.sub("", line).strip():
                self._add_hidden(line)
            elif not self._alone(line):
                break
            start += 1
        block = block[start:]
        if not block:
            return
        first = MARK.sub("", block[0]).strip()
        if self._is_heading(first):
            forced = first.startswith(".")
            self._add(ElementKind.HEADING, block[0].replace(".", "", 1) if forced else block[0])
            if block[1:]:
                self._block(block[1:])
        elif len(block) == 1 and self._is_transition(first):
            words = block[0].replace(">", "", 1) if first.startswith(">") else block[0]
            self._add(ElementKind.TRANSITION, words)
        elif len(block) > 1 and self._is_cue(first):
            self._dialogue(block)
        else:
            self._action(block)

    def _alone(self, line: str) -> bool:
        """Add what has a line for itself: a section, a synopsis, a page break; False of others."""
        plain = line.strip()
        if re.fullmatch(r"={3,}", plain):
            return True
        if plain.startswith("#"):
            self._add(ElementKind.SECTION, plain.lstrip("#"))
        elif plain.startswith("=") and not plain.startswith("==="):
            self._add(ElementKind.SYNOPSIS, plain[1:])
        else:
            return False
        return True

    def _is_heading(self, line: str) -> bool:
        return bool(HEADING.match(line) or FORCED_HEADING.match(line))

    def _is_transition(self, line: str) -> bool:
        if line.startswith(">"):
            return not line.endswith("<")
        upper = line == line.upper() and line != line.lower()
        return upper and bool(line.endswith("TO:") or FADES.fullmatch(line))

    def _is_cue(self, line: str) -> bool:
        if line.startswith("@"):
            return True
        if line.startswith(("!", ">", "~", "(")) or len(line) > LONGEST_CUE:
            return False
        name = EXTENSION.sub("", line).rstrip("^ ")
        return name == name.upper() and name != name.lower()

    def _dialogue(self, block: list[str]) -> None:
        cue = block[0].strip()
        if cue.endswith("^"):
            self.dual, cue = True, cue.rstrip("^ ")
        self._add(ElementKind.CUE, cue.replace("@", "", 1) if cue.startswith("@") else cue)
        spoken: list[str] = []
        aside: list[str] = []
        for line in block[1:]:
            plain = line.strip()
            if aside or (plain.startswith("(") and not aside):
                aside.append(plain)
                if plain.endswith(")"):
                    self._speak(spoken)
                    self._add(ElementKind.PARENTHETICAL, " ".join(aside))
                    aside = []
                elif not plain:
                    spoken, aside = [*spoken, *aside], []
            else:
                spoken.append(plain.removeprefix("~"))
        self._speak([*spoken, *aside])

    def _speak(self, spoken: list[str]) -> None:
        if spoken:
            self._add(ElementKind.DIALOGUE, " ".join(spoken))
            spoken.clear()

    def _action(self, block: list[str]) -> None:
        """A paragraph of action; lines with a sign of their own are paragraphs of their own."""
        lines: list[str] = []
        for line in block:
            plain = MARK.sub("", line).strip()
            if self._alone(line):
                continue
            if plain.startswith(">") and plain.endswith("<"):
                line = line.replace(">", "", 1)[::-1].replace("<", "", 1)[::-1]
            elif plain.startswith(("!", "~")):
                line = line.replace(plain[0], "", 1)
            lines.append(line)
        self._add(ElementKind.ACTION, " ".join(lines))

    # ── words ──────────────────────────────────────────────────────────────────────────────────

    def _add(self, kind: ElementKind, line: str) -> None:
        """An element, and after it what stood in it and is not printed."""
        words = self._shown(MARK.sub(" ", line))
        if words:
            self.elements.append(ScriptElement(kind, words))
        self._add_hidden(line)

    def _add_hidden(self, line: str) -> None:
        for found in MARK.finditer(line):
            element = self.hidden[int(found[1])]
            words = MARK.sub(lambda inner: self.hidden[int(inner[1])].words, element.words)
            words = on_one_line(MARK.sub(" ", words))
            if words:
                self.elements.append(ScriptElement(element.kind, words))

    def _shown(self, text: str) -> str:
        """A text as it is printed, on one line: without the signs of emphasis."""
        parts = MANY.split(text)
        for _ in range(NESTED):
            parts[::2] = [EMPHASIS.sub(r"\2", part) for part in parts[::2]]
        text = "".join(parts)
        text = re.sub(r"\\([*_\\~@!>.#=])", r"\1", text)
        return on_one_line(text)
