"""The steps of a plan while it is made: each once, under its key."""

from __future__ import annotations

from dataclasses import replace

from tests.recipes.samples import sample
from vfc.planning.collector import Collector
from vfc.recipes.keys import key_of
from vfc.recipes.kinds import FINISH, FOOTAGE, SOUND, SUBTITLES, Tools
from vfc.recipes.params import FinishParams, FootageParams, SoundParams, SubtitleParams
from vfc.recipes.step import FileUse, Use

PICTURE, TEXTS = sample(FootageParams), sample(SubtitleParams)


def test_an_equal_step_is_kept_once_under_its_first_name():
    found = Collector(Tools(), {})
    key = found.add(FOOTAGE, "s/a#1", PICTURE, files=(FileUse("footage", "d"),))
    assert found.add(FOOTAGE, "s/b#1", PICTURE, files=(FileUse("footage", "d"),)) == key
    assert found.add(FOOTAGE, "s/b#1", PICTURE, files=(FileUse("footage", "e"),)) != key
    assert [step.label for step in found.steps.values()] == ["picture s/a#1", "picture s/b#1"]


def test_a_step_stands_under_the_hash_of_what_it_says():
    found = Collector(Tools(), {})
    key = found.add(SUBTITLES, "film.srt", TEXTS)
    assert key_of(found.steps[key].content) == key == found.steps[key].key


def test_a_library_s_build_makes_anew_what_is_made_with_it_and_nothing_else():
    old, new = (Collector(Tools(picture=build), {}) for build in ("av 1", "av 2"))
    picture = [each.add(FOOTAGE, "s/a#1", PICTURE) for each in (old, new)]
    sound = [each.add(SOUND, "film.mp4", sample(SoundParams)) for each in (old, new)]
    assert picture[0] != picture[1] and sound[0] == sound[1]


def test_a_version_that_is_said_stands_in_the_place_of_the_kind_s():
    found = Collector(Tools(picture="av 1"), {})
    own = found.add(FOOTAGE, "a", PICTURE)
    assert found.add(FOOTAGE, "a", PICTURE, version=0) != own
    assert found.add(FOOTAGE, "a", PICTURE, version=FOOTAGE.stamp(found.tools)) == own


def test_a_step_works_where_its_kind_does_or_where_it_is_told():
    found = Collector(Tools(), {})
    there = found.add(FOOTAGE, "a", PICTURE)
    gpu = found.add(FOOTAGE, "b", replace(PICTURE, frames=9), pool="gpu", costs=True)
    assert (found.steps[there].pool, found.steps[gpu].pool) == ("picture", "gpu")
    assert found.steps[gpu].costs and not found.steps[there].costs


def test_the_lock_binds_a_key_to_its_digest():
    key = Collector(Tools(), {}).add(SUBTITLES, "film.srt", TEXTS)
    found = Collector(Tools(), {key: "d1"})
    found.add(SUBTITLES, "film.srt", TEXTS)
    other = found.add(SUBTITLES, "other.srt", replace(TEXTS, title="2"))
    assert (found.steps[key].locked, found.steps[other].locked) == ("d1", "")


def test_what_is_made_of_what_waits_waits_too():
    found = Collector(Tools(), {})
    waiting = found.add(FOOTAGE, "a", PICTURE, waits=True)
    settled = found.add(FOOTAGE, "b", replace(PICTURE, frames=9))
    finish = sample(FinishParams)
    after = found.add(FINISH, "a", finish, uses=(Use("picture", waiting),))
    found.add(FINISH, "b", finish, uses=(Use("picture", settled),))
    last = found.add(FINISH, "a", finish, uses=(Use("picture", after),))
    assert found.waits == {waiting, after, last}
