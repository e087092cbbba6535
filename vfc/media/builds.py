"""The builds of the libraries that pictures and sound are made with, which cheap steps carry in
their keys.

Read from what is installed, without importing it: a wheel's bundled libraries have their own digest
in their names.
"""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from vfc.errors import MissingExtra

CODECS = ("libav", "libsw", "libx26", "libSvtAv1")


def picture_build() -> str:
    """PyAV's version and its ffmpeg, x264 and x265: as bundled in the wheel, else as the libraries
    say themselves.

    MissingExtra where it is not installed.
    """
    spec = find_spec("av")
    if spec is None or spec.origin is None:
        raise MissingExtra("pictures need PyAV: pip install av")
    package = Path(spec.origin).parent
    for folder in (package.with_name("av.libs"), package / ".dylibs"):
        if folder.is_dir():
            names = sorted(name for name in os.listdir(folder) if name.startswith(CODECS))
            return f"av {version('av')} {crc32(' '.join(names).encode()):08x}"
    import av

    return f"av {version('av')} {sorted(av.library_versions.items())}"


def drawing_build() -> str:
    """OpenCV and numpy."""
    return (
        f"opencv {_installed('opencv-python-headless', 'opencv-python')} numpy {version('numpy')}"
    )


def titles_build() -> str:
    """Pillow, and the font of titles."""
    return f"pillow {version('pillow')} font {version('font-source-sans-pro')}"


def shaping_build() -> str:
    """HarfBuzz, what tells directions and phrases, and the fonts of other scripts."""
    names = ("uharfbuzz", "python-bidi", "budoux", "manimgx-fonts", "manimgx-fonts-cjk")
    return " ".join(f"{name} {_installed(name)}" for name in names)


def effects_build() -> str:
    """moviepy, and what it draws with."""
    return " ".join(f"{name} {version(name)}" for name in ("moviepy", "numpy", "pillow"))


def pages_build() -> str:
    """What writes a storyboard's pages."""
    return f"fpdf2 {_installed('fpdf2')} fonttools {_installed('fonttools')}"


def _installed(*names: str) -> str:
    for name in names:
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    return "unknown"


def codecs() -> dict[str, bool]:
    """Each encoder that films are written with, and whether this PyAV has it."""
    import av

    from vfc.media.formats import ENCODERS

    names = [*dict.fromkeys(each.encoder for each in ENCODERS.values()), "aac", "libopus"]
    return {name: name in av.codecs_available for name in names}
