"""The commit that each line of the text comes from, as pages tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from vfc.errors import HistoryError
from vfc.history.authors import LineAuthor, authors_of
from vfc.history.git import find_repository
from vfc.project.plan import Planned

TextLine = tuple[str, int]  # a file of the text, and a line of it
SHORT = 7  # signs of a commit that are shown


def commit_files(folder: Path) -> tuple[Path, ...]:
    """The files that are others after a commit; none where git knows nothing of the folder."""
    try:
        common = find_repository(folder).common
    except HistoryError:
        return ()
    return (common / "logs" / "HEAD", *common.glob("worktrees/*/logs/HEAD"))


class LineHistory:
    """Asks git for lines of a film's text, and again where the text or its last commit is
    another.
    """

    def __init__(self):
        self._asked: object = None
        self._known: dict[TextLine, str] = {}

    def of(self, planned: Planned, lines: Iterable[TextLine]) -> Mapping[TextLine, str]:
        """The commit of each line, its author, day and words; none where git does not know."""
        wanted = sorted(set(lines))
        texts = planned.loaded.source.texts
        try:
            repository = find_repository(planned.loaded.workspace.folder)
            asked = repository.commit("HEAD"), dict(texts), wanted
            if asked != self._asked:
                files = {file for file, _ in wanted if file in texts}
                self._known = {
                    (file, line): _words(author)
                    for file in sorted(files)
                    for line, author in authors_of(
                        repository, file, [line for each, line in wanted if each == file]
                    ).items()
                }
                self._asked = asked
        except HistoryError:
            self._asked, self._known = None, {}
        return self._known


def _words(author: LineAuthor) -> str:
    if not author.commit:
        return author.summary
    return f"{author.commit[:SHORT]}, {author.author}, {author.date}: {author.summary}"
