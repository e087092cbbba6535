"""What a film of footage costs to assemble, beside one run of ffmpeg and moviepy, in one run.

    python -m tests.bench.assembly [--clips 100] [--moviepy 20] [--json FILE]

The film: clips of 2.5 s, 1280x720 at 24, a music, and a dissolve of 12 frames after each tenth. Each
figure is a whole process with its children: CPU and wall seconds, peak memory of the largest. ffmpeg
encodes as vfc does: x264, the preset and constant rate factor of `quality: high`, one AAC track.
moviepy holds all its clips open (8 GB at 100), so it makes a part of the film, and vfc and ffmpeg the
same part.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import av
import imageio_ffmpeg
import numpy

from tests.bench.__main__ import VFC, Cost, measured
from vfc.film.formats import Quality
from vfc.media.formats import H264

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
RATE, SIZE = 24, "1280x720"
GROUP, JOIN = 10, 12  # clips between two dissolves; frames of a dissolve
PRESET, CRF = H264[Quality.HIGH]


def write_clips(folder: Path, clips: int, frames: int) -> None:
    """Clips of moving shapes with grain, each another part of them; a music as long as they are."""
    (folder / "clips").mkdir(parents=True)
    for number in range(clips):
        moving = (
            f"testsrc2=size={SIZE}:rate={RATE},trim=start_frame={number * 7},setpts=N/{RATE}/TB"
        )
        ffmpeg(
            ["-f", "lavfi", "-i", f"{moving},noise=alls=5:allf=t:all_seed={number + 1}"]
            + ["-frames:v", str(frames), "-pix_fmt", "yuv420p", "-c:v", "libx264"]
            + ["-preset", "ultrafast", "-crf", "20", str(folder / f"clips/{number:04d}.mp4")]
        )
    seconds = clips * frames / RATE + 1
    ffmpeg(
        ["-f", "lavfi", "-i", f"anoisesrc=d={seconds}:c=pink:a=0.1:r=48000", "-ac", "2"]
        + [str(folder / "music.wav")]
    )


def ffmpeg(arguments: list[str]) -> None:
    """Run ffmpeg to its end; CalledProcessError where it fails."""
    subprocess.run([FFMPEG, "-v", "error", "-y", *arguments], check=True)


def film_text(clips: int, frames: int, changed: str = "") -> str:
    """The film; `changed` are further words of a shot in its middle."""
    shots = [
        f"      s{number:04d}: {{footage: clips/{number:04d}.mp4, length: {frames}f, handles: 0f"
        + (f", {changed}" if changed and number == clips // 2 + 1 else "")
        + "}"
        for number in range(clips)
    ]
    cut = []
    for number in range(clips):
        if number and number % GROUP == 0:
            cut.append(f"  - {{dissolve: {{length: {JOIN}f, overlap: true}}}}")
        cut.append(f"  - a/s{number:04d}")
    return "\n".join(
        [
            "vfc: 1",
            "title: Clips",
            f"format: {{size: {SIZE}, rate: {RATE}}}",
            "scenes:",
            "  a:",
            "    shots:",
            *shots,
            "cut:",
            *cut,
            "sound:",
            "  music: [{file: music.wav, at: 0s}]",
            "deliver: {film.mp4: {}}",
            "",
        ]
    )


def frames_of(clips: int, frames: int) -> int:
    """The frames of the film."""
    return clips * frames - (clips - 1) // GROUP * JOIN


def with_ffmpeg(clips: int, frames: int) -> list[str]:
    """The command that makes the same film in one run."""
    inputs = [word for number in range(clips) for word in ("-i", f"clips/{number:04d}.mp4")]
    starts = range(0, clips, GROUP)
    graph = []
    for group, start in enumerate(starts):
        numbers = range(start, min(start + GROUP, clips))
        graph += [
            f"[{each}:v]trim=end_frame={frames},setpts=PTS-STARTPTS[c{each}]" for each in numbers
        ]
        names, count = "".join(f"[c{each}]" for each in numbers), len(numbers)
        graph.append(f"{names}concat=n={count}:v=1:a=0,settb=1/{RATE},fps={RATE}[g{group}]")
    last, length = "g0", GROUP * frames
    for group in range(1, len(starts)):
        offset = (length - JOIN) / RATE
        graph.append(
            f"[{last}][g{group}]xfade=transition=fade:duration={JOIN / RATE}:offset={offset:.6f}"
            f"[x{group}]"
        )
        last, length = f"x{group}", length - JOIN + GROUP * frames
    return [
        *(FFMPEG, "-v", "error", "-y", *inputs, "-i", "music.wav"),
        *("-filter_complex", ";".join(graph), "-map", f"[{last}]", "-map", f"{clips}:a"),
        *("-c:v", "libx264", "-preset", PRESET, "-crf", str(CRF), "-pix_fmt", "yuv420p"),
        *("-c:a", "aac", "-b:a", "192k", "-shortest", "ffmpeg.mp4"),
    ]


MOVIEPY = """
import sys
from moviepy import AudioFileClip, CompositeVideoClip, VideoFileClip, concatenate_videoclips, vfx
clips, group, join = int(sys.argv[1]), 10, 0.5
groups = [
    concatenate_videoclips([VideoFileClip(f"clips/{n:04d}.mp4").subclipped(0, 2.5) for n in range(s, min(s + group, clips))])
    for s in range(0, clips, group)
]
placed, at = [], 0.0
for number, each in enumerate(groups):
    if number:
        at -= join
        each = each.with_effects([vfx.CrossFadeIn(join)])
    placed.append(each.with_start(at))
    at += each.duration
