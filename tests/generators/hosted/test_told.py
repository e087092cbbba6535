"""What is told of services: their keys, their models, their credit; and what cannot be made again."""

from __future__ import annotations

import json

from tests import programs
from tests.generators.hosted.films import built, write_film
from tests.generators.hosted.services.kling import ACCESS, SECRET

SHOTS = {"dawn": "length: 5s, prompt: a harbour at dawn"}


def vfc(folder, *words):
    return programs.inside(*words, cwd=folder)


def test_the_list_of_generators_has_a_line_for_each_service(tmp_path, kling):
    told = vfc(tmp_path, "generators").stdout
    assert (
        "kling: key set; 4 models: kling-v2-1-master, kling-v2-1, kling-v2-5-turbo and 1 more (--models kling)"
        in told
    )
    assert "stability: no key (STABILITY_API_KEY)" in told
    assert "comfyui: no key needed; any model" in told
    found = json.loads(vfc(tmp_path, "generators", "--json").stdout)["generators"]
    own = next(each for each in found if each["name"] == "kling")
    assert own["keys"] == {"KLING_ACCESS_KEY": True, "KLING_SECRET_KEY": True}
    assert own["models"][0]["source"].endswith("2026-11")
    assert ACCESS not in str(found)


def test_the_models_of_a_service_have_limits_prices_and_sources(tmp_path):
    told = vfc(tmp_path, "generators", "--models", "google").stdout
    assert "veo-3.1-generate-001: words, first, last, references, sound" in told
    assert "0.40 USD a second, audio True" in told
    assert "first and references" in told
    wrong = vfc(tmp_path, "generators", "--models", "sora")
    assert wrong.returncode == 2 and "no service 'sora' is installed" in wrong.stderr


def test_the_doctor_asks_the_services_that_a_film_uses(tmp_path, kling, monkeypatch):
    write_film(tmp_path, "kling", SHOTS)
    assert "ok    kling: key set" in vfc(tmp_path, "doctor").stdout
    monkeypatch.delenv("KLING_SECRET_KEY")
    told = vfc(tmp_path, "doctor").stdout
    assert "LACK  kling: KLING_SECRET_KEY not set" in told
    assert "its shots cannot be asked for" in told
    assert "no key is set for bfl, comfyui, fal" in told


def test_what_cannot_be_made_again_is_told_by_plan_store_and_check(tmp_path, kling):
    film = write_film(tmp_path, "kling", SHOTS)
    assert built(film).ok
    assert (
        "1 original that nobody can make again: losing the store loses them"
        in vfc(tmp_path, "plan").stdout
    )
    assert "1 original, " in (told := vfc(tmp_path, "store", "stats").stdout)
    assert "that nobody can make again, and of which no other copy is known" in told
    assert (
        json.loads(vfc(tmp_path, "store", "stats", "--json").stdout)["only_copies"]["objects"] == 1
    )
    checked = vfc(tmp_path, "build", "--check", "3")
    assert (
        "the same bytes came again; its original, which somebody else's machine made, cannot be made again"
        in checked.stderr
    )
    assert len(kling.billed) == 1


def test_what_a_lock_holds_is_not_collected(tmp_path, kling):
    film = write_film(tmp_path, "kling", SHOTS)
    assert built(film).ok
    film.write_text(film.read_text().replace("at dawn", "at dusk"))
    assert vfc(tmp_path, "store", "gc").returncode == 0
    film.write_text(film.read_text().replace("at dusk", "at dawn"))
    again = built(film)
    assert again.ok and len(kling.billed) == 1


def test_watching_buys_nothing(tmp_path, kling):
    import signal

    write_film(tmp_path, "kling", SHOTS)
    watching = programs.start(["-m", "vfc.cli", "watch", tmp_path])
    for _ in range(200):
        if (tmp_path / ".vfc").exists() and kling.asked("POST"):
            break
        import time

        time.sleep(0.01)
    watching.kill(signal.SIGINT)
    watching.wait()
    assert kling.asked("POST") == []


