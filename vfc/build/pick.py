"""`vfc pick` and `vfc rename`: edits of the text that change nothing else in it."""

from __future__ import annotations

from dataclasses import dataclass

from vfc.build.load import load
from vfc.build.place import Place
from vfc.build.planning import Wanted, no_such_shot, plan_film
from vfc.build.texts import write_text
from vfc.errors import UsageError
from vfc.spec.edits import rename, set_pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """What picking did: the file that was edited, the take, and the steps that the next build makes again."""

    file: str
    take: int | str
    remade: tuple[str, ...]


def pick_take(place: Place, shot: str, take: str) -> Picked:
    """Edit the text so that a shot shows a take; UsageError for a shot or a take that is not there."""
    loaded = load(place)
    if shot not in loaded.film.shots:
        raise UsageError(no_such_shot(shot, loaded.film.shots))
    if take != "best" and not take.isdecimal():
        raise UsageError(f"'{take}' is no take; write its number, or best")
    chosen = "best" if take == "best" else int(take)
    before = plan_film(loaded, Wanted())
    file, text = set_pick(loaded.source, shot, chosen, place.profile)
    write_text(place.folder / file, text)
    after = plan_film(load(place), Wanted())
    stale = {step.label for step in before.to_make()}
    remade = tuple(step.label for step in after.to_make() if step.label not in stale)
    return Picked(file=file, take=chosen, remade=remade)


def rename_shot(place: Place, old: str, new: str) -> tuple[str, ...]:
    """Give a shot a new name in its scene, and every reference to it; the files that were edited."""
    loaded = load(place)
    changed = rename(loaded.source, old, new)
    for file, text in changed.items():
        write_text(place.folder / file, text)
    return tuple(changed)
