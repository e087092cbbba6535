"""What is told about the shape of a film: whole messages, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from vfc.film.formats import endings
from vfc.language.words.check import check_shape
from vfc.language.yaml.text import read_texts

HERE = Path(__file__).parent
REST = "title: x\nscenes: {a: {shots: {b: {prompt: x, length: 1s}}}}\n"


def told(folder, text: str, rest: str = REST) -> str:
    """What is told of `text`, put before the least of a film."""
    (folder / "film.yaml").write_text(text.rstrip("\n") + "\n" + rest, encoding="utf-8")
    source = read_texts(folder)
    found = [*source.mistakes, *check_shape(source)]
    return "\n".join(str(mistake.with_excerpt(source.texts)) for mistake in found)


def shot(text: str) -> str:
    return f"title: x\nscenes:\n  a:\n    shots:\n      b: {text}\n"


def test_the_whole_language_has_no_mistake(tmp_path):
    assert told(tmp_path, (HERE / "whole.yaml").read_text(encoding="utf-8"), "") == ""


def test_the_example_has_no_mistake():
    source = read_texts(HERE.parents[1] / "examples" / "first-light")
    assert [*source.mistakes, *check_shape(source)] == []


FILMS = {
    "sed: 1984": """\
film.yaml:1:1: unknown key 'sed' in a film
    1 | sed: 1984
      | ^^^ did you mean 'seed'?""",
    "camera: {mov: push in}": """\
film.yaml:1:10: unknown key 'mov' in a camera
    1 | camera: {mov: push in}
      |          ^^^ did you mean 'move'?  a camera has: framing, angle, move""",
    "camera: {move: pusch in}": """\
film.yaml:1:16: warning: no generator of vfc's own knows the move 'pusch in'
    1 | camera: {move: pusch in}
      |                ^^^^^^^^ did you mean 'push in'?""",
    "format: {rate: 23,976}": """\
film.yaml:1:19: the comma ended the text of 'rate' before '976'
    1 | format: {rate: 23,976}
      |                   ^^^ a decimal point is a dot: rate: 23.976""",
    "format: {loudness: '-16,5'}": """\
film.yaml:1:20: 'loudness' is a loudness from -70 to 0 LUFS, or off, not '-16,5'
    1 | format: {loudness: '-16,5'}
      |                    ^^^^^^^ a decimal point is a dot: loudness: -16.5""",
    "deliver: {film.sbv: {}}": """\
film.yaml:1:11: 'film.sbv' is not a file name that ends in ENDINGS
    1 | deliver: {film.sbv: {}}
      |           ^^^^^^^^ write film.vtt""",
    "deliver: {cut.v2.XML: {}, B.MOV: {}, /out/film: {}, .mxf: {}}": """\
film.yaml:1:11: 'cut.v2.XML' is not a file name that ends in ENDINGS
    1 | deliver: {cut.v2.XML: {}, B.MOV: {}, /out/film: {}, .mxf: {}}
      |           ^^^^^^^^^^ write cut.v2.xml
film.yaml:1:27: 'B.MOV' is not a file name that ends in ENDINGS
    1 | deliver: {cut.v2.XML: {}, B.MOV: {}, /out/film: {}, .mxf: {}}
      |                           ^^^^^ write B.mov
film.yaml:1:38: '/out/film' is not a file name that ends in ENDINGS
    1 | deliver: {cut.v2.XML: {}, B.MOV: {}, /out/film: {}, .mxf: {}}
      |                                      ^^^^^^^^^ write out/film.mp4
film.yaml:1:53: '.mxf' is not a file name that ends in ENDINGS
    1 | deliver: {cut.v2.XML: {}, B.MOV: {}, /out/film: {}, .mxf: {}}
      |                                                     ^^^^ write film.mov""",
    "length: 4": """\
film.yaml:1:9: 'length' is a time, not '4'
    1 | length: 4
      |         ^ write 4s for seconds, 4f for frames""",
    "length: 1.5": """\
film.yaml:1:9: 'length' is a time, not '1.5'
    1 | length: 1.5
      |         ^^^ write 1.5s for seconds""",
    "length: soon": """\
film.yaml:1:9: 'length' is a time, not 'soon'
    1 | length: soon
      |         ^^^^ write length: 4s, 60f, 00:00:04:12 or, with a tempo, 2 beats""",
    "length:": """\
film.yaml:1:1: 'length' has no value
    1 | length:
      | ^^^^^^ write length: 4s, 60f, 00:00:04:12 or, with a tempo, 2 beats""",
    "length: 300000": """\
