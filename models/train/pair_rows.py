"""Pairs as the library sees them: features, and tokens with their relations, by dist/models/train/extract-features.js."""
import hashlib
import json
import subprocess
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
# Processes that share an extraction.
SHARDS = 2
RELATION_BITS = 18
ROLE_BITS = 12


class PairRows:
    """Features [pairs, features] and the ragged token data of labelled pairs, in flat arrays with offsets."""

    def __init__(self, pairs_path, cache):
        folder = Path(cache, Path(pairs_path).name.split(".")[0])
        extract(Path(pairs_path), folder)
        self.records = [json.loads(line) for line in open(pairs_path, encoding="utf-8") if line.strip()]
        self.labels = np.array([record["label"] for record in self.records], np.float32)
        parts = [read_shard(Path(folder, str(shard))) for shard in range(SHARDS)]
        self.names, self.features_hash = parts[0]["header"]["names"], parts[0]["header"]["featuresHash"]
        self.features = interleave([part["features"] for part in parts])
        numbers = {}
        vectors = []
        for part in parts:
            for token, vector in zip(part["tokens"], part["vectors"]):
                if token not in numbers:
                    numbers[token] = len(vectors)
                    vectors.append(vector)
        self.vectors = np.stack(vectors)
        self._pack(parts, numbers)

    def _pack(self, parts, numbers):
        count = len(self.labels)
        index = [np.array([numbers[token] for token in part["tokens"]], np.int32) for part in parts]
        self.n, self.m = np.zeros(count, np.int32), np.zeros(count, np.int32)
        found = {name: [] for name in ("ta", "tb", "wa", "wb", "ra", "rb", "relations", "cosines")}
        at = [0] * SHARDS
        for row in range(count):
            shard = row % SHARDS
            data, start = parts[shard]["pairs"], at[shard]
            n, m = (int(value) for value in np.frombuffer(data, np.uint16, 2, start))
            start += 4

            def take(kind, length):
                nonlocal start
                values = np.frombuffer(data, kind, length, start)
                start += values.nbytes
                return values

            self.n[row], self.m[row] = n, m
            found["ta"].append(index[shard][take(np.int32, n)])
            found["tb"].append(index[shard][take(np.int32, m)])
            found["wa"].append(take(np.float32, n))
            found["wb"].append(take(np.float32, m))
            found["ra"].append(take(np.uint16, n))
            found["rb"].append(take(np.uint16, m))
            found["relations"].append(take(np.uint32, n * m))
            found["cosines"].append(take(np.int8, n * m))
            at[shard] = start
        for name, values in found.items():
            setattr(self, name, np.concatenate(values))
        self.start_a, self.start_b = offsets(self.n), offsets(self.m)
        self.start_cells = offsets(self.n.astype(np.int64) * self.m)


def fingerprint_of(pairs_path):
    """Changes with the pairs, with the code that describes them, and with the models which that code reads."""
    found = hashlib.sha256(pairs_path.read_bytes())
    for name in ("dist/src/classifier", "dist/src/text", "dist/src/encoder"):
        for file in sorted((ROOT / name).glob("*.js")):
            found.update(file.read_bytes())
    for name in ("encoder", "lexicon"):
        found.update((ROOT / "models/bundled" / name / "card.json").read_bytes())
    return found.hexdigest()


def extract(pairs_path, folder):
    """Runs the library over the pairs unless that was done before with the same inputs."""
    done = Path(folder, "done")
    fingerprint = fingerprint_of(pairs_path)
    if done.exists() and done.read_text() == fingerprint:
        return
    folder.mkdir(parents=True, exist_ok=True)
    command = ["node", ROOT / "dist/models/train/extract-features.js", "--vectors", ROOT / "models/bundled/encoder", "--lexicon", ROOT / "models/bundled/lexicon/lexicon.gz", "--tokens"]
    running = [subprocess.Popen([*command, "--out", folder / str(shard), "--shard", f"{shard}/{SHARDS}", pairs_path], stdout=subprocess.DEVNULL) for shard in range(SHARDS)]
    if any([process.wait() for process in running]):
        raise SystemExit(f"Cannot extract the features of {pairs_path}: extract-features.js failed")
    done.write_text(fingerprint)


def read_shard(folder):
    header = json.loads(Path(folder, "header.json").read_text())
    return {
        "header": header,
        "features": np.fromfile(folder / "features.f32", np.float32).reshape(-1, len(header["names"])),
        "tokens": (folder / "tokens.txt").read_text(encoding="utf-8").split("\n")[:-1],
        "vectors": np.fromfile(folder / "vectors.f32", np.float32).reshape(-1, header["dimensions"]),
        "pairs": (folder / "pairs.bin").read_bytes(),
    }


def interleave(parts):
    whole = np.zeros((sum(map(len, parts)), *parts[0].shape[1:]), parts[0].dtype)
    for shard, part in enumerate(parts):
        whole[shard::SHARDS] = part
    return whole


def offsets(lengths):
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])


def joined(first, second):
    """Both sets of rows as one."""
    whole = PairRows.__new__(PairRows)
    whole.records, whole.names, whole.features_hash = first.records + second.records, first.names, first.features_hash
    shift = len(first.vectors)
    whole.vectors = np.concatenate([first.vectors, second.vectors])
    for name in ("labels", "features", "n", "m", "wa", "wb", "ra", "rb", "relations", "cosines"):
        setattr(whole, name, np.concatenate([getattr(first, name), getattr(second, name)]))
    for name in ("ta", "tb"):
        setattr(whole, name, np.concatenate([getattr(first, name), getattr(second, name) + shift]))
    for name in ("start_a", "start_b", "start_cells"):
        setattr(whole, name, np.concatenate([getattr(first, name), getattr(second, name)[1:] + getattr(first, name)[-1]]))
    return whole
