"""`vfc lsp` as an editor meets it: pygls' client at the other end of standard input and output."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

from vfc.commands.check import check
from vfc.commands.new import new_film
from vfc.language.layout.lay import laid_out
from vfc.project.workspace import find_workspace

FILM = """\
vfc: 1
title: Smoke 🔥
format: {size: 64x36, rate: 24}
include: looks.yaml
cast:
  ana: {look: a woman, called: she}
sets:
  yard: {look: a yard}
scenes:
  street:
    preset: night
    set: yard
    shots:
      walk: {prompt: $ana walks in the rain, length: 1s}
      stop: {prompt: 🔥 and $ana, length: 1s, takes: 2}
cut:
  - street/walk
  - dissolve: 6f
  - {street/stop: {length: 12f}}
"""
LOOKS = "presets:\n  night: {style: dark}\n  day: {extends: night}\n"


class Editor:
    """A client with one server, and what the server has sent by itself."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient("tests", "1")
        self.diagnostics: dict[str, list[types.Diagnostic]] = {}
        self.refreshed = False
        self.news = asyncio.Event()
        self.versions: dict[str, int] = {}

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.diagnostics[params.uri] = list(params.diagnostics)
            self.news.set()

        @self.client.feature(types.WORKSPACE_CODE_LENS_REFRESH)
        def refresh(*_: object) -> None:
            self.refreshed = True
            self.news.set()

        self.run(self.client.start_io(sys.executable, "-m", "vfc.cli", "lsp", "--stdio"))
        capabilities = types.ClientCapabilities(
            workspace=types.WorkspaceClientCapabilities(
                code_lens=types.CodeLensWorkspaceClientCapabilities(refresh_support=True)
            )
        )
        self.server = self.run(
            self.client.initialize_async(types.InitializeParams(capabilities=capabilities))
        ).capabilities
        self.client.initialized(types.InitializedParams())

    def run(self, what):
        return self.loop.run_until_complete(asyncio.wait_for(what, 20))

    def until(self, holds) -> None:
        async def wait() -> None:
            while not holds():
                self.news.clear()
                await self.news.wait()

        self.run(wait())

    def open(self, path: Path, text: str | None = None) -> str:
        uri = path.as_uri()
        text = path.read_text() if text is None else text
        self.diagnostics.pop(uri, None)
        self.refreshed = False
        self.versions[uri] = 1
        item = types.TextDocumentItem(uri, "yaml", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str, at: types.Range | None = None) -> None:
        self.versions[uri] += 1
        self.diagnostics.pop(uri, None)
        event = (
            types.TextDocumentContentChangePartial(at, text)
            if at is not None
            else types.TextDocumentContentChangeWholeDocument(text)
        )
        named = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, [event]))

    def told(self, uri: str) -> list[types.Diagnostic]:
        self.until(lambda: uri in self.diagnostics)
        return self.diagnostics[uri]

    def labels(self, uri: str, line: int, column: int) -> list[str]:
        asked = types.CompletionParams(
            types.TextDocumentIdentifier(uri), types.Position(line, column)
        )
        found = self.run(self.client.text_document_completion_async(asked))
        return [each.label for each in found.items]

    def place(self, kind, uri: str, line: int, column: int, **more):
        where = {
            "text_document": types.TextDocumentIdentifier(uri),
            "position": types.Position(line, column),
        }
        return kind(**where, **more)

    def close(self) -> None:
        self.run(self.client.shutdown_async(None))
        self.client.exit(None)
        self.run(self.client.stop())
        self.loop.close()


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    found = Editor()
    yield found
    found.close()


@pytest.fixture
def film(tmp_path) -> Path:
    (tmp_path / "film.yaml").write_text(FILM)
    (tmp_path / "looks.yaml").write_text(LOOKS)
    return tmp_path


def test_mistakes_are_those_of_check_for_the_text_that_is_not_saved(editor, film):
    uri = editor.open(film / "film.yaml")
    assert editor.told(uri) == []
    wrong = FILM.replace("{prompt: 🔥 and $ana,", "{prompt: '🔥', lenght: 2s,")
    editor.change(uri, wrong)
    (found,) = editor.told(uri)
    (film / "film.yaml").write_text(wrong)
    (mistake,) = check(find_workspace(film))
    assert found.message == f"{mistake.message}: {mistake.hint}"
    assert found.severity is types.DiagnosticSeverity.Error and found.source == "vfc"
    line = wrong.split("\n")[14]
    column = len(line[: line.index("lenght")].encode("utf-16-le")) // 2  # 🔥 has two units
    assert found.range == types.Range(types.Position(14, column), types.Position(14, column + 6))
    editor.change(uri, "scenes: [")
    assert "never closed" in editor.told(uri)[0].message or editor.told(uri)
    editor.change(uri, FILM)
    assert editor.told(uri) == []
    assert not (film / ".vfc").exists() and not (film / "out").exists()


