"""The steps of proxies: of takes, of film files that are delivered. They are in no plan of a film
but where somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import NamedTuple, assert_never

from vfc.film.datarate import DataRate
from vfc.film.formats import Codec, DeliverableKind, Quality, ending_of
from vfc.film.model import Deliverable, Film, Fit, Footage, Grade, Shot
from vfc.film.proxies import ProxiesWanted, ProxyForm, ProxyName, SpriteSheet, proxy_size
from vfc.film.soundcodecs import SoundLayout
from vfc.film.timing import Size
from vfc.planning.collector import Collector
from vfc.planning.pictures import Pictures
from vfc.planning.segments import gradings
from vfc.recipes.kinds import PROXY, SPRITES, THUMBNAIL, WAVEFORM, Kind
from vfc.recipes.params import (
    Params,
    ProxyParams,
    SpritesParams,
    ThumbnailParams,
    VideoParams,
    WaveformParams,
)
from vfc.recipes.step import FileUse, Use

COLUMNS = 10  # of a sheet of small pictures
OF_A_TAKE, OF_A_FILM = 24, 100  # small pictures, at most
SMALL = 160  # pixels of a small picture's longer side
PEAKS = 50  # a second of a waveform


class ProxyShots(NamedTuple):
    """What is known of a film: its pictures, the grade that lies over a shot's, and what plans a
    deliverable.
    """

    pictures: Pictures
    grade: Callable[[str], Grade | None]
    deliverable: Callable[[Deliverable], str]


def is_played_by_browsers(wanted: Deliverable) -> bool:
    """Whether every browser plays a film file."""
    return wanted.codec is Codec.H264 and ending_of(wanted.path) == "mp4"


def plan_proxies(
    film: Film, collector: Collector, shots: ProxyShots, wanted: ProxiesWanted
) -> dict[ProxyName, str]:
    """The keys of wanted proxies, in the order of the wish. A film file that every browser plays is
    its own movie.
    """
    return dict(_Proxies(film, collector, shots, wanted).all())


def frames_in(params: Params) -> int:
    """The frames of a film file; TypeError of params of another."""
    if not isinstance(params, VideoParams):
        raise TypeError(f"{type(params).__name__} are of no film file")
    return params.frames


def browser_deliverable(film: Film, wanted: Deliverable) -> Deliverable:
    """A film file as every browser plays it, small."""
    whole = wanted.size or film.format.size
    return replace(
        wanted,
        path=f"{wanted.path} proxy.mp4",
        size=proxy_size(whole),
        # a pixel's part that the small size lacks is no bar
        fit=Fit.STRETCH if whole.is_shaped_as(film.format.size) else wanted.fit,
        codec=Codec.H264,
        quality=Quality.DRAFT,
        depth=0,
        data_rate=DataRate(),
        platform="",
        layout=SoundLayout.STEREO,
        chapters=False,
        tracks=(),
    )


class _Proxies:
    def __init__(self, film: Film, collector: Collector, shots: ProxyShots, wanted: ProxiesWanted):
        self.film, self.collector, self.shots, self.wanted = film, collector, shots, wanted
        self.forms = wanted.forms

    def all(self) -> Iterator[tuple[ProxyName, str]]:
        pictures, wanted = self.shots.pictures, self.wanted
        for name in wanted.shots:
            shot = self.film.shots[name]
            takes = pictures.take_numbers(shot) if wanted.takes else [pictures.shown_take(shot)]
            for take in takes:
                label = f"{name}#{take}"
                yield from self._named(label, [self._of_take(shot, take, f) for f in self.forms])
        films = {each.path: each for each in self.film.deliver}
        for path in wanted.films:
            film = films[path]
            if film.kind is DeliverableKind.VIDEO:
                yield from self._named(path, [self._of_film(film, f) for f in self.forms])

    def _named(self, of: str, keys: list[str]) -> Iterator[tuple[ProxyName, str]]:
        for form, key in zip(self.forms, keys, strict=True):
            if key:
                yield ProxyName(of, form), key

    def _of_take(self, shot: Shot, take: int, form: ProxyForm) -> str:
        """The key of a proxy of a take; '' where it has none of this form."""
        label = f"{shot.name}#{take}"
        match form:
            case ProxyForm.MOVIE:
                return self._movie(shot, take)
            case ProxyForm.POSTER:
                return self._poster(shot, take)
            case ProxyForm.SPRITES:
                movie, size = self._movie(shot, take), self.film.format.size
                return self._sprites(label, movie, shot.frames, OF_A_TAKE, size)
            case ProxyForm.WAVEFORM:
                heard = self._sound(shot, label) is not None
                return self._waveform(label, self._movie(shot, take)) if heard else ""
            case _:
                assert_never(form)

    def _of_film(self, wanted: Deliverable, form: ProxyForm) -> str:
        """The key of a proxy of a film file; '' where it has none of this form."""
        plays = is_played_by_browsers(wanted) and not self.wanted.small
        movie = self.shots.deliverable(wanted if plays else browser_deliverable(self.film, wanted))
        match form:
            case ProxyForm.MOVIE:
                return movie
            case ProxyForm.POSTER:  # a shot's stands for it
                return ""
            case ProxyForm.SPRITES:
                frames = frames_in(self.collector.steps[movie].params)
                size = wanted.size or self.film.format.size
                return self._sprites(wanted.path, movie, frames, OF_A_FILM, size)
            case ProxyForm.WAVEFORM:
                return self._waveform(wanted.path, movie)
            case _:
                assert_never(form)

    def _movie(self, shot: Shot, take: int) -> str:
        label, form = f"{shot.name}#{take}", self.film.format
        sound, source = self._sound(shot, label), shot.source
        params = ProxyParams(
            frames=shot.frames,
            size=proxy_size(form.size),
            rate=form.rate,
            grade=self.shots.grade(shot.name),
            start=source.start if sound and isinstance(source, Footage) else Fraction(0),
        )
        files = (sound,) if isinstance(sound, FileUse) else ()
        uses = (sound,) if isinstance(sound, Use) else ()
        return self._graded(PROXY, label, params, shot, take, files=files, uses=uses)

    def _poster(self, shot: Shot, take: int) -> str:
        params = ThumbnailParams(
            frame=shot.frames // 2,
            size=proxy_size(self.film.format.size),
            grade=self.shots.grade(shot.name),
            form="jpg",
        )
        return self._graded(THUMBNAIL, f"{shot.name}#{take} poster", params, shot, take)

    def _graded(
        self,
        kind: Kind,
        name: str,
        params: ProxyParams | ThumbnailParams,
        shot: Shot,
        take: int,
        files: tuple[FileUse, ...] = (),
        uses: tuple[Use, ...] = (),
    ) -> str:
        """A step that reads a take as the film shows it, or would: with its grade and effects."""
        grade = params.grade
        lut = (FileUse("lut picture", grade.lut.digest),) if grade and grade.lut else ()
        stamp = str(kind.stamp(self.collector.tools))
        return self.collector.add(
            kind,
            name,
            params,
            version=" ".join([stamp, *gradings([grade] if grade else [])]),
            files=(*lut, *files),
            uses=(Use("picture", self.shots.pictures.finished(shot, take)), *uses),
        )

    def _sound(self, shot: Shot, label: str) -> FileUse | Use | None:
        """The sound that a take has of its own, where it is heard."""
        source = shot.source
        if not shot.sound.heard:
            return None
        if isinstance(source, Footage) and source.file.facts.channels:
            return FileUse("sound", source.file.digest)
        made = None if label in self.wanted.silent else self.shots.pictures.sounds.get(label)
        return Use("sound", made) if made else None

    def _sprites(self, of: str, movie: str, frames: int, most: int, size: Size) -> str:
        every = ceil(frames / most)
        scale = min(1.0, SMALL / max(size))
        sheet = SpriteSheet(
            count=ceil(frames / every),
            every=every,
            columns=min(COLUMNS, ceil(frames / every)),
            size=Size(*(max(2, round(each * scale)) for each in size)),
        )
        params = SpritesParams(sheet=sheet)
        return self.collector.add(SPRITES, of, params, uses=(Use("movie", movie),))

    def _waveform(self, of: str, movie: str) -> str:
        params = WaveformParams(peaks=PEAKS)
        return self.collector.add(WAVEFORM, of, params, uses=(Use("movie", movie),))
