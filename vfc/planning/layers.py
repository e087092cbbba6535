"""The layers of a segment: what lies over each of its shots, and over the film."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from vfc.edit.assembly import LayerUse, PictureUse
from vfc.film.layers import EditLayer, is_transparent
from vfc.film.model import Asset, Film, Fit, Grade, Shot
from vfc.film.roles import Role
from vfc.planning.pictures import Pictures
from vfc.recipes.layers import LayerPart
from vfc.recipes.step import FileUse, Use


class SegmentLayers:
    """Collects the layers of one segment, with what they use, which of its `files`, and the shots
    that they show. `show` gives the key of what is shown of a shot, `grade` what still lies over
    that.
    """

    def __init__(
        self,
        film: Film,
        pictures: Pictures,
        show: Callable[[str], str],
        grade: Callable[[str], Grade | None],
    ):
        self.film, self.pictures, self.show, self.grade = film, pictures, show, grade
        self.uses: list[Use] = []
        self.files: list[FileUse] = []
        self.shots: list[str] = []

    def over(self, use: PictureUse) -> tuple[LayerPart, ...]:
        """What lies over a shot in the frames that are seen of it."""
        shot = self.film.shots[use.shot]
        return tuple(self._over_shot(use, shot)) if shot.layers else ()

    def over_film(self, uses: tuple[LayerUse, ...]) -> tuple[LayerPart, ...]:
        """What lies over the film in a segment.

        Of what stands still, no more counts of where the segment lies in it than its fades show.
        """
        found: list[LayerPart] = []
        for use in uses:
            look = use.layer.look
            elapsed, left = min(use.elapsed, look.fade_in), min(use.left, look.fade_out)
            part = replace(
                self._shown(use.layer),
                at=use.at,
                frames=use.frames,
                start=use.elapsed if use.layer.shot else 0,
                elapsed=elapsed,
                total=elapsed + use.frames + left,
            )
            found.append(part)
        return tuple(found)

    def _over_shot(self, use: PictureUse, shot: Shot) -> Iterator[LayerPart]:
        first, last = use.first, use.last
        for layer in shot.layers:
            stop = self._stop(layer, shot)
            if layer.start_in_shot > last or (stop is not None and stop <= first):
                continue
            frames = None if stop is None else stop - layer.start_in_shot
            yield replace(
                self._shown(layer), at=layer.start_in_shot, frames=frames, total=frames or 0
            )

    def _stop(self, layer: EditLayer, shot: Shot) -> int | None:
        """The frame of the shot below at which a layer is gone; None of one that runs on with its
        handles.
        """
        at, own = layer.start_in_shot, self.film.shots[layer.shot] if layer.shot else None
        stop = shot.frames if own is None else min(shot.frames, at + own.frames)
        if layer.length is not None:
            stop = min(stop, at + layer.length)
        if stop < shot.frames or layer.look.fade_out:
            return stop
        return None if own is None else at + self._frames(layer, own)

    def _frames(self, layer: EditLayer, own: Shot) -> int:
        return min(own.frames + own.handles, self.pictures.frames(self._picture(layer)))

    def _picture(self, layer: EditLayer) -> str:
        """The key of what a layer that is a shot shows of it."""
        assert not isinstance(layer.of, Asset)
        key, take = self.show(layer.shot), layer.of.take
        return key if take is None else self.pictures.finished(self.film.shots[layer.shot], take)

    def _shown(self, layer: EditLayer) -> LayerPart:
        """What a layer shows, under a role of the segment."""
        number = len(self.uses) + len(self.files) + 1
        role = str(Role("layer", number))
        if isinstance(layer.of, Asset):
            self.files.append(FileUse(role, layer.of.digest))
            return LayerPart(role=role, look=layer.look)
        shot, grade = self.film.shots[layer.shot], self.grade(layer.shot)
        self.uses.append(Use(role, self._picture(layer)))
        self.shots.append(shot.name)
        if grade is not None and grade.lut is not None:
            self.files.append(FileUse(str(Role("lut", part=role)), grade.lut.digest))
        matte = is_transparent(shot.source)
        if matte:
            self.uses.append(Use(f"{role} matte", self.pictures.matte(shot)))
        focus = self.pictures.focus(shot) if layer.look.fit is Fit.CROP else None
        return LayerPart(role=role, look=layer.look, grade=grade, matte=matte, focus=focus)
