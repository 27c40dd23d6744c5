"""
Writes the part of the training mix that was written for this project, for `retrain` to go over again so that a classifier forgets
nothing.

    python replay_pairs.py --pairs .cache/pairs.jsonl --out ../generation/replay.jsonl.gz
"""
import argparse
import gzip
import json
import random

from common_data import read_jsonl

OWN = ("group_", "template_")
# As many as are read, described and scored in some tens of seconds.
PAIRS = 8000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", default=".cache/pairs.jsonl")
    parser.add_argument("--out", default="../generation/replay.jsonl.gz")
    arguments = parser.parse_args()
    records = [record for record in read_jsonl(arguments.pairs) if record["source"].startswith(OWN) and record["fold"] == "train"]
    chosen = sorted(random.Random(5).sample(records, PAIRS), key=lambda record: (record["prompt_a"], record["prompt_b"]))
    lines = (json.dumps({name: record[name] for name in ("prompt_a", "prompt_b", "label", "source")}, ensure_ascii=False) for record in chosen)
    with open(arguments.out, "wb") as out, gzip.GzipFile(fileobj=out, mode="wb", filename="", mtime=0) as packed:
        packed.write("".join(line + "\n" for line in lines).encode())
    print(len(chosen), "pairs,", sum(record["label"] for record in chosen), "equivalent")


if __name__ == "__main__":
    main()