def test_an_unfinished_line_is_completed(editor, film):
    (film / "pictures").mkdir()
    (film / "pictures/a.png").write_bytes(b"")
    uri = editor.open(film / "film.yaml")
    assert editor.told(uri) == []
    end = FILM.count("\n")
    after = types.Range(types.Position(end, 0), types.Position(end, 0))
    for typed, wanted, others in [
        ("del", {"deliver"}, {"title"}),
        ("titles:\n  - {at: street/", {"street/walk", "street/stop"}, {"street"}),
        ("deliver:\n  fi", {"film.mp4", "film.srt"}, set()),
        ("titles:\n  - at: street/walk\n    te", {"text"}, {"at"}),
        ("titles:\n  - at: street/walk\n    kind: ", {"lower-third", "caption"}, set()),
        ("overlays:\n  - picture: pic", {"pictures/a.png"}, {"film.yaml"}),
        ("preset: ", {"night", "day"}, {"yard"}),
        ("preset: [night, ", {"night", "day"}, set()),
        ("generator: ", {"previs", "diffusers"}, set()),
        ("note: |\n  te", set(), {"text"}),
    ]:
        editor.change(uri, FILM + typed)
        lines = (FILM + typed).split("\n")
        found = set(editor.labels(uri, len(lines) - 1, len(lines[-1])))
        assert wanted <= found and not others & found, (typed, found)
    editor.change(uri, FILM)
    editor.change(uri, "sound:\n  dialogue:\n    - {who: ", after)
    assert "ana" in editor.labels(uri, end + 2, len("    - {who: "))
    shot = FILM.split("\n")[13]
    for word, wanted in (("length", "length"), ("$ana", "$ana"), ("1s", None)):
        found = editor.labels(uri, 13, shot.index(word) + len(word))
        assert wanted in found if wanted else not found


def test_words_and_names_are_explained(editor, film):
    uri = editor.open(film / "film.yaml")
    editor.told(uri)
    editor.until(lambda: editor.refreshed)

    def said(line: int, column: int) -> str:
        found = editor.run(
            editor.client.text_document_hover_async(
                editor.place(types.HoverParams, uri, line, column)
            )
        )
        return found.contents.value if found else ""

    lines = FILM.split("\n")
    assert "What the film is shown in." in said(2, 1) and "```yaml" in said(2, 1)
    assert "candidates" in said(14, lines[14].index("takes") + 1)  # of two units is the 🔥 before
    shot = said(13, lines[13].index("walk"))
    assert "a woman walks in the rain" in shot and "dark" in shot and "24 frames" in shot
    assert "never made" in shot
    assert said(16, lines[16].index("walk")) == shot
    assert "style: dark" in said(10, 13)
    assert "look: a woman" in said(13, lines[13].index("ana") + 1)
    assert said(1, 10) and not said(20, 0)


def test_names_are_found_and_renamed(editor, film):
    uri, looks = editor.open(film / "film.yaml"), editor.open(film / "looks.yaml")
    editor.told(uri)
    lines = FILM.split("\n")

    def spot(kind, line: int, word: str, **more):
        return editor.place(kind, uri, line, lines[line].index(word) + 1, **more)

    asked = spot(types.DefinitionParams, 10, "night")
    found = editor.run(editor.client.text_document_definition_async(asked))
    assert found == types.Location(looks, types.Range(types.Position(1, 2), types.Position(1, 7)))
    context = types.ReferenceContext(include_declaration=True)
    asked = spot(types.ReferenceParams, 16, "walk", context=context)
    found = editor.run(editor.client.text_document_references_async(asked))
    assert [each.range.start.line for each in found] == [13, 16]
    asked = spot(types.ReferenceParams, 5, "ana", context=context)
    found = editor.run(editor.client.text_document_references_async(asked))
    assert [each.range.start.line for each in found] == [5, 13, 14]

    def renamed(line: int, word: str, new: str) -> dict[str, str]:
        asked = spot(types.RenameParams, line, word, new_name=new)
        edit = editor.run(editor.client.text_document_rename_async(asked))
        texts = {uri: FILM, looks: LOOKS}
        return {each: applied(texts[each], edits) for each, edits in edit.changes.items()}

    assert renamed(16, "walk", "stroll")[uri].count("street/stroll") == 1
    assert "was: street/walk" in renamed(13, "walk", "stroll")[uri]
    assert "  road:" in renamed(9, "street", "road")[uri]
    changed = renamed(10, "night", "dusk")
    assert changed[looks] == LOOKS.replace("night", "dusk")
    assert changed[uri] == FILM.replace("night", "dusk")
    assert renamed(5, "ana", "eva")[uri] == FILM.replace("ana", "eva")
    with pytest.raises(JsonRpcException, match="already"):
        renamed(13, "walk", "stop")


