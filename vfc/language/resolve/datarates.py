"""What is said of the room that the pictures of a film file take: crf, bitrate and max_size."""

from __future__ import annotations

from vfc.film.datarate import FACTORS, DataRate, parse_bitrate, parse_bytes
from vfc.film.formats import CODEC_NAMES, LOSSLESS, Codec, Quality
from vfc.language.resolve.values import Reader, span_of_word
from vfc.language.words.kinds import BITS, FILE_SIZE
from vfc.language.yaml.node import Node

WORDS = ("crf", "bitrate", "max_size")


def data_rate(reader: Reader, node: Node, codec: Codec, replaced: Quality | None) -> DataRate:
    """The room that a film file's pictures may take; what the codec does not take is told. A
    profile's quality stands in place of crf and bitrate.
    """
    said = [word for word in WORDS if node.get(word) is not None]
    if not FACTORS[codec]:
        for word in said:
            why = (
                "keeps every picture as it is"
                if codec in LOSSLESS
                else "has the rate of its profile"
            )
            reader.tell(
                span_of_word(node, word),
                f"'{word}' says nothing of {CODEC_NAMES[codec]}, which {why}",
                "take it out" + ("" if codec in LOSSLESS else ", or write a quality"),
            )
        return DataRate()
    if "crf" in said and "bitrate" in said:
        reader.tell(
            span_of_word(node, "bitrate"),
            "'crf' and 'bitrate' both say how finely pictures are encoded",
            "write one of them; max_size goes with either",
        )
    factor, factors = reader.whole(node.get("crf"), 0), FACTORS[codec]
    if factor >= factors.stop:
        reader.tell(
            span_of_word(node, "crf"),
            f"{CODEC_NAMES[codec]} has a crf from {factors[0]} to {factors[-1]}, not {factor}",
            f"write crf: {factors[-1]} or less",
        )
        factor = 0
    bits = reader.shaped(node.get("bitrate"), BITS, parse_bitrate) or 0
    return DataRate(
        factor=0 if replaced else max(0, factor),
        bits=0 if replaced else bits,
        bytes=reader.shaped(node.get("max_size"), FILE_SIZE, parse_bytes) or 0,
    )
