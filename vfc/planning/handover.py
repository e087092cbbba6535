"""The cut in the form of an editing program, and the media that it links to: a file each shot and
each card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from vfc.edit.handover.editlist import CardFile, EditFile, edit_list
from vfc.edit.handover.formats import HANDOVERS, with_links
from vfc.edit.soundlanes import line_file
from vfc.film.formats import ending_of
from vfc.film.model import Cut, Deliverable, Film, TitleCard
from vfc.film.roles import roles_of
from vfc.film.timing import smpte_timecode
from vfc.planning.collector import Collector
from vfc.planning.segments import lettering_of
from vfc.planning.sounds import Sounds
from vfc.planning.voices import NamedLine
from vfc.recipes.kinds import BUNDLE, EDIT_MEDIA, TIMELINE
from vfc.recipes.params import BundleParams, CardUse, EditMediaParams, Side, TimelineParams
from vfc.recipes.step import FileUse, Use


class Handovers:
    """Plans the cut for editing programs; media that several name are one step.

    `show` gives the key of the picture that is shown of a shot; `unsettled` says whether what is
    shown of shots hangs on a choice that is open; `sounds` makes files of lines.
    """

    def __init__(
        self,
        film: Film,
        collector: Collector,
        show: Callable[[str], str],
        unsettled: Callable[[Iterable[str]], bool],
        sounds: Sounds,
    ):
        self.film, self.collector = sounds.lines.as_voiced(film), collector
        self.show, self.unsettled, self.sounds = show, unsettled, sounds

    def handover(self, wanted: Deliverable, cut: Cut) -> str:
        """The key of a deliverable that is a text; it uses its media under their files' names."""
        edits = edit_list(self.film, cut)
        written = HANDOVERS[ending_of(wanted.path)].write(edits)
        cards = {each.file: each for each in edits.cards}
        uses = tuple(
            Use(file.made, self._media(wanted, cut, file, cards.get(file)))
            for file in edits.files
            if file.made
        )
        return self.collector.add(
            TIMELINE, wanted.path, TimelineParams(text=written.text), uses=uses
        )

    def bundle(self, wanted: Deliverable, cut: Cut) -> str:
        """The key of an .otioz: a timeline with all its media, sounds too, in one file."""
        edits = edit_list(self.film, cut)
        cards = {each.file: each for each in edits.cards}
        digests = {asset.path: asset.digest for asset in self.film.assets}
        names, uses, files = dict[str, Path](), list[Use](), list[FileUse]()
        for number, file in enumerate(edits.files, 1):
            if file.made:
                uses.append(Use(file.made, self._media(wanted, cut, file, cards.get(file))))
                names[f"made/{file.made}"] = Path("media", file.made)
            elif f"film/{file.path}" not in names:
                name = f"{number}_{file.filename}"  # two folders may have files of one name
                files.append(FileUse(name, digests[file.path]))
                names[f"film/{file.path}"] = Path("media", name)
        text = with_links(HANDOVERS["otio"].write(edits).text, "otio", names, Path())
        return self.collector.add(
            BUNDLE, wanted.path, BundleParams(text=text), uses=tuple(uses), files=tuple(files)
        )

    def _media(self, wanted: Deliverable, cut: Cut, file: EditFile, card: CardFile | None) -> str:
        if not file.has_picture:
            return self.sounds.line_file(self._lines(cut)[file.made], f"{wanted.path} {file.made}")
        form = self.film.format
        params = EditMediaParams(
            frames=file.frames,
            size=form.size,
            rate=form.rate,
            codec=wanted.media,
            reel=file.reel,
            timecode=smpte_timecode(file.first, form.rate),
            card=_card(card, file.frames) if card else None,
        )
        lettered = params.card is not None and params.card.text
        tools, card_ = self.collector.tools, params.card
        words = [(card_.text, card_.style)] if card_ is not None and card_.style else []
        return self.collector.add(
            EDIT_MEDIA,
            f"{wanted.media} {file.name}",
            params,
            version=f"{EDIT_MEDIA.stamp(tools)} {lettering_of(words, tools)}" if lettered else "",
            files=tuple(_fonts(card)) if card else (),
            uses=() if card else (Use("picture", self.show(file.name)),),
            waits=card is None and self.unsettled((file.name,)),
        )

    def _lines(self, cut: Cut) -> dict[str, NamedLine]:
        """The lines that voices speak, by the names of their files."""
        lines = [line for _, line in self.sounds.lines.of_cut(cut.name)]
        for shot in self.film.shots.values():
            lines += self.sounds.lines.of_shot(shot)
        return {line_file(line.shot, line.number): line for line in lines}


def _card(card: CardFile, frames: int) -> CardUse:
    entry = card.entry
    if isinstance(entry, TitleCard):
        total = frames if entry.style.look.moves else 0
        return CardUse(role=Side.PICTURE, text=entry.text, style=entry.style, total=total)
    return CardUse(role=Side.PICTURE, colour=entry.colour)


def _fonts(card: CardFile) -> Iterator[FileUse]:
    if isinstance(card.entry, TitleCard) and card.entry.style.font:
        yield from map(FileUse, roles_of("font", 1), [card.entry.style.font.digest])
