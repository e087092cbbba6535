"""What `vfc show` prints of a shot, and `vfc generators` of a voice."""

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


def voice_line(voice) -> str:
    """A voice that is here, in a line."""
    can = voice.abilities
    told = [", ".join(can.languages) or "any language"]
    if can.speakers:
        told.append(f"speakers {', '.join(can.speakers)}")
    if can.absent:
        told.append(f"not here: {', '.join(name for name, _ in can.absent)}")
    if can.speed is not None:
        told.append(f"speed {can.speed[0]:g} to {can.speed[1]:g}")
    if can.emotions:
        told.append(f"emotions {', '.join(can.emotions)}")
    told += [f"{name} ({value})" for name, value in can.options]
    return f"voice {voice.name} (version {voice.version}, {voice.package}): {'; '.join(told)}"


def voice_json(voice) -> dict[str, object]:
    """A voice that is here, as JSON."""
    can = voice.abilities
    return {
        "name": voice.name,
        "version": voice.version,
        "package": voice.package,
        "languages": list(can.languages),
        "speakers": list(can.speakers),
        "absent": dict(can.absent),
        "speed": list(can.speed) if can.speed is not None else None,
        "emotions": list(can.emotions),
        "words": can.words,
        "takes": can.seeds,
        "options": dict(can.options),
    }
