"""How steady a shot's camera is made, read from the text."""

from __future__ import annotations

from vfc.film.shots import Stabilisation
from vfc.language.resolve.values import Reader
from vfc.language.yaml.node import Form, Node

SWITCHES = ("on", "off", "yes", "no", "true", "false")


def stabilisation_of(reader: Reader, node: Node | None) -> Stabilisation | None:
    """What `stabilise` says; None where nothing is made steadier."""
    if node is None:
        return None
    usual = Stabilisation()
    if node.kind is Form.MAP:
        found = Stabilisation(
            strength=reader.number(node.get("strength"), usual.strength),
            crop=reader.number(node.get("crop"), usual.crop),
        )
    elif reader.text(node).strip().casefold() in SWITCHES:
        found = usual if reader.switch(node, False) else None
    else:
        found = Stabilisation(strength=reader.number(node, usual.strength))
    return found if found and found.strength > 0 and found.crop > 0 else None
