"""Lines in other languages: beside them, or by their words."""

from __future__ import annotations

import pytest

from tests.language.resolving import read
from vfc.edit.segments import assemble
from vfc.edit.subtitles.cues import subtitle_cues, subtitle_warnings

FILM = """\
title: T
language: en
cast: {{ana: {{look: a woman}}, de: {{look: a man}}}}
{more}
scenes:
  a:
    shots:
      b:
        length: 9s
        lines:
          - {line}
sound: {{dialogue: [{{who: ana, line: Never again., at: 5s{beside}}}]}}
deliver: {{film.srt: {{}}, film.de.srt: {{language: {language}}}}}
"""


def film(line: str, more: str = "note: x", beside: str = "", language: str = "de"):
    return read(FILM.format(line=line, more=more, beside=beside, language=language))


def rows(line: str, **more) -> list[str]:
    found, mistakes = film(line, **more)
    assert found is not None and not [each for each in mistakes if each.severity == "error"]
    shown = subtitle_cues(found, assemble(found, found.cuts[""]), found.deliver[1].language)
    return [" ".join(cue.rows) for cue in shown]


def told(line: str, **more) -> list[str]:
    return [f"{each.span.line}: {each.message} | {each.hint}" for each in film(line, **more)[1]]


@pytest.mark.parametrize(
    "line",
    [
        "{ana: Where is it?, de: Wo ist es?}",
        "{de: Wo ist es?, ana: Where is it?}",
        "{who: ana, line: Where is it?, de: Wo ist es?}",
        "{ana: 'Where  is\\n it?', de: Wo ist es?, at: 1s}",
    ],
)
def test_a_translation_stands_beside_its_line(line):
    assert rows(line, beside=", de: Nie wieder.") == ["Wo ist es?", "Nie wieder."]


def test_a_member_of_the_cast_may_be_called_as_a_language():
    assert rows("{de: Where is it?}", beside=", de: Nie wieder.") == ["Where is it?", "Nie wieder."]


def test_a_translation_may_stand_by_the_words_that_are_spoken():
    more = "translations: {de: {Where is it?: Wo ist es?, Never again.: Nie wieder.}}"
    assert rows("{ana: Where is it?}", more=more) == ["Wo ist es?", "Nie wieder."]
    assert rows("{ana: Where is it?, de: Wo?}", more=more) == ["Wo?", "Nie wieder."]


def test_what_is_not_translated_is_said_at_its_line():
    found, mistakes = film("{ana: Where is it?, de: Wo ist es?}")
    assert found is not None and mistakes == []
    assert [(each.span.line, each.severity) for each in subtitle_warnings(found)] == [
        (12, "warning")
    ]


@pytest.mark.parametrize(
    ("line", "more", "wanted"),
    [
        (
            "{ana: Where?, xx: Wo?}",
            {"language": "en"},
            "11: 'xx' is the tag of no language, and 'ana' speaks this line | write de, en or "
            "pt-br for a translation",
        ),
        (
            "{ana: Where?, de: Wo?, lin: x}",
            {},
            "11: 'lin' is the tag of no language, and 'ana' speaks this line | did you mean "
            "'line'?",
        ),
        (
            "{ana: Where?, de: Wo?}",
            {"language": "fr"},
            "13: nothing of the film is said in 'fr' (languages: de, en) | write language: fr at "
            "the top of the film if it is what is spoken, or translations: {fr: ...}",
        ),
        (
            "{ana: Where?, de: Wo?}",
            {"language": "qq"},
            "13: 'qq' is the tag of no language | write de, en, pt-br or the like, as ISO 639 has "
            "them",
        ),
        (
            "{ana: Where?, de: Wo?}",
            {"more": "translations: {de: {Wehre?: Wo?}}"},
            "4: no line of the film says 'Wehre?' | did you mean 'Where?'?",
        ),
    ],
)
def test_what_is_wrong_with_a_translation_is_told_where_it_stands(line, more, wanted):
    assert told(line, **more) == [wanted]


@pytest.mark.parametrize(
    ("deliver", "message"),
    [
        ("film.srt: {codec: h264}", "'codec' is about how a film file is encoded, and this is a"),
        ("film.ttml: {size: 64x36}", "'size' is about pictures, and this is a file of subtitles"),
        ("film.otio: {quality: high}", "'quality' is about how a film file is encoded, and this"),
        ("page.gif: {quality: high}", "'quality' is about how a film file is encoded, and this"),
        (
            "film.otio: {language: en}",
            "'language' is about a file of subtitles, and this is a timeline",
        ),
        (
            "film.mp4: {language: en}",
            "'language' is about a file of subtitles, and this is a film file",
        ),
    ],
)
def test_a_word_that_says_nothing_of_a_deliverable_is_refused(deliver, message):
    text = FILM.format(line="{ana: Where?, de: Wo?}", more="note: x", beside="", language="de")
    text = text[: text.index("deliver:")] + f"deliver: {{{deliver}}}\n"
    (told,) = read(text)[1]
    assert told.message.startswith(message) and told.severity == "error" and told.span.line == 13