film.yaml:1:9: 'length' is a time, not '300000'
    1 | length: 300000
      |         ^^^^^^ write 300000s for seconds, 300000f for frames""",
    "format: 24": """\
film.yaml:1:9: 'format' is a map of size, rate and sound, not '24'
    1 | format: 24
      |         ^^ write format: {size: 1280x720, rate: 24}""",
    "format: {size: 1280, rate: fast}": """\
film.yaml:1:16: 'size' is width and height in pixels, not '1280'
    1 | format: {size: 1280, rate: fast}
      |                ^^^^ write size: 1280x720
film.yaml:1:28: 'rate' is a number of frames a second, not 'fast'
    1 | format: {size: 1280, rate: fast}
      |                            ^^^^ write rate: 24, 25, 29.97 or 24000/1001""",
    "tempo: {first: 1s}": """\
film.yaml:1:1: a tempo needs 'bpm'
    1 | tempo: {first: 1s}
      | ^^^^^ write bpm: 96""",
    "tempo: {bmp: 96}": """\
film.yaml:1:9: unknown key 'bmp' in a tempo
    1 | tempo: {bmp: 96}
      |         ^^^ did you mean 'bpm'?  a tempo has: bpm, first""",
    "tempo: {bpm, first: 1s}": """\
film.yaml:1:9: 'bpm' has no value
    1 | tempo: {bpm, first: 1s}
      |         ^^^ write 'bpm: ' and its value""",
    "presets: {Night Street: {style: a}}": """\
film.yaml:1:11: 'Night Street' is not a name: lower case letters, digits and hyphens
    1 | presets: {Night Street: {style: a}}
      |           ^^^^^^^^^^^^ write 'night-street'""",
    "presets: {a: {grade: {saturation: 7}}}": """\
film.yaml:1:35: 'saturation' is a number from 0 to 4, not '7'
    1 | presets: {a: {grade: {saturation: 7}}}
      |                                   ^ write saturation: 0.8""",
    "presets: {a: {references: looks/a.png}}": """\
film.yaml:1:27: 'references' is a list of files, not 'looks/a.png'
    1 | presets: {a: {references: looks/a.png}}
      |                           ^^^^^^^^^^^ write references: [looks/a.png]""",
    "cast: {mother: {called: Ma}, father: }": """\
film.yaml:1:30: 'father' has no value
    1 | cast: {mother: {called: Ma}, father: }
      |                              ^^^^^^ write father: {look: a woman in a red coat}""",
    "profiles: {draft: {quality: hihg}}": """\
film.yaml:1:29: 'quality' is draft, high or master, not 'hihg'
    1 | profiles: {draft: {quality: hihg}}
      |                             ^^^^ did you mean 'high'?""",
    "sound: {music: {file: a.wav}}": """\
film.yaml:1:16: 'music' is a list of sounds, not a map
    1 | sound: {music: {file: a.wav}}
      |                ^^^^^^^^^^^^^ write music: [{file: assets/rain.wav, under: street}]""",
    "sound: {sfx: [{file: a.wav, gain: -10, duck: dialog}]}": """\
film.yaml:1:35: 'gain' is a gain in dB, not '-10'
    1 | sound: {sfx: [{file: a.wav, gain: -10, duck: dialog}]}
      |                                   ^^^ write gain: -10dB
film.yaml:1:46: 'duck' is dialogue, or a map of how far and how fast, not 'dialog'
    1 | sound: {sfx: [{file: a.wav, gain: -10, duck: dialog}]}
      |                                              ^^^^^^ did you mean 'dialogue'?""",
    "deliver: {film.avi: {}}": """\
film.yaml:1:11: 'film.avi' is not a file name that ends in ENDINGS
    1 | deliver: {film.avi: {}}
      |           ^^^^^^^^ write film.mp4""",
    "cut: [{title: {text: x}}]": """\
film.yaml:1:8: a title needs 'length'
    1 | cut: [{title: {text: x}}]
      |        ^^^^^ write length: 2s""",
    "cut: [{titel: {text: x, length: 2s}}]": """\
film.yaml:1:8: unknown entry 'titel'
    1 | cut: [{titel: {text: x, length: 2s}}]
      |        ^^^^^ did you mean 'title'?""",
    "cut: [{fade: {form: black, length: 2s}}]": """\
