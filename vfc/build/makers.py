"""The generators that a film uses, as its plan knows them, and what shots ask of them in vain."""

from __future__ import annotations

from collections.abc import Iterator

from vfc.build.abilities import abilities_of
from vfc.errors import Mistake
from vfc.film.lock import Lock
from vfc.film.model import Film, Shot
from vfc.generators.api import Abilities
from vfc.generators.registry import Registry
from vfc.plan.pictures import Maker
from vfc.plan.verbs import DOES, needs, way


def makers_of(film: Film, registry: Registry, lock: Lock, *, refresh: bool = False) -> dict[str, Maker]:
    """The generators that the film uses: what is installed, under what the lock holds of those that cost.

    With `refresh` the installed ones count, not the lock.
    """
    held = {} if refresh else {each.name: each for each in lock.generators}
    makers: dict[str, Maker] = {}
    for use in dict.fromkeys(shot.generator for shot in film.shots.values()):
        generator = registry.get(use.use)
        locked = held.get(use.name)
        if generator is None and locked is None:
            continue
        before = makers.get(use.use)
        abilities: dict[str, Abilities] = dict(before.locked) if before else {}
        if locked is not None:
            abilities[use.name] = abilities_of(locked.abilities)
        version = locked.version if locked is not None else generator.version
        makers[use.use] = Maker(version=version, generator=generator, locked=abilities,
                                revision=locked.revision if locked else "")
    return makers


def ability_mistakes(film: Film, registry: Registry, lock: Lock, *, refresh: bool = False) -> list[Mistake]:
    """What shots ask of their generators that these cannot do and that cannot be composed, with those that could.

    A generator that is neither installed nor locked is not judged.
    """
    makers = makers_of(film, registry, lock, refresh=refresh)
    known: dict[object, Abilities] = {}
    found = []
    for shot in film.shots.values():
        maker = makers.get(shot.generator.use)
        if maker is None:
            continue
        if shot.generator not in known:
            known[shot.generator] = maker.abilities(shot.generator.name, shot.generator.options)
        found += _lacks(film, shot, known[shot.generator], registry)
    return found


def _lacks(film: Film, shot: Shot, abilities: Abilities, registry: Registry) -> Iterator[Mistake]:
    rate, name = film.format.rate, shot.generator.name
    for need in needs(shot, abilities, rate):
        if way(need.name, abilities) is None:
            most = abilities.most(rate)
            limit = f"; it makes {most} frames at most" if need.name.startswith("length") else ""
            yield Mistake(span=need.span, message=f"'{name}' cannot {DOES[need.name]}{limit}",
                          hint=_those_that_can(need.name, shot, rate, registry))
    length = abilities.prompt_length
    if length is not None and len(shot.prompt.text) > length:
        yield Mistake(span=shot.span, message=f"the prompt of '{shot.name}' has {len(shot.prompt.text)} characters; "
                                              f"'{name}' takes {length}", hint="say it in fewer words")


def _those_that_can(need: str, shot: Shot, rate: object, registry: Registry) -> str:
    able = [name for name in registry.names() if name != shot.generator.use
            and not any(way(each.name, abilities) is None
                        for abilities in (registry.get(name).abilities(()),)
                        for each in needs(shot, abilities, rate))]
    return f"these can: {', '.join(able)}" if able else "no generator that is installed can"