def test_tasks_that_run_on_are_listed_and_cancelled(tmp_path, monkeypatch, quick):
    from tests.generators.hosted.films import point_to
    from tests.generators.hosted.services.runway import KEY, RunwayService
    from tests.generators.hosted.serving import serving

    monkeypatch.setattr("vfc.generators.hosted.providers.runway.Runway.poll", 0.01)
    assert vfc(tmp_path.parent, "tasks").returncode == 2
    with serving(RunwayService()) as service:
        point_to(monkeypatch, service, "runway", RUNWAYML_API_SECRET=KEY)
        service.looks = 10**9
        film = write_film(tmp_path, "runway", SHOTS, patience="1s")
        assert vfc(tmp_path, "tasks").stdout == "no task runs anywhere\n"
        stopped = built(film)
        assert stopped.running == ("one/dawn#1",)
        told = vfc(tmp_path, "tasks").stdout
        assert told.startswith("one/dawn#1: runway gen4.5, running for ")
        assert "task task-1, 25 runway credits expected" in told
        assert json.loads(vfc(tmp_path, "tasks", "--json").stdout)["tasks"][0]["task"] == "task-1"
        assert (
            "no task runs for 'one/dusk'" in vfc(tmp_path, "tasks", "--cancel", "one/dusk").stderr
        )
        assert "one/dawn#1: cancelled" in vfc(tmp_path, "tasks", "--cancel", "one/dawn").stderr
        assert service.tasks["task-1"].cancelled
        assert vfc(tmp_path, "tasks").stdout == "no task runs anywhere\n"
        service.looks = 0
        assert built(film).ok
        assert len(service.billed) == 2


def test_handles_that_ask_for_a_dearer_length_are_told(tmp_path, kling):
    film = write_film(tmp_path, "kling", {"dawn": "length: 5s, prompt: a harbour"})
    assert "no mistakes" in vfc(tmp_path, "check").stderr
    film.write_text(film.read_text().replace("handles: 0f", "handles: 4f"))
    told = vfc(tmp_path, "check").stderr
    assert (
        "warning: the 4 frames of handles of 'one/dawn' do not fit into 'away's 5 s: it is asked for more, which costs more"
        in told
    )
    film.write_text(film.read_text().replace("length: 5s", "length: 3s"))
    assert "no mistakes" in vfc(tmp_path, "check").stderr


def test_the_models_of_services_are_nowhere_to_be_fetched(tmp_path, kling):
    write_film(tmp_path, "kling", SHOTS)
    assert "to be fetched" not in vfc(tmp_path, "plan").stdout
    assert "kling-v2-1" not in vfc(tmp_path, "models").stdout


def test_a_key_that_lacks_is_told_by_the_plan_and_before_anything_is_drawn(
    tmp_path, kling, monkeypatch
):
    monkeypatch.delenv("KLING_SECRET_KEY")
    film = write_film(tmp_path, "kling", SHOTS)
    drawn = "      drawn: {generator: previs, length: 1s, prompt: a harbour}\n"
    film.write_text(film.read_text() + drawn)
    told = vfc(tmp_path, "plan").stdout
    wanted = "kling wants KLING_SECRET_KEY for one/dawn, in the environment or in the keyring"
    assert f"lacks a key, and is refused: {wanted}" in told
    lacking = json.loads(vfc(tmp_path, "plan", "--json").stdout)["lacking_keys"]
    assert lacking[0]["variables"] == ["KLING_SECRET_KEY"]
    refused = vfc(tmp_path, "build", "--yes")
    assert refused.returncode == 3 and wanted in refused.stderr
    assert kling.seen == [] and not list((tmp_path / ".vfc").rglob("objects/*/*"))
    assert vfc(tmp_path, "build", "--only", "one/drawn").returncode == 0
    monkeypatch.setenv("KLING_SECRET_KEY", SECRET)
    assert vfc(tmp_path, "build", "--yes").returncode == 0
