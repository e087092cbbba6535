"""A provider that another package brings works in a process of its own, and has the journal all the
same: what it sent is never paid twice.
"""

from __future__ import annotations

import sys
import threading

import pytest

from tests.generators.hosted.films import built, write_film
from tests.generators.hosted.services.kling import ACCESS, SECRET, KlingService
from tests.generators.hosted.serving import Reply, serving
from tests.generators.hosted.test_work import events
from vfc.commands.build import BuildOptions, build
from vfc.errors import RefusedError
from vfc.project.money import Consent
from vfc.project.workspace import find_workspace
from vfc.testing import Recorder

SOURCE = """\
from vfc.generators.hosted import work
from vfc.generators.hosted.cards import cards_of
from vfc.generators.hosted.generator import HostedGenerator
from vfc.generators.hosted.providers.kling import Kling

work.TICK, work.SETTLED, work.pause = 0.005, 0.05, lambda trial: 0.005


class Afar(Kling):
    name, poll, secrets = "afar", 0.01, ("AFAR_ACCESS", "AFAR_SECRET")

    def cards(self):
        return cards_of("kling")

    def headers(self, secrets):
        own = {"KLING_ACCESS_KEY": secrets["AFAR_ACCESS"], "KLING_SECRET_KEY": secrets["AFAR_SECRET"]}
        return super().headers(own)


def generator():
    return HostedGenerator(Afar())
"""
SHOTS = {"dawn": "length: 5s, prompt: a harbour at dawn"}


@pytest.fixture
def afar(tmp_path, monkeypatch):
    folder = tmp_path / "packages"
    info = folder / "afar-1.dist-info"
    info.mkdir(parents=True)
    (folder / "afar.py").write_text(SOURCE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: afar\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[vfc.generators]\nafar = afar:generator\n")
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    with serving(KlingService()) as service:
        monkeypatch.setenv("VFC_AFAR_URL", service.url)
        monkeypatch.setenv("AFAR_ACCESS", ACCESS)
        monkeypatch.setenv("AFAR_SECRET", SECRET)
        yield service


@pytest.mark.parametrize("fault", ["", "lost"])
def test_its_requests_stand_in_the_journal(tmp_path, afar, fault):
    if fault:
        afar.fault("POST /v1/videos", lost=True)
    recorder = Recorder()
    film = write_film(tmp_path, "afar", SHOTS, model="kling-v2-1-master")

    made = built(film, recorder)

    assert made.ok, made.failed
    assert events(tmp_path) == ["intent", "accepted", "fetched"]
    assert len(afar.billed) == 1
    assert any("afar: " in each.text for each in recorder.events if each.event == "waits")
    assert built(film).made == ()


def test_what_runs_there_is_taken_up_by_the_next_build(tmp_path, afar):
    afar.looks = 10**9
    film = write_film(tmp_path, "afar", SHOTS, model="kling-v2-1-master")
    stop, recorder = threading.Event(), Recorder()

    class Stopping(Recorder):
        def tell(self, event):
            recorder.tell(event)
            if event.event == "waits" and "running" in event.text:
                stop.set()

    options = BuildOptions(consent=Consent(yes=True))
    assert build(find_workspace(film), options, Stopping(), stop=stop).stopped
    afar.looks = 0
    assert built(film).ok
    assert len(afar.billed) == 1


def test_what_it_costs_is_planned_and_refused_as_of_those_that_are_here(
    tmp_path, afar, monkeypatch
):
    film = write_film(tmp_path, "afar", SHOTS, model="kling-v2-1-master")
    price = "prices: {afar: {kling-v2-1-master: {second: 0.28 USD}}}\nbudget: 1 USD\n"
    film.write_text(film.read_text() + price)
    with pytest.raises(RefusedError, match=r"is 1.00 USD, and this would spend 1.40 USD"):
        built(film)
    film.write_text(film.read_text().replace("budget: 1 USD", "budget: 2 USD"))
    with pytest.raises(RefusedError, match="nothing is bought here"):
        built(film, consent=Consent(buys=False))
    monkeypatch.delenv("AFAR_SECRET")
    with pytest.raises(RefusedError, match="afar wants AFAR_SECRET for one/dawn"):
        built(film)
    assert afar.seen == []
    monkeypatch.setenv("AFAR_SECRET", SECRET)
    assert built(film).ok
    journal = next((tmp_path / ".vfc/journal").iterdir()).read_text()
    assert '"amount": "1.4' in journal and '"unit": "USD"' in journal


def test_what_it_is_refused_is_told(tmp_path, afar):
    afar.fault("POST /v1/videos", Reply(401, {"code": 1002, "message": "auth failed"}))
    film = write_film(tmp_path, "afar", SHOTS, model="kling-v2-1-master")
    assert "afar: it does not take the key" in built(film).failed[0][1]
    assert built(film).ok and len(afar.billed) == 1
