"""
Assembles the labelled pairs that encoder and classifier train on.

    python assemble_pairs.py --data ../../../shared/data --out .cache/pairs.jsonl

Every source is capped; pairs that stand in an evaluation file (in either order) and pairs with a prompt of one are left out.
Each record: prompt_a, prompt_b, label, source, fold ("train" or "dev"; connected prompts share a fold, as does a group).
"""
import argparse
import collections
import random
from pathlib import Path

from common_data import cap_per, evaluation_keys, hash_share, key_of, read_jsonl, words_of, write_jsonl
from group_pairs import group_pairs
from intent_pairs import intent_pairs
from mined_pairs import mined_pairs
from synthetic_pairs import synthetic_pairs
from template_pairs import template_pairs

DEV_SHARE = 0.07
GROUP_DEV_SHARE = 0.12
MAX_WORDS = 60
# Components larger than this hang together by chance; their prompts are folded one by one.
MAX_COMPONENT = 400


def licensed_pairs(data):
    def load(name, source=None):
        return [{**record, "source": source or name} for record in read_jsonl(Path(data, f"pairs/{name}.jsonl.gz"))]

    def by(field):
        return lambda record: record.get(field) or ""

    found = []
    seen = set()
    for record in load("smartmemo_train", "smartmemo") + load("smartmemo_seed", "smartmemo"):
        key = frozenset((record["prompt_a"], record["prompt_b"]))
        if key not in seen:
            seen.add(key)
            found.append(record)
    found += cap_per(load("checklist_qqp", "checklist"), 250, by("test"))
    cannot = list(read_jsonl(Path(data, "pairs/cannot.jsonl.gz")))
    found += [{**record, "source": "cannot"} for record in [r for r in cannot if r["label"]][:2600] + cap_per([r for r in cannot if not r["label"]], 2000, by("source"))]
    found += load("paws_wiki_dev", "paws") + load("nl2bash") + load("text2sql") + load("apt")
    found += [{**record, "source": "nli"} for record in cap_per(read_jsonl(Path(data, "pairs/nli_edits_equiv.jsonl.gz")), 1500, by("source"))]
    rqe = load("medical_rqe_train", "rqe")
    found += [r for r in rqe if r["label"]] + cap_per([r for r in rqe if not r["label"]], 2000, by("label"))
    found += [{**record, "source": "sts"} for record in read_jsonl(Path(data, "pairs/sts_labelled.jsonl.gz")) if record["source"].startswith("stsb")]
    return found


def assign_folds(records):
    parent = {}

    def root(key):
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for record in records:
        parent[root(key_of(record["prompt_a"]))] = root(key_of(record["prompt_b"]))
    sizes = collections.Counter(root(key) for key in list(parent))
    for record in records:
        component = record.get("group") or root(key_of(record["prompt_a"]))
        chosen = component if sizes[component] <= MAX_COMPONENT else key_of(record["prompt_a"])
        record["fold"] = "dev" if hash_share(chosen) < (GROUP_DEV_SHARE if "group" in record else DEV_SHARE) else "train"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="../../../shared/data")
    parser.add_argument("--out", default=".cache/pairs.jsonl")
    arguments = parser.parse_args()
    eval_prompts, eval_pairs = evaluation_keys(arguments.data)

    def is_usable(record):
        a, b = key_of(record["prompt_a"]), key_of(record["prompt_b"])
        return a and b and a not in eval_prompts and b not in eval_prompts and frozenset((a, b)) not in eval_pairs and max(len(words_of(a)), len(words_of(b))) <= MAX_WORDS

    records = [record for record in licensed_pairs(arguments.data) + intent_pairs(arguments.data) + template_pairs() + group_pairs() if is_usable(record)]
    rng = random.Random(11)
    prompts = collections.OrderedDict()
    for record in records:
        source = record["source"]
        if source in ("smartmemo", "nl2bash", "text2sql", "template_paraphrase") or (source.endswith("_same") and rng.random() < 0.5):
            prompts.setdefault(record["prompt_a"], [])
            if record["label"]:
                prompts[record["prompt_a"]].append(record["prompt_b"])
    mined = [record for record in mined_pairs(arguments.data) if is_usable(record)]
    for record in mined[::2]:
        prompts.setdefault(record["prompt_a"], [])
    records += mined + [record for record in synthetic_pairs(prompts) if is_usable(record)]
    # Two labels for one pair: the sources contradict each other, neither is used.
    labels = collections.defaultdict(set)
    for record in records:
        labels[frozenset((key_of(record["prompt_a"]), key_of(record["prompt_b"])))].add(record["label"])
    unique = {}
    for record in records:
        key = frozenset((key_of(record["prompt_a"]), key_of(record["prompt_b"])))
        if len(labels[key]) == 1:
            unique.setdefault((record["prompt_a"], record["prompt_b"]), record)
    records = list(unique.values())
    assign_folds(records)
    rng.shuffle(records)
    kept = ("prompt_a", "prompt_b", "label", "source", "fold", "group")
    write_jsonl(arguments.out, ({name: record[name] for name in kept if name in record} for record in records))
    counts = collections.Counter((record["source"], record["label"]) for record in records)
    for (source, label), count in sorted(counts.items()):
        print(f"{source:32} label {label}: {count}")
    print(len(records), "pairs,", sum(record["fold"] == "dev" for record in records), "in dev,", sum(record["label"] for record in records), "equivalent")


if __name__ == "__main__":
    main()
