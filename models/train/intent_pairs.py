"""Pairs from intent data: the same intent and slots is equivalent, a sibling intent or another slot value is not."""
import collections
import json
import random
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer

from common_data import read_jsonl, words_of

# How many positives and negatives each set gives; its utterances must be closed under "same intent, same response".
CLOSED = {"banking77": (4500, 6000), "clinc150": (4000, 5000), "bitext_support": (2500, 2500), "nlupp": (1500, 1500), "hwu64": (1500, 2500), "hint3": (1200, 1500)}
SLOTTED = {"facebook_mtod_en": (3000, 3500), "snips": (3000, 3500), "hwu64": (1500, 2000), "bitext_support": (800, 1000), "sgd_user_turns": (3000, 3500), "nlupp": (500, 800)}
# Intents of clinc150 whose utterances carry open arguments (places, dates, amounts) that are not annotated.
OPEN_WORDS = (
    "translate reminder calendar definition spelling conversion exchange restaurant distance weather time timezone flight calculator todo shopping "
    "play_music playlist book_ make_call text timer alarm directions traffic recipe nutrition calories ingredient cook_time food travel vaccines visa "
    "plug what_song order transfer pay_bill bill_ transactions spending date schedule meeting roll_dice car_rental uber gas mpg smart_home volume "
    "change_ share_location oos meal accept_reservations how_busy reservation pto_request routing min_payment apr interest credit_limit application "
    "current_location balance insurance income fun_fact who_made"
).split()


def intent_of(row):
    intent = row["intent"]
    return "+".join(sorted(intent)) if isinstance(intent, list) else intent


def slots_of(row):
    slots = row.get("slots") or {}
    return {name: (value if isinstance(value, str) else " | ".join(map(str, value))).lower() for name, value in slots.items()}


def pair(a, b, label, source):
    return {"prompt_a": a, "prompt_b": b, "label": label, "source": source}


def closed_pairs(name, rows, positives, negatives, rng):
    rows = [row for row in rows if 1 < len(words_of(row["text"])) <= 30]
    if name == "clinc150":
        rows = [row for row in rows if not any(word in row["intent"] for word in OPEN_WORDS)]
    if name == "hwu64":
        rows = [row for row in rows if not row.get("slots")]
    rng.shuffle(rows)
    rows = rows[:9000]
    keys = [intent_of(row) + json.dumps(slots_of(row), sort_keys=True) for row in rows]
    matrix = TfidfVectorizer(sublinear_tf=True, token_pattern=r"[a-z0-9]+").fit_transform(row["text"].lower() for row in rows)
    same, sibling = [], []
    for start in range(0, len(rows), 500):
        similarities = (matrix[start : start + 500] @ matrix.T).toarray()
        for offset, scores in enumerate(similarities):
            i = start + offset
            near = scores.argsort()[::-1][1:80]
            equal = [j for j in near if keys[j] == keys[i] and rows[j]["text"].lower() != rows[i]["text"].lower()]
            other = [j for j in near[:40] if keys[j] != keys[i]]
            if equal:
                # Near and far paraphrases in equal parts, so that overlap alone does not tell.
                j = rng.choice(equal[:6]) if rng.random() < 0.5 else rng.choice(equal)
                same.append(pair(rows[i]["text"], rows[j]["text"], 1, f"{name}_same"))
            for j in rng.sample(other[:12], min(2, len(other[:12]))):
                sibling.append(pair(rows[i]["text"], rows[j]["text"], 0, f"{name}_sibling"))
    rng.shuffle(same)
    rng.shuffle(sibling)
    return same[:positives] + sibling[:negatives]


def slotted_pairs(name, rows, positives, negatives, rng):
    rows = [row for row in rows if row.get("slots") and len(words_of(row["text"])) <= 28]
    rng.shuffle(rows)
    rows = rows[:20000]
    values, by_shape, exact, usable = collections.defaultdict(set), collections.defaultdict(list), collections.defaultdict(list), []
    for row in rows:
        text, slots = row["text"].lower(), slots_of(row)
        shape = intent_of(row) + str(sorted(set(row.get("acts") or []))) + row.get("service", "")
        exact[shape + json.dumps(slots, sort_keys=True)].append(row["text"])
        if all(value in text for value in slots.values()):
            for slot, value in slots.items():
                values[slot].add(value)
            by_shape[shape + "|" + ",".join(sorted(slots))].append((text, slots))
            usable.append((text, slots))
    value_lists = {slot: sorted(found) for slot, found in values.items()}
    same, swapped, other = [], [], []
    for texts in exact.values():
        texts = list({text.lower(): text for text in texts}.values())
        rng.shuffle(texts)
        same += [pair(a, b, 1, f"{name}_same") for a, b in zip(texts[::2], texts[1::2])]
    rng.shuffle(same)
    same = same[: positives // 2]
    for group in by_shape.values():
        for _ in range(min(len(group), 300) if len(group) > 1 else 0):
            (text_a, slots_a), (text_b, slots_b) = rng.sample(group, 2)
            moved = text_b
            for slot, value in slots_b.items():
                moved = moved.replace(value, slots_a[slot], 1)
            if moved != text_a:
                same.append(pair(text_a, moved, 1, f"{name}_moved"))
            if slots_a != slots_b:
                other.append(pair(text_a, text_b, 0, f"{name}_other"))
    for text, slots in usable:
        slot = rng.choice(sorted(slots))
        value, replacement = slots[slot], rng.choice(value_lists[slot])
        if len(value_lists[slot]) > 2 and replacement not in value and value not in replacement:
            swapped.append(pair(text, text.replace(value, replacement, 1), 0, f"{name}_slot"))
    for found in (same, swapped, other):
        rng.shuffle(found)
    return same[:positives] + swapped[:negatives] + other[: negatives // 2]


def intent_pairs(data, seed=2):
    rng = random.Random(seed)
    found = []
    for name, (positives, negatives) in CLOSED.items():
        found += closed_pairs(name, list(read_jsonl(Path(data, f"intents/{name}.jsonl.gz"))), positives, negatives, rng)
    for name, (positives, negatives) in SLOTTED.items():
        found += slotted_pairs(name, list(read_jsonl(Path(data, f"intents/{name}.jsonl.gz"))), positives, negatives, rng)
    return found
