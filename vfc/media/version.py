"""The builds of the media libraries, which cheap steps carry in their keys."""

from __future__ import annotations

import av


def picture_build() -> str:
    """PyAV's version and those of the libraries in its wheel, x264 with them."""
    libraries = av.library_versions
    numbers = " ".join(f"{name} {'.'.join(map(str, libraries[name]))}" for name in
                       ("libavcodec", "libavformat", "libswscale", "libswresample"))
    return f"av {av.__version__} {numbers}"
