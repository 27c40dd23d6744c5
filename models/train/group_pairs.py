"""Pairs from our hand-written meaning groups: every two ways of asking are equivalent, every look-alike is not."""
import itertools
import random
from pathlib import Path

GROUPS = Path(__file__).parent / "groups"
# Ways of asking that each look-alike is paired with.
PARTNERS = 3


def read_groups():
    """Yields (file name, number, equivalent prompts, [(kind, look-alike)])."""
    for file in sorted(GROUPS.glob("*.txt")):
        blocks = file.read_text(encoding="utf-8").split("\n\n")
        for number, block in enumerate(blocks):
            same, other = [], []
            for line in block.split("\n"):
                if line.startswith("= "):
                    same.append(line[2:].strip())
                elif line.startswith("! "):
                    kind, prompt = line[2:].split(": ", 1)
                    other.append((kind.strip(), prompt.strip()))
            if len(same) > 1:
                yield file.stem, number, same, other


def group_pairs(seed=17):
    """Records with `group`, so that a group never crosses folds."""
    rng = random.Random(seed)
    found = []
    for name, number, same, other in read_groups():
        group = f"{name}-{number}"
        for a, b in itertools.combinations(same, 2):
            found.append({"prompt_a": a, "prompt_b": b, "label": 1, "source": "group_equivalent", "group": group})
        for kind, prompt in other:
            for partner in rng.sample(same, min(PARTNERS, len(same))):
                found.append({"prompt_a": partner, "prompt_b": prompt, "label": 0, "source": f"group_{kind}", "group": group})
    return found
