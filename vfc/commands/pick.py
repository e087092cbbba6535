"""`vfc pick` and `vfc rename`: edits of the text that change nothing else in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from vfc.commands.notes import move_notes
from vfc.errors import UsageError
from vfc.language.edits import rename, rename_scene, set_line_pick, set_pick
from vfc.language.names import NameKind
from vfc.language.renames import rename_named, section_of
from vfc.lock.file import inside, rename_in_lock
from vfc.project.load import LoadedFilm, load
from vfc.project.money import expenses, spending_text
from vfc.project.plan import PlanOptions, no_such_shot, plan_film
from vfc.project.texts import edit_text, refuse_outside
from vfc.project.workspace import Workspace
from vfc.recipes.step import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """What picking did: the file that was edited, the take, and the steps that the next build makes
    again.
    """

    file: str
    take: int | str
    remade: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picking:
    """What picking would do: the file and its text before and after, the take, the steps that the
    next build makes again, those of them that cost, and what is bought, in words.
    """

    file: str
    before: str
    after: str
    take: int | str
    remade: tuple[str, ...]
    costly: tuple[str, ...] = ()
    spends: str = ""


def pick_take(
    workspace: Workspace, shot: str, take: str, tell: Callable[[tuple[str, ...]], None]
) -> Picked:
    """Edit the text so that a shot shows a take; UsageError for a shot or a take that is not there.

    Before the text is edited, `tell` hears the steps that hang on the choice.
    """
    found = picking(workspace, shot, take)
    tell(found.remade)
    write_picked(workspace, found)
    return Picked(file=found.file, take=found.take, remade=found.remade)


def write_picked(workspace: Workspace, pick: Picking) -> None:
    """Edit the text as a pick does."""
    refuse_outside(workspace, [pick.file])
    edit_text(workspace.folder / pick.file, pick.after)


def picking(workspace: Workspace, shot: str, take: str) -> Picking:
    """What it does to show a take of a shot; UsageError for a shot or a take that is not there."""
    loaded = load(workspace)
    if shot not in loaded.film.shots:
        raise UsageError(no_such_shot(shot, loaded.film.shots))
    if take != "best" and not take.isdecimal():
        raise UsageError(f"'{take}' is no take; write its number, or best")
    chosen = "best" if take == "best" else int(take)
    file, text = set_pick(loaded.source, shot, chosen, workspace.profile)
    again, spends = _remade(loaded, shot, chosen)
    return Picking(
        file=file,
        before=loaded.source.texts[file],
        after=text,
        take=chosen,
        remade=tuple(step.label for step in again),
        costly=tuple(step.label for step in again if step.costs),
        spends=spends,
    )


def pick_line(
    workspace: Workspace, shot: str, line: int, take: str, tell: Callable[[tuple[str, ...]], None]
) -> Picked:
    """Edit the text so that a take of a line of a shot is heard, else as `pick_take`; UsageError
    for a shot, a line or a take that is not there.
    """
    loaded = load(workspace)
    if shot not in loaded.film.shots:
        raise UsageError(no_such_shot(shot, loaded.film.shots))
    if not take.isdecimal():
        raise UsageError(f"'{take}' is no take of a line; write its number")
    file, text = set_line_pick(loaded.source, shot, line, int(take), workspace.profile)
    stale = {step.label for step in plan_film(loaded, PlanOptions()).to_make()}
    after = plan_film(load(workspace, texts={file: text}), PlanOptions())
    remade = tuple(step.label for step in after.to_make() if step.label not in stale)
    tell(remade)
    refuse_outside(workspace, [file])
    edit_text(workspace.folder / file, text)
    return Picked(file=file, take=int(take), remade=remade)


def _remade(loaded: LoadedFilm, shot: str, chosen: int | str) -> tuple[tuple[Step, ...], str]:
    """The steps that the next build would make with this choice, and would not make without it; and
    what is bought by them, in words.
    """
    film = loaded.film
    picked = replace(film, shots=dict(film.shots) | {shot: replace(film.shots[shot], pick=chosen)})
    stale = {step.label for step in plan_film(loaded, PlanOptions()).to_make()}
    after = plan_film(replace(loaded, film=picked), PlanOptions())
    again = tuple(step for step in after.to_make() if step.label not in stale)
    if not any(step.costs for step in again):
        return again, ""
    bought = [each for each in expenses(after) if each.step in again and not each.sent]
    return again, spending_text(bought) if bought else ""


def rename_in_film(
    workspace: Workspace,
    old: str,
    new: str,
    tell: Callable[[tuple[str, ...]], None] = lambda shots: None,
) -> tuple[str, ...]:
    """Give a shot a new name in its scene, or a scene one, or a preset, a person or a place
    (`presets.night`), and every reference to it; the files that were edited.

    `tell` hears the shots in which a person speaks who gets another name: who speaks is part of
    what is made.
    """
    loaded = load(workspace)
    named = section_of(old)
    if named is not None:
        own = section_of(new)
        bare = own[1] if own is not None and own[0] is named[0] else new
        changed, names = rename_named(loaded.source, *named, bare), dict[str, str]()
        speaks = named[1] if named[0] is NameKind.PERSON else ""
        tell(
            tuple(
                shot
                for shot, each in loaded.film.shots.items()
                if any(line.who == speaks for line in each.lines if speaks)
            )
        )
    elif "/" in old:
        changed, names = rename(loaded.source, old, new), {old: new}
    else:
        changed = rename_scene(loaded.source, old, new)
        names = {
            shot: f"{new}/{shot.partition('/')[2]}"
            for shot, each in loaded.film.shots.items()
            if each.scene == old
        }
    refuse_outside(workspace, changed)
    inside(workspace.lock)
    for file, text in changed.items():
        edit_text(workspace.folder / file, text)
    rename_in_lock(workspace.lock, names)
    move_notes(workspace, [*names.items()])
    return tuple(changed)
