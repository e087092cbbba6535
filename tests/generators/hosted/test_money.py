"""What a build would spend is known before it asks anybody; what passes a budget is refused."""

from __future__ import annotations

import json

import pytest

from tests import programs
from tests.generators.hosted.films import built, write_film
from vfc.errors import RefusedError
from vfc.film.money import parse_money
from vfc.project.money import Consent

PRICES = "prices: {kling: {kling-v2-1-master: {second: 0.28 USD}}}\n"
SHOTS = {name: f"length: 5s, prompt: {name}" for name in ("dawn", "noon", "dusk")}


def priced(folder, more="", shots=SHOTS):
    """A film of three shots of 1.40 USD each."""
    film = write_film(folder, "kling", shots, model="kling-v2-1-master")
    film.write_text(film.read_text() + PRICES + more)
    return film


def vfc(folder, *words):
    """A command in a folder, as a script runs it: nobody is there to be asked."""
    return programs.inside(*words, cwd=folder)


def test_a_plan_says_what_is_spent_by_shot_and_provider(tmp_path, kling):
    priced(tmp_path)
    told = vfc(tmp_path, "plan").stdout
    assert "spends about 4.20 USD (kling 4.20 USD for 3)" in told
    assert "  one/dawn: about 1.40 USD (kling 1.40 USD for 1)" in told
    found = json.loads(vfc(tmp_path, "plan", "--json").stdout)["money"]
    assert [(each["shot"], each["amount"], each["unit"]) for each in found] == [
        (f"one/{name}", "1.4", "USD") for name in SHOTS
    ]
    assert kling.seen == []


def test_a_price_that_nobody_knows_is_said_to_be_unknown(tmp_path, kling):
    write_film(tmp_path, "kling", SHOTS, model="kling-v2-1-master")
    assert "kling 3 whose price is not known" in vfc(tmp_path, "plan").stdout


@pytest.mark.parametrize(
    ("more", "consent", "told"),
    [
        ("", Consent(), "this build spends about 4.20 USD .*say that it may with --yes"),
        ("", Consent(yes=True, budget=parse_money("4 USD")), "--budget is 4.00 USD, and this would spend 4.20 USD"),
        ("budget: 4 USD\n", Consent(yes=True), "the film's budget is 4.00 USD, and this would spend 4.20 USD"),
        ("budget: {run: 2 USD}\n", Consent(yes=True), "the film's budget of a run is 2.00 USD"),
        ("budget: 100 EUR\n", Consent(yes=True), "what these cost is not known in EUR"),
        ("", Consent(ask=lambda text: False), "nothing was asked for"),
        ("", Consent(buys=False, yes=True), "nothing is bought here"),
    ],
)  # fmt: skip
def test_what_may_not_be_spent_is_refused_before_anything_is_asked_for(
    tmp_path, kling, more, consent, told
):
    with pytest.raises(RefusedError, match=told):
        built(priced(tmp_path, more), consent=consent)
    assert kling.seen == []


@pytest.mark.parametrize(
    "consent",
    [
        Consent(yes=True, budget=parse_money("4.20 USD")),
        Consent(ask=lambda text: "4.20 USD" in text),
    ],
)
def test_what_may_be_spent_is_bought(tmp_path, kling, consent):
    assert built(priced(tmp_path, "budget: 4.20 USD\n"), consent=consent).ok
    assert len(kling.billed) == 3


def test_a_small_amount_is_spent_without_a_question(tmp_path, kling):
    film = priced(tmp_path, "budget: {ask: 5 USD}\n")
    assert built(film, consent=Consent()).ok


def test_the_budget_of_a_film_counts_what_it_has_cost(tmp_path, kling):
    film = priced(tmp_path, "budget: 5 USD\n")
    assert built(film).ok
    film.write_text(film.read_text().replace("prompt: dawn", "prompt: early dawn"))
    with pytest.raises(RefusedError, match=r"would spend 1.40 USD, after 4.20 USD"):
        built(film)
    assert len(kling.billed) == 3


def test_what_was_sent_before_counts_and_is_not_asked_about(tmp_path, kling):
    """The build before was stopped while its tasks ran: they are taken up, and counted once."""
    kling.looks = 10**9
    film = priced(tmp_path, "budget: 4.20 USD\n")
    film.write_text(film.read_text().replace("use: kling", "use: kling, patience: 1s"))
    stopped = built(film)
    assert not stopped.ok and "the next build takes it up" in stopped.failed[0][1]
    assert "sent already, and taken up: about 4.20 USD" in vfc(tmp_path, "plan").stdout
    kling.looks = 0
    assert built(film, consent=Consent()).ok
    assert len(kling.billed) == 3


def test_status_sums_what_a_film_has_cost(tmp_path, kling):
    film = priced(tmp_path)
    assert "costs: nothing was bought" in vfc(tmp_path, "status", "--costs").stdout
    assert built(film).ok
    told = vfc(tmp_path, "status", "--costs").stdout
    assert "cost one/dawn: kling 1.40 USD expected, 1 attempt" in told
    assert "costs: 4.20 USD expected" in told
    costs = json.loads(vfc(tmp_path, "status", "--costs", "--json").stdout)["costs"]
    assert next(each for each in costs if each["shot"] == "one/dawn") == {
        "shot": "one/dawn",
        "provider": "kling",
        "billed": {},
        "expected": {"USD": "1.4"},
        "attempts": 1,
        "unknown": 0,
    }


def test_a_script_says_yes(tmp_path, kling):
    priced(tmp_path)
    refused = vfc(tmp_path, "build")
    assert refused.returncode == 3
    assert "say that it may with --yes" in refused.stderr
    assert kling.asked("POST") == []
    assert "--budget" in vfc(tmp_path, "build", "--budget", "20 dollars!").stderr


@pytest.mark.parametrize("word", ["resend", "recache"])
def test_what_is_asked_for_anew_counts_in_a_budget(tmp_path, kling, word, monkeypatch):
    """What came cannot be used, or is made anew: it is paid again."""
    monkeypatch.setattr(kling, "seconds", lambda asked: 2.0 if word == "resend" else 5.0)
    film = priced(tmp_path, "budget: 2 USD\n", {"dawn": SHOTS["dawn"]})
    first = built(film)
    assert first.ok == (word == "recache")
    assert len(kling.billed) == 1
    with pytest.raises(RefusedError, match=r"would spend 1.40 USD, after 1.40 USD"):
        built(film, **{word: ("one/dawn",)})
    film.write_text(film.read_text().replace("budget: 2 USD", "budget: 3 USD"))
    if word == "recache":
        with pytest.raises(RefusedError, match="say that it may with --yes"):
            built(film, consent=Consent(), recache=("one/dawn",))
    assert len(kling.billed) == 1
    monkeypatch.setattr(kling, "seconds", lambda asked: 5.0)
    consent = Consent() if word == "resend" else Consent(yes=True)  # the word is one itself
    assert built(film, consent=consent, **{word: ("one/dawn",)}).ok
    assert len(kling.billed) == 2
