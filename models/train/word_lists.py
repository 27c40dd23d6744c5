"""Our own word lists (lexicon/lists) and the little inflection that rewriting prompts needs."""
from pathlib import Path

LISTS = Path(__file__).parent / "lexicon" / "lists"


def rows(name):
    for line in (LISTS / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def synonyms():
    """word -> words and phrases of its groups."""
    found = {}
    for line in rows("synonyms.txt"):
        group = [word.replace("_", " ") for word in line.split()]
        for word in group:
            found.setdefault(word, set()).update(other for other in group if other != word)
    return {word: sorted(others) for word, others in found.items() if others}


def opposites():
    found = {}
    for line in rows("opposites.txt"):
        word, others = line.split(":")
        for other in others.split():
            found.setdefault(word, set()).add(other)
            found.setdefault(other, set()).add(word)
    return {word: sorted(others) for word, others in found.items()}


def categories():
    return [line.split() for line in rows("categories.txt")]


def inflect_like(base, model, model_base):
    """Gives `base` the ending that `model` has over `model_base`: (reject, approving, approve) -> rejecting."""
    head, *rest = base.split(" ")
    if model == model_base:
        inflected = head
    elif model.endswith("ing"):
        inflected = (head[:-1] if head.endswith("e") and not head.endswith("ee") else head) + "ing"
    elif model.endswith("ed"):
        inflected = head + ("d" if head.endswith("e") else "ed")
        if head.endswith("y") and head[-2:-1] not in "aeiou":
            inflected = head[:-1] + "ied"
    elif model.endswith("s"):
        inflected = head + ("es" if head.endswith(("s", "x", "ch", "sh")) else "s")
        if head.endswith("y") and head[-2:-1] not in "aeiou":
            inflected = head[:-1] + "ies"
    else:
        inflected = head
    return " ".join([inflected, *rest])


def base_of(word, known):
    """The base form of an inflected word, if `known` holds one; else the word."""
    for base in (word, word[:-1] if word.endswith("s") else "", word[:-2] if word.endswith(("es", "ed")) else "", word[:-1] if word.endswith("ed") else "",
                 word[:-3] if word.endswith("ing") else "", word[:-3] + "e" if word.endswith("ing") else "", word[:-3] + "y" if word.endswith(("ies", "ied")) else ""):
        if base and base in known:
            return base
    return word
