"""How much a labelled pair counts, by where it comes from."""
import numpy as np

# Sets that are large, templated or noisily labelled count less.
WEIGHTS = {
    "smartmemo": 6.0, "group": 0.6, "group_neighbour": 0.8, "checklist": 0.6, "cannot": 0.6, "paws": 0.7, "nl2bash": 1.0, "text2sql": 1.0, "apt": 1.0,
    "nli": 0.4, "rqe": 0.3, "sts": 0.5, "mined": 0.4, "template": 0.6, "synthetic": 0.25, "neighbour_corpus": 0.7, "neighbour_intent": 0.7,
}
INTENT_WEIGHT = 0.35
INTENT_ENDINGS = ("_same", "_sibling", "_slot", "_moved", "_other")


def family_of(source):
    """Groups sources that share texts or a way of being made."""
    if source in WEIGHTS:
        return source
    for family in ("synthetic", "template", "group"):
        if source.startswith(family):
            return family
    return source.rsplit("_", 1)[0] if source.endswith(INTENT_ENDINGS) else source


def weights_of(families, labels):
    """Mean 1. In every family that has both labels they weigh the same; equivalent pairs together weigh as much as the others."""
    families = np.asarray(families)
    weights = np.array([WEIGHTS.get(family, INTENT_WEIGHT) for family in families], np.float32)
    for family in set(families):
        picked = [(families == family) & (labels == label) for label in (0, 1)]
        if all(part.any() for part in picked):
            half = sum(weights[part].sum() for part in picked) / 2
            for part in picked:
                weights[part] *= half / weights[part].sum()
    weights[labels == 1] *= weights[labels == 0].sum() / weights[labels == 1].sum()
    return weights / weights.mean()
