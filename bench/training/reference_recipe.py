"""
Trains the reference recipe with PyTorch and prints, as JSON, the losses by epoch and the seconds of every seed,
passed and of the processor.

    python reference_recipe.py DIR

DIR holds recipe.json and, little-endian float32, training.f32, validation.f32 (row-major) and their labels *.labels.f32.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch


def load(folder, name, width):
    rows = np.fromfile(folder / f"{name}.f32", "<f4").reshape(-1, width)
    return torch.from_numpy(rows), torch.from_numpy(np.fromfile(folder / f"{name}.labels.f32", "<f4"))


def train(training, validation, recipe, seed):
    torch.manual_seed(seed)
    layers, inputs = [], training[0].shape[1]
    for units in recipe["hiddenSizes"]:
        layers += [torch.nn.Linear(inputs, units), torch.nn.ReLU(), torch.nn.Dropout(recipe["dropout"])]
        inputs = units
    model = torch.nn.Sequential(*layers, torch.nn.Linear(inputs, 1))
    optimiser = torch.optim.AdamW(model.parameters(), lr=recipe["learningRate"], weight_decay=recipe["weightDecay"])
    loss_of = torch.nn.functional.binary_cross_entropy_with_logits
    (x, y), history = training, []
    started, cpu_started = time.perf_counter(), time.process_time()
    for _ in range(recipe["epochs"]):
        model.train()
        order, total = torch.randperm(len(x)), 0.0
        for start in range(0, len(x), recipe["batchSize"]):
            picked = order[start : start + recipe["batchSize"]]
            loss = loss_of(model(x[picked]).squeeze(-1), y[picked])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(picked)
        model.eval()
        with torch.no_grad():
            unseen = loss_of(model(validation[0]).squeeze(-1), validation[1]).item()
        history.append({"trainingLoss": total / len(x), "validationLoss": unseen})
    seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu_started
    return {"seconds": seconds, "cpuSeconds": cpu_seconds, "history": history}


def main():
    folder = Path(sys.argv[1])
    recipe = json.loads((folder / "recipe.json").read_text())
    torch.set_num_threads(recipe["threads"])
    training, validation = load(folder, "training", recipe["width"]), load(folder, "validation", recipe["width"])
    runs = [train(training, validation, recipe, seed) for seed in range(recipe["seeds"])]
    print(json.dumps({"version": torch.__version__, "threads": torch.get_num_threads(), "runs": runs}))


if __name__ == "__main__":
    main()
