"""
Trains the pair classifier: boosted trees over the explicit features and a small network that also attends over the words.
`blend.py` makes one logit of theirs, `calibrate_classifier.py` turns it into a probability.

    python train_classifier.py --pairs .cache/pairs.jsonl --neighbours .cache/neighbours.jsonl --out .cache/classifier
"""
import argparse
import pickle
import time
from pathlib import Path

import numpy as np
import torch

from matcher import Batches, train_matcher
from pair_rows import PairRows, joined
from pair_weights import family_of, weights_of
from trees import train_trees

# Labels are taken with a grain of salt.
SMOOTHING = 0.015


def read_rows(arguments):
    """All labelled pairs, their families, and which of them train."""
    rows = joined(PairRows(arguments.pairs, arguments.cache), PairRows(arguments.neighbours, arguments.cache))
    families = np.array([family_of(record["source"]) for record in rows.records])
    trains = np.array([record.get("fold", "train") == "train" for record in rows.records]) & (rows.n > 0) & (rows.m > 0)
    return rows, families, trains


def train_both(rows, batches, families, picked, seeds, epochs=3):
    """Trees and networks on the picked rows."""
    labels = rows.labels
    weights = np.zeros(len(labels), np.float32)
    weights[picked] = weights_of(families[picked], labels[picked])
    trees = train_trees(rows.features[picked], labels[picked], weights[picked])
    features = rows.features[picked]
    mean, scale = features.mean(0), 1 / (features.std(0) + 1e-3)
    targets = labels * (1 - 2 * SMOOTHING) + SMOOTHING
    networks = [train_matcher(batches, np.flatnonzero(picked), weights, targets, mean, scale, seed=seed, epochs=epochs) for seed in seeds]
    return trees, networks


def add_row_arguments(parser):
    for name, default in (("pairs", ".cache/pairs.jsonl"), ("neighbours", ".cache/neighbours.jsonl"), ("cache", ".cache/rows"), ("out", ".cache/classifier")):
        parser.add_argument(f"--{name}", default=default)


def main():
    parser = argparse.ArgumentParser()
    add_row_arguments(parser)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=7)
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    started = time.time()
    rows, families, trains = read_rows(arguments)
    print(rows.features.shape, int(trains.sum()), "train,", f"{time.time() - started:.0f} s", flush=True)
    trees, (network,) = train_both(rows, Batches(rows), families, trains, [arguments.seed], arguments.epochs)
    out = Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    trees.save_model(out / "trees.txt")
    torch.save(network.state_dict(), out / "network.pt")
    (out / "described.pkl").write_bytes(pickle.dumps({"names": rows.names, "featuresHash": rows.features_hash, "dimensions": rows.vectors.shape[1]}))
    print(f"trained in {time.time() - started:.0f} s")


if __name__ == "__main__":
    main()