film.yaml:1:15: unknown key 'form' in a fade
    1 | cut: [{fade: {form: black, length: 2s}}]
      |               ^^^^ did you mean 'from'?  a fade has: from, to, length""",
    "cut: [{fade: {}}, {fade: {from: black}}, {fade: {length: 1s}}]": """\
film.yaml:1:8: a fade needs 'from' or 'to' and 'length'
    1 | cut: [{fade: {}}, {fade: {from: black}}, {fade: {length: 1s}}]
      |        ^^^^ write {from: black, length: 12f}
film.yaml:1:20: a fade needs 'length'
    1 | cut: [{fade: {}}, {fade: {from: black}}, {fade: {length: 1s}}]
      |                    ^^^^ write length: 12f
film.yaml:1:43: a fade needs 'from' or 'to'
    1 | cut: [{fade: {}}, {fade: {from: black}}, {fade: {length: 1s}}]
      |                                           ^^^^ write {from: black, length: 12f}""",
    "cut: [{fade: {from: black, to: white, length: 2s}}]": """\
film.yaml:1:8: a fade has either 'from' or 'to'; this has both
    1 | cut: [{fade: {from: black, to: white, length: 2s}}]
      |        ^^^^ write {from: black, length: 12f}""",
    "cut: [{a/b: {speed: fast}}, A/B, [x]]": """\
film.yaml:1:21: 'speed' is a number from 0.05 to 20, or a map of times and speeds, not 'fast'
    1 | cut: [{a/b: {speed: fast}}, A/B, [x]]
      |                     ^^^^ write speed: 0.5
film.yaml:1:29: an item of 'cut' is a scene, a shot, or an entry such as 'dissolve: 12f', not 'A/B'
    1 | cut: [{a/b: {speed: fast}}, A/B, [x]]
      |                             ^^^ write street/walk
film.yaml:1:34: an item of 'cut' is a scene, a shot, or an entry such as 'dissolve: 12f', not a list
    1 | cut: [{a/b: {speed: fast}}, A/B, [x]]
      |                                  ^^^ write street/walk""",
    "cut:\n  - a/b:\n    in: 0.5s": """\
film.yaml:3:5: an entry of the cut has one key, and 'in' is another
    3 |     in: 0.5s
      |     ^^ indent it below 'a/b:', or begin a new entry with '- '""",
}


@pytest.mark.parametrize("text", FILMS)
def test_what_is_told_of_a_film(tmp_path, text):
    assert told(tmp_path, text) == FILMS[text].replace("ENDINGS", endings())


SHOTS = {
    "~": """\
film.yaml:5:10: 'b' is a map of a shot's words, not '~'
    5 |       b: ~
      |          ^ write b: {prompt: a street at night, length: 4s}""",
    "[x]": """\
film.yaml:5:10: 'b' is a map of a shot's words, not a list
    5 |       b: [x]
      |          ^^^ write b: {prompt: a street at night, length: 4s}""",
    "{prompt: x, lenght: 4s, takes: 1.5, sound: maybe}": """\
film.yaml:5:22: unknown key 'lenght' in a shot
    5 |       b: {prompt: x, lenght: 4s, takes: 1.5, sound: maybe}
      |                      ^^^^^^ did you mean 'length'?
film.yaml:5:41: 'takes' is a whole number from 1 to 1000, not '1.5'
    5 |       b: {prompt: x, lenght: 4s, takes: 1.5, sound: maybe}
      |                                         ^^^ write takes: 4
film.yaml:5:53: 'sound' is on, off, ambience, or a map of how it is heard, not 'maybe'
    5 |       b: {prompt: x, lenght: 4s, takes: 1.5, sound: maybe}
      |                                                     ^^^^^ write sound: ambience""",
    "{remix: {off: a/c, strength: wild}, recut: {of: c, keep: [1s]}}": """\
film.yaml:5:19: unknown key 'off' in a remix
    5 |       b: {remix: {off: a/c, strength: wild}, recut: {of: c, keep: [1s]}}
      |                   ^^^ did you mean 'of'?  a remix has: of, strength
film.yaml:5:39: 'strength' is subtle, mild, medium, strong, or a number from 0 to 1, not 'wild'
    5 |       b: {remix: {off: a/c, strength: wild}, recut: {of: c, keep: [1s]}}
      |                                       ^^^^ write strength: mild
film.yaml:5:58: 'of' is a shot, as scene/shot, not 'c'
    5 |       b: {remix: {off: a/c, strength: wild}, recut: {of: c, keep: [1s]}}
      |                                                          ^ write of: street/walk
