"""What generators say beforehand of the pictures that they are to make here, such as how a model
shares the card.
"""

from __future__ import annotations

from vfc.project.plan import Planned
from vfc.recipes.params import GeneratedParams


def notes(planned: Planned) -> tuple[str, ...]:
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
