"""What a page does, in a real browser: takes are compared and one is picked, something is said of a
frame and drawn over it, a film is built and stopped.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from tests.programs import inside
from vfc.commands.notes import add_note, list_notes
from vfc.project.workspace import find_workspace
from vfc.review.model import reading
from vfc.review.serving.server import Listening, ReviewServer, serving

TEXT = """\
# what we shot
title: Desk
format: {size: 64x36, rate: 24}
scenes:
  s:
    shots:
      a:
        prompt: "a red door </script><img src=x onerror=alert(1)>"
        length: 12f
        takes: 3
        pick: 1 # for now
      b: {prompt: on, extend: {of: s/a, by: 6f}}
      c: {prompt: a cat, length: 12f}
cut: [s/a, s/b, s/c]
deliver: {film.mp4: {}}
"""
HOSTILE = '<img src=x onerror=alert(1)> "it\'s" </script> שלום\n- {id: x}'
FRAME = "() => document.getElementById('frame').textContent"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "film"
    folder.mkdir()
    (folder / "film.yaml").write_text(TEXT)
    assert inside("build", "-q", "--all", cwd=folder).returncode == 0
    assert inside("takes", "s/a", cwd=folder).returncode == 0
    return folder


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Changes are seen at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "POLL", 0.05)
        yield


@pytest.fixture(scope="module")
def server(built) -> Iterator[ReviewServer]:
    with serving(find_workspace(built), Listening(edit=True)) as found:
        yield found


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A page on which no script fails; what a server refuses a browser calls an error too."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    found = context.new_page()
    wrong: list[str] = []
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("dialog", lambda dialog: wrong.append(dialog.message))
    found.on("console", lambda said: _keep(said, wrong))
    yield found
    context.close()
    assert not wrong


def _keep(said: ConsoleMessage, wrong: list[str]) -> None:
    if said.type == "error" and not said.text.startswith("Failed to load resource"):
        wrong.append(said.text)


def at(page: Page, server: ReviewServer, address: str) -> Page:
    """A page of a review whose address was opened before."""
    root, guard = server.address.partition("?")[0], server.guard
    page.context.add_cookies([{"name": guard.cookie, "value": guard.token, "url": root}])
    page.goto(root + address)
    return page


def serious(page: Page) -> list[object]:
    """What axe finds that keeps somebody out."""
    found = Axe().run(page)["violations"]
    return [
        (each["id"], [node["html"] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


# ── takes ──────────────────────────────────────────────────────────────────────────────────────


def test_takes_play_in_step_and_are_compared(page, server):
    at(page, server, "takes#shot=s/a")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.take video')].filter(v => v.readyState >= 2)"
        ".length === 3"
    )
    assert page.locator(".take.shown").get_attribute("data-take") == "1"
    assert "1.00" in page.locator(".scores").first.inner_text()
    assert page.locator("#words").inner_text().endswith("<img src=x onerror=alert(1)>")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert page.evaluate(FRAME) == "5 of 12"
    page.wait_for_function("() => ![...document.querySelectorAll('video')].some(v => v.seeking)")
    times = page.eval_on_selector_all(".take video", "all => all.map(v => v.currentTime)")
    assert times == pytest.approx([5.5 / 24] * 3, abs=1e-3)
    page.keyboard.press(" ")
    page.wait_for_function("() => Number(document.getElementById('where').value) > 7")
    page.keyboard.press(" ")
    times = page.eval_on_selector_all(".take video", "all => all.map(v => v.currentTime)")
    assert max(times) - min(times) < 2 / 24
    for key, mode in (("w", "wipe"), ("c", "flicker"), ("d", "difference")):
        page.keyboard.press(key)
        assert page.locator("#compare").get_attribute("data-mode") == mode
        assert page.locator("#compare video").count() == 2
    assert serious(page) == []
    page.keyboard.press("Escape")
    assert page.locator("#compare").is_hidden()


def test_a_take_is_picked_after_it_was_said_what_hangs_on_it_and_undone(page, server, built):
    text = built / "film.yaml"
    at(page, server, "takes#shot=s/a")
    page.wait_for_selector(".take.shown")
    page.keyboard.press("2")
    page.wait_for_selector("dialog[open]")
    assert "picture s/b#1" in page.locator("#hangs").inner_text()
    assert text.read_text() == TEXT, "nothing is written before it was said"
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    page.wait_for_selector("dialog[open]")
    page.click("#yes")
    page.wait_for_selector(".take.shown[data-take='2']")
    assert text.read_text() == TEXT.replace("pick: 1 # for now", "pick: 2 # for now")
    page.reload()  # what can be undone outlives the page
    page.wait_for_selector("#undo:not([hidden])")
    assert page.inner_text("#undo") == "Undo: s/a, take 2"
    page.click("#undo")
    page.wait_for_selector(".take.shown[data-take='1']")
    assert text.read_text() == TEXT
    page.wait_for_selector("#undo", state="hidden")
    page.keyboard.press("u")
    page.wait_for_function("() => document.getElementById('told').textContent.includes('no pick')")


def test_a_pick_is_sent_once_however_often_it_is_pressed(page, server, built):
    at(page, server, "takes#shot=s/a")
    page.wait_for_selector(".take.shown")
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url) if "/do/takes/" in sent.url else None)
    page.locator(".take[data-take='2'] .pick").evaluate("each => { each.click(); each.click(); }")
    page.wait_for_selector("dialog[open]")
    assert "the piece of film.mp4 with s/a" in page.inner_text("#hangs")
    page.click("#yes")
    page.wait_for_selector("#undo:not([hidden])")
    assert [each.rpartition("/")[2] for each in asked] == ["ask", "pick"]
    page.keyboard.press("u")
    page.wait_for_selector("#undo", state="hidden")
    assert (built / "film.yaml").read_text() == TEXT


def test_what_is_half_written_and_a_drag_begun_without_a_pen_are_kept(page, server):
    at(page, server, "notes#shot=s/a&frame=3")
    page.wait_for_function("() => document.getElementById('frame').textContent === '3 of 12'")
    page.fill("#words", "too dark")
    page.reload()
    page.wait_for_function("() => document.getElementById('words').value === 'too dark'")
    assert page.evaluate(FRAME) == "3 of 12"
    page.mouse.move(200, 200)
    page.mouse.down()
    page.mouse.move(300, 250, steps=4)
    page.mouse.up()
    assert page.locator(".pen[aria-pressed=true]").count() == 1
    assert page.locator("#rub").is_visible()


def test_an_undo_never_takes_what_somebody_wrote_since(page, server, built):
    text = built / "film.yaml"
    at(page, server, "takes#shot=s/a")
    page.wait_for_selector(".take.shown")
    page.keyboard.press("3")
    page.wait_for_selector("dialog[open]")
    page.click("#yes")
    page.wait_for_selector(".take.shown[data-take='3']")
    mine = text.read_text().replace("what we shot", "what I shot")
    text.write_text(mine)
    page.keyboard.press("u")
    page.wait_for_function("() => document.getElementById('told').textContent.includes('since')")
    assert text.read_text() == mine
    text.write_text(TEXT)


# ── notes ──────────────────────────────────────────────────────────────────────────────────────


def test_something_is_said_of_a_frame_with_a_drawing_and_answered_and_resolved(page, server, built):
    workspace = find_workspace(built)
    at(page, server, "#frame=3")
    page.wait_for_function("() => vfc.film?.frame === 3")
    page.keyboard.press("n")
    page.wait_for_url("**/notes#*")
    page.wait_for_function("() => document.getElementById('frame').textContent === '3 of 12'")
    page.fill("#words", HOSTILE)
    page.locator(".pen").first.click()
    box = page.locator("#drawn").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.5, steps=4)
    page.mouse.up()
    if page.locator("#by-label").is_visible():
        page.fill("#by", "Ana")
    page.click("#say")
    page.wait_for_selector(".note")
    assert page.locator(".note .said").inner_text() == HOSTILE
    (note,) = list_notes(workspace).notes
    assert (note.shot, note.frame, note.take, note.text) == ("s/a", 3, 1, HOSTILE)
    ((stroke),) = note.drawing
    assert stroke.colour == "#ff3b30" and stroke.points[0] == pytest.approx((0.25, 0.5), abs=0.01)
    assert stroke.points[-1] == pytest.approx((0.75, 0.5), abs=0.01)
    page.fill(".note textarea", "mended")
    page.click(".note .answering button")
    page.wait_for_selector(".replies li")
    assert serious(page) == []
    page.click(".note >> text=Resolve")
    page.wait_for_selector(".note", state="detached")
    (note,) = list_notes(workspace).notes
    assert note.resolved and note.replies[0].text == "mended"
    page.reload()
    page.click("[data-show=resolved]")
    page.click(".note .jump")
    drawn = (
        "() => { const c = document.getElementById('drawn'), on = c.getContext('2d');"
        " return on.getImageData(c.width / 2, c.height / 2, 1, 1).data[3]; }"
    )
    page.wait_for_function(f"() => ({drawn})() > 0")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => ({drawn})() === 0")
    shutil.rmtree(built / "notes")


def test_two_tabs_see_one_note_and_a_review_that_only_shows_writes_none(page, server, built):
    at(page, server, "notes#shot=s/c&frame=2")
    with page.context.new_page() as other:
        other.goto(server.address.partition("?")[0] + "notes")
        note = add_note(find_workspace(built), "s/c", 2, "from a terminal", by="Bo")
        for each in (page, other):
            each.wait_for_selector(f".note[data-id='{note.id}']")
    with serving(find_workspace(built)) as looking:
        root = looking.address.partition("?")[0]
        at(page, looking, "notes")
        page.wait_for_selector(".note")
        assert page.locator("textarea, #say").count() == 0
        for name in ("add", "reply", "resolve"):
            answer = page.request.post(f"{root}do/notes/{name}", data={"id": note.id})
            assert answer.status == 404
    shutil.rmtree(built / "notes")


# ── builds ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def fresh(built, tmp_path) -> Path:
    shutil.copytree(built, tmp_path / "film", symlinks=True)
    text = TEXT.replace("a cat, length: 12f", "a dog, length: 12f")
    (tmp_path / "film" / "film.yaml").write_text(text)
    return tmp_path / "film"


def test_a_build_is_begun_seen_in_two_tabs_and_ends(page, fresh):
    with serving(find_workspace(fresh), Listening(edit=True)) as server:
        at(page, server, "build")
        page.wait_for_selector("#start:not([hidden])")
        assert "a cat" in page.locator("#plan").inner_text()
        assert serious(page) == []
        page.keyboard.press("b")
        page.wait_for_selector("#stop:not([hidden])")
        page.reload()
        with page.context.new_page() as other:
            other.goto(server.address.partition("?")[0] + "build")
            for each in (page, other):
                each.wait_for_function(
                    "() => document.getElementById('status').textContent === 'Built'"
                )
                assert "picture s/c#1" in each.locator("#log").inner_text()
        page.wait_for_function(
            "() => document.getElementById('plan').textContent.includes('Everything stands')"
        )
    assert inside("build", "--assert-noop", cwd=fresh).returncode == 0


def test_a_build_is_stopped_and_goes_on_and_ends_with_the_review(page, fresh):
    (fresh / "film.yaml").write_text(TEXT.replace("a cat, length: 12f", "a dog, length: 40s"))
    with serving(find_workspace(fresh), Listening(edit=True)) as server:
        at(page, server, "build")
        page.click("#start")
        page.wait_for_selector("#running li progress:not([hidden])")
        page.wait_for_selector("#running img[src*=preview]")
        page.click("#stop")
        page.wait_for_function("() => document.getElementById('start').textContent === 'Go on'")
        assert page.locator("#status").inner_text().startswith("Stopped")
        page.click("#start")
        page.wait_for_selector("#running li")
        process = server.desk.build.process
        assert process is not None
    assert process.poll() in (130, -signal.SIGINT), "nothing goes on unseen"


def test_a_build_of_a_terminal_is_seen(page, fresh):
    (fresh / "film.yaml").write_text(TEXT.replace("a cat, length: 12f", "a dog, length: 40s"))
    with serving(find_workspace(fresh), Listening(edit=True)) as server:
        at(page, server, "build")
        page.wait_for_selector("#start:not([hidden])")
        words = [sys.executable, "-m", "vfc.cli", "build", "-q", str(fresh)]
        running = subprocess.Popen(words, start_new_session=True)
        try:
            page.wait_for_selector("#running li")
            assert "picture s/c#1" in page.locator("#running").inner_text()
            assert page.locator("#start").is_hidden()
        finally:
            os.kill(running.pid, signal.SIGINT)
            running.wait()
        page.wait_for_selector("#start:not([hidden])")


def test_what_a_build_spends_is_asked_first(page, fresh, monkeypatch):
    begun: list[list[str]] = []
    monkeypatch.setattr("vfc.review.pages.build.spending_text", lambda found: "about 0.40 USD (x)")
    monkeypatch.setattr("vfc.review.pages.build._bought", lambda planned: [None])
    monkeypatch.setattr("vfc.review.pages.build.expense_text", lambda each: "0.40 USD")
    monkeypatch.setattr("vfc.review.pages.build._consent", lambda bought: ["--yes"])
    monkeypatch.setattr(
        "vfc.review.pages.build._bill", lambda bought: [["picture s/c#1", "0.40 USD"]]
    )
    monkeypatch.setattr(
        "vfc.review.doing.builds.BuildDesk.start", lambda self, place, words: begun.append(words)
    )
    with serving(find_workspace(fresh), Listening(edit=True)) as server:
        at(page, server, "build")
        page.wait_for_selector("#start:not([hidden])")
        assert "about 0.40 USD" in page.locator("#plan").inner_text()
        for answer, count in (("no", 0), ("yes", 1)):
            page.keyboard.press("b")
            page.wait_for_selector("dialog[open]")
            assert "0.40 USD" in page.locator("#expenses").inner_text()
            page.click(f"dialog[open] button[value={answer}]")
            page.wait_for_selector("dialog[open]", state="detached")
            page.wait_for_timeout(100)
            assert len(begun) == count
        root = server.address.partition("?")[0]
        unsaid = page.request.post(f"{root}do/build/start", data=json.dumps({"spends": ""}),
                                   headers={"content-type": "application/json"})  # fmt: skip
        assert unsaid.status == 400 and "would spend" in unsaid.json()["problem"]
    assert begun == [["--yes"]]
