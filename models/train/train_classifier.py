"""
Trains the pair classifier on the library's own features: boosted trees and several small networks, mean of their logits,
calibrated on sources that the model scoring them had not seen.

    python train_classifier.py --pairs .cache/pairs.jsonl --data ../../../shared/data --out .cache/classifier.pkl
"""
import argparse
import collections
import gzip
import pickle
import shutil
import time
from pathlib import Path

import lightgbm
import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from common_data import read_jsonl, words_of
from pair_features import features_of
from pair_metrics import at_threshold, auc, ece

# Weight of a pair by source; sets that are large, templated or noisily labelled count less.
WEIGHTS = {"smartmemo": 3.0, "checklist": 0.6, "cannot": 0.6, "paws": 0.7, "nl2bash": 1.0, "text2sql": 1.0, "apt": 1.0, "nli": 0.4, "rqe": 0.3, "sts": 0.5, "mined": 0.4, "template": 0.6, "synthetic": 0.25}
INTENT_WEIGHT = 0.35
TREES = dict(objective="binary", learning_rate=0.06, num_leaves=31, min_data_in_leaf=60, feature_fraction=0.5, bagging_fraction=0.7, bagging_freq=1, lambda_l2=5.0, verbose=-1, num_threads=2, seed=1)
TREE_ROUNDS = 400
CLIP = 5.0


def family_of(source):
    """Groups sources that share texts or a way of being made, for leaving one out."""
    for family in ("synthetic", "template"):
        if source.startswith(family):
            return family
    return source.rsplit("_", 1)[0] if source.endswith(("_same", "_sibling", "_slot", "_moved", "_other")) else source


def weights_of(sources, labels):
    weights = np.array([WEIGHTS.get(family_of(source), INTENT_WEIGHT) for source in sources], np.float32)
    weights[labels == 1] *= weights[labels == 0].sum() / weights[labels == 1].sum()
    return weights / weights.mean()


def train_trees(x, y, w, monotone=None):
    parameters = dict(TREES, **({"monotone_constraints": monotone} if monotone else {}))
    return lightgbm.train(parameters, lightgbm.Dataset(x, y, weight=w), TREE_ROUNDS)


