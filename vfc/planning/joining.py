"""What a take is joined of: ranges of other pictures, one after the other."""

from __future__ import annotations

from vfc.planning.binding import SourceRange
from vfc.recipes.params import Match, Piece, Retime
from vfc.recipes.step import Use


class Joining:
    """Collects `pieces` in their order, and the `roles` of the pictures that they are cut from, by
    key.
    """

    def __init__(self):
        self.pieces: list[Piece] = []
        self.roles: dict[str, str] = {}

    @property
    def uses(self) -> tuple[Use, ...]:
        """The pictures that the pieces are cut from."""
        return tuple(Use(role, key) for key, role in self.roles.items())

    def add(
        self,
        source: SourceRange,
        start: int,
        frames: int,
        *,
        over: int = 0,
        curve: str = "linear",
        hold: int = 0,
        match: SourceRange | None = None,
        own: int = 0,
        index: int | None = None,
    ) -> None:
        """Add a piece: frames of a source range, counted from its first; what it lacks at its end
        is a hold of its last.

        With `over` the whole range is played as so many frames first, by the curve.
        """
        if frames + hold <= 0:
            return
        retime = (
            Retime(of=source.frames, over=over, curve=curve)
            if over and (over != source.frames or curve != "linear")
            else None
        )
        there = over or source.available - source.start
        here = max(1, min(frames, there - start))
        matched = None
        if match is not None:
            matched = Match(
                role=self._role(match.key),
                start=match.start,
                own=source.start + own,
                frames=match.frames,
            )
        piece = Piece(
            role=self._role(source.key),
            start=source.start + min(start, there - 1),
            frames=here,
            held=hold + frames - here,
            retime=retime,
            match=matched,
        )
        self.pieces.insert(len(self.pieces) if index is None else index, piece)

    def _role(self, key: str) -> str:
        return self.roles.setdefault(key, str(len(self.roles) + 1))
