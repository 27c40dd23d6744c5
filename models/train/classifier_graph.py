"""The shipped graph: trees and network over the same inputs, blended, calibrated, vetoed. Mirrors matcher.py and blend.py."""
import math

import numpy as np
from onnx import TensorProto, helper

from blend import ACTION_RELATION, LONE_ACTION, NETWORK_SHARE, RELATED, VETO_LOGIT, VETOES, columns_of
from matcher import FEATURE_CLIP, HIDDEN, RELATION_SIZE, ROLE_SIZE
from trees import tree_attributes

STATE = HIDDEN + ROLE_SIZE
# Columns of a state that the library adds: the word's place in its prompt, a ninth of its weight, and 1 (padding is 0).
SHOWN = STATE + 3
PLACE = STATE


class Graph:
    """Collects nodes and constants; every method returns the name of its result."""

    def __init__(self):
        self.nodes, self.constants, self._known = [], [], {}

    def constant(self, value, kind=np.float32):
        array = np.asarray(value, kind)
        key = (array.tobytes(), array.shape, array.dtype.str)
        if key not in self._known:
            self._known[key] = f"c{len(self._known)}"
            self.constants.append(helper.make_tensor(self._known[key], helper.np_dtype_to_tensor_dtype(array.dtype), array.shape, array.flatten().tolist()))
        return self._known[key]

    def add(self, kind, *inputs, name=None, domain="", **attributes):
        name = name or f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], domain=domain, **attributes))
        return name

    def slice(self, value, start, end, axis):
        return self.add("Slice", value, *(self.constant([part], np.int64) for part in (start, end, axis)))

    def unsqueeze(self, value, axis):
        return self.add("Unsqueeze", value, self.constant([axis], np.int64))

    def squeeze(self, value, axis):
        return self.add("Squeeze", value, self.constant([axis], np.int64))

    def linear(self, value, layer):
        result = self.add("MatMul", value, self.constant(layer.weight.detach().numpy().T))
        return self.add("Add", result, self.constant(layer.bias.detach().numpy())) if layer.bias is not None else result

    def relu(self, value):
        return self.add("Relu", value)


END = np.iinfo(np.int64).max


def compare_weights(model):
    """Rows of the comparison's weights in the order of what `network_hidden` joins; the bias is the row of the state's last column."""
    weight = model.compare.weight.detach().numpy().T
    x, z, difference, product, described, roles, jumps, share, peak = np.split(weight, np.cumsum([HIDDEN, HIDDEN, HIDDEN, HIDDEN, RELATION_SIZE + 1, ROLE_SIZE, 2, 1]))

    def none(rows):
        return np.zeros((rows, HIDDEN), np.float32)

    own = [x, none(ROLE_SIZE), none(1), share, model.compare.bias.detach().numpy()[None]]
    return np.concatenate([*own, z, none(SHOWN - HIDDEN), difference, roles, none(3), product, none(SHOWN - HIDDEN), described, jumps / 2, peak])


def network_hidden(graph, model):
    """Both prompts at once: axis 0 is the side, so that one prompt's partner is the other index of it."""
    exchange = graph.constant([1, 0], np.int64)
    partner = graph.add("Gather", "states", exchange, axis=0)
    query = np.zeros((SHOWN, HIDDEN), np.float32)
    query[:HIDDEN] = model.query.weight.detach().numpy().T / math.sqrt(math.sqrt(HIDDEN))
    queries = graph.add("MatMul", "states", graph.constant(query))
    keys = graph.add("Transpose", graph.add("Gather", queries, exchange, axis=0), perm=[0, 1, 3, 2])
    attention = graph.add("Softmax", graph.add("Add", graph.add("MatMul", queries, keys), "pulls"), axis=3)

    met = graph.add("MatMul", attention, partner)
    described = graph.squeeze(graph.add("MatMul", graph.unsqueeze(attention, 3), "relations"), 3)
    apart = graph.add("Sub", met, "states")
    # How much further on in the other prompt the next word looks; padding must not tell how long the other prompts of a batch are.
    drift = graph.slice(apart, PLACE, PLACE + 1, 3)
    step = graph.add("Sub", graph.slice(drift, 1, END, 2), graph.slice(drift, 0, -1, 2))
    is_word = graph.slice("states", SHOWN - 1, END, 3)
    step = graph.add("Mul", graph.add("Clip", step, graph.constant(-4.0), graph.constant(4.0)), graph.slice(is_word, 1, END, 2))
    jump = graph.add("Pad", step, graph.constant([0, 0, 1, 0, 0, 0, 0, 0], np.int64))
    next_jump = graph.add("Pad", step, graph.constant([0, 0, 0, 0, 0, 0, 1, 0], np.int64))
    peak = graph.add("ReduceMax", attention, axes=[3], keepdims=1)
    found = graph.add("Concat", "states", met, graph.add("Abs", apart), graph.add("Mul", "states", met), described, jump, next_jump, peak, axis=3)
    found = graph.relu(graph.add("MatMul", found, graph.constant(compare_weights(model))))
    found = graph.add("Mul", graph.relu(graph.linear(found, model.compare2)), is_word)
    largest = graph.add("ReduceMax", found, axes=[2], keepdims=0)
    weighed = graph.squeeze(graph.add("MatMul", "shares", found), 2)
    sides = graph.add("Concat", largest, weighed, axis=2)
    together = graph.add("ReduceSum", sides, graph.constant([0], np.int64), keepdims=0)
    between = graph.add("Sub", *(graph.add(reduce, sides, axes=[0], keepdims=0) for reduce in ("ReduceMax", "ReduceMin")))
    standard = graph.add("Mul", graph.add("Sub", "features", graph.constant(model.mean.numpy())), graph.constant(model.scale.numpy()))
    standard = graph.add("Clip", standard, graph.constant(-FEATURE_CLIP), graph.constant(FEATURE_CLIP))
    joined = graph.add("Concat", together, between, standard, axis=1)
    return graph.relu(graph.linear(joined, model.head))


