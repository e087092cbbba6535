"""What is said beforehand of what is to be made: of lines that nobody has heard, by generators of
their pictures, such as how a model shares the card, and of a cut for an editing program, what its
form does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vfc.film.formats import DeliverableKind, ending_of
from vfc.project.plan import Planned
from vfc.recipes.params import GeneratedParams

MOST = 5  # sorts of what a form does not hold are told
OWN_METADATA = frozenset({"otio"})  # which holds all of it where vfc reads it


def notes(planned: Planned) -> tuple[str, ...]:
    """All of it, a line each."""
    return (*_of_lines(planned), *_of_generators(planned), *_of_handovers(planned))


def _of_lines(planned: Planned) -> Iterator[str]:
    """That lengths are estimates, while they are those of lines that nobody has heard."""
    count = len(planned.plan.unheard)
    if planned.loaded.film.about and count:
        many = "1 line was" if count == 1 else f"{count:,} lines were"
        yield (
            f"about: {many} not heard yet, and shots without a length are as long as they are "
            f"likely to take; a build speaks them first"
        )


def _of_handovers(planned: Planned) -> Iterator[str]:
    film, making = planned.loaded.film, {step.label for step in planned.to_make()}
    for wanted in film.deliver:
        kinds = DeliverableKind.HANDOVER, DeliverableKind.BUNDLE
        label = f"deliverable {wanted.path}"
        if wanted.kind in kinds and label in making:
            from vfc.edit.handover.formats import handed_over  # for films that deliver one

            ending = ending_of(wanted.path).replace("otioz", "otio")
            lost = handed_over(film, film.cuts[wanted.cut], ending).lost
            yield from handover_notes(wanted.path, lost, ending, planned.previous.get(label) or "")


def handover_notes(path: str, lost: Iterable[str], ending: str, before: str) -> Iterator[str]:
    """A line of what a file for editing programs does not hold, each sort of it once with how many
    have it; what the file of `before`, which names it too, said already is not said again.
    """
    sorts: dict[str, list[str]] = {}
    for each in lost:
        name, colon, what = each.partition(": ")
        sorts.setdefault(what.partition(":")[0] if colon else each, []).append(name)
    told = [
        f"{sort} ({names[0] if len(names) == 1 else f'{len(names)} times'})"
        if sort != names[0]
        else sort
        for sort, names in sorts.items()
        if sort not in before
    ]
    more = f"; and {len(told) - MOST} more, which it names" if len(told) > MOST else ""
    holds = "holds in its metadata alone" if ending in OWN_METADATA else "does not hold"
    if told:
        yield f"{path} {holds} {'; '.join(told[:MOST])}{more}"


def _of_generators(planned: Planned) -> tuple[str, ...]:
    """A line for each generator that costs and has something to say, of the largest picture that it
    is to make.
    """
    largest: dict[tuple[str, object], GeneratedParams] = {}
    for step in planned.to_make():
        params = step.params
        if step.costs and isinstance(params, GeneratedParams) and params.request.frames:
            key = params.generator, params.whole_request.options
            if key not in largest or _points(params) > _points(largest[key]):
                largest[key] = params
    found = {}
    for params in largest.values():
        generator, request = planned.loaded.registry.get(params.generator), params.whole_request
        text = (
            generator.note(request.options, request.size, request.frames)
            if generator is not None
            else ""
        )
        if text:
            model = dict(request.options).get("model") or params.generator
            found[text] = (*found.get(text, ()), str(model))
    return tuple(f"{', '.join(dict.fromkeys(models))}: {text}" for text, models in found.items())


def _points(params: GeneratedParams) -> int:
    size = params.request.size
    return size.width * size.height * params.request.frames
