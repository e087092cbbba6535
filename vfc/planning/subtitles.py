"""What steps are told of subtitles: files of them, tracks in a film file, words in the picture."""

from __future__ import annotations

from dataclasses import replace
from math import floor

from vfc.edit.assembly import Assembly, Segment
from vfc.edit.overlays import overlay_part, parts
from vfc.edit.subtitles.cues import subtitle_cues
from vfc.film.formats import SubtitleKind
from vfc.film.model import BurntSubtitles, Deliverable, Film, Overlay, Point, TitleStyle
from vfc.film.subtitles import SubtitleCue, SubtitleTrack
from vfc.film.timing import FrameRange, Size
from vfc.recipes.params import SubtitleParams

# Of the picture's height; the BBC's guidelines have lines of 8 % of it, two thirds of it letters.
LETTERS = 0.055
UPRIGHT = 26  # characters in a row of a picture that is higher than wide, at the least
WIDTH = 0.5  # of a letter, in sizes of the font
SAFE = 0.9  # of the picture's width (EBU R 95)


def subtitle_params(
    film: Film, assembly: Assembly, path: str, language: str = ""
) -> SubtitleParams:
    """The subtitles of a cut as a file, of the kind that the ending of its name says, in a language
    ('' for what is spoken).
    """
    form = SubtitleKind(path.rpartition(".")[2])
    return SubtitleParams(
        cues=subtitle_cues(film, assembly, language),
        form=form,
        rate=film.format.rate,
        size=film.format.size if form is SubtitleKind.ASS else None,
        language=(language or film.language) if form is SubtitleKind.TTML else "",
        title=film.as_cut(assembly.cut).title
        if form in (SubtitleKind.ASS, SubtitleKind.TTML)
        else "",
    )


def tracks_of(film: Film, assembly: Assembly, wanted: Deliverable) -> tuple[SubtitleTrack, ...]:
    """The tracks of subtitles in a film file; none of a language in which nobody speaks."""
    tracks = (
        SubtitleTrack(
            cues=subtitle_cues(film, assembly, language), language=language or film.language
        )
        for language in wanted.tracks
    )
    return tuple(track for track in tracks if track.cues)


def burnt_in(film: Film, assembly: Assembly, wanted: Deliverable) -> tuple[Segment, ...]:
    """The segments of a cut as a deliverable shows them: with its subtitles over them."""
    if wanted.burnt is None:
        return assembly.segments
    size = wanted.size or film.format.size
    letters, row = _fitting(wanted.burnt, size)
    style = replace(wanted.burnt.style, size=letters)
    sung = bool(style.look.karaoke)
    shown = [
        (
            Overlay(
                at=Point(),
                length=cue.stop - cue.start,
                text="\n".join(cue.rows),
                style=_at_its_words(style, cue),
            ),
            FrameRange(cue.start, cue.stop),
        )
        for cue in subtitle_cues(film, assembly, wanted.burnt.language, row=row, words=sung)
    ]
    over = parts(shown, [each.frames_in_film for each in assembly.segments], overlay_part)
    return tuple(
        replace(segment, overlays=(*segment.overlays, *over.get(index, ())))
        for index, segment in enumerate(assembly.segments)
    )


def _at_its_words(style: TitleStyle, cue: SubtitleCue) -> TitleStyle:
    """A style whose words are sung when they are spoken, where that is known."""
    if not cue.words:
        return style
    begun = tuple(min(max(0, word - cue.start), cue.stop - cue.start) for word in cue.words)
    return replace(style, look=replace(style.look, words=begun))


def _fitting(burnt: BurntSubtitles, size: Size) -> tuple[float, int]:
    """The size of the letters, as a part of the picture's height, and the characters of a row."""
    width = SAFE * size.width / size.height
    letters = burnt.style.size or min(LETTERS, width / (UPRIGHT * WIDTH))
    return round(letters, 4), max(1, floor(width / (letters * WIDTH)))
