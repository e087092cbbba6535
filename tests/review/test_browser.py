"""The pages in a real browser: a film is watched to the frame, by keys alone, and its words are
words.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy
import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.programs import inside
from tests.review.conftest import FILM
from vfc.film.timing import smpte_timecode
from vfc.project.workspace import find_workspace
from vfc.review.model import reading
from vfc.review.serving.server import ReviewServer, serving

COUNTED = """\
vfc: 1
title: Counted
format: {size: 128x72, rate: 24}
scenes:
  one:
    shots:
      first: {footage: frames/%04d.png, rate: 24, length: 24f}
      second: {footage: frames/%04d.png, rate: 24, in: 1s, length: 24f}
cut: [one/first, one/second]
deliver: {film.mp4: {}}
"""
# the number that the picture of a frame shows, in seven columns, black or white
NUMBER = """() => {
  const video = document.querySelector("video"), canvas = document.createElement("canvas");
  canvas.width = 128; canvas.height = 72;
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, 128, 72);
  let number = 0;
  for (let bit = 0; bit < 7; bit++)
    number |= (context.getImageData(16 * bit + 8, 36, 1, 1).data[0] > 127) << bit;
  return number;
}"""


def picture(number: int) -> numpy.ndarray:
    """A frame that shows its number."""
    found = numpy.zeros((72, 128, 3), numpy.uint8)
    for bit in range(7):
        found[:, 16 * bit : 16 * bit + 16] = 255 * (number >> bit & 1)
    return found


@pytest.fixture(scope="session")
def counted(tmp_path_factory) -> Path:
    """A film whose frames show their numbers."""
    folder = tmp_path_factory.mktemp("counted") / "film"
    (folder / "frames").mkdir(parents=True)
    for number in range(49):
        cv2.imwrite(str(folder / f"frames/{number + 1:04}.png"), picture(number))
    (folder / "film.yaml").write_text(COUNTED)
    done = inside("build", "-q", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def server(counted) -> Iterator[ReviewServer]:
    with serving(find_workspace(counted)) as found:
        yield found


@pytest.fixture(scope="module")
def hostile(film) -> Iterator[ReviewServer]:
    with serving(find_workspace(film)) as found:
        yield found


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A page on which nothing goes wrong, and which asks no other host."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    found = context.new_page()
    wrong: list[str] = []
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    found.on("dialog", lambda dialog: wrong.append(dialog.message))
    found.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("http://127.0.0.1:", "file://", "blob:http://127.0.0.1:"))
            else wrong.append(request.url)
        ),
    )
    yield found
    context.close()
    assert not wrong


def opened(page: Page, server: ReviewServer, address: str = "") -> Page:
    """The page of a review, drawn."""
    page.goto(server.address)
    page.wait_for_url(lambda url: "token" not in url)
    if address:
        page.goto(server.address.partition("?")[0] + address)
    page.wait_for_function("() => document.title && !document.body.innerText.includes('Reading')")
    return page


def frame(page: Page) -> int:
    return page.evaluate("() => vfc.film.frame")


def settled(page: Page) -> int:
    """The number in the picture, once the film stands still on it."""
    page.wait_for_function(
        "() => { const v = document.querySelector('video');"
        " return v.readyState >= 2 && !v.seeking && v.paused; }"
    )
    return page.evaluate(NUMBER)


def keys(page: Page, *names: str) -> None:
    for name in names:
        page.keyboard.press(name)


def test_each_frame_that_is_asked_for_is_the_one_that_is_seen(page, server):
    opened(page, server, "#frame=7")
    assert (frame(page), settled(page)) == (7, 7)
    for name, number in [
        ("ArrowRight", 8),
        ("ArrowLeft", 7),
        ("Shift+ArrowRight", 31),
        ("ArrowUp", 24),
        ("ArrowUp", 0),
        ("ArrowDown", 24),
        ("ArrowLeft", 23),
        ("End", 47),
        ("ArrowRight", 47),
        ("Shift+ArrowLeft", 23),
        ("Home", 0),
        ("ArrowLeft", 0),
    ]:
        keys(page, name)
        assert (frame(page), settled(page)) == (number, number), name
    for number in range(48):
        page.evaluate("(to) => vfc.film.player.seek(to)", number)
        assert settled(page) == number
    keys(page, *["ArrowLeft"] * 20)  # faster than the film follows
    assert (frame(page), settled(page)) == (27, 27)
    assert page.inner_text("#timecode") == "00:00:01:03"
    page.wait_for_url("**/#frame=27")  # which can be sent to somebody
    page.reload()
    page.wait_for_function("() => vfc.film?.frame === 27")
    assert page.inner_text("#shot .name") == "one/second"
    assert "its own 3" in page.inner_text("#own")


def test_j_k_and_l_play_both_ways_and_stop_on_what_is_told(page, server):
    opened(page, server)
    keys(page, "l")
    page.wait_for_function("() => vfc.film.frame > 6")
    keys(page, "k")
    assert settled(page) == frame(page) > 6
    keys(page, "l", "l")
    assert page.inner_text("#speed") == "2×"
    page.wait_for_function("() => vfc.film.frame > 30")
    keys(page, "j", "j")
    assert page.inner_text("#speed") == "◀ 2×"
    page.wait_for_function("() => vfc.film.frame < 20")
    keys(page, " ")
    assert settled(page) == frame(page) < 20
    keys(page, "End", " ")  # from the end it begins anew
    page.wait_for_function("() => vfc.film.frame > 2 && vfc.film.frame < 40")
    keys(page, "k")


def test_what_lies_between_in_and_out_is_played_over_and_over(page, server):
    opened(page, server, "#frame=20")
    keys(page, "i")
    assert page.get_attribute("#loop", "aria-pressed") == "false"
    keys(page, *["ArrowRight"] * 5, "o")
    page.reload()
    page.wait_for_function("() => vfc.film?.player?.to === 25")
    keys(page, "l")
    assert page.get_attribute("#loop", "aria-pressed") == "true"
    seen = page.evaluate(
        "() => new Promise((done) => { const seen = [vfc.film.frame]; const each = () => {"
        " seen.push(vfc.film.frame); const [before, after] = seen.slice(-2);"
        " after < before || seen.length > 2000 ? done(seen) : requestAnimationFrame(each); };"
        " each(); })"
    )
    assert set(seen) <= set(range(20, 26)) and seen[-1] < seen[-2]  # it began anew
    keys(page, "k", "x")
    assert page.get_attribute("#loop", "aria-pressed") == "false"


def test_a_time_is_typed_and_the_film_goes_on_where_it_was(page, server):
    opened(page, server)
    for words, wanted in (
        ("00:00:01:03", 27),
        ("#12", 12),
        ("+12", 24),
        ("-4", 20),
        ("1.5", 36),
        ("0:01", 24),
        ("1s", 24),
        ("30f", 30),
    ):
        keys(page, "t")
        page.fill("#time", words)
        page.press("#time", "Enter")
        assert (words, frame(page)) == (words, wanted)
    page.click("#type")
    page.fill("#time", "nowhere")
    page.press("#time", "Enter")
    assert "00:00:20:00" in page.inner_text("#told") and frame(page) == 30
    page.press("#time", "Escape")
    assert page.is_visible("#type")
    keys(page, "g", "b")
    page.wait_for_url("**/board")
    page.wait_for_selector(".card")
    keys(page, "g", "f")
    page.wait_for_url("**/#frame=30")  # which is told when the film stands there


def test_the_pointer_seeks_on_the_timeline(page, server):
    opened(page, server)
    page.click("#mute")
    page.click("#mute")
    keys(page, " ")  # plays, and presses no button again
    page.wait_for_function("() => vfc.film.frame > 3")
    keys(page, " ")
    assert page.get_attribute("#mute", "aria-pressed") == "false"
    box = page.locator("#tracks").bounding_box()
    page.mouse.click(box["x"] + box["width"] * (36.5 / 48), box["y"] + 60)
    assert (frame(page), settled(page)) == (36, 36)
    assert page.get_attribute("#tracks", "aria-valuetext") == "00:00:01:12, one/second"


def test_the_keyboard_alone_reaches_and_does_everything(page, server):
    opened(page, server)
    reached, unseen = set(), set()
    for _ in range(40):
        keys(page, "Tab")
        name, outline = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.id || e.dataset.do || e.className || e.textContent, s.outlineStyle]; }"
        )
        reached.add(name)
        if outline == "none" and page.evaluate("() => document.activeElement.tabIndex >= 0"):
            unseen.add(name)
    wanted = page.evaluate(
        "() => [...document.querySelectorAll('button, a, select, [tabindex=\"0\"]')]"
        ".filter((e) => e.offsetParent !== null && e.closest('dialog') === null)"
        ".map((e) => e.id || e.dataset.do || e.className || e.textContent)"
    )
    assert len(wanted) > 15 and not set(wanted) - reached and not unseen
    keys(page, "f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    keys(page, "f")
    page.wait_for_function("() => document.fullscreenElement === null")
    keys(page, "?")
    assert page.is_visible("#keys") and "A frame on" in page.inner_text("#keys")
    keys(page, "Escape", "g", "b")
    page.wait_for_url("**/board")
    page.wait_for_selector(".card")
    keys(page, "ArrowRight", "ArrowRight", "Enter")
    page.wait_for_url("**/#frame=24")
    page.wait_for_function("() => vfc.film?.frame === 24")


def test_the_board_is_searched_and_filtered(page, hostile):
    opened(page, hostile, "board")
    assert page.locator(".card").count() == 3 and page.inner_text("#count") == "3 shots"
    assert page.inner_text("section:last-child h2") == "Not in this cut"
    page.wait_for_selector(".card img")
    keys(page, "/")
    page.keyboard.type("RED")
    page.wait_for_function("() => document.getElementById('count').innerText === '1 of 3 shots'")
    assert page.locator(".card:visible .name").all_inner_texts() == ["stop"]
    keys(page, "Escape")
    page.check("input[value='never made']")
    assert page.locator(".card:visible .name").all_inner_texts() == ["spare"]


def test_timecode_drops_numbers_as_the_norm_has_it(page, hostile):
    opened(page, hostile)
    rate = Fraction(30000, 1001)
    for number in (0, 29, 1799, 1800, 1801, 17981, 17982, 107892, 2589407):
        assert page.evaluate("(n) => vfc.timecode(n)", number) == smpte_timecode(number, rate)


def test_words_of_a_film_are_words(page, hostile, film):
    title = "<script>alert(1)</script> \"quotes\" 'too' & שלום {{ title }}"
    for address in ("", "#frame=10", "board"):
        opened(page, hostile, address)
        assert page.inner_text("#title") == title and title in page.title()
        assert page.locator("img[src='x']").count() == 0
        assert page.evaluate("() => document.scripts.length") < 9
    assert "<img src=x onerror=alert(1)>" in page.inner_text("#board")


@pytest.mark.parametrize("width, scheme", [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen(
    page, hostile, width, scheme
):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for address in ("#frame=10", "board"):
        opened(page, hostile, address)
        page.wait_for_selector("img[src^='media/']", state="attached")
        found = Axe().run(page)["violations"]
        assert not [
            (each["id"], [node["html"][:200] for node in each["nodes"]])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    keys(page, "?")


def test_a_mistake_is_shown_at_its_line_until_it_is_mended(page, counted, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "POLL", 0.05)
    folder = tmp_path / "film"
    shutil.copytree(counted, folder)
    with serving(find_workspace(folder)) as server:
        opened(page, server, "#frame=30")
        (folder / "film.yaml").write_text(COUNTED.replace("24f}\ncut", "24}\ncut"))
        page.wait_for_selector(".mistake")
        assert "film.yaml:8" in page.inner_text(".mistake")
        assert page.inner_text(".mistake mark") == "24" and frame(page) == 30
        text = COUNTED.replace("title: Counted", "title: Mended")
        (folder / "film.yaml").write_text(text)
        page.wait_for_selector(".mistake", state="detached")
        page.wait_for_function("() => document.getElementById('title').innerText === 'Mended'")
        assert frame(page) == 30


def test_a_text_that_was_never_right_is_mended_while_the_page_is_open(page, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "POLL", 0.05)
    wrong = "title: T\nscenes: {a: {shots: {b: {prompt: x, lenght: 1s}}}}\n"
    (tmp_path / "film.yaml").write_text(wrong)
    with serving(find_workspace(tmp_path)) as server:
        page.goto(server.address)
        page.wait_for_selector(".mistake")
        assert "did you mean 'length'?" in page.inner_text(".mistake")
        assert not page.is_visible("main")
        (tmp_path / "film.yaml").write_text(wrong.replace("lenght", "length"))
        page.wait_for_selector(".part.shot", state="attached")
        assert page.is_visible("main") and page.inner_text("#shot .state") == "never made"
        keys(page, "l")  # stills run by the clock
        page.wait_for_function("() => vfc.film.frame > 3")
        keys(page, "k")


def test_a_page_says_that_its_review_has_ended(browser, counted):
    context = browser.new_context()
    page = context.new_page()
    with serving(find_workspace(counted)) as server:
        opened(page, server)
    page.wait_for_selector("#gone")
    context.close()


def test_two_versions_are_compared(page, film, tmp_path):
    folder = tmp_path / "film"
    shutil.copytree(film, folder, symlinks=True)
    (folder / ".gitignore").write_text(".vfc\nout\n")
    name = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "A <b>red</b> door"]):
        subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)
    text = FILM.replace("a red door", "a blue door")
    (folder / "film.yaml").write_text(text, encoding="utf-8")
    with serving(find_workspace(folder)) as server:
        opened(page, server, "diff")
        page.wait_for_selector(".diff-shot img")
        assert page.inner_text(".diff-shot h2 bdi") == "street/stop"
        assert "a red door" in page.inner_text(
            ".diff-shot"
        ) and "A <b>red</b> door" in page.inner_text("#before")
        assert page.locator(".diff-shot figure").count() == 2
        assert not [
            each
            for each in Axe().run(page)["violations"]
            if each["impact"] in ("serious", "critical")
        ]


def test_an_export_opens_from_disk(page, counted, tmp_path):
    done = inside("review", "--export", str(tmp_path / "out"), "--json", cwd=counted)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["files"] > 8 and told["bytes"] < 1e6
    page.goto(f"{Path(told['page']).as_uri()}#frame=30")
    page.wait_for_function("() => vfc.film?.frame === 30")
    page.wait_for_function("() => document.querySelector('video').readyState >= 2")
    seen = page.locator("video").screenshot()  # no script may read pixels of a file
    shown = cv2.imdecode(numpy.frombuffer(seen, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    height, width = shown.shape
    left, wide = (width - height * 128 / 72) / 2, height * 128 / 72
    bits = [shown[height // 2, int(left + wide * (bit + 0.5) / 8)] > 127 for bit in range(7)]
    assert sum(on << bit for bit, on in enumerate(bits)) == 30
    keys(page, "g", "b")
    page.wait_for_selector(".card img")
    assert page.evaluate("() => document.querySelector('.card img').complete")
    keys(page, "ArrowRight", "Enter")
    page.wait_for_url("**/index.html#frame=0")
