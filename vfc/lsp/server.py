"""The server: what the language server protocol asks, answered from open films.

Requests are answered from what is known at that moment; diagnostics and how shots stand are worked
out in one thread behind, for the newest text alone.
"""

from __future__ import annotations

import difflib
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO, Protocol

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import TextDocument

from vfc.errors import Mistake, Severity, Span, TextError, UsageError, VfcError
from vfc.generators.registry import Registry
from vfc.language.edits import rename, rename_scene
from vfc.language.layout.lay import laid_out
from vfc.language.names import NameKind, Occurrence, uses
from vfc.language.renames import RENAMED, rename_named
from vfc.lsp.answers import hover_text, state_text
from vfc.lsp.completion import KnownNames, Proposal, Sort, matching, proposals
from vfc.lsp.films import OpenFilm, find_film
from vfc.version import VERSION
from vfc.voices.registry import VoiceRegistry

PAUSE = 0.3  # seconds without a change until a text is checked
SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
SORTS = {
    Sort.WORD: types.CompletionItemKind.Property,
    Sort.VALUE: types.CompletionItemKind.EnumMember,
    Sort.NAME: types.CompletionItemKind.Reference,
    Sort.FILE: types.CompletionItemKind.File,
}
SYMBOLS = {"scenes": types.SymbolKind.Namespace, "shots": types.SymbolKind.Event}
LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class AskedPosition(Protocol):
    """A place of a document that a request is about."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier:
        """The document."""
        ...

    @property
    def position(self) -> types.Position:
        """The position in it, in the units of the editor."""
        ...


class FilmServer(LanguageServer):
    """A language server with its open films, by the path of their texts."""

    def __init__(self) -> None:
        super().__init__("vfc", VERSION)
        self.films: dict[Path, OpenFilm] = {}
        self.addresses: dict[str, tuple[OpenFilm, str]] = {}  # the film and the file of an address
        self.generators = tuple(Registry().names())
        self.voices = tuple(VoiceRegistry().names())
        self.published: dict[Path, set[str]] = {}
        self.behind = ThreadPoolExecutor(1, "vfc-lsp")
        self.timers: dict[Path, threading.Timer] = {}  # of each film, until it is checked

    # ── which film ─────────────────────────────────────────────────────────────────────────────

    def film_of(self, uri: str) -> tuple[OpenFilm, str] | None:
        """The film that a document belongs to, and its file; None where it is of none."""
        if uri not in self.addresses:
            path = to_fs_path(uri)
            found = find_film(Path(path)) if path else None
            if found is None:
                return None
            workspace, file = found
            place = workspace.folder / workspace.entry
            film = self.films.setdefault(place, OpenFilm(workspace))
            self.addresses[uri] = film, file
        return self.addresses[uri]

    def document(self, uri: str) -> TextDocument:
        """A document as the editor has it."""
        return self.workspace.get_text_document(uri)

    def uri_of(self, film: OpenFilm, file: str) -> str:
        """The address of a file, as the editor wrote it where it is open."""
        for uri, (each, name) in self.addresses.items():
            if each is film and name == file:
                return uri
        return from_fs_path(str(film.workspace.folder / file)) or ""

    def range_of(self, film: OpenFilm, span: Span) -> types.Range:
        """A span in the units that the editor counts in."""
        lines, number = film.lines(span.file), max(0, span.line - 1)
        line = lines[number] if number < len(lines) else ""
        units = self.workspace.position_codec.client_num_units
        column = max(0, span.column - 1)
        start = units(line[:column])
        stop = start + units(line[column : column + span.length])
        return types.Range(types.Position(number, start), types.Position(number, stop))

    # ── what changes ───────────────────────────────────────────────────────────────────────────

    def put(self, uri: str, text: str | None, line: int | None = None) -> None:
        """Take a text over, and check its film soon; `line`, from 0, is where it changed."""
        found = self.film_of(uri)
        if found is None:
            return
        film, file = found
        film.put(file, text.removeprefix("\ufeff") if text is not None else None, line)
        self.check_soon(film)

    def check_soon(self, film: OpenFilm) -> None:
        """Check a film once nobody has typed for a moment."""
        place = film.workspace.folder / film.workspace.entry
        if place in self.timers:
            self.timers[place].cancel()
        timer = threading.Timer(PAUSE, lambda: self.behind.submit(self.check, film))
        timer.daemon = True
        timer.start()
        self.timers[place] = timer

    def check(self, film: OpenFilm) -> None:
        """Publish what `vfc check` says, and learn how shots stand; what goes wrong is logged in
        the editor.
        """
        try:
            self.check_now(film)
        except Exception as error:  # nobody else hears what is raised here
            told = str(error) if isinstance(error, VfcError) else repr(error)
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, told))

    def check_now(self, film: OpenFilm) -> None:
        """Check a film as it is; a VfcError for what is no mistake of its text."""
        version = film.version
        film.read()
        mistakes = film.check()
        if film.version != version:
            return  # another check is on its way
        self.publish(film, mistakes)
        if not any(each.severity is Severity.ERROR for each in mistakes):
            film.plan()
            if self.client_capabilities.workspace and self.client_capabilities.workspace.code_lens:
                self.workspace_code_lens_refresh(None)

    def publish(self, film: OpenFilm, mistakes: tuple[Mistake, ...]) -> None:
        """Send each file of a film its diagnostics; a file that has none any more, none."""
        by_uri: dict[str, list[types.Diagnostic]] = {
            uri: [] for uri, (each, _) in self.addresses.items() if each is film
        }
        place = film.workspace.folder / film.workspace.entry
        by_uri |= {uri: [] for uri in self.published.get(place, ())}
        for each in mistakes:
            by_uri.setdefault(self.uri_of(film, each.span.file), []).append(
                types.Diagnostic(
                    range=self.range_of(film, each.span),
                    message=f"{each.message}: {each.hint}" if each.hint else each.message,
                    severity=SEVERITIES[each.severity],
                    source="vfc",
                )
            )
        self.published[place] = {uri for uri, found in by_uri.items() if found}
        for uri, found in by_uri.items():
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))

    # ── what is asked ──────────────────────────────────────────────────────────────────────────

    def position_of(
        self, params: AskedPosition, fresh: bool = True
    ) -> tuple[OpenFilm, str, str, int, int] | None:
        """The film, the file, its text, and the line and column (from 0) that are asked about; with
        `fresh` all that is known of the film is of its newest text.
        """
        found = self.film_of(params.text_document.uri)
        if found is None:
            return None
        film, file = found
        document = self.document(params.text_document.uri)
        position = document.position_codec.position_from_client_units(
            document.lines, params.position
        )
        if fresh or film.source is None:
            film.read()
        return film, file, document.source, position.line, position.character

    def name_at(self, params: AskedPosition) -> tuple[OpenFilm, Occurrence] | None:
        """The name that is asked about."""
        place = self.position_of(params)
        if place is None:
            return None
        film, file, _, line, column = place
        name = film.names.at(file, line + 1, column + 1)
        return (film, name) if name is not None else None

    def location(self, film: OpenFilm, span: Span) -> types.Location:
        """Where a span is."""
        return types.Location(self.uri_of(film, span.file), self.range_of(film, span))

    def close(self) -> None:
        """End the work that goes on behind."""
        for each in self.timers.values():
            each.cancel()
        self.behind.shutdown(wait=False, cancel_futures=True)


# ── answers ────────────────────────────────────────────────────────────────────────────────────


def complete(server: FilmServer, params: types.CompletionParams) -> types.CompletionList:
    """What may be written at the cursor."""
    place = server.position_of(params, fresh=False)
    if place is None:
        return types.CompletionList(is_incomplete=False, items=[])
    film, file, text, line, column = place
    known = KnownNames(film.names, film.workspace.folder, file, server.generators, server.voices)
    found = proposals(known, text, line, column)
    near: list[Proposal] = []
    if found:
        near = matching(found, text.split("\n")[line][found[0].start : column])
    return types.CompletionList(
        is_incomplete=len(near) < len(found),
        items=[
            _item(server, film, file, each, line, column, number)
            for number, each in enumerate(near)
        ],
    )


def _item(
    server: FilmServer,
    film: OpenFilm,
    file: str,
    each: Proposal,
    line: int,
    column: int,
    number: int,
) -> types.CompletionItem:
    span = Span(file, line + 1, each.start + 1, column - each.start)
    about = types.MarkupContent(types.MarkupKind.Markdown, each.about) if each.about else None
    return types.CompletionItem(
        label=each.label,
        kind=SORTS[each.sort],
        detail=each.detail or None,
        documentation=about,
        sort_text=f"{number:04d}",
        filter_text=each.label,
        text_edit=types.TextEdit(server.range_of(film, span), each.new),
    )


def hover(server: FilmServer, params: types.HoverParams) -> types.Hover | None:
    """What a word means, and what a name is."""
    place = server.position_of(params)
    said = hover_text(*place) if place is not None else ""
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said)) if said else None


def definition(server: FilmServer, params: types.DefinitionParams) -> types.Location | None:
    """Where a name is given."""
    found = server.name_at(params)
    if found is None:
        return None
    film, name = found
    given = film.names.definition(name.kind, name.name)
    return server.location(film, given.span) if given is not None else None


def references(server: FilmServer, params: types.ReferenceParams) -> list[types.Location]:
    """Where a name is used."""
    found = server.name_at(params)
    if found is None:
        return []
    film, name = found
    return [
        server.location(film, each.span)
        for each in uses(film.names, name.kind, name.name)
        if params.context.include_declaration or not each.given
    ]


def prepare_rename(server: FilmServer, params: types.PrepareRenameParams) -> types.Range | None:
    """The part of the text that a new name takes the place of."""
    found = server.name_at(params)
    if found is None or not _can_be_renamed(found[1].kind):
        return None
    film, name = found
    span = name.span
    if name.kind is NameKind.SHOT and not name.given:  # the name behind its scene's
        own = len(name.name.partition("/")[2])
        span = span._replace(column=span.column + span.length - own, length=own)
    return server.range_of(film, span)


def _can_be_renamed(kind: NameKind) -> bool:
    return kind.value in RENAMED or kind in (NameKind.SHOT, NameKind.SCENE)


def rename_name(server: FilmServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """The edits that give a name anew, as `vfc rename` does; JsonRpcInvalidParams says why none
    do.
    """
    found = server.name_at(params)
    if found is None or not _can_be_renamed(found[1].kind):
        return None
    film, name = found
    source, new = film.source, params.new_name.strip()
    if source is None or not source.whole:
        raise JsonRpcInvalidParams("the text has a mistake in its YAML: mend it first")
    try:
        if name.kind is NameKind.SHOT:
            whole = new if "/" in new else f"{name.name.partition('/')[0]}/{new}"
            texts = rename(source, name.name, whole)
        elif name.kind is NameKind.SCENE:
            texts = rename_scene(source, name.name, new)
        else:
            texts = rename_named(source, name.kind, name.name, new)
    except UsageError as error:
        raise JsonRpcInvalidParams(str(error)) from error
    return types.WorkspaceEdit(
        changes={
            server.uri_of(film, file): list(line_edits(source.texts[file], text))
            for file, text in texts.items()
        }
    )


def line_edits(before: str, after: str) -> Iterator[types.TextEdit]:
    """The lines of a text that become others."""
    old, new = LINES.findall(before), LINES.findall(after)
    for tag, start, stop, first, last in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield types.TextEdit(
                types.Range(types.Position(start, 0), types.Position(stop, 0)),
                "".join(new[first:last]),
            )


def symbols(server: FilmServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """The names that a file gives: sections, scenes with their shots, presets, cast and others."""
    found = server.film_of(params.text_document.uri)
    if found is None:
        return []
    film, file = found
    film.read()
    sections: dict[str, types.DocumentSymbol] = {}
    scenes: dict[str, types.DocumentSymbol] = {}
    for each in film.names.occurrences:
        if not each.given or each.span.file != file:
            continue
        where = server.range_of(film, each.span)
        if each.kind is NameKind.SHOT:
            scene, _, name = each.name.partition("/")
            symbol = types.DocumentSymbol(name, SYMBOLS["shots"], where, where)
            if scene in scenes:
                _add(scenes[scene], symbol)
            continue
        symbol = types.DocumentSymbol(
            each.name,
            types.SymbolKind.Namespace
            if each.kind is NameKind.SCENE
            else types.SymbolKind.Variable,
            where,
            where,
            children=[],
        )
        if each.kind is NameKind.SCENE:
            scenes[each.name] = symbol
        section = sections.setdefault(
            each.kind.value,
            types.DocumentSymbol(
                each.kind.value, types.SymbolKind.Module, where, where, children=[]
            ),
        )
        _add(section, symbol)
    for scene in scenes.values():
        sections["scenes"].range = types.Range(
            sections["scenes"].range.start, max(scene.range.end, sections["scenes"].range.end)
        )
    return list(sections.values())


def _add(into: types.DocumentSymbol, symbol: types.DocumentSymbol) -> None:
    into.children = [*(into.children or ()), symbol]
    into.range = types.Range(into.range.start, max(into.range.end, symbol.range.end))


def lenses(server: FilmServer, params: types.CodeLensParams) -> list[types.CodeLens]:
    """How each shot of a file stands, above it."""
    found = server.film_of(params.text_document.uri)
    if found is None:
        return []
    film, file = found
    film.read()
    return [
        types.CodeLens(
            server.range_of(film, each.span), types.Command(_lens_text(film, each.name), "")
        )
        for each in film.names.occurrences
        if each.kind is NameKind.SHOT
        and each.given
        and each.span.file == file
        and each.name in film.shots
    ]


def _lens_text(film: OpenFilm, name: str) -> str:
    shot = film.shots[name]
    why = f": {shot.reasons[0]}" if shot.reasons else ""
    return f"{state_text(shot)}{why}"


def format_text(server: FilmServer, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    """The layout of `vfc fmt`; none of a text that YAML cannot read."""
    document = server.document(params.text_document.uri)
    bare = document.source.removeprefix("\ufeff")
    try:
        new = laid_out("film.yaml", bare)
    except TextError:
        return []
    mark = document.source[: len(document.source) - len(bare)]
    return list(line_edits(document.source, mark + new)) if new != bare else []


# ── the protocol ───────────────────────────────────────────────────────────────────────────────

ANSWERS: dict[str, Callable] = {
    types.TEXT_DOCUMENT_HOVER: hover,
    types.TEXT_DOCUMENT_DEFINITION: definition,
    types.TEXT_DOCUMENT_REFERENCES: references,
    types.TEXT_DOCUMENT_PREPARE_RENAME: prepare_rename,
    types.TEXT_DOCUMENT_RENAME: rename_name,
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: symbols,
    types.TEXT_DOCUMENT_CODE_LENS: lenses,
    types.TEXT_DOCUMENT_FORMATTING: format_text,
}


def film_server() -> FilmServer:
    """A server that answers all that it can."""
    server = FilmServer()
    server.feature(
        types.TEXT_DOCUMENT_COMPLETION,
        types.CompletionOptions(trigger_characters=[" ", "$", "/", "{", "[", ","]),
    )(complete)
    for name, answer in ANSWERS.items():
        server.feature(name)(answer)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.put(params.text_document.uri, params.text_document.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        lines = [
            each.range.start.line
            for each in params.content_changes
            if isinstance(each, types.TextDocumentContentChangePartial)
        ]
        server.put(uri, server.document(uri).source, lines[-1] if lines else None)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        found = server.film_of(params.text_document.uri)
        if found is not None:
            server.check_soon(found[0])

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.put(params.text_document.uri, None)
        server.addresses.pop(params.text_document.uri, None)

    return server


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Answer an editor until it goes."""
    server = film_server()
    try:
        server.start_io(stdin, stdout)
    finally:
        server.close()
