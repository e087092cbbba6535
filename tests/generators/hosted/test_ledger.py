"""Whatever ends a build, no take is paid twice: the service's own ledger says so.

A build is killed at each point of its journal, and at random; every time the next one goes on.
`VFC_KILLS=200` asks for as many random kills as the design was tried with.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter

import pytest

from tests import programs
from tests.generators.hosted.films import built, write_film
from tests.generators.hosted.serving import Fault, Made, Reply
from vfc.project.money import Consent

KILLS = int(os.environ.get("VFC_KILLS", "8"))
TEN = {f"s{n}": f"length: 5s, prompt: shot number {n}" for n in range(10)}
ONE = {"s0": "length: 5s, prompt: shot number 0"}
# Waits of a child are short too; `die(owner, name, when)` ends it by its own hand around a call.
CHILD = """
import os, sys
import vfc.generators.hosted.work as work, vfc.generators.hosted.door as door
from vfc.generators.hosted.providers.kling import Kling
import vfc.store.journal as journal, vfc.store.local as local
work.pause = lambda trial: 0.005
door.pause = lambda trial, heed=0.0: heed or 0.005
work.TICK, work.SETTLED, Kling.poll = 0.005, {settled}, 0.01

def die(owner, name, before=False, match=""):
    own = getattr(owner, name)
    def around(*arguments, **more):
        hit = not match or match in map(str, arguments)
        if before and hit:
            os.kill(os.getpid(), 9)
        found = own(*arguments, **more)
        if hit:
            os.kill(os.getpid(), 9)
        return found
    setattr(owner, name, around)

{point}
import vfc
result = vfc.build({folder!r}, yes=True)
for step, error in result.failed:
    print(step, error, file=sys.stderr)
