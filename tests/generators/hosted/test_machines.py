"""Machines that share a store bill a take once, whoever of them began it."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from tests.generators.hosted.films import built, write_film
from tests.generators.hosted.machines import machine
from tests.generators.hosted.serving import Fault, Reply

FIVE = {f"s{n}": f"length: 5s, prompt: shot number {n}" for n in range(5)}
ONE = {"s0": "length: 5s, prompt: shot number 0"}


def paid(service):
    """How often each shot was paid."""
    return Counter(service.tasks[each].asked["prompt"] for each in service.billed)


def two(folder, shots, **options):
    """Two machines with a copy of a film each, their clocks some seconds apart."""
    text = write_film(folder, "kling", shots, model="kling-v2-1-master", **options)
    return machine(folder, "anna", text), machine(folder, "berta", text, clock=4.0)


def until(true) -> None:
    """Wait until something is true."""
    for _ in range(4000):
        if true():
            return
        time.sleep(0.005)
    raise AssertionError("it never was")


def test_two_machines_that_build_at_once_pay_once(tmp_path, kling):
    kling.looks = 4
    both = [each.build() for each in two(tmp_path, FIVE, lanes=5, deliver="film.mp4")]
    assert [each.wait() for each in both] == [0, 0]
    assert set(paid(kling).values()) == {1} and len(kling.billed) == 5
    anna, berta = tmp_path / "anna/films/anna/out", tmp_path / "berta/films/berta/out"
    films = [(each / "film/film.mp4").read_bytes() for each in (anna, berta)]
    assert films[0] == films[1]


def test_what_a_killed_machine_began_another_takes_up(tmp_path, kling):
    kling.looks = 10**9
    anna, berta = two(tmp_path, FIVE, lanes=5)
    first = anna.build()
    until(lambda: len(kling.billed) >= 3 and kling.asked("GET"))
    second = berta.build(settled=2.0)  # it waits for those that the first one holds
    first.kill()
    first.wait()
    journals = tmp_path / "shared/journal"
    until(lambda: sum(j.read_text().count('"accepted"') for j in journals.iterdir()) == 5)
    told = anna.vfc("tasks").stdout
    kling.looks = 0
    assert second.wait() == 0
    assert set(paid(kling).values()) == {1} and len(kling.billed) == 5
    assert anna.build().wait() == 0
    assert len(kling.billed) == 5
    assert told.count("kling kling-v2-1-master, running") == 5, told


def test_a_lost_answer_is_looked_for_by_the_own_clock(tmp_path, kling):
    """A request is under way yet, and the other machine's clock is ahead of that which sent it."""
    anna, berta = two(tmp_path, ONE)
    begin, sent = kling.begin, []

    def late(key, asked, kind="video"):
        sent.append(key)
        if len(sent) > 1:
            return begin(key, asked, kind)
        kling.lock.release()  # others are answered meanwhile
        time.sleep(0.3)
        kling.lock.acquire()
        return begin(key, asked, kind)

    kling.begin = late
    first = anna.build()
    until(lambda: sent)
    first.kill()
    first.wait()
    assert berta.build(settled=2.0).wait() == 0
    assert paid(kling) == {"shot number 0": 1}


def test_what_another_machine_spent_counts_in_the_budget(tmp_path, kling):
    anna, berta = two(tmp_path, ONE)
    price = "prices: {kling: {kling-v2-1-master: {second: 0.28 USD}}}\nbudget: 2 USD\n"
    for each in (anna, berta):
        text = each.folder / "film.yaml"
        text.write_text(text.read_text() + price)
    assert anna.build().wait() == 0
    assert "costs: 1.40 USD" in berta.vfc("status", "--costs").stdout
    more = berta.folder / "film.yaml"
    more.write_text(more.read_text().replace("prompt: shot number 0}", "prompt: shot number 0}\n      s1: {generator: away, length: 5s, prompt: another}"))  # fmt: skip
    told = berta.vfc("build", "--yes")
    assert told.returncode == 3
    assert "would spend 1.40 USD, after 1.40 USD" in told.stderr
    assert len(kling.billed) == 1


def test_a_store_on_a_disk_without_locks_sends_nothing_twice(tmp_path, kling, monkeypatch):
    """Another build writes its intent down just before this one does."""
    from vfc.store.journal import Journal

    add, other = Journal.add, []

    def after_another(journal, event, **facts):
        if event == "intent" and not other:
            other.append(True)
            add(journal, event, **facts | {"by": "another"})
        add(journal, event, **facts)

    monkeypatch.setattr(Journal, "add", after_another)
    told = built(write_film(tmp_path, "kling", ONE, model="kling-v2-1-master")).failed[0][1]
    assert "another build asks for this now" in told
    assert kling.asked("POST") == []


@pytest.mark.parametrize(
    ("reply", "sent"),
    [
        (Reply(503, data=b"upstream connect error or disconnect/reset before headers"), 1),
        (Reply(503, {"code": 5001, "message": "unavailable"}), 2),
    ],
    ids=["of a proxy", "its own"],
)
def test_a_503_of_a_proxy_is_a_doubt(tmp_path, kling, reply, sent):
    """A proxy answers so, too, where it had passed the request on."""
    begun = kling._begun

    def odd(body):
        kling._begun = begun
        if sent == 1:
            begun(body)
        return reply

    kling._begun = odd
    made = built(write_film(tmp_path, "kling", ONE, model="kling-v2-1-master"))
    assert made.ok, made.failed
    assert len(kling.billed) == 1 and len(kling.asked("POST")) == sent


def test_gc_keeps_what_was_paid_and_is_not_kept_yet(tmp_path, kling):
    """The build was killed between the fetch and the keeping; the service has forgotten the task."""
    from tests import programs
    from tests.generators.hosted.test_ledger import POINTS, child

    film = write_film(tmp_path, "kling", ONE, model="kling-v2-1-master")
    assert programs.run(child(tmp_path, POINTS["fetch is written"])).returncode == -9
    assert programs.run(["-m", "vfc.cli", "store", "gc"], cwd=tmp_path).returncode == 0
    kling.faults.append(Fault("GET /v1/videos", Reply(404, {"code": 1203}), times=99))
    made = built(film)
    assert made.ok, made.failed
    assert len(kling.billed) == 1
