"""How the two branches make one logit, and which differences forbid reuse whatever the rest says."""
import numpy as np

from matcher import Batches, matcher_logits
from trees import tree_logits

# The network is the better branch alone; with a third of trees it is better still, on every development set.
NETWORK_SHARE = 0.65
# Above 0 only when both prompts say something that the other contradicts. Of training pairs that have one, 2 to 6 % are
# equivalent, and next to none of those scored high enough to hit: five of 4,063 hits on held-back pairs have one.
VETOES = ("numbersDifferent", "amountsDifferent", "datesDifferent", "ranksDifferent", "openNamesMin", "rolesSwapped", "stopAgainstStart", "directionOpposed")
# A request that differs in its action alone is another request, unless the lexicon relates the two actions this much: word vectors put
# cancelling beside freezing. Of held-back hits, 1 % of the right ones and 3 % of the wrong ones differ so.
LONE_ACTION = ("onlySubstitution", "substitutionVerbs")
ACTION_RELATION, RELATED = "headScore", 0.5
# The highest calibrated logit of a pair with a veto: even odds.
VETO_LOGIT = 0.0


def blended(of_trees, of_network):
    return (1 - NETWORK_SHARE) * of_trees + NETWORK_SHARE * of_network


def branch_logits(trees, network, rows, picked, batches=None):
    """The raw logit of picked rows, before calibration."""
    return blended(tree_logits(trees, rows.features[picked]), matcher_logits(network, batches or Batches(rows), picked))


def columns_of(columns, names):
    return [names.index(name) for name in columns]


def is_vetoed(features, names):
    contradicts = (features[:, columns_of(VETOES, names)] > 0).any(1)
    is_lone_action = (features[:, columns_of(LONE_ACTION, names)] > 0).all(1)
    return contradicts | (is_lone_action & (features[:, names.index(ACTION_RELATION)] < RELATED))


def calibrated_logits(logits, vetoed, slope, offset):
    scaled = slope * logits + offset
    return np.where(vetoed, np.minimum(scaled, VETO_LOGIT), scaled)


def probabilities(logits):
    return 1 / (1 + np.exp(-logits))
