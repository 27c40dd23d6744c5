"""
Mines natural negatives: questions and requests with one of their nearest neighbours, by the encoder's vectors, that asks for
something else. They are what a cache sees all day, and what sets of minimal edits lack: much or little in common, another topic.

    python neighbours.py --data ../../../shared/data --encoder ../bundled/encoder --out .cache/neighbours.jsonl
"""
import argparse
import random
from pathlib import Path

import numpy as np

from common_data import evaluation_keys, hash_share, key_of, read_jsonl, words_of, write_jsonl
from assemble_pairs import GROUP_DEV_SHARE
from encoder_rows import PromptRows
from group_pairs import read_groups
from intent_pairs import intent_of, slots_of
from mined_pairs import lines_of
from tokens import tokens_of

# Shard, lines to take, questions only.
SHARDS = [
    ("podcast_transcripts_00", 7000, True), ("podcast_transcripts_01", 7000, True), ("podcast_transcripts_02", 4000, True),
    ("medquad_00", 9000, True), ("sgd_dialogue_00", 3000, True), ("text2sql_questions_00", 5000, True), ("tldr_pages_00", 3000, False),
    ("digitalgov_00", 3000, True), ("openstax_economics_00", 1500, True), ("openstax_business_00", 1500, True), ("exchange_docs_00", 2500, False),
    ("dynamics365_business_central_00", 2500, False), ("english_novels_19c_00", 2500, True), ("cpp_docs_00", 2000, False),
    ("cockroachdb_docs_00", 1500, False), ("nltk_state_union_00", 300, True),
]
INTENTS = {"banking77": 6000, "clinc150": 8000, "hwu64": 5000, "hint3": 2500, "bitext_support": 3000, "nlupp": 1500}
NEIGHBOURS = 40
# Pairs kept of corpus and intents.
LIMIT = 80_000
# Neighbours that share more than this (Jaccard) may well ask for the same; nobody labelled them.
MAX_OVERLAP = {"corpus": 0.6, "intent": 0.9}


def embeddings_of(folder, tokens):
    """float32 [prompts, dimensions], unit rows, by the shipped int8 table."""
    words = Path(folder, "vocabulary.txt").read_text(encoding="utf-8").split("\n")[:-1]
    rows = PromptRows(words)
    scales = np.fromfile(Path(folder, "scales.bin"), np.float32)
    table = np.fromfile(Path(folder, "table.bin"), np.int8).reshape(len(scales), -1)
    found = np.zeros((len(tokens), table.shape[1]), np.float32)
    for index, one in enumerate(tokens):
        ids, weights = rows.of_tokens(one)
        if ids:
            found[index] = (np.array(weights, np.float32) * scales[ids]) @ table[ids].astype(np.float32)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def neighbours_in(texts, keys, vectors, per_text, kind, rng):
    """Pairs of a text with neighbours of another key; `keys` None means that no text asks for the same as another."""
    words = [set(words_of(text)) for text in texts]
    found = []
    for start in range(0, len(texts), 512):
        similarities = vectors[start : start + 512] @ vectors.T
        nearest = np.argpartition(-similarities, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
        for offset, candidates in enumerate(nearest):
            i = start + offset
            usable = [j for j in candidates if j != i and (keys is None or keys[j] != keys[i]) and len(words[i] & words[j]) <= MAX_OVERLAP[kind] * len(words[i] | words[j])]
            usable.sort(key=lambda j: -similarities[offset, j])
            # One of the very nearest and one from further away.
            for group in (usable[:6], usable[6:])[:per_text]:
                if group:
                    found.append({"prompt_a": texts[i], "prompt_b": texts[rng.choice(group)], "label": 0, "source": f"neighbour_{kind}"})
    return found


def group_neighbours(arguments, rng):
    """Prompts of our groups with neighbours from other groups of the same fold."""
    group_of = {}
    for name, number, same, other in read_groups():
        for text in same + [prompt for _, prompt in other]:
            group_of.setdefault(text, f"{name}-{number}")
    texts = list(group_of)
    tokens = tokens_of(texts, arguments.tokens)
    vectors = embeddings_of(arguments.encoder, [tokens[text] for text in texts])

    def fold_of(text):
        return "dev" if hash_share(group_of[text]) < GROUP_DEV_SHARE else "train"

    found = neighbours_in(texts, list(group_of.values()), vectors, 2, "intent", rng)
    return [
        {**record, "source": "group_neighbour", "fold": fold_of(record["prompt_a"])}
        for record in found
        if fold_of(record["prompt_a"]) == fold_of(record["prompt_b"])
    ]


def main():
    parser = argparse.ArgumentParser()
    for name, default in (("data", "../../../shared/data"), ("encoder", "../bundled/encoder"), ("out", ".cache/neighbours.jsonl"), ("tokens", ".cache/tokens.pkl")):
        parser.add_argument(f"--{name}", default=default)
    arguments = parser.parse_args()
    rng = random.Random(13)
    eval_prompts, _ = evaluation_keys(arguments.data)
    corpus = list(dict.fromkeys(line for shard in SHARDS for line in lines_of(arguments.data, *shard, rng) if key_of(line) not in eval_prompts))
    intents = []
    for name, limit in INTENTS.items():
        rows = [row for row in read_jsonl(Path(arguments.data, f"intents/{name}.jsonl.gz")) if 2 < len(words_of(row["text"])) <= 30]
        rng.shuffle(rows)
        intents.append([(row["text"], f"{intent_of(row)} {sorted(slots_of(row).items())}") for row in rows[:limit]])
    tokens = tokens_of(corpus + [text for one in intents for text, _ in one], arguments.tokens)
    found = neighbours_in(corpus, None, embeddings_of(arguments.encoder, [tokens[text] for text in corpus]), 2, "corpus", rng)
    for one in intents:
        texts, keys = [text for text, _ in one], [key for _, key in one]
        found += neighbours_in(texts, keys, embeddings_of(arguments.encoder, [tokens[text] for text in texts]), 2, "intent", rng)
    found = rng.sample(found, min(LIMIT, len(found))) + group_neighbours(arguments, rng)
    found = [record for record in found if key_of(record["prompt_a"]) != key_of(record["prompt_b"])]
    rng.shuffle(found)
    write_jsonl(arguments.out, found)
    print(len(corpus), "corpus lines,", sum(map(len, intents)), "intent lines,", len(found), "pairs")


if __name__ == "__main__":
    main()
