"""
Calibrates the classifier on what the scoring model never saw: sources (each part of them is left out once, and a model trained
on the rest scores it), the development sets, and held-back prompts of the training sources, both scored by the model itself.
Platt scaling (Platt 1999) is fitted on all of these scores together, every set and both labels counting alike. The thresholds'
table counts wrong reuse among hard negatives only: easy ones would dilute the harm.

    python calibrate_classifier.py --out .cache/classifier
"""
import argparse
import collections
import pickle
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from blend import branch_logits, calibrated_logits, is_vetoed, probabilities
from evaluation_sets import evaluation_files
from export_classifier import load
from matcher import Batches
from pair_metrics import auc, wilson
from pair_rows import PairRows
from train_classifier import add_row_arguments, read_rows, train_both

# Left out together: sources that share texts or a way of being made.
PARTS = [
    {"smartmemo", "apt", "sts"},
    {"paws", "checklist", "cannot", "nli"},
    {"banking77", "clinc150", "hint3", "nlupp", "bitext_support", "hwu64"},
    {"facebook_mtod_en", "snips", "sgd_user_turns", "nl2bash", "text2sql", "rqe"},
    {"group"},
]
# Look-alikes without a counterpart of the other label, too easy to measure harm by.
EASY = {"neighbour_corpus", "neighbour_intent", "group_neighbour", "mined"}
# Rows of one source and label scored at most.
LIMIT = 1500
THRESHOLDS = [round(0.5 + 0.01 * step, 2) for step in range(45)] + [0.95 + 0.005 * step for step in range(10)]


def held_out(rows, batches, families, trains, epochs, share):
    rng = np.random.default_rng(0)
    trains = trains & (rng.random(len(trains)) < share)
    found = collections.defaultdict(list)
    for part in PARTS:
        inside = np.isin(families, list(part))
        # Groups and their neighbours are one source.
        outside = trains & ~inside & (families != "group_neighbour" if "group" in part else True)
        trees, (network,) = train_both(rows, batches, families, outside, [1], epochs=epochs)
        for family in sorted(part):
            for label in (0, 1):
                picked = np.flatnonzero((families == family) & (rows.labels == label) & (rows.n > 0) & (rows.m > 0))
                picked = rng.permutation(picked)[:LIMIT]
                if len(picked) == 0:
                    continue
                found["logits"].append(branch_logits(trees, network, rows, picked, batches))
                found["vetoed"].append(is_vetoed(rows.features[picked], rows.names))
                found["labels"] += [label] * len(picked)
                found["families"] += [family] * len(picked)
                found["kinds"] += [rows.records[row]["source"] for row in picked]
        picked = np.isin(np.array(found["families"]), list(part))
        print(f"left out {sorted(part)}: auc {auc(np.concatenate(found['logits'])[picked], np.array(found['labels'])[picked]):.4f}", flush=True)
    return np.concatenate(found["logits"]), np.concatenate(found["vetoed"]), np.array(found["labels"]), np.array(found["families"]), np.array(found["kinds"])


def unseen(folder, rows, families, trains, data, cache):
    """Raw logits of the model itself on held-back prompts and on the development sets."""
    trees, network, _ = load(folder)

    def scored(of, picked, names, kinds):
        return branch_logits(trees, network, of, picked), is_vetoed(of.features[picked], of.names), of.labels[picked], names, kinds

    picked = np.flatnonzero(~trains & (rows.n > 0) & (rows.m > 0))
    found = [scored(rows, picked, np.char.add("held back ", families[picked].astype(str)), [rows.records[row]["source"] for row in picked])]
    for name, path in evaluation_files(data, cache).items():
        of = PairRows(path, cache)
        everything = np.arange(len(of.labels))
        found.append(scored(of, everything, np.full(len(everything), name), [name] * len(everything)))
    return [np.concatenate(parts) for parts in zip(*found)]


def fit_platt(logits, labels, families):
    counts = collections.Counter(zip(families, labels))
    # A source with one label would shift the balance between them.
    both = {family for family, label in counts if counts[family, 1 - label]}
    weights = np.array([1 / counts[family, label] if family in both else 0 for family, label in zip(families, labels)])
    fitted = LogisticRegression(C=1e6).fit(logits[:, None], labels, sample_weight=weights)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def table_of(scores, labels):
    """Rows of the card's calibration table."""
    negatives, positives = scores[labels == 0], scores[labels == 1]
    rows = []
    for threshold in THRESHOLDS:
        wrong = int((negatives >= threshold).sum())
        rows.append({
            "threshold": round(threshold, 3), "falseHitRate": round(wrong / len(negatives), 5), "falseHitRateUpper": round(wilson(wrong, len(negatives))[1], 5),
            "recall": round(float((positives >= threshold).mean()), 4),
        })
    return rows


def main():
    parser = argparse.ArgumentParser()
    add_row_arguments(parser)
    parser.add_argument("--data", default="../../../shared/data")
    parser.add_argument("--epochs", type=int, default=2)
    # Of the training pairs, at random: what scores left-out sources need not be as good as what is shipped.
    parser.add_argument("--share", type=float, default=0.5)
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    rows, families, trains = read_rows(arguments)
    left_out = Path(arguments.out, "left-out.pkl")
    made_from = (Path(arguments.out, "trees.txt"), Path(__file__).with_name("blend.py"))
    if not left_out.exists() or left_out.stat().st_mtime < max(path.stat().st_mtime for path in made_from):
        left_out.write_bytes(pickle.dumps(held_out(rows, Batches(rows), families, trains, arguments.epochs, arguments.share)))
    parts = [pickle.loads(left_out.read_bytes()), unseen(arguments.out, rows, families, trains, arguments.data, arguments.cache)]
    logits, vetoed, labels, held_families, kinds = (np.concatenate(part) for part in zip(*parts))
    labels, held_families = labels.astype(int), held_families.astype(str)
    slope, offset = fit_platt(logits, labels, held_families)
    scores = probabilities(calibrated_logits(logits, vetoed, slope, offset))
    print(f"Platt: {slope:.3f} × logit + {offset:.3f}")
    for kind in sorted(set(kinds)):
        picked = kinds == kind
        print(f"  {kind:28} {picked.sum():5} at 0.8: {(scores[picked] >= 0.8).mean():.3f}, at 0.9: {(scores[picked] >= 0.9).mean():.3f}")
    hard = ~np.isin(np.char.replace(held_families, "held back ", ""), list(EASY))
    Path(arguments.out, "calibration.pkl").write_bytes(pickle.dumps({
        "slope": slope, "offset": offset, "table": table_of(scores[hard], labels[hard]), "logits": logits, "labels": labels, "families": held_families, "kinds": kinds,
    }))


if __name__ == "__main__":
    main()
