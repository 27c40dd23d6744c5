"""The development sets that nothing trains on, and what is reported of each."""
import collections
import gzip
import shutil
from pathlib import Path

import numpy as np

from common_data import words_of
from pair_metrics import auc, ece

SETS = {"smartmemo_validation": "pairs/smartmemo_validation.jsonl.gz", "qqp_dev": "eval/qqp_dev.jsonl.gz", "mqp_dev": "eval/mqp_dev.jsonl.gz"}


def evaluation_files(data, cache):
    """name -> path of a plain copy."""
    Path(cache).mkdir(parents=True, exist_ok=True)
    found = {}
    for name, path in SETS.items():
        found[name] = Path(cache, f"{name}.jsonl")
        if not found[name].exists():
            with gzip.open(Path(data, path)) as source, open(found[name], "wb") as target:
                shutil.copyfileobj(source, target)
    return found


def is_close(record):
    """At most two tokens differ: the slice where overlap says nothing."""
    a, b = collections.Counter(words_of(record["prompt_a"])), collections.Counter(words_of(record["prompt_b"]))
    return max((a - b).total(), (b - a).total()) <= 2


def metrics_on(scores, labels, records, threshold):
    labels = np.asarray(labels)
    close = np.array([is_close(record) for record in records])
    negatives, positives = scores[labels == 0], scores[labels == 1]
    row = {"count": len(labels), "auc": auc(scores, labels), "ece": ece(scores, labels)}
    if len(positives):
        row["recall"] = float((positives >= threshold).mean())
    if len(negatives):
        row["falseHitRate"] = float((negatives >= threshold).mean())
    row["aucAtMostTwoTokensDiffer"] = auc(scores[close], labels[close])
    opposite = np.array([record.get("kind") == "opposite-action" for record in records])
    if opposite.any():
        row["oppositeActions"] = int(opposite.sum())
        row["oppositeActionFalseHitRate"] = float((scores[opposite] >= threshold).mean())
    return {name: value if isinstance(value, int) else round(value, 4) for name, value in row.items() if value == value}
