"""What `vfc show` prints of a shot."""

from __future__ import annotations


def line_text(line, rate) -> str:
    """A line of a shot: who says what, when, by which voice."""
    start, stop = float(line.frames.start / rate), float(line.frames.stop / rate)
    take = f", take {line.heard} of {line.takes}" if line.takes > 1 else ""
    by = f"{line.voice}{take}" if line.voice else "nothing speaks it"
    about = "about " if line.about else ""
    return f"{line.who}: {line.text}  {about}{start:.2f} to {stop:.2f} s, {by}"


def read_lines(reading) -> list[tuple[str, str]]:
    """What the generator reads in the words, a line a field, and the words it draws nothing for."""
    if reading is None:
        return []
    fields: dict[str, list[str]] = {}
    for field, text in reading.understood:
        fields.setdefault(field, []).append(text)
    lines = [(field, "; ".join(texts)) for field, texts in fields.items()]
    return [*lines, ("not drawn", ", ".join(reading.missed))]


def shot_json(planned, shown) -> dict[str, object]:
    """A shot as JSON."""
    shot, form = shown.shot, planned.loaded.film.format
    return {
        "shot": shot.name,
        "generator": shown.generator,
        "prompt": shot.prompt.text,
        "avoid": shot.prompt.avoid,
        "frames": shot.frames,
        "about": shot.about,
        "rate": str(form.rate),
        "size": str(form.size),
        "takes": [
            {
                "take": each.take,
                "seed": each.seed,
                "key": each.key,
                "artifact": each.artifact or None,
                "shown": each.shown,
            }
            for each in shown.takes
        ],
        "lines": [
            {
                "who": each.who,
                "text": each.text,
                "voice": each.voice or None,
                "start": each.frames.start,
                "stop": each.frames.stop,
                "about": each.about,
                "takes": each.takes,
                "heard": each.heard,
            }
            for each in shown.lines
        ],
        "uses": list(shown.uses),
        "composed": list(shown.composed),
        "understood": [
            {"field": field, "text": text}
            for field, text in (shown.reading.understood if shown.reading else ())
        ],
        "missed": list(shown.reading.missed) if shown.reading else [],
    }
