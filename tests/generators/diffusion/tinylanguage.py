"""Tokenizers and language models that read the words of the newer pipelines, made from nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diffusers.pipelines.hunyuan_video.pipeline_hunyuan_video import DEFAULT_PROMPT_TEMPLATE
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    Gemma3Config,
    Gemma3ForConditionalGeneration,
    GemmaTokenizer,
    LlamaConfig,
    LlamaModel,
    LlamaTokenizer,
    Mistral3Config,
    Mistral3ForConditionalGeneration,
    PaddleOCRVLProcessor,
    PreTrainedTokenizerFast,
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2Tokenizer,
    Qwen2VLImageProcessorPil,
    Qwen3Config,
    Qwen3ForCausalLM,
    Qwen3Model,
)

from tests.generators.diffusion.tinytext import byte_symbols

WIDTH = 16
LAYERS = {
    "hidden_size": WIDTH,
    "intermediate_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 2,
    "max_position_embeddings": 4096,
}
TURNS = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content "
    "}}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
PARTS = (
    "<s>{% for message in messages %}{% if message.role == 'system' %}[SYSTEM_PROMPT]{% else "
    "%}[INST]{% endif %}{% for part in message.content %}{% if part.type == 'text' %}{{ part.text "
    "}}{% else %}[IMG]{% endif %}{% endfor %}{% if message.role == 'system' %}[/SYSTEM_PROMPT]{% "
    "else %}[/INST]{% endif %}{% endfor %}"
)
QWEN_TOKENS = [
    "<|im_start|>",
    "<|im_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|image_pad|>",
    "<|video_pad|>",
]
MISTRAL_TOKENS = [
    "<unk>",
    "<s>",
    "</s>",
    "<pad>",
    "[INST]",
    "[/INST]",
    "[SYSTEM_PROMPT]",
    "[/SYSTEM_PROMPT]",
    "[IMG]",
    "[IMG_BREAK]",
    "[IMG_END]",
]


def letters(specials: Sequence[str]) -> dict[str, int]:
    """A vocabulary of these, then the 256 bytes, the mark of a space and each printable letter of
    ASCII.
    """
    names = [
        *specials,
        *(f"<0x{code:02X}>" for code in range(256)),
        "\u2581",
        *map(chr, range(33, 127)),
    ]
    return {name: index for index, name in enumerate(names)}


def llama_parts() -> tuple[LlamaTokenizer, LlamaModel]:
    """HunyuanVideo's. The words of its template are one token each: else no room would be left for
    the prompt.
    """
    tokenizer = LlamaTokenizer(
        vocab=letters(["<unk>", "<s>", "</s>", "<pad>"]),
        merges=[],
        pad_token="<pad>",
        padding_side="right",
    )
    words = dict.fromkeys(
        re.findall(r"[a-z]{2,}|[A-Z][a-z]+|<\|\w+\|>", DEFAULT_PROMPT_TEMPLATE["template"])
    )
    tokenizer.add_tokens(
        [AddedToken(word, single_word=word[0] != "<", normalized=False) for word in words]
    )
    sizes = LlamaConfig(
        **LAYERS, vocab_size=len(tokenizer), bos_token_id=1, eos_token_id=2, pad_token_id=3
    )
    return tokenizer, LlamaModel(sizes).eval()


def gemma_parts() -> tuple[GemmaTokenizer, Gemma3ForConditionalGeneration]:
    """LTX-2's; three hidden states of width 16."""
    vocabulary = letters(["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "<image_soft_token>"])
    tokenizer = GemmaTokenizer(vocab=vocabulary, merges=[], model_max_length=1024)
    words = {
        **LAYERS,
        "vocab_size": len(tokenizer),
        "head_dim": 8,
        "num_key_value_heads": 1,
        "sliding_window": 64,
        "pad_token_id": 0,
        "eos_token_id": 1,
        "bos_token_id": 2,
    }
    sight = {
        "hidden_size": WIDTH,
        "intermediate_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "image_size": 28,
        "patch_size": 14,
    }
    sizes = Gemma3Config(
        text_config=words, vision_config=sight, mm_tokens_per_image=4, image_token_index=5
    )
    return tokenizer, Gemma3ForConditionalGeneration(sizes).eval()


def qwen_tokenizer() -> Qwen2Tokenizer:
    """One token for each byte, and the tokens that Qwen's templates are made of."""
    vocabulary = {name: index for index, name in enumerate([*byte_symbols(), "<|endoftext|>"])}
    tokenizer = Qwen2Tokenizer(
        vocab=vocabulary,
        merges=[],
        model_max_length=4096,
        chat_template=TURNS,
        extra_special_tokens={"image_token": "<|image_pad|>"},
    )
    tokenizer.add_tokens([AddedToken(name, special=True, normalized=False) for name in QWEN_TOKENS])
    return tokenizer


def qwen3_parts(
    causal: bool = False, layers: int = 2
) -> tuple[Qwen2Tokenizer, Qwen3Model | Qwen3ForCausalLM]:
    """Z-Image's, or `causal` as Flux 2 Klein's is."""
    tokenizer = qwen_tokenizer()
    sizes = Qwen3Config(
        **{**LAYERS, "num_hidden_layers": layers}, vocab_size=len(tokenizer), head_dim=8
    )
    return tokenizer, (Qwen3ForCausalLM if causal else Qwen3Model)(sizes).eval()


def qwen_sight_parts() -> tuple[Qwen2Tokenizer, Qwen2_5_VLForConditionalGeneration]:
    """Qwen-Image's, which sees pictures too."""
    tokenizer = qwen_tokenizer()
    number = {name: tokenizer.convert_tokens_to_ids(name) for name in QWEN_TOKENS}
    words = {
        **LAYERS,
        "vocab_size": len(tokenizer),
        "rope_theta": 1000000.0,
        "bos_token_id": None,
        "eos_token_id": number["<|im_end|>"],
        "rope_scaling": {"mrope_section": [1, 1, 2], "rope_type": "default", "type": "default"},
    }
    sight = {
        "depth": 2,
        "hidden_size": WIDTH,
        "intermediate_size": WIDTH,
        "num_heads": 2,
        "out_hidden_size": WIDTH,
        "fullatt_block_indexes": [1],
    }
    sizes = Qwen2_5_VLConfig(
        text_config=words,
        vision_config=sight,
        image_token_id=number["<|image_pad|>"],
        video_token_id=number["<|video_pad|>"],
        vision_start_token_id=number["<|vision_start|>"],
        vision_end_token_id=number["<|vision_end|>"],
    )
    return tokenizer, Qwen2_5_VLForConditionalGeneration(sizes).eval()


def qwen_processor(tokenizer: Qwen2Tokenizer) -> PaddleOCRVLProcessor:
    """What makes words and a picture of at most 56 by 56 pixels into tokens.

    A release has a Qwen2VLProcessor, which wants torchvision for clips that are never given; this
    one makes the same of words and pictures, and does without.
    """
    pictures = Qwen2VLImageProcessorPil(min_pixels=28 * 28, max_pixels=56 * 56)
    return PaddleOCRVLProcessor(image_processor=pictures, tokenizer=tokenizer, chat_template=TURNS)


def mistral_parts() -> tuple[PreTrainedTokenizerFast, Mistral3ForConditionalGeneration]:
    """Flux 2's, of thirty layers: the pipeline reads the 10th, 20th and 30th.

    A release has a PixtralProcessor around the tokenizer, which wants torchvision; the pipeline
    gives it words alone.
    """
    core = Tokenizer(
        models.BPE(
            vocab={name: index for index, name in enumerate([*MISTRAL_TOKENS, *byte_symbols()])},
            merges=[],
        )
    )
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    core.decoder = decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=core,
        unk_token="<unk>",
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        additional_special_tokens=MISTRAL_TOKENS[4:],
        model_max_length=4096,
        chat_template=PARTS,
    )
    words = {
        **LAYERS,
        "model_type": "mistral",
        "num_hidden_layers": 30,
        "vocab_size": len(tokenizer),
        "head_dim": 8,
        "sliding_window": None,
        "bos_token_id": 1,
        "eos_token_id": 2,
        "pad_token_id": 3,
    }
    sight = {
        "model_type": "pixtral",
        "hidden_size": WIDTH,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 32,
        "image_size": 28,
        "patch_size": 14,
        "num_channels": 3,
    }
    sizes = Mistral3Config(
        text_config=words,
        vision_config=sight,
        image_token_index=MISTRAL_TOKENS.index("[IMG]"),
        vision_feature_layer=-1,
    )
    return tokenizer, Mistral3ForConditionalGeneration(sizes).eval()