class Network(torch.nn.Module):
    def __init__(self, width, mean, scale, hidden=96):
        super().__init__()
        self.register_buffer("mean", torch.from_numpy(mean))
        self.register_buffer("scale", torch.from_numpy(scale))
        self.layers = torch.nn.Sequential(
            torch.nn.Dropout(0.1), torch.nn.Linear(width, hidden), torch.nn.ReLU(), torch.nn.Dropout(0.15),
            torch.nn.Linear(hidden, hidden // 2), torch.nn.ReLU(), torch.nn.Dropout(0.1), torch.nn.Linear(hidden // 2, 1),
        )

    def forward(self, x):
        return self.layers(torch.clamp((x - self.mean) * self.scale, -CLIP, CLIP)).squeeze(-1)


def train_network(x, y, w, seed, epochs=4, batch=256, rate=1.5e-3, smoothing=0.015):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model = Network(x.shape[1], x.mean(0), 1 / (x.std(0) + 1e-3))
    tx, ty, tw = torch.from_numpy(x), torch.from_numpy(y.astype(np.float32)), torch.from_numpy(w)
    optimizer = torch.optim.AdamW(model.parameters(), rate, weight_decay=1e-4)
    steps = epochs * (len(x) // batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps + 1, pct_start=0.05)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch):
            pick = order[start : start + batch]
            logits = model(tx[pick])
            target = ty[pick] * (1 - 2 * smoothing) + smoothing
            loss = (torch.nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none") * tw[pick]).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
    return model.eval()


def network_logits(models, x):
    with torch.no_grad():
        return np.mean([torch.cat([model(torch.from_numpy(x[at : at + 8192])) for at in range(0, len(x), 8192)]).numpy() for model in models], 0)


def ensemble_logits(trees, networks, x):
    return 0.5 * trees.predict(x, raw_score=True) + 0.5 * network_logits(networks, x)


def evaluation_sets(data, cache):
    """name -> (features, labels, records)."""
    found = {}
    for name, path in (("smartmemo_validation", "pairs/smartmemo_validation.jsonl.gz"), ("qqp_dev", "eval/qqp_dev.jsonl.gz"), ("mqp_dev", "eval/mqp_dev.jsonl.gz")):
        copy = Path(cache, f"{name}.jsonl")
        if not copy.exists():
            with gzip.open(Path(data, path)) as source, open(copy, "wb") as target:
                shutil.copyfileobj(source, target)
        x, _ = features_of(copy, cache)
        records = list(read_jsonl(copy))
        found[name] = (x, np.array([record["label"] for record in records]), records)
    return found


def is_close(record):
    """At most two tokens differ: the slice where overlap says nothing."""
    a, b = collections.Counter(words_of(record["prompt_a"])), collections.Counter(words_of(record["prompt_b"]))
    return max((a - b).total(), (b - a).total()) <= 2


def report_on(name, scores, labels, records, threshold):
    close = np.array([is_close(record) for record in records])
    row = {**at_threshold(scores, labels, threshold), "auc": auc(scores, labels), "aucAtMostTwoTokensDiffer": auc(scores[close], labels[close]), "ece": ece(scores, labels)}
    opposite = np.array([record.get("kind") == "opposite-action" for record in records])
    if opposite.any():
        row["oppositeActionFalseHitRate"] = float((scores[opposite] >= threshold).mean())
    print(f"{name:24}", {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}, flush=True)
    return row


def main():
    parser = argparse.ArgumentParser()
    for name, default in (("pairs", ".cache/pairs.jsonl"), ("data", "../../../shared/data"), ("cache", ".cache/features"), ("out", ".cache/classifier.pkl")):
        parser.add_argument(f"--{name}", default=default)
    parser.add_argument("--networks", type=int, default=3)
    parser.add_argument("--calibrate", action="store_true", help="leave each family of sources out once (slow)")
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    started = time.time()
    x, described = features_of(arguments.pairs, arguments.cache)
    records = list(read_jsonl(arguments.pairs))
    y = np.array([record["label"] for record in records])
    sources = [record["source"] for record in records]
    train = np.array([record["fold"] == "train" for record in records])
    w = np.zeros(len(y), np.float32)
    w[train] = weights_of([source for source, used in zip(sources, train) if used], y[train])
    print(x.shape, f"{time.time() - started:.0f} s", flush=True)

    trees = train_trees(x[train], y[train], w[train])
    print(f"trees {time.time() - started:.0f} s", flush=True)
    networks = [train_network(x[train], y[train], w[train], seed) for seed in range(arguments.networks)]
    print(f"networks {time.time() - started:.0f} s", flush=True)

    held_logits, held_labels, held_sources = [], [], []
    if arguments.calibrate:
        families = np.array([family_of(source) for source in sources])
        for family in sorted(set(families)):
            inside = families == family
            outside = train & ~inside
            ow = weights_of([source for source, used in zip(sources, outside) if used], y[outside])
            left_trees = train_trees(x[outside], y[outside], ow)
            left_networks = [train_network(x[outside], y[outside], ow, 0, epochs=2)]
            pick = np.flatnonzero(inside)
            pick = np.random.default_rng(0).permutation(pick)[:3000]
            logits = ensemble_logits(left_trees, left_networks, x[pick])
            held_logits.append(logits)
            held_labels.append(y[pick])
            held_sources += [family] * len(pick)
            print(f"  without {family:20} auc {auc(logits, y[pick]):.4f} ({time.time() - started:.0f} s)", flush=True)
    else:
        dev = ~train
        held_logits, held_labels, held_sources = [ensemble_logits(trees, networks, x[dev])], [y[dev]], [source for source, used in zip(sources, dev) if used]
    logits, labels = np.concatenate(held_logits), np.concatenate(held_labels)
    # Platt scaling (Platt 1999); every source and both labels count alike.
    counts = collections.Counter(zip(map(family_of, held_sources), labels))
    platt = LogisticRegression(C=1e6).fit(logits[:, None], labels, sample_weight=[1 / counts[family_of(source), label] for source, label in zip(held_sources, labels)])
    slope, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    print("Platt", slope, offset)

    def score(matrix):
        return 1 / (1 + np.exp(-(slope * ensemble_logits(trees, networks, matrix) + offset)))

    pickle.dump(dict(trees=trees.model_to_string(), networks=[model.state_dict() for model in networks], slope=slope, offset=offset, described=described,
                     held=(logits, labels, held_sources)), open(arguments.out, "wb"))
    threshold = 0.85
    for name, (matrix, set_labels, set_records) in evaluation_sets(arguments.data, arguments.cache).items():
        report_on(name, score(matrix), set_labels, set_records, threshold)
        for part, logits_of in (("trees", trees.predict(matrix, raw_score=True)), ("networks", network_logits(networks, matrix))):
            print(f"  {part}: auc {auc(logits_of, set_labels):.4f}")
    by_family = collections.defaultdict(list)
    for index in np.flatnonzero(~train):
        by_family[family_of(sources[index])].append(index)
    for family, index in sorted(by_family.items()):
        report_on(f"dev {family}", score(x[index]), y[index], [records[at] for at in index], threshold)
    gains = sorted(zip(trees.feature_importance("gain"), described["names"]), reverse=True)
    print("most telling features:", [name for _, name in gains[:30]])


if __name__ == "__main__":
    main()
