"""
Recall@5 of a paraphrase among thousands of prompts: the encoder (as int8), BM25, TF-IDF, and encoder + half TF-IDF.

    python evaluate_retrieval.py --encoder .cache/encoder.pt --data ../../../shared/data --out .cache/retrieval.json
"""
import argparse
import json
import math
import random
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from scipy.sparse import csr_matrix

from common_data import read_jsonl
from encoder_rows import PromptRows
from export_encoder import quantised
from tokens import tokens_of

MAX_QUERIES = 1500


def groups_of(pairs):
    parent = {}

    def root(text):
        while parent.setdefault(text, text) != text:
            text = parent[text]
        return text

    for a, b in pairs:
        parent[root(a)] = root(b)
    return {text: root(text) for text in list(parent)}


def retrieval_sets(data):
    """name -> (queries with their group, pool, group of each pool text)."""
    def pairs(path, label):
        return [(r["prompt_a"], r["prompt_b"]) for r in read_jsonl(Path(data, path)) if r["label"] == label]

    sets = {}
    train = list(dict.fromkeys(text for r in read_jsonl(Path(data, "pairs/smartmemo_train.jsonl.gz")) for text in (r["prompt_a"], r["prompt_b"])))
    # The prompts of that set are few; requests of other assistants fill the pool.
    train += [r["text"] for r in read_jsonl(Path(data, "intents/clinc150.jsonl.gz"))][:6000]
    for name, path, distractors in (("smartmemo_validation", "pairs/smartmemo_validation.jsonl.gz", train), ("qqp_dev", "eval/qqp_dev.jsonl.gz", []), ("mqp_dev", "eval/mqp_dev.jsonl.gz", None)):
        same = pairs(path, 1)
        others = [text for pair in pairs(path, 0) for text in pair]
        if distractors is None:
            distractors = [text for pair in pairs("eval/qqp_dev.jsonl.gz", 0) for text in pair]
        pool = list(dict.fromkeys([text for pair in same for text in pair] + others + distractors))
        groups = groups_of(same)
        sets[name] = ([(a, groups[a]) for a, _ in same], pool, groups)
    rows = list(read_jsonl(Path(data, "intents/banking77.jsonl.gz")))
    rng = random.Random(0)
    rng.shuffle(rows)
    sets["banking77"] = ([(r["text"], r["intent"]) for r in rows[:MAX_QUERIES]], list(dict.fromkeys(r["text"] for r in rows)), {r["text"]: r["intent"] for r in rows})
    return sets


def recall_at(sets, similarity, k=5):
    """A query counts when one of its k nearest other texts belongs to its group."""
    report = {}
    for name, (queries, pool, groups) in sets.items():
        queries = queries[:MAX_QUERIES]
        index = {text: at for at, text in enumerate(pool)}
        scores = similarity([text for text, _ in queries], pool)
        hits = 0
        for row, (text, group) in enumerate(queries):
            found = scores[row].copy()
            if text in index:
                found[index[text]] = -np.inf
            hits += any(groups.get(pool[at]) == group for at in np.argpartition(-found, k)[:k])
        report[name] = {"count": len(queries), "pool": len(pool), "recallAt5": round(hits / len(queries), 4)}
    return report


def main():
    parser = argparse.ArgumentParser()
    for name, default in (("encoder", ".cache/encoder.pt"), ("data", "../../../shared/data"), ("out", ".cache/retrieval.json")):
        parser.add_argument(f"--{name}", default=default)
    arguments = parser.parse_args()
    saved = torch.load(arguments.encoder, weights_only=False)
    table, scales = quantised(saved["state"])
    rows = PromptRows(saved["words"])
    sets = retrieval_sets(arguments.data)
    tokens = tokens_of([text for queries, pool, _ in sets.values() for text in [q for q, _ in queries] + pool], ".cache/tokens.pkl")

    def embed(texts):
        vectors = np.zeros((len(texts), table.shape[1]), np.float32)
        for at, text in enumerate(texts):
            found, weights = rows.of_tokens(tokens[text])
            vectors[at] = (np.array(weights, np.float32) * scales[found]) @ table[found].astype(np.float32)
        return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)

    def bags(texts, vocabulary, weigh):
        data, columns, starts = [], [], [0]
        for text in texts:
            counts = Counter(token for token in tokens[text] if token in vocabulary)
            data += [weigh(token, count, len(tokens[text])) for token, count in counts.items()]
            columns += [vocabulary[token] for token in counts]
            starts.append(len(data))
        return csr_matrix((data, columns, starts), (len(texts), len(vocabulary)), dtype=np.float32)

    def frequencies(pool):
        df = Counter(token for text in pool for token in set(tokens[text]))
        return df, {token: at for at, token in enumerate(df)}, np.mean([len(tokens[text]) for text in pool])

    def bm25(queries, pool, k1=1.2, b=0.5):
        df, vocabulary, mean = frequencies(pool)
        weigh = lambda token, count, length: math.log(1 + (len(pool) - df[token] + 0.5) / (df[token] + 0.5)) * count * (k1 + 1) / (count + k1 * (1 - b + b * length / mean))
        return (bags(queries, vocabulary, lambda *_: 1.0) @ bags(pool, vocabulary, weigh).T).toarray()

    def tfidf(queries, pool):
        df, vocabulary, _ = frequencies(pool)
        weigh = lambda token, count, _: (1 + math.log(count)) * math.log((1 + len(pool)) / (1 + df[token]) + 1)
        unit = lambda matrix: matrix.multiply(1 / (np.sqrt(matrix.multiply(matrix).sum(1)) + 1e-9)).tocsr()
        return (unit(bags(queries, vocabulary, weigh)) @ unit(bags(pool, vocabulary, weigh)).T).toarray()

    dense = lambda queries, pool: embed(queries) @ embed(pool).T
    methods = {"encoder": dense, "bm25": bm25, "tfidf": tfidf, "hybrid": lambda q, p: dense(q, p) + 0.5 * tfidf(q, p)}
    report = {}
    for method, similarity in methods.items():
        for name, figures in recall_at(sets, similarity).items():
            report[f"retrieval {name} {method}"] = figures
            print(f"{method:8} {name:22} {figures}", flush=True)
    Path(arguments.out).write_text(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
