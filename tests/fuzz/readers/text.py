"""film.yaml: parsed, held against the schema, resolved, planned, and shown in every way that needs
no picture.
"""

from __future__ import annotations

from tests.fuzz.outcome import refused, told
from tests.fuzz.readers.scratch import film_folder
from vfc.cli.printing import mistakes_text
from vfc.commands.check import check
from vfc.commands.explain import explain
from vfc.commands.export import export
from vfc.commands.graph import graph, graph_fields, graph_text
from vfc.commands.show import show
from vfc.commands.status import status
from vfc.errors import Mistake, visible
from vfc.project.load import LoadedFilm, load
from vfc.project.notes import notes
from vfc.project.plan import plan_film
from vfc.project.workspace import Workspace, find_workspace

LONGEST = 6000


def read(data: bytes) -> None:
    """Check a film, and show it where it has no mistake."""
    folder = film_folder("text")
    (folder / "film.yaml").write_bytes(data)
    checked(find_workspace(folder))


def checked(workspace: Workspace) -> None:
    """Check a film that lies in a folder, and show it where it has no mistake."""
    with refused():
        found = check(workspace)
        held(found, workspace)
        if not any(each.severity == "error" for each in found):
            loaded = load(workspace)
            try:
                shown(loaded)
            finally:
                loaded.store.close()


def held(mistakes: tuple[Mistake, ...], workspace: Workspace) -> None:
    """Hold mistakes against the text that they point into, and what is printed of them."""
    told(mistakes_text(mistakes))
    text = (
        (workspace.folder / workspace.entry)
        .read_bytes()
        .decode("utf-8", "replace")
        .removeprefix("\ufeff")
    )
    lines = text.splitlines() or [""]
    for each in mistakes:
        span = each.span
        assert each.message and "\n" not in each.message + each.hint, each
        if span.file == workspace.entry:
            assert 1 <= span.line <= len(lines), each
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1 and span.length >= 1, each


def shown(loaded: LoadedFilm) -> None:
    """All that is said of a film before a picture is made."""
    planned = plan_film(loaded)
    status(planned)
    told(visible("\n".join(notes(planned))))
    for form in ("mermaid", "dot"):
        told(graph_text(graph(planned), form))
    graph_fields(planned, graph(planned))
    for form in ("otio", "srt"):
        with refused():
            export(planned, form)
    for name in list(loaded.film.shots)[:2]:
        show(planned, name)
        explain(planned, name)
