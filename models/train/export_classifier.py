"""
Writes the trained and calibrated classifier as models/bundled/classifier: graph, matcher weights, card.

    python export_classifier.py --classifier .cache/classifier --data ../../../shared/data --out ../bundled/classifier
"""
import argparse
import collections
import json
import pickle
from pathlib import Path

import lightgbm
import numpy as np
import onnx
import torch

from blend import branch_logits, calibrated_logits, is_vetoed, probabilities
from cards import DATA_SETS, write_card
from classifier_graph import classifier_model, matcher_bytes
from evaluation_sets import evaluation_files, metrics_on
from matcher import Matcher
from pair_metrics import auc_interval
from pair_rows import PairRows
from pair_weights import family_of
from train_classifier import add_row_arguments, read_rows

LIMITS = (
    "English. Judges by words, their relations and their order: facts about the world, irony and what only context tells are beyond it, so it "
    "refuses many loose paraphrases. Freshness, ownership and permission are not meaning: use partitions, ttlMs and shouldStore for them. It reads "
    "the first 40 and last 24 words of a prompt one by one (the network the first 32), the rest as a bag of words."
)


def load(folder):
    described = pickle.loads(Path(folder, "described.pkl").read_bytes())
    trees = lightgbm.Booster(model_file=str(Path(folder, "trees.txt")))
    count = len(described["names"])
    network = Matcher(described["dimensions"], np.zeros(count), np.ones(count))
    network.load_state_dict(torch.load(Path(folder, "network.pt")))
    return trees, network.eval(), described


def main():
    parser = argparse.ArgumentParser()
    add_row_arguments(parser)
    for name, default in (("classifier", ".cache/classifier"), ("data", "../../../shared/data"), ("folder", "../bundled/classifier"), ("version", "1")):
        parser.add_argument(f"--{name}", default=default)
    parser.add_argument("--threshold", type=float, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    trees, network, described = load(arguments.classifier)
    calibration = pickle.loads(Path(arguments.classifier, "calibration.pkl").read_bytes())
    slope, offset = calibration["slope"], calibration["offset"]

    def scores_of(rows, picked):
        logits = branch_logits(trees, network, rows, picked)
        return probabilities(calibrated_logits(logits, is_vetoed(rows.features[picked], rows.names), slope, offset))

    metrics = {}
    for name, path in evaluation_files(arguments.data, arguments.cache).items():
        rows = PairRows(path, arguments.cache)
        scores = scores_of(rows, np.arange(len(rows.labels)))
        low, high = auc_interval(scores, rows.labels)
        metrics[name] = {**metrics_on(scores, rows.labels, rows.records, arguments.threshold), "aucLow": round(low, 4), "aucHigh": round(high, 4)}
    rows, families, trains = read_rows(arguments)
    unseen = np.flatnonzero(~trains & (rows.n > 0) & (rows.m > 0))
    scores = scores_of(rows, unseen)
    by_family = collections.defaultdict(list)
    for at, row in enumerate(unseen):
        by_family[family_of(rows.records[row]["source"])].append(at)
    for family, picked in sorted(by_family.items()):
        metrics[f"unseen prompts of {family}"] = metrics_on(scores[picked], rows.labels[unseen[picked]], [rows.records[row] for row in unseen[picked]], arguments.threshold)
    for name, row in metrics.items():
        print(f"{name:36}", row)

    counts = collections.Counter(families[trains])
    folder = Path(arguments.folder)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(classifier_model(trees, network, slope, offset, described["names"]), folder / "classifier.onnx")
    (folder / "matcher.bin").write_bytes(matcher_bytes(network))
    write_card(
        folder, name="smartmemo-pair", version=arguments.version, kind="pair", feature_hash=described["featuresHash"], threshold=arguments.threshold,
        calibration=calibration["table"], files=["classifier.onnx", "matcher.bin"], data_sets=DATA_SETS, metrics=metrics,
        limits=LIMITS, intended_use="Deciding whether one stored response serves both of two prompts.",
    )
    print(json.dumps(counts), sum(file.stat().st_size for file in folder.iterdir()), "bytes")


if __name__ == "__main__":
    main()
