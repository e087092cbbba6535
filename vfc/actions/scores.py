"""Scores of a take: its own frames measured, and written as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from vfc.actions.context import StepContext, params_of, reported
from vfc.media.frames import read_rgb
from vfc.media.measure.scores import measure
from vfc.media.stills.images import read_still
from vfc.recipes.params import ScoreParams
from vfc.recipes.step import Step


def make_score(step: Step, inputs: Mapping[str, Path], context: StepContext) -> Path:
    """Measure one take; a measure that does not apply is null."""
    params = params_of(step, ScoreParams)
    references = [read_still(context.file(digest)) for _, digest in step.files]
    scores = measure(
        reported(read_rgb(inputs["picture"], 0, params.frames), params.frames, context),
        motion_asked=bool(params.motion_asked),
        references=references,
        frames_total=params.frames,
        rate=params.rate,
    )
    found = asdict(scores) | ({} if params.motion_asked is not None else {"motion": None})
    path = context.out.with_suffix(".json")
    path.write_text(
        json.dumps(
            {name: value if value is None else round(value, 4) for name, value in found.items()}
        ),
        encoding="utf-8",
    )
    return path