film.yaml:5:67: 'keep' is two times, from and to, not 1
    5 |       b: {remix: {off: a/c, strength: wild}, recut: {of: c, keep: [1s]}}
      |                                                                   ^^^^ write keep: [1s, 3s]""",
    "{prompt: x, lines: [hello, {who: mother}], pick: bets}": """\
film.yaml:5:30: an item of 'lines' is a map such as 'mother: Have you eaten?', not 'hello'
    5 |       b: {prompt: x, lines: [hello, {who: mother}], pick: bets}
      |                              ^^^^^ write mother: Have you eaten?
film.yaml:5:37: a line needs 'line'
    5 |       b: {prompt: x, lines: [hello, {who: mother}], pick: bets}
      |                                     ^^^^^^^^^^^^^ write line: Have you eaten?
film.yaml:5:59: 'pick' is the number of a take, best, or a map of profiles and picks, not 'bets'
    5 |       b: {prompt: x, lines: [hello, {who: mother}], pick: bets}
      |                                                           ^^^^ did you mean 'best'?""",
    "{prompt: x, length: '1,5s', remix: {of: a/c, strength: midl}}": """\
film.yaml:5:30: 'length' is a time, not '1,5s'
    5 |       b: {prompt: x, length: '1,5s', remix: {of: a/c, strength: midl}}
      |                              ^^^^^^ a decimal point is a dot: length: 1.5s
film.yaml:5:65: 'strength' is subtle, mild, medium, strong, or a number from 0 to 1, not 'midl'
    5 |       b: {prompt: x, length: '1,5s', remix: {of: a/c, strength: midl}}
      |                                                                 ^^^^ did you mean 'mild'?""",
    "{prompt: x, pick: beste, grade: {saturation: lots}}": """\
film.yaml:5:28: 'pick' is the number of a take, best, or a map of profiles and picks, not 'beste'
    5 |       b: {prompt: x, pick: beste, grade: {saturation: lots}}
      |                            ^^^^^ did you mean 'best'?
film.yaml:5:55: 'saturation' is a number from 0 to 4, not 'lots'
    5 |       b: {prompt: x, pick: beste, grade: {saturation: lots}}
      |                                                       ^^^^ write saturation: 0.8""",
    "{prompt: x, storyboard: {now: x, 1s: {word: y}}}": """\
film.yaml:5:35: 'now' is not a time
    5 |       b: {prompt: x, storyboard: {now: x, 1s: {word: y}}}
      |                                   ^^^ write 1.5s
film.yaml:5:48: unknown key 'word' in a card
    5 |       b: {prompt: x, storyboard: {now: x, 1s: {word: y}}}
      |                                                ^^^^ did you mean 'words'?  a card has: words, image""",
}


@pytest.mark.parametrize("text", SHOTS)
def test_what_is_told_of_a_shot(tmp_path, text):
    assert told(tmp_path, shot(text), "") == SHOTS[text]


def test_what_a_film_needs(tmp_path):
    assert (
        told(tmp_path, "seed: 1", "")
        == """\
film.yaml:1:1: a film needs 'title' and 'scenes'
    1 | seed: 1
      | ^^^^ write title: and scenes:"""
    )


def test_a_scene_is_not_called_as_a_word_of_the_cut(tmp_path):
    assert (
        told(tmp_path, "title: x\nscenes: {fade: {shots: {}}}", "")
        == """\
film.yaml:2:10: 'fade' is a word of the cut, and no name of a scene
    2 | scenes: {fade: {shots: {}}}
      |          ^^^^ write 'fade-1', or another name"""
    )


def test_nothing_is_told_twice_of_text_that_is_no_yaml(tmp_path):
    assert told(tmp_path, "seed: @1", "").count("film.yaml:") == 1
    (tmp_path / "looks.yaml").write_text("presets: [\n")
    assert told(tmp_path, "include: looks.yaml\ntitle: x", "").count(".yaml:") == 1


def test_texts_that_look_like_other_things_are_text(tmp_path):
    text = (
        "title: 1917\nscenes: {010: {slug: No, shots: {1: {prompt: 1.50, length: 1s, note: null, "
        "lines: [{7: yes}]}}}}"
    )
    assert told(tmp_path, text, "") == ""


def test_keys_that_are_numbers_are_found_again(tmp_path):
    assert "film.yaml:2:30: unknown key 'x' in a shot" in told(
        tmp_path, "title: a\nscenes: {010: {shots: {007: {x: 1, prompt: a}}}}", ""
    )
