"""The sound of a cut: each part of its sound plan under a role, the lines that voices speak."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from vfc.edit.assembly import Assembly
from vfc.edit.lines import spoken_lines
from vfc.edit.soundplan import SoundPart, sound_plan
from vfc.film.model import Asset, Film, Footage, Shot
from vfc.film.roles import Role, roles_of
from vfc.film.soundcodecs import SoundCodec
from vfc.planning.collector import Collector
from vfc.planning.pictures import Pictures
from vfc.recipes.kinds import SOUND, VOICE
from vfc.recipes.params import SoundEventParams, SoundParams, VoiceParams
from vfc.recipes.step import FileUse, Use


class Sounds:
    """Adds the steps of sound to those of the pictures. `unsettled` are the shots whose best take
    is not known yet.
    """

    def __init__(
        self, film: Film, collector: Collector, pictures: Pictures, unsettled: Collection[str]
    ):
        self.film, self.collector, self.pictures = film, collector, pictures
        self.unsettled = unsettled

    def mixed(self, name: str, assembly: Assembly, codec: SoundCodec) -> str:
        """The key of the whole sound of an assembled cut."""
        form = self.film.format
        files: dict[str, FileUse] = {}
        parts = sound_plan(self.film, assembly, self._sounding())
        sounds = self._made_sounds()
        made = dict.fromkeys(
            part.source for part in parts if isinstance(part.source, str) and part.source in sounds
        )
        shots = dict(zip(made, roles_of("shot", len(made)), strict=True))
        ducks = any(part.duck for part in parts)
        events = [self._event(part, files, shots, ducks) for part in parts]
        spoken, voices = self._voices(assembly)
        own = tuple(Use(role, sounds[name]) for name, role in shots.items())
        params = SoundParams(
            seconds=Fraction(assembly.frames) / form.rate,
            sample_rate=form.sound,
            loudness=form.loudness,
            codec=codec,
            events=(*events, *spoken),
        )
        return self.collector.add(
            SOUND,
            name,
            params,
            files=tuple(files.values()),
            uses=(*own, *voices),
            waits=any(shot in self.unsettled for shot in shots),
        )

    def _voices(self, assembly: Assembly) -> tuple[list[SoundEventParams], tuple[Use, ...]]:
        """The lines that have a voice to speak them: each a step, and its place in the mix."""
        events: list[SoundEventParams] = []
        uses: list[Use] = []
        for number, line in enumerate(spoken_lines(self.film, assembly), 1):
            member = self.film.cast.get(line.who)
            if line.recorded or member is None or not member.voice:
                continue
            options = dict(member.voice)
            voice = str(options.pop("use", ""))
            params = VoiceParams(
                voice=voice, text=line.text, options=tuple(sorted(options.items()))
            )
            key = self.collector.add(VOICE, f"{line.shot or 'voice-over'} {number}", params)
            role = str(Role("voice", number))
            uses.append(Use(role, key))
            events.append(
                SoundEventParams(
                    role=role,
                    gain=line.gain,
                    speech=True,
                    start_in_film=Fraction(line.range_in_film.start) / self.film.format.rate,
                )
            )
        return events, tuple(uses)

    def _sounding(self) -> set[str]:
        """The shots that have sound of their own: footage with a track, and what a generator made
        with sound.
        """
        return {
            shot.name
            for shot in self.film.shots.values()
            if isinstance(shot.source, Footage) and shot.source.file.facts.channels
        } | self._made_sounds().keys()

    def _made_sounds(self) -> dict[str, str]:
        """The key of the sound that was made with the take that is shown, by shot."""
        if not self.pictures.sounds:
            return {}
        shown = {
            name: f"{name}#{self.pictures.shown_take(shot)}"
            for name, shot in self.film.shots.items()
        }
        return {
            name: self.pictures.sounds[label]
            for name, label in shown.items()
            if label in self.pictures.sounds
        }

    def _event(
        self, part: SoundPart, files: dict[str, FileUse], shots: Mapping[str, str], ducks: bool
    ) -> SoundEventParams:
        """One part of the sound plan with its file, or the sound of its shot, under a role; what is
        speech counts where something ducks.
        """
        source, offset, role = part.source, part.start_in_source, shots.get(str(part.source), "")
        if not role:
            if not isinstance(source, Asset):
                source, began = _track_of(self.film.shots[source])
                offset += began
            role = files.setdefault(
                source.digest, FileUse(str(Role("sound", len(files) + 1)), source.digest)
            ).role
        return SoundEventParams(
            role=role,
            start_in_film=part.start_in_film,
            start_in_source=offset,
            seconds=part.seconds,
            gain=part.gain,
            fade_in=part.fade_in,
            fade_out=part.fade_out,
            repeat=part.repeat,
            duck=part.duck,
            speech=part.speech and ducks,
            speed=part.speed,
        )


def _track_of(shot: Shot) -> tuple[Asset, Fraction]:
    """The file of a shot that is footage, and the second of it at which the shot begins."""
    if not isinstance(shot.source, Footage):
        raise TypeError(f"{shot.name} is no footage, and has no sound of a file")
    return shot.source.file, shot.source.start
