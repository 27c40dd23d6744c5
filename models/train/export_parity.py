"""
Writes scores of the training code for pairs of our own groups and templates, so that a test can hold the library to them.

    python export_parity.py --out .cache/classifier --fixture ../../test/classifier/parity.jsonl.gz
"""
import argparse
import gzip
import json
import pickle
from pathlib import Path

import numpy as np
import torch

from blend import branch_logits, calibrated_logits, is_vetoed
from export_classifier import load
from train_classifier import add_row_arguments, read_rows

PAIRS = 2500
SOURCES = ("group_", "template_")


def main():
    parser = argparse.ArgumentParser()
    add_row_arguments(parser)
    parser.add_argument("--fixture", default="../../test/classifier/parity.jsonl.gz")
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    trees, network, _ = load(arguments.out)
    calibration = pickle.loads(Path(arguments.out, "calibration.pkl").read_bytes())
    rows, _, _ = read_rows(arguments)
    own = np.flatnonzero(np.array([record["source"].startswith(SOURCES) for record in rows.records]))
    picked = np.random.default_rng(3).permutation(own)[:PAIRS]
    raw = branch_logits(trees, network, rows, picked)
    logits = calibrated_logits(raw, is_vetoed(rows.features[picked], rows.names), calibration["slope"], calibration["offset"])
    with gzip.GzipFile(arguments.fixture, "wb", mtime=0) as out:
        for row, logit in zip(picked, logits):
            record = rows.records[row]
            out.write((json.dumps({"prompt_a": record["prompt_a"], "prompt_b": record["prompt_b"], "logit": round(float(logit), 3)}, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
