"""
Draws training pairs, by the weights that the bundled classifier gives them, for `smartmemo train-classifier`: the baseline of
`bench/quality`, a head on embeddings, learns from the same pairs.

    python sample_pairs.py --out /tmp/sample.jsonl --count 100000
"""
import argparse
import json

import numpy as np

from pair_weights import family_of, weights_of

# Held-back pairs, to stop and calibrate on.
VALIDATION = 10_000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", nargs="+", default=[".cache/pairs.jsonl", ".cache/neighbours.jsonl"])
    parser.add_argument("--out", required=True)
    parser.add_argument("--count", type=int, default=100_000)
    arguments = parser.parse_args()
    records = [json.loads(line) for path in arguments.pairs for line in open(path)]
    trains = np.array([record.get("fold", "train") == "train" for record in records])
    families, labels = np.array([family_of(record["source"]) for record in records]), np.array([record["label"] for record in records])
    rng = np.random.default_rng(0)
    with open(arguments.out, "w") as out:
        for split, inside, count in (("train", trains, arguments.count), ("validation", ~trains, VALIDATION)):
            rows = np.flatnonzero(inside)
            weights = weights_of(families[rows], labels[rows])
            for row in rng.choice(rows, min(count, len(rows)), replace=False, p=weights / weights.sum()):
                record = records[row]
                out.write(json.dumps({"prompt_a": record["prompt_a"], "prompt_b": record["prompt_b"], "label": int(record["label"]), "domain": family_of(record["source"]), "split": split}) + "\n")


if __name__ == "__main__":
    main()