def applied(text: str, edits) -> str:
    lines = text.splitlines(keepends=True)
    for each in sorted(edits, key=lambda each: each.range.start, reverse=True):
        assert each.range.start.character == each.range.end.character == 0
        lines[each.range.start.line : each.range.end.line] = [each.new_text]
    return "".join(lines)


def lens_texts(editor: Editor, uri: str) -> list[str]:
    asked = types.CodeLensParams(types.TextDocumentIdentifier(uri))
    found = editor.run(editor.client.text_document_code_lens_async(asked))
    return [each.command.title for each in found or ()]


def test_shots_say_how_they_stand_and_the_text_is_laid_out(editor, film):
    uri = editor.open(film / "film.yaml")
    editor.until(lambda: editor.refreshed)
    assert lens_texts(editor, uri)[0].startswith("never made")
    assert len(lens_texts(editor, uri)) == 2
    asked = types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
    sections = editor.run(editor.client.text_document_document_symbol_async(asked))
    (scenes,) = [each for each in sections if each.name == "scenes"]
    assert [each.name for each in scenes.children[0].children] == ["walk", "stop"]
    options = types.FormattingOptions(2, True)
    asked = types.DocumentFormattingParams(types.TextDocumentIdentifier(uri), options)
    ugly = FILM.replace("title: Smoke 🔥\n", "").replace("cut:", "title: 'Smoke 🔥'\ncut:")
    editor.change(uri, ugly)
    edits = editor.run(editor.client.text_document_formatting_async(asked))
    assert applied(ugly, edits) == laid_out("film.yaml", ugly) != ugly
    editor.change(uri, "a: [")
    assert not editor.run(editor.client.text_document_formatting_async(asked))


def test_a_film_of_a_thousand_shots_is_completed_while_it_is_checked(editor, tmp_path):
    shots = "".join(f"      s{n}: {{prompt: $ana walks {n}, length: 1s}}\n" for n in range(1000))
    text = FILM.replace("      walk:", f"{shots}      walk:").replace("include: looks.yaml\n", "")
    text = text.replace("    preset: night\n", "")
    (tmp_path / "film.yaml").write_text(text)
    uri = editor.open(tmp_path / "film.yaml", text + "titles:\n  - {at: street/s9")
    line = text.count("\n") + 1
    assert {"street/s9", "street/s99", "street/s999"} <= set(editor.labels(uri, line, 18))
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        editor.labels(uri, line, 18)
        taken.append(time.perf_counter() - begun)
    print(f"completion of 1,000 shots: {min(taken):.3f} s")


def test_what_is_no_film_is_left_alone(editor, tmp_path):
    for name, text in (("other.txt", "hello\n"), ("ci.yaml", "on: push\n")):
        (tmp_path / name).write_text(text)
        uri = editor.open(tmp_path / name)
        assert editor.labels(uri, 0, 2) == []
    uri = editor.open(tmp_path / "film.yaml", "tit")  # of a film that nobody has saved yet
    assert "title" in editor.labels(uri, 0, 3)
    editor.change(uri, "title: T\n")
    assert "scenes" in editor.told(uri)[0].message
    assert not (tmp_path / "film.yaml").exists()
    new_film(tmp_path / "new")
    uri = editor.open(tmp_path / "new/film.yaml")
    assert editor.told(uri) == []
    (tmp_path / "new/film.yaml").unlink()
    editor.change(uri, "title: [")
    assert "title" in editor.labels(uri, 0, 3)
