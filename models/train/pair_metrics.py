"""Metrics of pair classifiers and how uncertain they are."""
import numpy as np
from sklearn.metrics import roc_auc_score


def auc(scores, labels):
    return float(roc_auc_score(labels, scores)) if 0 < labels.sum() < len(labels) else float("nan")


def auc_interval(scores, labels, rounds=200, seed=0):
    """95 % bootstrap interval."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(rounds):
        pick = rng.integers(0, len(labels), len(labels))
        if 0 < labels[pick].sum() < len(pick):
            found.append(roc_auc_score(labels[pick], scores[pick]))
    return (float(np.quantile(found, 0.025)), float(np.quantile(found, 0.975))) if found else (float("nan"), float("nan"))


def wilson(successes, count, z=1.96):
    """Wilson score interval of a share (Wilson 1927)."""
    if count == 0:
        return 0.0, 1.0
    share = successes / count
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return float(max(0, centre - half)), float(min(1, centre + half))


def ece(scores, labels, bins=10):
    """Expected calibration error over equal-width bins (Naeini et al. 2015)."""
    at = np.minimum((scores * bins).astype(int), bins - 1)
    return float(sum(abs(scores[at == b].mean() - labels[at == b].mean()) * (at == b).mean() for b in range(bins) if (at == b).any()))


def at_threshold(scores, labels, threshold):
    negatives, positives = scores[labels == 0], scores[labels == 1]
    return {
        "count": int(len(labels)),
        "falseHitRate": float((negatives >= threshold).mean()) if len(negatives) else float("nan"),
        "recall": float((positives >= threshold).mean()) if len(positives) else float("nan"),
    }
