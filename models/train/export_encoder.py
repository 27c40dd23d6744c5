"""
Writes the trained encoder as models/bundled/encoder: int8 rows with one float scale a row (gain folded in), the graph, card.

    python export_encoder.py --encoder .cache/encoder.pt --metrics .cache/retrieval.json --out ../bundled/encoder
"""
import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

from cards import DATA_SETS, write_card


def external(name, kind, dims, location, length):
    tensor = onnx.TensorProto(name=name, data_type=kind, dims=dims, data_location=onnx.TensorProto.EXTERNAL)
    for key, value in (("location", location), ("offset", "0"), ("length", str(length))):
        tensor.external_data.add(key=key, value=value)
    return tensor


def graph_of(table, scales):
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["rows8"]),
        helper.make_node("Cast", ["rows8"], ["rows"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scales", "ids"], ["row_scales"]),
        helper.make_node("Mul", ["row_scales", "weights"], ["factors"]),
        helper.make_node("Unsqueeze", ["factors", "middle"], ["factor_rows"]),
        helper.make_node("MatMul", ["factor_rows", "rows"], ["pooled3"]),
        helper.make_node("Squeeze", ["pooled3", "middle"], ["pooled"]),
        helper.make_node("ReduceL2", ["pooled"], ["length"], axes=[1], keepdims=1),
        helper.make_node("Max", ["length", "least"], ["safe_length"]),
        helper.make_node("Div", ["pooled", "safe_length"], ["embedding"]),
    ]
    initializers = [
        external("table", TensorProto.INT8, table.shape, "table.bin", table.nbytes),
        external("scales", TensorProto.FLOAT, scales.shape, "scales.bin", scales.nbytes),
        helper.make_tensor("middle", TensorProto.INT64, [1], [1]),
        helper.make_tensor("least", TensorProto.FLOAT, [1], [1e-9]),
    ]
    inputs = [helper.make_tensor_value_info("ids", TensorProto.INT32, ["batch", "length"]), helper.make_tensor_value_info("weights", TensorProto.FLOAT, ["batch", "length"])]
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", table.shape[1]])]
    return helper.make_model(helper.make_graph(nodes, "encoder", inputs, outputs, initializers), opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def quantised(state):
    """int8 table and float scales; row × scale gives the row times its learned gain."""
    weight, gain = state["table.weight"].numpy(), state["gain"].numpy()
    largest = np.abs(weight).max(1)
    table = np.round(weight / np.maximum(largest, 1e-9)[:, None] * 127).astype(np.int8)
    scales = (largest / 127 * np.exp(gain)).astype(np.float32)
    table[0] = 0
    scales[0] = 0
    return table, scales


def main():
    parser = argparse.ArgumentParser()
    for name, default in (("encoder", ".cache/encoder.pt"), ("metrics", ".cache/retrieval.json"), ("out", "../bundled/encoder"), ("version", "1")):
        parser.add_argument(f"--{name}", default=default)
    arguments = parser.parse_args()
    saved = torch.load(arguments.encoder, weights_only=False)
    table, scales = quantised(saved["state"])
    out = Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "table.bin").write_bytes(table.tobytes())
    (out / "scales.bin").write_bytes(scales.tobytes())
    (out / "vocabulary.txt").write_text("\n".join(saved["words"]) + "\n", encoding="utf-8")
    onnx.save(graph_of(table, scales), out / "encoder.onnx")
    metrics = json.loads(Path(arguments.metrics).read_text()) if Path(arguments.metrics).exists() else {}
    write_card(
        out, name="smartmemo-encoder", version=arguments.version, kind="encoder", dimensions=table.shape[1],
        files=["encoder.onnx", "table.bin", "scales.bin", "vocabulary.txt"], data_sets=DATA_SETS, metrics=metrics,
        limits="English. A bag of words and letters: word order, negation and numbers hardly move it, which is why it only proposes candidates. Tokens after the 64th do not count.",
        intended_use="Proposing candidates for a pair classifier; not a similarity to decide by.",
    )
    print(out, sum(file.stat().st_size for file in out.iterdir()), "bytes")


if __name__ == "__main__":
    main()