sys.exit(0 if result.ok else 1)
"""
POINTS = {
    "intent is about to be written": "die(journal.Journal, 'add', True, 'intent')",
    "intent is written": "die(journal.Journal, 'add', match='intent')",
    "request is sent, its answer not read": "die(door.Door, 'send')",
    "id is written": "die(journal.Journal, 'add', match='accepted')",
    "task is asked after": "die(work.Task, '_awaited')",
    "file is fetched in part": "die(door, '_write', True)",
    "file is fetched, and nobody knows": "die(door.Door, 'fetch')",
    "fetch is written": "die(journal.Journal, 'add', match='fetched')",
    "original is about to be kept": "die(local.LocalStore, 'keep', True)",
    "original is kept": "die(local.LocalStore, 'keep')",
}


def child(folder, point="", settled=0.05):
    return ["-c", CHILD.format(folder=str(folder), point=point, settled=settled)]


def paid(service):
    """How often each shot was paid."""
    return Counter(service.tasks[each].asked["prompt"] for each in service.billed)


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_each_point_of_its_journal_it_is_billed_once(tmp_path, kling, point):
    film = write_film(tmp_path, "kling", ONE, model="kling-v2-1-master")
    killed = programs.run(child(tmp_path, POINTS[point]))
    assert killed.returncode == -9, killed.stderr

    made = built(film)

    assert made.ok, made.failed
    assert paid(kling) == {"shot number 0": 1}


@pytest.mark.parametrize("fault", ["lost", "cut"])
@pytest.mark.parametrize("route", ["POST /v1/videos", "GET /v1/videos", "GET /files/"])
def test_an_answer_that_does_not_come_whole_bills_once(tmp_path, kling, route, fault):
    kling.fault(route, **{fault: True})
    made = built(write_film(tmp_path, "kling", ONE, model="kling-v2-1-master"))
    assert made.ok, made.failed
    assert paid(kling) == {"shot number 0": 1}


def test_a_request_that_is_still_under_way_is_waited_for(tmp_path, kling):
    """It arrives after the build that sent it was killed, while the next one looks for it."""
    write_film(tmp_path, "kling", ONE, model="kling-v2-1-master")
    begin, under_way = kling.begin, threading.Event()

    def late(key: str, asked: object, kind: str = "video") -> Made:
        under_way.set()
        kling.lock.release()  # others are answered meanwhile
        time.sleep(0.3)
        kling.lock.acquire()
        return begin(key, asked, kind)

    kling.begin = late
    build = programs.start(child(tmp_path))
    assert under_way.wait(20)
    build.kill()
    build.wait()
    kling.begin = begin

    again = programs.run(child(tmp_path, settled=2.0))

    assert again.returncode == 0, again.stderr
    assert paid(kling) == {"shot number 0": 1}


def test_two_builds_at_once_bill_once(tmp_path, kling):
    kling.looks = 4
    write_film(tmp_path, "kling", TEN, model="kling-v2-1-master", lanes=10)
    both = [programs.start(child(tmp_path)) for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    assert set(paid(kling).values()) == {1} and len(kling.billed) == 10


def test_killed_at_random_a_film_of_ten_shots_is_billed_once_each(tmp_path, kling):
    chance = random.Random(7)
    kling.looks = 3
    film = write_film(tmp_path, "kling", TEN, model="kling-v2-1-master", lanes=4)
    kills = 0
    while kills < KILLS:
        for route in chance.sample(("POST /v1/videos", "GET /v1/videos", "GET /files/"), 1):
            how = chance.choice(["lost", "cut"])
            with kling.lock:
                kling.faults.append(Fault(route, **{how: True}))
        build = programs.start(child(tmp_path))
        time.sleep(chance.uniform(0.05, 0.5))
        build.kill()
        if build.wait() == 0:  # it was whole before: shots are said anew, and billed anew
            film.write_text(film.read_text().replace("prompt: ", "prompt: x", 10))
        kills += 1
    kling.faults.clear()

    made = built(film)

    assert made.ok, made.failed
    assert set(paid(kling).values()) == {1}


def test_what_nobody_can_know_stops_the_build_and_a_word_sends_it_anew(
    tmp_path, kling, monkeypatch
):
    """A provider that cannot be asked for a task by its key."""
    from vfc.generators.hosted.providers.kling import Kling

    monkeypatch.delattr(Kling, "searches")
    film = write_film(tmp_path, "kling", ONE, model="kling-v2-1-master")
    kling.fault("POST /v1/videos", lost=True)

    first, second = built(film), built(film)

    for each in (first, second):
        assert not each.ok
        assert "it may be running, and billed" in each.failed[0][1]
        assert "vfc build --resend 'one/s0#1'" in each.failed[0][1]
    assert len(kling.asked("POST")) == 1
    assert built(film, resend=("one/s0",)).ok
    assert len(kling.asked("POST")) == 2


def test_an_answer_that_is_no_answer_is_a_doubt(tmp_path, kling):
    """It began the task, and says something else."""
    begun = kling._begun

    def odd(body: dict) -> Reply:
        begun(body)
        return Reply(200, data=b"<html>welcome to the hotel's network</html>")

    kling._begun = odd
    made = built(write_film(tmp_path, "kling", ONE, model="kling-v2-1-master"))
    assert made.ok, made.failed
    assert paid(kling) == {"shot number 0": 1}


def test_nothing_is_sent_where_the_journal_cannot_be_written(tmp_path, kling, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vfc.store.journal.os.write", full)
    made = built(write_film(tmp_path, "kling", ONE, model="kling-v2-1-master"))
    assert "cannot be written: No space left on device" in made.failed[0][1]
    assert kling.asked("POST") == []


def test_gc_keeps_the_journal(tmp_path, kling):
    film = write_film(tmp_path, "kling", ONE, model="kling-v2-1-master")
    assert built(film, consent=Consent(yes=True)).ok
    assert programs.run(["-m", "vfc.cli", "store", "gc"], cwd=tmp_path).returncode == 0
    assert len(list((tmp_path / ".vfc/journal").iterdir())) == 1
    assert built(film).made == ()
    assert len(kling.billed) == 1
