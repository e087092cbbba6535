"""Keys of services that a build would need and nobody has set: told before anything is made."""

from __future__ import annotations

from dataclasses import dataclass

from vfc.errors import RefusedError
from vfc.generators.secrets import SERVICE, secret
from vfc.project.plan import Planned
from vfc.recipes.params import GeneratedParams
from vfc.recipes.step import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingKeys:
    """A service whose keys (`variables`) are not set, and the `steps` that it is to make."""

    provider: str
    variables: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def text(self) -> str:
        """What is wanted, for what, and where it is set."""
        shots = tuple(dict.fromkeys(step.name.partition("#")[0] for step in self.steps))
        more = f" and {len(shots) - 3:,} more" if len(shots) > 3 else ""
        wanted, made = " and ".join(self.variables), ", ".join(shots[:3])
        return (
            f"{self.provider} wants {wanted} for {made}{more}, "
            f"in the environment or in the keyring: keyring set {SERVICE} {self.variables[0]}"
        )


def lacking_keys(planned: Planned) -> tuple[LackingKeys, ...]:
    """The services that a build would ask and whose keys are not set, in the plan's order."""
    by: dict[str, list[Step]] = {}
    for step in planned.to_make():
        if step.costs and isinstance(step.params, GeneratedParams):
            by.setdefault(step.params.generator, []).append(step)
    found = []
    for name, steps in by.items():
        generator = planned.loaded.registry.get(name)
        service = generator.elsewhere if generator is not None else None
        variables = tuple(each for each in service.keys if not secret(each)) if service else ()
        if variables:
            found.append(LackingKeys(provider=name, variables=variables, steps=tuple(steps)))
    return tuple(found)


def check_keys(planned: Planned) -> None:
    """Raise RefusedError, before anything is bought or drawn, where a key is not set."""
    found = lacking_keys(planned)
    if found:
        raise RefusedError(
            "; ".join(each.text for each in found),
            [step.label for each in found for step in each.steps],
        )
