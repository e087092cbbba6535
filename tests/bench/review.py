"""How long a review of a large film takes to be seen: reading, first paint, the whole page drawn.

    python -m tests.bench.review [FILM] [--shots N]

Of a film of N shots that is written for it and not built, or of a film that lies somewhere. In a
Chromium on this machine, over loopback, a fresh profile each time.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browsers import LACKS, chromium
from vfc.project.workspace import find_workspace
from vfc.review.pages.table import PAGES
from vfc.review.serving.server import ReviewServer, serving

ROUNDS = 5
PAINT = """() => [
  Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0),
  [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")]
    .reduce((sum, each) => sum + each.transferSize, 0),
]"""


def write_film(folder: Path, shots: int) -> None:
    """A film with scenes of twenty shots of a quarter of a second each."""
    scenes = []
    for scene in range(0, shots, 20):
        scenes.append(f"  s{scene}:\n    shots:")
        scenes += [
            f"      shot{each}: {{prompt: a street with {each} people at dusk and what they are "
            f"about to do there, length: 6f, camera: {{framing: wide, move: pan left}}}}"
            for each in range(scene, min(scene + 20, shots))
        ]
    named = ", ".join(f"s{scene}" for scene in range(0, shots, 20))
    (folder / "film.yaml").write_text(
        "vfc: 1\ntitle: Many\nformat: {size: 64x36, rate: 24}\nhandles: 0f\nscenes:\n"
        + "\n".join(scenes)
        + f"\ncut: [{named}]\ndeliver: {{film.mp4: {{}}}}\n"
    )


def painted(browser: Browser, server: ReviewServer, address: str) -> tuple[float, float, int]:
    """Milliseconds to the first paint of a page, and until its shots stand there; bytes sent."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(server.address)
    page.wait_for_url(lambda url: "token" not in url)
    page.wait_for_selector("header")
    begun = time.perf_counter()
    page.goto(server.address.partition("?")[0] + address)
    page.wait_for_selector(".part.shot, .card", state="attached")
    drawn = 1000 * (time.perf_counter() - begun)
    page.wait_for_timeout(200)
    paint, size = page.evaluate(PAINT)
    context.close()
    return paint, drawn, size


def measure(film: Path) -> None:
    """Say the figures of a film."""
    begun = time.perf_counter()
    with serving(find_workspace(film)) as server, sync_playwright() as playwright:
        server.reading.first()
        print(f"read in {time.perf_counter() - begun:.2f} s")
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for page in PAGES[:2]:
            address = "" if page is PAGES[0] else page.name
            found = [painted(browser, server, address) for _ in range(ROUNDS)]
            paint, drawn, size = (statistics.median(each) for each in zip(*found, strict=True))
            print(
                f"{page.title}: first paint {paint:.0f} ms, shots drawn {drawn:.0f} ms, "
                f"{size / 1000:.0f} kB"
            )
        browser.close()


def main() -> None:
    """Read the arguments, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("film", nargs="?", type=Path)
    parser.add_argument("--shots", type=int, default=500)
    given = parser.parse_args()
    if chromium() is None:
        raise SystemExit(LACKS)
    if given.film:
        measure(given.film)
        return
    with tempfile.TemporaryDirectory() as folder:
        write_film(Path(folder), given.shots)
        measure(Path(folder))


if __name__ == "__main__":
    main()
