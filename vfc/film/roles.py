"""Roles: the names under which a step, or a generator, is handed what it reads."""

from __future__ import annotations

from typing import NamedTuple


class Role(NamedTuple):
    """A role of several of its kind, or of a part: `card 2`, `adapter 1 encoder`, `lut outgoing`.

    Its text, `str(role)`, is what stands in keys, in requests and in the store; one that is alone
    of its kind, such as `picture` or `first`, has neither number nor part.
    """

    word: str
    number: int = 0  # from 1; 0: none
    part: str = ""

    def __str__(self) -> str:
        return " ".join(
            [
                self.word,
                *([str(self.number)] if self.number else []),
                *([self.part] if self.part else []),
            ]
        )

    @classmethod
    def parse(cls, text: str) -> Role:
        """The role that a text names; whatever follows the word and the number is its part."""
        word, _, rest = text.partition(" ")
        number, _, part = rest.partition(" ")
        return cls(word, int(number), part) if number.isdecimal() else cls(word, 0, rest)


def roles_of(word: str, count: int, part: str = "") -> list[str]:
    """The texts of the roles of one word, from 1 to `count`."""
    return [str(Role(word, number, part)) for number in range(1, count + 1)]


def is_of(text: str, *words: str) -> bool:
    """Whether a role is a numbered one, or a part, of one of these words."""
    role = Role.parse(text)
    return role.word in words and bool(role.number or role.part)
