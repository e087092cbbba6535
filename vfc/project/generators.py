"""The generators that a film uses, as its plan knows them, and what shots ask of them in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from vfc.errors import GeneratorError, MissingExtra, Mistake, Severity, VfcError
from vfc.film.model import Film, Footage, GeneratorUse, Shot, Still, Words
from vfc.generators.api import ABILITIES, MODEL_OPTIONS, Abilities
from vfc.generators.registry import Registry
from vfc.lock.abilities import abilities_of
from vfc.lock.model import Lock, LockedGenerator
from vfc.planning.pictures import PlannedGenerator
from vfc.planning.verbs import DOES, needs, way

# options that say what is run where no model does
WORKFLOW = ("workflow", "set", "output")
ASK_FOR = {
    "first": "write first: with a file, a frame of a shot, or a keyframe",
    "last": "write last: likewise",
    "remix": "write remix: with the shot to say anew",
    "references": "name people or places that have pictures",
    "style": "name a preset that has pictures under references",
}


def generators_of(
    film: Film, registry: Registry, lock: Lock, *, refresh: bool = False
) -> dict[str, PlannedGenerator]:
    """The generators that the film uses, by its names for them: what is installed, under what the
    lock holds of those that cost.

    With `refresh` the installed ones count, not the lock. GeneratorError where a model is not known
    yet and cannot be.
    """
    found = {use.name: _planned(use, registry, lock, refresh=refresh) for use in uses_of(film)}
    return {name: planned for name, planned in found.items() if planned is not None}


def _planned(
    use: GeneratorUse, registry: Registry, lock: Lock, *, refresh: bool
) -> PlannedGenerator | None:
    generator, locked = registry.get(use.use), None if refresh else locked_generator(use, lock)
    if locked is not None:
        return PlannedGenerator(
            version=locked.version,
            generator=generator,
            locked=abilities_of(locked.abilities),
            revision=locked.revision,
            build=generator.build if generator is not None else None,
            credits=generator.credits if generator is not None else "",
        )
    if generator is None:
        return None
    model = registry.model(use.use, use.options)
    return PlannedGenerator(
        version=generator.version,
        generator=generator,
        revision=model.revision if model else "",
        build=generator.build,
        credits=generator.credits,
    )


def uses_of(film: Film) -> tuple[GeneratorUse, ...]:
    """Each generator that a shot of the film uses, once."""
    return tuple(dict.fromkeys(use for shot in film.shots.values() for use in shot.generators))


def locked_generator(use: GeneratorUse, lock: Lock) -> LockedGenerator | None:
    """What the lock holds of a generator, while the text asks for the same model as when it was
    locked.
    """
    return next(
        (
            each
            for each in lock.generators
            if (each.name, each.use) == (use.name, use.use) and asks_for(each, dict(use.options))
        ),
        None,
    )


def asks_for(locked: LockedGenerator, options: Mapping[str, object]) -> bool:
    """Whether a text with these options asks for the model that the lock holds."""
    if not locked.model:
        held = dict(locked.options)
        return all(held.get(word) == options.get(word) for word in WORKFLOW if word in held)
    asked = tuple(str(options.get(word) or "") for word in MODEL_OPTIONS)
    kind = dict(locked.options).get("kind", "")  # of a model that a service publishes
    return (locked.model, locked.asked) == asked and options.get("kind", kind) == kind


def ability_mistakes(
    film: Film, registry: Registry, lock: Lock, *, refresh: bool = False
) -> list[Mistake]:
    """What shots ask of their generators that these cannot do and that cannot be composed, with
    those that could.

    A generator that is neither installed nor locked is not judged; one that cannot say what it can
    do, such as for lack of its model, is told once.
    """
    known: dict[str, Abilities] = {}
    found = []
    for use in uses_of(film):
        try:
            planned = _planned(use, registry, lock, refresh=refresh)
            if planned is not None:
                known[use.name] = planned.abilities(use.options)
        except (GeneratorError, MissingExtra) as error:
            first = next(shot.span for shot in film.shots.values() if use in shot.generators)
            found.append(Mistake(span=use.span if use.span.file else first, message=str(error)))
    for shot in film.shots.values():
        if shot.generator.name in known:
            found += _lacks(film, shot, known[shot.generator.name], registry)
    return found


def _lacks(film: Film, shot: Shot, abilities: Abilities, registry: Registry) -> Iterator[Mistake]:
    rate, name = film.format.rate, shot.generator.name
    for need in needs(shot, abilities, rate):
        if way(need.name, abilities) is None:
            most = abilities.most(rate)
            limit = f"; it makes {most} frames at most" if need.name.startswith("length") else ""
            yield Mistake(
                span=need.span,
                message=f"'{name}' cannot {DOES[need.name]}{limit}",
                hint=_those_that_can(need.name, shot, rate, registry),
            )
    given = {
        word
        for need in needs(shot, abilities, rate)
        if (taken := way(need.name, abilities))
        for word in taken.of
    }
    given |= {"references"} if shot.references else set()
    given |= {"style"} if shot.style_references else set()
    made = not isinstance(shot.source, Footage | Still)
    for word in abilities.needs:
        if made and word not in given:
            yield Mistake(
                span=shot.span,
                hint=ASK_FOR.get(word, "let another generator make it"),
                message=f"'{name}' makes nothing from words alone: it "
                f"{ABILITIES.get(word, f'needs {word}')}",
            )
    if (found := _dearer(shot, abilities, rate)) is not None:
        yield found
    length = abilities.prompt_length
    if length is not None and len(shot.prompt.text) > length:
        yield Mistake(
            span=shot.span,
            message=f"the prompt of '{shot.name}' has {len(shot.prompt.text)} characters; "
            f"'{name}' takes {length}",
            hint="say it in fewer words",
        )


def _dearer(shot: Shot, abilities: Abilities, rate: Fraction) -> Mistake | None:
    """That a shot's handles alone ask for a longer picture of a menu, which is paid by length."""
    if not (abilities.costs and abilities.seconds and shot.handles):
        return None
    if not isinstance(shot.source, Words) or shot.source.cards:
        return None
    own = abilities.on_grid(shot.frames, rate)
    whole = abilities.on_grid(shot.frames + shot.handles, rate)
    most = abilities.most(rate) or 0
    parts = -(-shot.frames // most) if most else 1
    if whole == own and -(-(shot.frames + shot.handles) // most) == parts:
        return None
    seconds = f"{float(own / rate):g} s"
    return Mistake(
        span=shot.length_span,
        severity=Severity.WARNING,
        message=f"the {shot.handles} frames of handles of '{shot.name}' do not fit into "
        f"'{shot.generator.name}'s {seconds}: it is asked for more, which costs more",
        hint="write handles: 0f, or a length that leaves them room",
    )


def _those_that_can(need: str, shot: Shot, rate: Fraction, registry: Registry) -> str:
    able = [
        name
        for name in registry.names()
        if name != shot.generator.use and _is_able(name, shot, rate, registry)
    ]
    return f"these can: {', '.join(able)}" if able else "no generator that is installed can"


def _is_able(name: str, shot: Shot, rate: Fraction, registry: Registry) -> bool:
    try:
        abilities = registry.installed(name).abilities(())
    # one that the film does not use, and that crashes: no help, and no mistake of the text
    except VfcError:
        return False
    return not any(way(each.name, abilities) is None for each in needs(shot, abilities, rate))
