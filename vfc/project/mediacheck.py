"""What of the text only the media libraries can judge: effects by moviepy's classes, glyphs by the
fonts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from vfc.edit.subtitles.cues import letters_in
from vfc.errors import MediaError, Mistake, Severity, Span
from vfc.film.model import Film, TitleCard, TitleStyle


def media_mistakes(film: Film, files: Mapping[str, Path]) -> list[Mistake]:
    """Mistakes of effects, and warnings of characters that a title's font cannot show. `files` are
    by digest.
    """
    return [*_effects(film), *_glyphs(film, files), *_slates(film, files)]


def _effects(film: Film) -> Iterator[Mistake]:
    for shot in film.shots.values():
        for effect in shot.effects:
            from vfc.media.effects.check import check_effect

            wrong = check_effect(effect.name, effect.arguments)
            if wrong:
                yield Mistake(span=effect.span, message=wrong)
        if shot.effects:
            from vfc.media.effects.size import too_large

            large = too_large(shot.effects, film.format.size)
            if large:
                yield Mistake(span=large[0].span, message=large[1])


def _titles(film: Film) -> Iterator[tuple[str, TitleStyle, Span]]:
    for cut in film.cuts.values():
        for entry in cut.entries:
            if isinstance(entry, TitleCard):
                yield entry.text, entry.style, entry.span
    for title in film.all_titles:
        yield title.text, title.style, title.span
    for each in film.deliver:
        if each.burnt is not None:
            yield letters_in(film, each.cut, each.burnt.language), each.burnt.style, each.span


def _glyphs(film: Film, files: Mapping[str, Path]) -> Iterator[Mistake]:
    for text, style, span in _titles(film):
        if text.isascii() and style.font is None:
            continue  # the default font has these, and nothing need be imported
        from vfc.media.lettering.titles import unset_letters

        try:
            missing = unset_letters(
                text, style, files.get(style.font.digest) if style.font else None
            )
        except MediaError as error:
            yield Mistake(
                span=span, message=str(error), hint="name a font file: .ttf, .otf or .ttc"
            )
            continue
        if missing:
            yield _missing(missing, style, span)


def _missing(missing: str, style: TitleStyle, span: Span) -> Mistake:
    """A warning of letters that are not seen."""
    from vfc.media.lettering.shaped.faces import is_cjk_missing

    name = f"'{style.font.path}'" if style.font else "no font here"
    has = "has no glyphs" if style.font else "has glyphs"
    hint = "name a font file of the film that has: font: fonts/title.otf"
    if is_cjk_missing(missing):
        hint = f"pip install 'vfc[cjk]' for Chinese, Japanese and Korean, or {hint}"
    return Mistake(
        span=span, message=f"{name} {has} for {missing}", severity=Severity.WARNING, hint=hint
    )


def _slates(film: Film, files: Mapping[str, Path]) -> Iterator[Mistake]:
    """A warning at the first shot whose words no font can write on a slate."""
    if not any(each.slate for each in film.videos):
        return
    fonts = [files[style.font.digest] for style in film.title_styles if style.font]
    for shot in film.shots.values():
        if shot.prompt.words.isascii():
            continue
        from vfc.media.lettering.lines import unset

        try:
            missing = unset(shot.prompt.words, fonts)
        except MediaError:
            return  # told of the title whose font it is
        if missing:
            yield Mistake(
                span=shot.span,
                message=f"the slate has no glyphs for {missing}",
                severity=Severity.WARNING,
                hint="give a title of the film a font that has: font: fonts/title.otf",
            )
            return
