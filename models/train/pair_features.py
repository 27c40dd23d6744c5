"""Features of pairs, computed by the library itself (dist/models/train/extract-features.js) and kept as .npy beside the pairs."""
import json
import subprocess
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]


def features_of(pairs_path, cache):
    """float32 [pairs, features] and the features' names; extracted again when the pairs or the extractor changed."""
    pairs_path, cache = Path(pairs_path), Path(cache)
    cache.mkdir(parents=True, exist_ok=True)
    name = pairs_path.name.split(".")[0]
    matrix, header = cache / f"{name}.f32", cache / f"{name}.f32.json"
    if not matrix.exists() or matrix.stat().st_mtime < max(pairs_path.stat().st_mtime, (ROOT / "dist/src/classifier").stat().st_mtime):
        subprocess.run(["node", ROOT / "dist/models/train/extract-features.js", "--pairs", pairs_path, "--out", matrix, "--models", ROOT / "models/bundled"], check=True)
    described = json.loads(header.read_text())
    return np.fromfile(matrix, np.float32).reshape(-1, len(described["names"])), described
