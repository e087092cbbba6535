"""`vfc import` of an edit: a film of footage that shows the same frames, in each of four formats."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path

import av
import numpy
import pytest
import yaml

from tests.programs import inside
from vfc.commands.check import check
from vfc.commands.importedit import import_edit
from vfc.edit.handover.editlist import edit_list
from vfc.edit.handover.formats import handed_over, with_links
from vfc.edit.placing import place
from vfc.errors import UsageError
from vfc.film.model import Footage, ShotEntry, Transition
from vfc.project.load import load
from vfc.project.workspace import Workspace, find_workspace

FORMATS = ("otio", "edl", "xml", "fcpxml")
SHOTS = {"street/walk": 96, "street/shoe": 60, "home/lamp": 72, "home/bed": 120}


def footage(
    path: Path, frames: int, *, sound: bool = False, rate: int = 24, code: str = ""
) -> None:
    """A small film of whole frames, each a shade lighter than the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        if code:
            container.metadata["timecode"] = code
        stream = container.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        heard = container.add_stream("pcm_s16le", rate=48000, layout="mono") if sound else None
        for number in range(frames):
            shade = numpy.full((36, 64, 3), number * 2 % 256, numpy.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(shade, format="rgb24")))
        container.mux(stream.encode())
        if heard is not None:
            samples = numpy.full((1, 48000 * frames // rate), 5000, numpy.int16)
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
            frame.rate, frame.pts = 48000, 0
            container.mux(heard.encode(frame))
            container.mux(heard.encode())


@pytest.fixture(scope="module")
def media(tmp_path_factory) -> Path:
    """The editing media of the film of which the cuts are."""
    folder = tmp_path_factory.mktemp("cut") / "film.media"
    for name, frames in SHOTS.items():
        footage(folder / f"{name.replace('/', '_')}.mov", frames + 12, code="01:00:00:00")
    return folder


def whole(folder: Path, cut: list[str], more: str = "") -> Workspace:
    """A film of which the cut is, and what is sought for are its frames."""
    shots = "".join(
        f"  {scene}: {{shots: {{"
        + ", ".join(
            f"{name.partition('/')[2]}: {{prompt: a lamp, length: {frames}f}}"
            for name, frames in SHOTS.items()
            if name.startswith(scene)
        )
        + "}}\n"
        for scene in ("street", "home")
    )
    text = f"title: My cut\nformat: {{size: 64x36, rate: 24}}\nscenes:\n{shots}cut:\n"
    (folder / "film.yaml").write_text(text + "".join(f"  - {each}\n" for each in cut) + more)
    return Workspace(folder=folder, entry="film.yaml", profile=None, store=folder / ".vfc")


def written(workspace: Workspace, ending: str, media: Path) -> Path:
    """The film's cut in a format, whose links lead to the media."""
    film = load(workspace).film
    links = {
        each.filename: f"film.media/{each.filename}"
        for each in edit_list(film, film.cuts[""]).files
    }
    text = with_links(handed_over(film, film.cuts[""], ending).text, ending, links, media.parent)
    path = media.parent / f"{workspace.folder.name}.{ending}"
    path.write_text(text)
    return path


def shown(workspace: Workspace):
    """What is seen: of each entry its film frames, its file, the frame of that and its speed; the
    transitions and the fades.
    """
    film = load(workspace).film
    placing, mistakes = place(film, film.cuts[""])
    assert not mistakes
    seen = []
    for each in placing.places:
        if each.shot is None:
            continue
        source = each.shot.source
        entry = each.entry
        assert isinstance(entry, ShotEntry)
        start = Fraction(entry.in_point or 0)
        name = each.shot.name.replace("/", "_")
        if isinstance(source, Footage):
            start += source.start * film.format.rate
            name = Path(source.file.path).stem.replace("-", "_")
        seen.append(
            (each.start, placing.cut_out(placing.places.index(each)), name, start, entry.speed)
        )
    joints = [
        (each.kind, each.length) for each in film.cuts[""].entries if isinstance(each, Transition)
    ]
    edits = edit_list(film, film.cuts[""]).edits
    fades = [(each.range_in_film, each.fade_in, each.fade_out) for each in edits]
    return placing.frames, seen, joints, fades


def random_cut(chance: random.Random) -> list[str]:
    cut: list[str] = []
    for _ in range(chance.randint(2, 7)):
        name, frames = chance.choice(list(SHOTS.items()))
        start = chance.randint(0, 20)
        length = chance.randint(20, (frames - start) // 2)
        speed = chance.choice(["", "", "", ", speed: 2", ", speed: 0.5", ", speed: 1.5"])
        joint = chance.choice(["", "", "dissolve", "wipe", "black", "from"])
        before = cut[-1] if cut else "black"
        if joint in ("dissolve", "wipe") and not before.startswith(("black", "fade")):
            cut.append(f"{joint}: {chance.randint(2, 9)}f")
        elif joint == "black":
            cut.append(f"black: {chance.randint(2, 30)}f")
        elif joint == "from" and (not cut or before.startswith("black")):
            cut.append(f"fade: {{from: black, length: {chance.randint(2, 9)}f}}")
        rest = length if not speed else length // 2
        cut.append(f"{name}: {{in: {start}f, length: {rest}f{speed}}}")
    ends = chance.choice([[], ["fade: {to: black, length: 8f}"], ["black: 14f"]])
    return [*cut, *ends]


@pytest.mark.parametrize("number", range(20))
def test_the_film_of_an_edit_shows_its_frames(tmp_path, media, number):
    chance, ending = random.Random(number), FORMATS[number % 4]
    theirs = whole(tmp_path, random_cut(chance))
    done = import_edit(written(theirs, ending, media), tmp_path / "new", "24")
    assert not done.offline
    mine = find_workspace(done.folder)
    assert [str(each) for each in check(mine)] == []
    frames, seen, joints, fades = shown(theirs)
    own_frames, own, own_joints, own_fades = shown(mine)
    assert (own_frames, own_fades) == (frames, fades)
    kinds = {"wipe": "dissolve"} if ending == "fcpxml" else {}
    assert own_joints == [(kinds.get(kind, kind), length) for kind, length in joints]
    assert [each[:3] for each in own] == [each[:3] for each in seen]
    for one, other in zip(own, seen, strict=True):
        assert abs(one[4] - other[4]) < Fraction(1, 500)
        assert abs(one[3] - other[3]) <= (0 if other[4] == 1 else max(1, other[4])), one
    copied = {path.name for path in (done.folder / "media").iterdir()}
    assert len(copied) == len({each[2] for each in seen}), "each file once"


@pytest.mark.parametrize("ending", FORMATS)
def test_titles_sounds_and_markers_come_in(tmp_path, media, ending):
    footage(media.parent / "song.mov", 96, sound=True)
    footage(tmp_path / "song.mov", 96, sound=True)
    more = (
        'titles: [{at: 12f, length: 20f, text: "Hello, you\\nthere"}]\n'
        "sound: {music: [{file: song.mov, at: 20f, in: 1s, length: 2s, gain: -6dB, fade: [6f, 12f]}]}\n"
    )
    theirs = whole(tmp_path, ["street/walk", "home/bed"], more)
    path = written(theirs, ending, media)
    path.write_text(path.read_text().replace("song.mov", "song.mov"))
    done = import_edit(path, tmp_path / "new", "24")
    assert [str(each) for each in check(find_workspace(done.folder))] == []
    film = load(find_workspace(done.folder)).film
    cue = film.sound.cues[0]
    plain = (cue.at and cue.at.offset, cue.start, cue.length)
    assert plain == (20, Fraction(1), 48)
    if ending != "edl":
        assert str(cue.track) == "music"
        assert (round(cue.gain, 2), cue.fade_in, cue.fade_out) == (-6.0, 6, 12)
        titles = [(each.at.offset, each.length, each.text) for each in film.titles]
        assert titles == [(12, 20, "Hello, you\nthere")]
    notes = (done.folder / "film.yaml").read_text()
    assert "marker at 0f: home" in notes, "the mark of the second scene"


# ── what an editing program of today writes ────────────────────────────────────────────────────

PREMIERE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xmeml>
<xmeml version="4"><sequence id="s"><name>Rough cut 3</name>
<rate><timebase>24</timebase><ntsc>FALSE</ntsc></rate>
<media><video><format><samplecharacteristics><width>64</width><height>36</height>
</samplecharacteristics></format><track>
{video}
</track></video><audio>{audio}</audio></media></sequence></xmeml>
"""
FILE = """<file id="{id}"><name>{name}</name><pathurl>file://localhost/{path}</pathurl>
<rate><timebase>24</timebase><ntsc>FALSE</ntsc></rate></file>"""


def clip(name: str, at: tuple[int, int], inside: int, file: str, more: str = "") -> str:
    return (
        f"<clipitem><name>{name}</name><enabled>TRUE</enabled><start>{at[0]}</start>"
        f"<end>{at[1]}</end><in>{inside}</in><out>{inside + at[1] - at[0]}</out>{file}{more}"
        f"</clipitem>"
    )


def premiere(folder: Path, video: str, audio: list[str]) -> Path:
    path = folder / "rough.xml"
    tracks = "".join(f"<track>{each}</track>" for each in audio)
    path.write_text(PREMIERE.format(video=video, audio=tracks))
    return path


def test_sound_that_is_a_clip_s_own_stays_with_it_and_leads_and_trails(tmp_path):
    footage(tmp_path / "rushes" / "A001.mov", 100, sound=True)
    file = FILE.format(id="f", name="A001.mov", path="gone/elsewhere/A001.mov")
    again = '<file id="f"/>'
    video = clip("A001.mov", (0, 20), 10, file) + clip("A001.mov", (20, 50), 40, again)
    video += clip("A001.mov", (50, 60), 80, again)
    left = clip("A001.mov", (0, 26), 10, again) + clip("A001.mov", (30, 60), 5, again)
    lead = clip("A001.mov", (14, 50), 34, again)
    done = import_edit(premiere(tmp_path, video, [left, left, lead]), tmp_path / "new")
    text = (done.folder / "film.yaml").read_text()
    cut = yaml.safe_load(text)["cut"]
    name = "rough-cut-3/a001"
    assert cut == [{name: {"trail": "6f"}}, {f"{name}-2": {"lead": "6f"}}, f"{name}-3"]
    shots = load(find_workspace(done.folder)).film.shots
    assert [each.sound.heard for each in shots.values()] == [True, True, False]
    cues = yaml.safe_load(text)["sound"]
    assert cues == {"sfx": [{"file": "media/a001.mov", "at": "30f", "in": "5f", "length": "30f"}]}
    assert [str(each) for each in check(find_workspace(done.folder))] == []
    assert not done.remarks and not done.offline, "the sound's second channel is no other sound"


def test_media_that_lack_are_named_and_a_card_stands_for_them(tmp_path):
    footage(tmp_path / "B.mov", 30)
    (tmp_path / "C.mov").write_text("no film")
    video = "".join(
        clip(name, (at, at + 20), 24, FILE.format(id=name, name=name, path=f"x/{name}"))
        for name, at in (("A.mov", 0), ("B.mov", 20), ("C.mov", 40))
    )
    done = import_edit(premiere(tmp_path, video, []), tmp_path / "new")
    assert done.frames == 60 and done.shots == 3
    assert [each.partition(":")[0] for each in done.offline] == ["A.mov", "C.mov"]
    text = yaml.safe_load((done.folder / "film.yaml").read_text())
    shots = text["scenes"]["rough-cut-3"]["shots"]
    assert shots["a"] == {
        "still": "media/offline/1.png",
        "length": "20f",
        "note": "offline media: A.mov: it was not found at its path, nor beside the edit; then "
        "'footage: …, in: 24f' instead of 'still'",
    }
    assert "it has 6" in shots["b"]["note"], "a file that is too short is offline too"
    built = inside("build", str(done.folder), cwd=tmp_path)
    assert built.returncode == 0, built.stderr


def test_media_in_the_film_s_folder_stay_where_they_are(tmp_path):
    footage(tmp_path / "rushes" / "A.mov", 40)
    edit = premiere(
        tmp_path, clip("A.mov", (0, 20), 4, FILE.format(id="f", name="A.mov", path="x/A.mov")), []
    )
    done = import_edit(edit, tmp_path)
    assert "footage: rushes/A.mov" in (tmp_path / "film.yaml").read_text()
    assert not (tmp_path / "media").exists()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match="is there already, with a film in it"):
        import_edit(edit, done.folder)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_a_frame_that_stands_and_one_that_runs_backwards(tmp_path):
    footage(tmp_path / "A.mov", 100)
    remap = (
        "<filter><effect><effectid>timeremap</effectid><parameter><parameterid>speed"
        "</parameterid><value>{}</value></parameter><parameter><parameterid>reverse"
        "</parameterid><value>{}</value></parameter></effect></filter>"
    )
    file = FILE.format(id="f", name="A.mov", path="x/A.mov")
    video = clip("A.mov", (0, 20), 30, file, remap.format(0, "FALSE"))
    video += clip("A.mov", (20, 40), 60, '<file id="f"/>', remap.format(100, "TRUE"))
    done = import_edit(premiere(tmp_path, video, []), tmp_path / "new")
    assert not done.remarks
    text = (done.folder / "film.yaml").read_text()
    assert "still: media/frames/a-1.png" in text and "in: 41f" in text
    assert yaml.safe_load(text)["cut"][1] == {"rough-cut-3/a-2": {"reverse": True, "length": "20f"}}
    with av.open(str(done.folder / "media/frames/a-1.png")) as container:
        shade = next(container.decode(video=0)).to_ndarray(format="rgb24").mean()
    assert abs(shade - 60) < 6, "the frame at 30"


RETIMED = [
    "street/walk: {speed: {1s: 1, 2s: 0.25, 3s: 1}, length: 80f}",
    "wipe: {from: bottom-right, length: 6f}",
    "street/shoe: {reverse: on, in: 8f}",
    "dip: {colour: '#ff8000', length: 6f}",
    "home/lamp: {freeze: {at: 4f, for: 9f}}",
    "wipe: {from: right, soft: 0.2, length: 8f}",
    "home/bed: {speed: {12f: 1, 36f: 2}, ease: ease, length: 60f, between: mix}",
    "clock: {reverse: on, length: 5f}",
    "street/walk: {speed: {0f: 2, 20f: 0.5}, ease: hold, length: 40f}",
    "barn-door: {axis: vertical, length: 5f}",
    "street/walk: {speed: {0f: 2, 20f: 0.5}, ease: ease-out, length: 40f}",
    "street/walk: {speed: {5f: 0.5, 20f: 1.3}, ease: ease-in, length: 60f, reverse: on, in: 20f}",
    "home/lamp: {freeze: last, length: 80f}",
    "home/lamp: {speed: 0.5, reverse: on, in: 20f, length: 30f, between: flow}",
]


def frames_seen(workspace: Workspace) -> list[tuple[int, str, list[int]]]:
    """Of each shot of a cut where it begins, its file, and the frames of that which are seen, those
    under transitions too.
    """
    film = load(workspace).film
    placing, mistakes = place(film, film.cuts[""])
    assert not mistakes
    found = []
    for index, each in enumerate(placing.places):
        assert each.shot is not None
        source, name, start = each.shot.source, each.shot.name, Fraction(0)
        if isinstance(source, Footage):
            name, start = Path(source.file.path).stem, source.start * film.format.rate
        frames = range(placing.seen_in_film(index).frames)
        seen = [int(each.seen.frame(frame) + start) for frame in frames]
        found.append((each.start, name.replace("/", "-"), seen))
    return found


@pytest.mark.parametrize("ending", ["otio", "xml", "fcpxml"])
def test_speeds_that_change_come_back_to_the_frame_as_they_were_written(tmp_path, media, ending):
    theirs = whole(tmp_path, RETIMED)
    done = import_edit(written(theirs, ending, media), tmp_path / "new")
    mine = find_workspace(done.folder)
    assert not done.remarks and not done.offline
    assert [str(each) for each in check(mine)] == []
    assert frames_seen(mine) == frames_seen(theirs)
    text = (done.folder / "film.yaml").read_text()
    for speed in (
        "speed: {24f: 1, 48f: 0.25, 72f: 1}, length",
        "speed: {12f: 1, 36f: 2}, ease: ease",
        "speed: {0f: 2, 20f: 0.5}, ease: hold",
        "speed: {0f: 2, 20f: 0.5}, ease: ease-out",
        "speed: {5f: 0.5, 20f: 1.3}, ease: ease-in, reverse: on",
        "speed: {0f: 1, 71f: 0}, ease: hold",
    ):
        assert speed in text
    looks = [
        each.look.words()
        for each in load(mine).film.cuts[""].entries
        if isinstance(each, Transition)
    ]
    wanted = [
        each.look.words()
        for each in load(theirs).film.cuts[""].entries
        if isinstance(each, Transition)
    ]
    if ending == "xml":
        wanted[2].pop("soft")
    assert looks == wanted if ending != "fcpxml" else looks == [{}, wanted[1], {}, {}, {}]
    between = [each.retiming and str(each.retiming.between) for each in entries_of(mine)]
    assert (between[3], between[-1]) == ("mix", "mix" if ending == "xml" else "flow")


def entries_of(workspace: Workspace) -> list[ShotEntry]:
    return [each for each in load(workspace).film.cuts[""].entries if isinstance(each, ShotEntry)]


def test_an_edl_says_from_where_its_wipes_come(tmp_path, media):
    cut = ["street/walk", "wipe: {from: top, length: 6f}", "home/lamp", "barn-door: 4f", "home/bed"]
    theirs = whole(tmp_path, cut)
    done = import_edit(written(theirs, "edl", media), tmp_path / "new", "24")
    text = (done.folder / "film.yaml").read_text()
    assert "- {wipe: {from: top, length: 6f}}" in text and "- {barn-door: 4f}" in text


BENT = """<filter><effect><effectid>timeremap</effectid><parameter><parameterid>variablespeed
</parameterid><value>1</value></parameter><parameter><parameterid>graphdict</parameterid>{}
</parameter></effect></filter>"""


def bent(*points: tuple[int, float]) -> str:
    keys = (f"<keyframe><when>{at}</when><value>{there}</value></keyframe>" for at, there in points)
    return BENT.format("".join(keys))


def test_lines_that_other_programs_write(tmp_path):
    """A clip that begins within its line; one that goes back and forth, and one without points,
    which are told; and one whose speed no plain number says.
    """
    footage(tmp_path / "A.mov", 100)
    file = FILE.format(id="f", name="A.mov", path="x/A.mov")
    again = '<file id="f"/>'
    video = clip("A.mov", (0, 20), 10, file, bent((0, 0), (20, 10), (40, 50)))
    video += clip("A.mov", (20, 40), 0, again, bent((0, 0), (10, 20), (20, 10)))
    video += clip("A.mov", (40, 60), 0, again, BENT.format(""))
    video += clip("A.mov", (60, 80), 0, again, bent((0, 0), (7, 3), (20, 29)))
    done = import_edit(premiere(tmp_path, video, []), tmp_path / "new")
    assert done.remarks == ("'A.mov' changes its speed; it plays at its own, from its start on",)
    mine = find_workspace(done.folder)
    assert [str(each) for each in check(mine)] == []
    seen = [frames for _, _, frames in frames_seen(mine)]
    assert seen[0] == [5 + at // 2 if at < 10 else 10 + 2 * (at - 10) for at in range(20)]
    assert seen[3] == [at * 3 // 7 if at < 7 else 3 + 2 * (at - 7) for at in range(20)]


def test_an_edl_without_a_rate_and_a_title_over_black(tmp_path):
    edl = "TITLE: X\n001  A001     V     C        01:00:00:00 01:00:00:10 01:00:00:00 01:00:00:10\n"
    (tmp_path / "a.edl").write_text(edl)
    done = inside("import", "a.edl", cwd=tmp_path)
    assert done.returncode == 2 and "--rate" in done.stderr
    assert not (tmp_path / "a-film").exists()
    done = inside("import", "a.edl", "--rate", "25", "--json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert (found["frames"], found["shots"]) == (10, 1)
    assert found["offline"] == ["A001: it was not found at its path, nor beside the edit"]
    title = (
        "<generatoritem><name>t</name><start>40</start><end>60</end><effect><effectid>Text"
        "</effectid><parameter><parameterid>str</parameterid><value>Fin</value></parameter>"
        "</effect></generatoritem>"
    )
    video = clip("A.mov", (0, 20), 0, FILE.format(id="f", name="A.mov", path="A.mov"))
    done = import_edit(premiere(tmp_path, video + "</track><track>" + title, []), tmp_path / "two")
    film = load(find_workspace(done.folder)).film
    assert done.frames == 60
    assert [(each.at.offset, each.length, each.text) for each in film.titles] == [(40, 20, "Fin")]


@pytest.mark.parametrize("path", ["/dev/zero", "/etc/hostname", "../../../etc/hostname", "a\0b"])
def test_a_path_that_is_no_media_is_offline(tmp_path, path):
    timeline = {
        "OTIO_SCHEMA": "Timeline.1",
        "name": "x",
        "tracks": {
            "OTIO_SCHEMA": "Stack.1",
            "children": [
                {
                    "OTIO_SCHEMA": "Track.1",
                    "kind": "Video",
                    "children": [
                        {
                            "OTIO_SCHEMA": "Clip.1",
                            "name": "c",
                            "source_range": {
                                "OTIO_SCHEMA": "TimeRange.1",
                                "start_time": {
                                    "OTIO_SCHEMA": "RationalTime.1",
                                    "rate": 24,
                                    "value": 0,
                                },
                                "duration": {
                                    "OTIO_SCHEMA": "RationalTime.1",
                                    "rate": 24,
                                    "value": 9,
                                },
                            },
                            "media_reference": {
                                "OTIO_SCHEMA": "ExternalReference.1",
                                "target_url": path,
                            },
                        }
                    ],
                }
            ],
        },
    }
    (tmp_path / "x.otio").write_text(json.dumps(timeline))
    done = import_edit(tmp_path / "x.otio", tmp_path / "new")
    assert len(done.offline) == 1
    assert [path.name for path in (done.folder / "media").rglob("*.*")] == ["1.png"]
