"""Boosted trees over the explicit features, and their form as an ONNX node."""
import lightgbm
import numpy as np

PARAMETERS = dict(
    objective="binary", learning_rate=0.06, num_leaves=63, min_data_in_leaf=60, feature_fraction=0.3, bagging_fraction=0.7, bagging_freq=1,
    lambda_l2=5.0, verbose=-1, num_threads=2, seed=1, deterministic=True, force_row_wise=True,
)
# Twice as many add .001 to the AUC over the safety set and nothing elsewhere, and take twice as long to score.
ROUNDS = 250


def train_trees(features, labels, weights):
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(features, labels, weight=weights), ROUNDS)


def tree_logits(trees, features):
    return trees.predict(features, raw_score=True).astype(np.float32)


def tree_attributes(trees, scale):
    """Attributes of an ai.onnx.ml TreeEnsembleRegressor that adds up to `scale` × the trees' logit."""
    names = "nodes_treeids nodes_nodeids nodes_featureids nodes_values nodes_modes nodes_truenodeids nodes_falsenodeids target_treeids target_nodeids target_ids target_weights"
    found = {name: [] for name in names.split()}

    def walk(tree, node, numbers):
        own = next(numbers)
        at = len(found["nodes_values"])
        is_leaf = "split_feature" not in node
        row = (tree, own, 0 if is_leaf else node["split_feature"], 0.0 if is_leaf else float32_below(node["threshold"]), "LEAF" if is_leaf else "BRANCH_LEQ", 0, 0)
        for name, value in zip(names.split()[:7], row):
            found[name].append(value)
        if is_leaf:
            for name, value in zip(names.split()[7:], (tree, own, 0, scale * float(node["leaf_value"]))):
                found[name].append(value)
        else:
            found["nodes_truenodeids"][at] = walk(tree, node["left_child"], numbers)
            found["nodes_falsenodeids"][at] = walk(tree, node["right_child"], numbers)
        return own

    for tree, described in enumerate(trees.dump_model()["tree_info"]):
        walk(tree, described["tree_structure"], iter(range(10**6)))
    return found


def float32_below(threshold):
    """The largest float32 not above a threshold: float32 inputs stay on their side of it."""
    value = np.float32(threshold)
    return float(value if float(value) <= threshold else np.nextafter(value, np.float32(-np.inf)))
