"""Films, and the same graphs for other tools, in a folder: N shots, a hundred a scene, one film."""

from __future__ import annotations

from pathlib import Path

FLAT = '''"""A generator that draws one colour, of each shot another: what is measured is vfc, not the pictures,
and no two segments are one artifact."""
from vfc.generators.api import PictureGenerator


class Flat(PictureGenerator):
    name = "flat"

    def frames(self, request, context):
        import numpy

        colour = [16 + (request.seed >> bits) % 220 for bits in (0, 8, 16)]
        for _ in range(request.frames):
            yield numpy.full((request.size.height, request.size.width, 3), colour, numpy.uint8)
'''


def write_generator(folder: Path) -> None:
    """A package on a path, with the entry point by which vfc finds its generator."""
    info = folder / "flat-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "flat.py").write_text(FLAT)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: flat\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[vfc.generators]\nflat = flat:Flat\n")


def write_film(folder: Path, shots: int) -> None:
    """A film of `shots` shots of two frames, dissolve-free, with a preset, a set, a camera and one
    sound.
    """
    lines = [
        "vfc: 1",
        "title: Many",
        "format: {size: 64x36, rate: 24}",
        "seed: 7",
        "handles: 0f",
        "generator: flat",
        "presets:",
        "  look:",
        "    style: soft light, film grain",
        "sets:",
        "  valley:",
        "    look: a wide valley with a river",
        "scenes:",
    ]
    for scene in range(-(-shots // 100)):
        lines += [f"  scene-{scene:03d}:", "    set: valley", "    preset: look", "    shots:"]
        for shot in range(scene * 100, min(shots, scene * 100 + 100)):
            lines += [
                f"      shot-{shot:05d}:",
                f"        prompt: a rider crosses the valley, number {shot}",
                "        length: 2f",
                "        camera: {framing: wide, move: push in}",
            ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "film.yaml").write_text("\n".join(lines) + "\ndeliver:\n  film.mp4: {}\n")


def change_prompt(folder: Path, shot: int, words: str) -> None:
    """Say one shot's prompt anew."""
    path = folder / "film.yaml"
    text = path.read_text()
    before = text.index(f"      shot-{shot:05d}:\n        prompt: ")
    start = text.index("prompt: ", before) + len("prompt: ")
    path.write_text(text[:start] + words + text[text.index("\n", start) :])


def write_sources(folder: Path, shots: int) -> None:
    """The files that ninja and doit copy: one a shot."""
    (folder / "src").mkdir(parents=True)
    (folder / "out").mkdir()
    for shot in range(shots):
        (folder / "src" / f"{shot:05d}").write_text(f"shot {shot}")


def write_ninja(folder: Path, shots: int) -> None:
    """build.ninja: copy each shot, join a hundred to a scene, the scenes to the film."""
    write_sources(folder, shots)
    lines = ["rule cp", "  command = cp $in $out", "rule join", "  command = cat $in > $out"]
    scenes = []
    for scene in range(-(-shots // 100)):
        members = [f"out/{shot:05d}" for shot in range(scene * 100, min(shots, scene * 100 + 100))]
        lines += [f"build {each}: cp src/{each[4:]}" for each in members]
        lines.append(f"build out/scene-{scene}: join {' '.join(members)}")
        scenes.append(f"out/scene-{scene}")
    lines.append(f"build out/film: join {' '.join(scenes)}")
    (folder / "build.ninja").write_text("\n".join(lines) + "\n")


def write_doit(folder: Path, shots: int) -> None:
    """dodo.py: the same graph."""
    write_sources(folder, shots)
    (folder / "dodo.py").write_text(f"""
SHOTS = {shots}
DOIT_CONFIG = {{"verbosity": 0}}

def task_shot():
    for n in range(SHOTS):
        yield {{"name": str(n), "file_dep": [f"src/{{n:05d}}"], "targets": [f"out/{{n:05d}}"],
               "actions": [f"cp src/{{n:05d}} out/{{n:05d}}"]}}

def task_scene():
    for s in range(0, SHOTS, 100):
        members = [f"out/{{n:05d}}" for n in range(s, min(SHOTS, s + 100))]
        yield {{"name": str(s), "file_dep": members, "targets": [f"out/scene-{{s}}"],
               "actions": ["cat " + " ".join(members) + f" > out/scene-{{s}}"]}}

def task_film():
    scenes = [f"out/scene-{{s}}" for s in range(0, SHOTS, 100)]
    return {{"file_dep": scenes, "targets": ["out/film"], "actions": ["cat " + " ".join(scenes) + " > out/film"]}}
""")
