"""Reading of the public data sets and the few text operations that assembling pairs needs."""
import collections
import gzip
import hashlib
import json
import random
import re
from pathlib import Path

QUOTED = re.compile(r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`""")
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


def read_jsonl(path):
    """Yields the records of a .jsonl or .jsonl.gz file."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def write_jsonl(path, records):
    with open(path, "w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def words_of(text):
    """Lower-case words and numbers; enough to compare texts when looking for leaks and overlap."""
    return WORD.findall(text.lower())


def key_of(text):
    return " ".join(words_of(text))


def hash_share(text):
    """A number in [0, 1) that depends on the text alone."""
    return int(hashlib.md5(text.encode()).hexdigest()[:8], 16) / 2**32


def cap_per(records, limit, key, seed=1):
    """At most `limit` records for each value of `key`, chosen at random."""
    records = list(records)
    random.Random(seed).shuffle(records)
    seen = collections.Counter()
    kept = []
    for record in records:
        value = key(record)
        if seen[value] < limit:
            seen[value] += 1
            kept.append(record)
    return kept


def evaluation_keys(data):
    """Keys of every prompt and unordered prompt pair that stands in an evaluation file."""
    prompts, pairs = set(), set()
    files = [*Path(data, "eval").glob("*.gz"), Path(data, "pairs/smartmemo_validation.jsonl.gz")]
    for file in files:
        for record in read_jsonl(file):
            a, b = key_of(record["prompt_a"]), key_of(record["prompt_b"])
            prompts.update((a, b))
            pairs.add(frozenset((a, b)))
    return prompts | own_evaluation_keys(), pairs


def own_evaluation_keys():
    """Keys of every prompt of the safety set and of the demo."""
    root = Path(__file__).resolve().parents[2]
    found = set()
    for file in root.glob("test/safety/*/*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            found.update((key_of(record["prompt_a"]), key_of(record["prompt_b"])))
    for file in root.glob("bench/demo/workload/*.ts"):
        for quoted in QUOTED.findall(file.read_text(encoding="utf-8")):
            found.add(key_of(quoted[1:-1].replace("\\'", "'")))
    return found
