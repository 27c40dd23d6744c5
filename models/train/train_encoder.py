"""
Trains the static encoder: rows for words and n-grams, a learned gain a row, contrastive loss both ways with in-batch and
hard negatives.

    python train_encoder.py --pairs .cache/pairs.jsonl --vectors .cache/words.vec --data ../../../shared/data --out .cache/encoder.pt
"""
import argparse
import collections
import gzip
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from common_data import cap_per, read_jsonl
from encoder_rows import PromptRows
from tokens import tokens_of
from word_vectors import read_vectors

WORDS = 24000
# Sources whose positives teach what retrieval must bring together; labels of the others are about more than topic.
NOT_POSITIVES = {"cannot", "nli"}
CAPS = {"paws": 1500, "checklist": 1500, "sts": 1200, "smartmemo": 99999}
HARD_NEGATIVES = ("smartmemo", "mined", "text2sql", "nl2bash")
MAX_HARD = 256


class Encoder(torch.nn.Module):
    def __init__(self, rows, vectors):
        super().__init__()
        dimensions = vectors.shape[1]
        self.table = torch.nn.Embedding(rows, dimensions)
        torch.nn.init.normal_(self.table.weight, std=0.02)
        with torch.no_grad():
            self.table.weight[1 : len(vectors) + 1] = torch.from_numpy(vectors)
            self.table.weight[0] = 0
        self.gain = torch.nn.Parameter(torch.zeros(rows))
        self.log_temperature = torch.nn.Parameter(torch.tensor(3.0))

    def forward(self, prompts):
        rows = torch.from_numpy(np.concatenate([r for r, _ in prompts]))
        weights = torch.from_numpy(np.concatenate([w for _, w in prompts]))
        offsets = torch.from_numpy(np.cumsum([0] + [len(r) for r, _ in prompts[:-1]]))
        pooled = F.embedding_bag(rows, self.table.weight, offsets, mode="sum", per_sample_weights=weights * torch.exp(self.gain[rows]))
        return F.normalize(pooled, dim=-1)


def gloss_pairs(data, known, rng):
    """A word with its WordNet definition."""
    found = []
    with gzip.open(Path(data, "lexical/oewn_synsets.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            synset = json.loads(line)
            members = [member for member in synset["members"] if member.lower() in known]
            if members and synset["definition"]:
                found.append((rng.choice(members), synset["definition"][0]))
    return found


def main():
    parser = argparse.ArgumentParser()
    for name, default in (("pairs", ".cache/pairs.jsonl"), ("vectors", ".cache/words.vec"), ("data", "../../../shared/data"), ("out", ".cache/encoder.pt")):
        parser.add_argument(f"--{name}", default=default)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(2)

    words, counts, vectors = read_vectors(arguments.vectors, WORDS)
    rows = PromptRows(words)
    # Rare words say more: smooth inverse frequency as the first gain (Arora et al. 2017, in logarithms).
    share = counts / counts.sum()
    first_gain = np.log(np.clip(np.sqrt(1e-3 / (1e-3 + share)), 0.05, 1)).astype(np.float32)
    model = Encoder(rows.rows, vectors)
    with torch.no_grad():
        model.gain[1 : len(words) + 1] = torch.from_numpy(first_gain)

    records = [record for record in read_jsonl(arguments.pairs) if record["fold"] == "train"]
    positives = [record for record in records if record["label"] and record["source"] not in NOT_POSITIVES]
    by_source = collections.defaultdict(list)
    for record in positives:
        by_source[record["source"]].append((record["prompt_a"], record["prompt_b"]))
    pairs = []
    for source, found in by_source.items():
        rng.shuffle(found)
        cap = 5000 if source.endswith("_moved") else 4000 if source.startswith("synthetic") else CAPS.get(source, 99999)
        pairs += found[:cap]
    hard = collections.defaultdict(list)
    for record in records:
        if not record["label"] and record["source"].startswith(HARD_NEGATIVES) or record["source"].endswith("_sibling"):
            hard[record["prompt_a"]].append(record["prompt_b"])
    glosses = gloss_pairs(arguments.data, set(words), rng)
    texts = [text for pair in pairs + glosses for text in pair] + [text for found in hard.values() for text in found]
    tokens = tokens_of(texts, ".cache/tokens.pkl")
    encoded = {text: tuple(np.array(part, dtype) for part, dtype in zip(rows.of_tokens(tokens[text]), (np.int64, np.float32))) for text in dict.fromkeys(texts)}
    print(f"{len(pairs)} positive pairs, {len(glosses)} glosses, {len(encoded)} texts", flush=True)

    optimizer = torch.optim.Adam([{"params": [model.table.weight], "lr": arguments.rate}, {"params": [model.gain], "lr": 5e-3}, {"params": [model.log_temperature], "lr": 1e-2}])
    base_rates = [group["lr"] for group in optimizer.param_groups]
    size, started, step = arguments.batch, time.time(), 0
    gloss_share = 0.4
    steps = arguments.epochs * (len(pairs) // size + int(gloss_share * len(glosses)) // size)
    for epoch in range(arguments.epochs):
        rng.shuffle(pairs)
        rng.shuffle(glosses)
        batches = [(1.0, pairs[at : at + size]) for at in range(0, len(pairs) - size + 1, size)]
        batches += [(0.5, glosses[at : at + size]) for at in range(0, int(gloss_share * len(glosses)) - size + 1, size)]
        rng.shuffle(batches)
        total = 0.0
        for weight, batch in batches:
            for group, rate in zip(optimizer.param_groups, base_rates):
                group["lr"] = rate * max(0.02, 1 - step / steps)
            step += 1
            left, right = [a for a, _ in batch], [b for _, b in batch]
            negatives = [rng.choice(hard[a]) for a in left if a in hard][:MAX_HARD]
            a, b = model([encoded[text] for text in left]), model([encoded[text] for text in right + negatives])
            scores = a @ b.T * torch.exp(model.log_temperature)
            target = torch.arange(len(left))
            loss = weight * (F.cross_entropy(scores, target) + F.cross_entropy(scores[:, : len(left)].T, target))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(batches):.4f}, {time.time() - started:.0f} s", flush=True)
    torch.save({"state": model.state_dict(), "words": words}, arguments.out)


if __name__ == "__main__":
    main()
