"""What is said beforehand of what is to be made: by generators of their pictures, such as how a
model shares the card, and of a cut for an editing program, what its form does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from vfc.film.formats import DeliverableKind, ending_of
from vfc.project.plan import Planned
from vfc.recipes.params import GeneratedParams

MOST = 5  # of what a form does not hold are told


def notes(planned: Planned) -> tuple[str, ...]:
    """All of it, a line each."""
    return (*_of_generators(planned), *_of_handovers(planned))


def _of_handovers(planned: Planned) -> Iterator[str]:
    film, making = planned.loaded.film, {step.label for step in planned.to_make()}
    for wanted in film.deliver:
        kinds = DeliverableKind.HANDOVER, DeliverableKind.BUNDLE
        if wanted.kind in kinds and f"deliverable {wanted.path}" in making:
            from vfc.edit.handover.formats import handed_over  # for films that deliver one

            lost = handed_over(
                film, film.cuts[wanted.cut], ending_of(wanted.path).replace("otioz", "otio")
            ).lost
            more = f"; and {len(lost) - MOST} more, which it names" if len(lost) > MOST else ""
            if lost:
                yield f"{wanted.path} does not hold {'; '.join(lost[:MOST])}{more}"


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
