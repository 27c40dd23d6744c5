"""Topical negatives: questions and requests of the corpus with their nearest lexical neighbours that ask for something else."""
import gzip
import random
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from common_data import words_of

# Shard, lines to take, questions only.
SHARDS = [
    ("podcast_transcripts_00", 6000, True), ("podcast_transcripts_01", 6000, True), ("medquad_00", 6000, True), ("sgd_dialogue_00", 3000, True),
    ("text2sql_questions_00", 4000, True), ("tldr_pages_00", 3000, False), ("digitalgov_00", 1500, True), ("openstax_economics_00", 800, True),
    ("openstax_business_00", 600, True), ("exchange_docs_00", 1500, False), ("english_novels_19c_00", 1500, True), ("cpp_docs_00", 1500, False),
]


def lines_of(data, shard, limit, questions_only, rng):
    with gzip.open(Path(data, f"corpus/{shard}.txt.gz"), "rt", encoding="utf-8") as lines:
        found = [line.strip() for line in lines if 5 <= len(line.split()) <= 20 and (not questions_only or line.rstrip().endswith("?"))]
    rng.shuffle(found)
    return found[:limit]


def mined_pairs(data, count=14000, seed=3):
    rng = random.Random(seed)
    texts = list(dict.fromkeys(line for shard in SHARDS for line in lines_of(data, *shard, rng)))
    matrix = TfidfVectorizer(sublinear_tf=True, token_pattern=r"[a-z0-9]+").fit_transform(text.lower() for text in texts)
    found = []
    for start in range(0, len(texts), 500):
        similarities = (matrix[start : start + 500] @ matrix.T).toarray()
        for offset, scores in enumerate(similarities):
            i = start + offset
            near = [j for j in scores.argpartition(-12)[-12:] if j != i and 0.15 < scores[j] < 0.8]
            if not near:
                continue
            j = rng.choice(near)
            a, b = set(words_of(texts[i])), set(words_of(texts[j]))
            # Near-identical neighbours may well be equivalent; nobody labelled them.
            if len(a & b) / len(a | b) < 0.7:
                found.append({"prompt_a": texts[i], "prompt_b": texts[j], "label": 0, "source": "mined"})
    rng.shuffle(found)
    return found[:count]
