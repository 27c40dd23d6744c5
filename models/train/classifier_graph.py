"""The shipped graph: trees and network over the same inputs, blended, calibrated, vetoed. Mirrors matcher.py and blend.py."""
import math

import numpy as np
from onnx import TensorProto, helper

from blend import ACTION_RELATION, LONE_ACTION, NETWORK_SHARE, RELATED, VETO_LOGIT, VETOES, columns_of
from matcher import FEATURE_CLIP, HIDDEN, MASKED, RELATION_SIZE, ROLE_SIZE
from trees import tree_attributes

STATE = HIDDEN + ROLE_SIZE


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


def side(graph, model, x, y, attention, mask, weights, relations, own_roles, other_roles):
    """One prompt's words beside what they attend to, pooled."""
    z = graph.add("MatMul", attention, y)
    described = graph.squeeze(graph.add("MatMul", graph.unsqueeze(attention, 2), relations), 2)
    roles = graph.add("Abs", graph.add("Sub", own_roles, graph.add("MatMul", attention, other_roles)))
    width = graph.slice(graph.add("Shape", attention), 2, 3, 0)
    places = graph.add("Cast", graph.add("Range", graph.constant(0, np.int64), graph.squeeze(width, 0), graph.constant(1, np.int64)), to=TensorProto.FLOAT)
    place = graph.add("MatMul", attention, places)
    step = graph.add("Sub", graph.add("Sub", graph.slice(place, 1, END, 1), graph.slice(place, 0, -1, 1)), graph.constant(1.0))
    step = graph.add("Div", graph.add("Clip", step, graph.constant(-4.0), graph.constant(4.0)), graph.constant(2.0))
    # Padding must not tell how long the other prompts of a batch are.
    step = graph.add("Mul", step, graph.slice(mask, 1, END, 1))
    jump = graph.add("Pad", step, graph.constant([0, 1, 0, 0], np.int64))
    next_jump = graph.add("Pad", step, graph.constant([0, 0, 0, 1], np.int64))
    columns = [graph.unsqueeze(value, 2) for value in (jump, next_jump, graph.add("Div", weights, graph.constant(9.0)), graph.add("ReduceMax", attention, axes=[2], keepdims=0))]
    difference = graph.add("Abs", graph.add("Sub", x, z))
    found = graph.add("Concat", x, z, difference, graph.add("Mul", x, z), described, roles, *columns, axis=2)
    found = graph.relu(graph.linear(graph.relu(graph.linear(found, model.compare)), model.compare2))
    found = graph.add("Mul", found, graph.unsqueeze(mask, 2))
    largest = graph.add("ReduceMax", found, axes=[1], keepdims=0)
    weighed = graph.squeeze(graph.add("MatMul", graph.unsqueeze(weights, 1), found), 1)
    total = graph.add("Max", graph.add("ReduceSum", weights, graph.constant([1], np.int64), keepdims=1), graph.constant(0.05))
    return graph.add("Concat", largest, graph.add("Div", weighed, total), axis=1)


def network_logit(graph, model):
    mask_a, mask_b = (graph.add("Cast", graph.add("Greater", name, graph.constant(0.0)), to=TensorProto.FLOAT) for name in ("weights_a", "weights_b"))
    xa, xb = (graph.slice(name, 0, HIDDEN, 2) for name in ("states_a", "states_b"))
    oa, ob = (graph.slice(name, HIDDEN, STATE, 2) for name in ("states_a", "states_b"))
    queries = [graph.linear(x, model.query) for x in (xa, xb)]
    scores = graph.add("MatMul", queries[0], graph.add("Transpose", queries[1], perm=[0, 2, 1]))
    logits = graph.add("Add", graph.add("Div", scores, graph.constant(math.sqrt(HIDDEN))), "pulls")

    def hidden(mask):
        return graph.unsqueeze(graph.add("Mul", graph.add("Sub", graph.constant(1.0), mask), graph.constant(MASKED)), 1)

    to_b = graph.add("Softmax", graph.add("Sub", logits, hidden(mask_b)), axis=2)
    to_a = graph.add("Softmax", graph.add("Sub", graph.add("Transpose", logits, perm=[0, 2, 1]), hidden(mask_a)), axis=2)
    flipped = graph.add("Transpose", "relations", perm=[0, 2, 1, 3])
    side_a = side(graph, model, xa, xb, to_b, mask_a, "weights_a", "relations", oa, ob)
    side_b = side(graph, model, xb, xa, to_a, mask_b, "weights_b", flipped, ob, oa)
    standard = graph.add("Mul", graph.add("Sub", "features", graph.constant(model.mean.numpy())), graph.constant(model.scale.numpy()))
    standard = graph.add("Clip", standard, graph.constant(-FEATURE_CLIP), graph.constant(FEATURE_CLIP))
    joined = graph.add("Concat", graph.add("Add", side_a, side_b), graph.add("Abs", graph.add("Sub", side_a, side_b)), standard, axis=1)
    return graph.linear(graph.relu(graph.linear(joined, model.head)), model.out)


def veto(graph, names):
    """Boolean [pairs, 1], as blend.is_vetoed."""

    def some_of(columns, reduce):
        picked = graph.add("Gather", "features", graph.constant(columns_of(columns, names), np.int64), axis=1)
        return graph.add(reduce, picked, axes=[1], keepdims=1)

    contradicts = graph.add("Greater", some_of(VETOES, "ReduceMax"), graph.constant(0.0))
    is_lone_action = graph.add("Greater", some_of(LONE_ACTION, "ReduceMin"), graph.constant(0.0))
    is_unrelated = graph.add("Less", some_of([ACTION_RELATION], "ReduceMax"), graph.constant(RELATED))
    return graph.add("Or", contradicts, graph.add("And", is_lone_action, is_unrelated))


def classifier_model(trees, model, slope, offset, names):
    """ONNX model: inputs as src/classifier/pair-matcher.ts makes them, outputs `probability` [pairs] and `logit` [pairs]."""
    graph = Graph()
    branch = graph.add("TreeEnsembleRegressor", "features", domain="ai.onnx.ml", n_targets=1, post_transform="NONE", aggregate_function="SUM", **tree_attributes(trees))
    branch = graph.add("Mul", branch, graph.constant(slope * (1 - NETWORK_SHARE)))
    network = graph.add("Mul", network_logit(graph, model), graph.constant(slope * NETWORK_SHARE))
    calibrated = graph.add("Add", graph.add("Add", branch, network), graph.constant(offset))
    is_vetoed = veto(graph, names)
    capped = graph.add("Where", is_vetoed, graph.add("Min", calibrated, graph.constant(VETO_LOGIT)), calibrated)
    graph.add("Squeeze", capped, graph.constant([1], np.int64), name="logit")
    graph.add("Sigmoid", "logit", name="probability")
    shapes = {
        "features": ["pairs", len(names)], "states_a": ["pairs", "rows", STATE], "states_b": ["pairs", "columns", STATE], "weights_a": ["pairs", "rows"],
        "weights_b": ["pairs", "columns"], "pulls": ["pairs", "rows", "columns"], "relations": ["pairs", "rows", "columns", RELATION_SIZE + 1],
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