film = CompositeVideoClip(placed)
film = film.with_audio(AudioFileClip("music.wav").subclipped(0, film.duration))
film.write_videofile("moviepy.mp4", codec="libx264", preset=sys.argv[2], fps=24, audio_codec="aac",
    ffmpeg_params=["-crf", sys.argv[3], "-pix_fmt", "yuv420p"], logger=None)
"""


def with_moviepy(clips: int) -> list[str]:
    """The command that makes the same film by moviepy."""
    return [sys.executable, "-c", MOVIEPY, str(clips), PRESET, str(CRF)]


def counted(path: Path) -> int:
    """The frames of a film file."""
    with av.open(str(path)) as container:
        return sum(1 for packet in container.demux(video=0) if packet.size)


def run(name: str, found: dict[str, Cost], make: Callable[[], Cost]) -> None:
    """Measure, note and print one figure."""
    cost = found[name] = make()
    print(f"| {name} | {cost.cpu:.1f} | {cost.wall:.1f} | {cost.memory:.0f} |", flush=True)


def assembled(folder: Path, clips: int, frames: int, found: dict[str, Cost], peers: str) -> None:
    """A film of so many clips, first and after an edit, and its peers."""
    text = folder / "film.yaml"
    for stale in (".vfc", "out"):
        shutil.rmtree(folder / stale, ignore_errors=True)
    text.write_text(film_text(clips, frames))
    build = [*VFC, "build"]
    of = f"{clips} clips"
    run(f"vfc, {of}, first", found, lambda: measured(build, folder))
    assert counted(folder / "out/film/film.mp4") == frames_of(clips, frames)
    changes = {"a shot's in changed": "in: 2f", "its grade changed": "grade: {exposure: 0.2}"}
    for name, words in changes.items():
        text.write_text(film_text(clips, frames, words))
        run(f"vfc, {of}, {name}", found, lambda: measured(build, folder))
    run(f"vfc, {of}, nothing changed", found, lambda: measured(build, folder))
    if "ffmpeg" in peers:
        run(f"ffmpeg, {of}", found, lambda: measured(with_ffmpeg(clips, frames), folder))
        assert abs(counted(folder / "ffmpeg.mp4") - frames_of(clips, frames)) <= 1
    if "moviepy" in peers:
        run(f"moviepy, {of}", found, lambda: measured(with_moviepy(clips), folder))


def in_step(folder: Path) -> str:
    """How far a flash and its beep lie apart at the end of an hour."""
    (folder / "hour").mkdir()
    ffmpeg(
        ["-f", "lavfi", "-i", f"color=black:size=64x36:rate={RATE}:d=4"]
        + ["-f", "lavfi", "-i", "aevalsrc=0.5*sin(2*PI*1000*t)*gte(t\\,2):s=48000:d=4"]
        + ["-vf", "drawbox=t=fill:color=white:enable='gte(t,2)'"]
        + ["-pix_fmt", "yuv420p", "-c:a", "pcm_s16le", str(folder / "hour/flash.mov")]
    )
    (folder / "hour/film.yaml").write_text(
        f"vfc: 1\ntitle: Hour\nformat: {{size: 64x36, rate: {RATE}}}\nscenes: {{a: {{shots: {{"
        "flash: {footage: flash.mov, length: 4s, handles: 0f}}}}\n"
        "cut: [{black: 3596s}, a/flash]\ndeliver: {film.mp4: {}}\n"
    )
    cost = measured([*VFC, "build"], folder / "hour")
    path = str(folder / "hour/out/film/film.mp4")
    with av.open(path) as container:
        container.seek(3590 * av.time_base)
        shown = next(
            each.time
            for each in container.decode(video=0)
            if each.to_ndarray(format="gray").mean() > 128
        )
    with av.open(path) as container:
        container.seek(3590 * av.time_base)
        heard = 0.0
        for each in container.decode(audio=0):
            loud = numpy.abs(each.to_ndarray()).max(axis=0) > 0.05
            if loud.any() and each.time > 3590:
                heard = each.time + int(loud.argmax()) / each.sample_rate
                break
    return (
        f"an hour: the flash at {shown:.4f} s, the beep at {heard:.4f} s, "
        f"{abs(heard - shown) * 1000:.2f} ms apart; {cost.cpu:.0f} CPU s, {cost.memory:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clips", type=int, default=100)
    parser.add_argument("--moviepy", type=int, default=20, help="clips that moviepy gets")
    parser.add_argument("--many", type=int, default=0, help="short clips, for memory alone")
    parser.add_argument("--hour", action="store_true", help="sound in step at the end of an hour")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found: dict[str, Cost] = {}
    print("| film | CPU s | wall s | peak MB |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="vfc-bench-") as name:
        folder = Path(name)
        if asked.hour:
            print(in_step(folder))
        write_clips(folder, max(asked.clips, asked.moviepy), 62)
        if asked.moviepy:
            assembled(folder, asked.moviepy, 60, found, "ffmpeg moviepy")
        if asked.clips:
            assembled(folder, asked.clips, 60, found, "ffmpeg")
        if asked.many:
            shutil.rmtree(folder / "clips")
            write_clips(folder, asked.many, 8)
            assembled(folder, asked.many, 6, found, "")
    if asked.json:
        asked.json.write_text(json.dumps({key: each._asdict() for key, each in found.items()}))


if __name__ == "__main__":
    main()
