"""`vfc tasks`: what was sent to services and has not ended, tasks that run and those in doubt."""

from __future__ import annotations

from dataclasses import dataclass

from vfc.errors import GeneratorError, MissingExtra, UsageError
from vfc.generators.hosted.attempts import Attempt, AttemptState, attempts_in
from vfc.generators.registry import Registry
from vfc.project.trust import open_store
from vfc.project.workspace import Workspace
from vfc.store.journal import Journal, all_journals

OPEN = (AttemptState.RUNNING, AttemptState.IN_DOUBT)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """A task of a film that has not ended, and the key of its step; `other` is the text of another
    film, or of this one on another machine, ''  of this one.
    """

    key: str
    attempt: Attempt
    other: str = ""

    @property
    def name(self) -> str:
        """The take that it is for."""
        return self.attempt.label.partition(" ")[2]


def open_tasks(workspace: Workspace) -> tuple[OpenTask, ...]:
    """The tasks that have not ended, of all films of the store in all their profiles; those of this
    one first, then oldest first.
    """
    own = workspace.ledger.rpartition(":")[0]
    found = []
    for key, entries in all_journals(workspace.store):
        attempts = attempts_in(entries)
        if attempts and attempts[-1].state in OPEN:
            film = attempts[-1].film.rpartition(":")[0]
            other = "" if film == own else str((workspace.store / film).resolve())
            found.append(OpenTask(key=key, attempt=attempts[-1], other=other))
    return tuple(sorted(found, key=lambda each: (each.other, each.attempt.at)))


def cancel_tasks(
    workspace: Workspace, names: tuple[str, ...], registry: Registry | None = None
) -> tuple[tuple[OpenTask, str], ...]:
    """Cancel the tasks of these takes or shots; each with why it was not, '' where it was.

    UsageError for a name that has none, StoreError while a build runs in the store.
    """
    registry = registry or Registry()
    tasks = [each for each in open_tasks(workspace) if not each.other]
    wanted = [each for each in tasks if {each.name, each.name.partition("#")[0]} & set(names)]
    known = {name for each in wanted for name in (each.name, each.name.partition("#")[0])}
    for name in names:
        if name not in known:
            raise UsageError(f"no task runs for '{name}'; vfc tasks lists those that do")
    store = open_store(workspace)
    try:
        with store.alone():
            return tuple((each, _cancelled(workspace, each, registry)) for each in wanted)
    finally:
        store.close()


def _cancelled(workspace: Workspace, task: OpenTask, registry: Registry) -> str:
    attempt = task.attempt
    if attempt.ticket is None:
        return "nobody knows whether it was taken"
    try:
        service = registry.installed(attempt.provider).elsewhere
        if service is None:
            return f"{attempt.provider} is no service"
        ticket = attempt.ticket
        why = service.cancel(ticket.id, ticket.url, ticket.cancel)
    except (GeneratorError, MissingExtra) as error:
        return str(error)
    if not why:
        journal = Journal(workspace.store, task.key, attempt.label, attempt.film)
        journal.add("cancelled", attempt=attempt.number)
    return why