def veto(graph, names):
    """Boolean [pairs, 1], as blend.is_vetoed: something contradicts, or all of a lone, unrelated action is there."""

    def picked(columns):
        return graph.add("Gather", "features", graph.constant(columns_of(columns, names), np.int64), axis=1)

    contradicts = graph.add("ReduceMax", picked(VETOES), axes=[1], keepdims=1)
    alone = picked((*LONE_ACTION, ACTION_RELATION))
    signs = graph.constant([1.0] * len(LONE_ACTION) + [-1.0])
    alone = graph.add("Add", graph.add("Mul", alone, signs), graph.constant([0.0] * len(LONE_ACTION) + [RELATED]))
    alone = graph.add("ReduceMin", alone, axes=[1], keepdims=1)
    return graph.add("Greater", graph.add("Max", contradicts, alone), graph.constant(0.0))


def classifier_model(trees, model, slope, offset, names):
    """ONNX model: inputs as src/classifier/pair-matcher.ts makes them, outputs `probability` [pairs] and `logit` [pairs]."""
    graph = Graph()
    leaves = tree_attributes(trees, slope * (1 - NETWORK_SHARE))
    branch = graph.add("TreeEnsembleRegressor", "features", domain="ai.onnx.ml", n_targets=1, post_transform="NONE", aggregate_function="SUM", **leaves)
    network = graph.add("MatMul", network_hidden(graph, model), graph.constant(slope * NETWORK_SHARE * model.out.weight.detach().numpy().T))
    network = graph.add("Add", network, graph.constant(slope * NETWORK_SHARE * model.out.bias.detach().numpy() + offset))
    calibrated = graph.add("Add", branch, network)
    capped = graph.add("Where", veto(graph, names), graph.add("Min", calibrated, graph.constant(VETO_LOGIT)), calibrated)
    graph.add("Squeeze", capped, graph.constant([1], np.int64), name="logit")
    graph.add("Sigmoid", "logit", name="probability")
    shapes = {
        "features": ["pairs", len(names)], "states": [2, "pairs", "words", SHOWN], "shares": [2, "pairs", 1, "words"], "pulls": [2, "pairs", "words", "words"],
        "relations": [2, "pairs", "words", "words", RELATION_SIZE + 1],
    }
    made = helper.make_graph(
        graph.nodes, "classifier", [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pairs"]) for name in ("probability", "logit")], graph.constants,
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)], ir_version=8)


def matcher_bytes(model):
    """matcher.bin, as src/classifier/matcher-weights.ts reads it."""
    dimensions = model.project.in_features
    projection = np.zeros((dimensions, STATE), np.float32)
    projection[:, :HIDDEN] = model.project.weight.detach().numpy().T
    bias = np.concatenate([model.project.bias.detach().numpy(), np.zeros(ROLE_SIZE, np.float32)])
    roles = np.concatenate([model.role_state.weight.detach().numpy().T, model.role_size.weight.detach().numpy().T], 1)
    relations = np.concatenate([model.pull.weight.detach().numpy().T, model.describe.weight.detach().numpy().T], 1)
    pulls = np.array([model.cosine_pull.item(), model.distance_pull.item()], np.float32)
    header = np.array([STATE, RELATION_SIZE + 1, dimensions], np.uint32)
    return b"".join([header.tobytes(), *(np.ascontiguousarray(part, np.float32).tobytes() for part in (projection, bias, roles, relations, pulls))])
