"""Params: frozen values that a process can be sent, and the request that a generator gets."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import get_args

import pytest

from tests.recipes.samples import REQUEST, SAMPLES, sample
from vfc.recipes.params import (
    FinishParams,
    FootageParams,
    GeneratedParams,
    JoinParams,
    Params,
    PinnedParams,
    SteadyParams,
    StillParams,
    frames_of,
)

OF_PICTURES = (
    GeneratedParams,
    JoinParams,
    PinnedParams,
    FootageParams,
    StillParams,
    SteadyParams,
    FinishParams,
)


def test_each_class_has_a_sample():
    assert {type(each) for each in SAMPLES} == set(get_args(Params))


@pytest.mark.parametrize("params", SAMPLES, ids=lambda each: type(each).__name__)
def test_params_arrive_in_another_process_as_they_were(params):
    assert pickle.loads(pickle.dumps(params)) == params
    assert hash(params) == hash(pickle.loads(pickle.dumps(params)))


@pytest.mark.parametrize("params", SAMPLES, ids=lambda each: type(each).__name__)
def test_the_frames_of_a_picture_are_known_and_of_nothing_else(params):
    if isinstance(params, OF_PICTURES):
        assert frames_of(params) == 31
    else:
        with pytest.raises(TypeError, match=f"{type(params).__name__} are of no picture"):
            frames_of(params)


def test_a_generator_gets_every_option_whether_it_counts_or_not():
    params = replace(
        sample(GeneratedParams),
        request=replace(REQUEST, options=(("guidance", 5.0), ("steps", 20))),
        unkeyed=(("offload", "disk"), ("model", "org/name"), ("revision", "main")),
    )
    assert params.whole_request.options == (
        ("guidance", 5.0),
        ("model", "org/name"),
        ("offload", "disk"),
        ("revision", "main"),
        ("steps", 20),
    )
    assert replace(params.whole_request, options=()) == replace(REQUEST, options=())


def test_the_revision_that_was_found_stands_in_the_place_of_the_text_s():
    params = replace(sample(GeneratedParams), unkeyed=(("revision", "main"),), revision="abc")
    assert dict(params.whole_request.options) == {"revision": "abc"}
