"""What generators that draw by the meaning of words read in those of a shot, and where that is
nothing.
"""

from __future__ import annotations

from vfc.errors import Mistake, Severity
from vfc.film.model import Film
from vfc.generators.api import Reading, Verb
from vfc.generators.registry import Registry
from vfc.recipes.params import GeneratedParams
from vfc.recipes.step import Plan, Step

LONGEST = 6  # words that a warning names
SHOWN = ("place", "people", "things")


def reading_of(step: Step, registry: Registry) -> Reading | None:
    """What a step's generator reads in its words; None where it does not draw by them, or works on
    other pictures.
    """
    params = step.params
    if not isinstance(params, GeneratedParams) or params.request.verb is not Verb.WORDS:
        return None
    generator = registry.get(params.generator)
    return generator.reading(params.whole_request) if generator is not None else None


def word_warnings(film: Film, plan: Plan, registry: Registry) -> list[Mistake]:
    """A warning for each shot made from words alone in which its generator reads neither a place
    nor anybody or anything.
    """
    steps, warnings = plan.by_key(), []
    for shot in film.shots.values():
        step = steps.get(plan.takes.get(f"{shot.name}#{plan.shown_takes.get(shot.name)}", ""))
        if step is None or step.uses or step.files:
            continue
        reading = reading_of(step, registry)
        if reading is None or any(field in SHOWN for field, _ in reading.understood):
            continue
        missed = ", ".join(f"'{word}'" for word in reading.missed[:LONGEST])
        warnings.append(
            Mistake(
                span=shot.span,
                severity=Severity.WARNING,
                message=f"{shot.generator.use} reads neither a place nor a subject in {shot.name}"
                + (f": it does not know {missed}" if missed else ""),
                hint="say where it is and who or what is seen; `vfc show` says what was read",
            )
        )
    return warnings
