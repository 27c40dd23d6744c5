"""Minimal-edit negatives and rule-made paraphrases of training prompts."""
import random
import re

from common_data import words_of
from word_lists import base_of, categories, inflect_like, opposites, synonyms

PIECE = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d+(?:[.,:]\d+)*|[^A-Za-z\d]+")
SYNONYMS, OPPOSITES = synonyms(), opposites()
CATEGORIES = categories()
CATEGORY_OF = {}
for members in CATEGORIES:
    for member in members:
        CATEGORY_OF.setdefault(member, []).append(members)
GRAMMAR = set("a an the to of in on for is be am are was were i me my you your it this that these those with from at by as do does did and or so can will would should".split())
NAMES = "Anna Omar Lucia Chen Priya Mateo Helen Tariq Sofia Marcus Ingrid Kenji Fatima Oliver Nadia Pedro Smith Garcia Novak Tanaka Okafor Larsen Rossi Weber".split()
QUANTIFIERS = [("all", ["some", "none of", "half of"]), ("every", ["any", "no"]), ("most", ["least", "few"]), ("more", ["less"]), ("only", ["all", "not only"]), ("first", ["last", "second"]),
               ("last", ["first", "next"]), ("next", ["last", "previous"]), ("at least", ["at most", "exactly"]), ("at most", ["at least"]), ("minimum", ["maximum"]), ("before", ["after"]),
               ("after", ["before"]), ("always", ["never"]), ("today", ["tomorrow", "yesterday"]), ("weekly", ["daily", "monthly"]), ("daily", ["weekly"]), ("any", ["every", "no"]),
               ("each", ["one"]), ("up to", ["over"]), ("over", ["under"]), ("until", ["from"]), ("both", ["neither of", "either of"])]
NEGATABLE = [(" should ", " should not "), (" is ", " is not "), (" are ", " are not "), (" can ", " cannot "), (" will ", " will not "), (" must ", " must not "),
             (" with ", " without "), (" do ", " don't "), (" does ", " doesn't "), (" was ", " wasn't "), (" have ", " haven't "), (" did ", " didn't ")]
CONSTRAINTS = [" in Spanish", " in Python", " in under 100 words", " as JSON", " for a beginner", " in French", " in one sentence", " as a table", " without using libraries", " with examples",
               " for children", " in bullet points", " by Friday", " from last year", " in Germany", " in dollars", " on Windows", " for free", " at home", " except the first one", " if it is overdue",
               " only for admins", " unless the customer objects", " for the test account", " after approval", " over the phone"]
TENSES = [("has been", "will be"), ("was", "will be"), ("is", "was"), ("will", "did"), ("are", "were"), ("have to", "had to")]
WRAPPERS = ["Please {}", "Can you {}?", "Could you please {}?", "I need you to {}", "I would like you to {}", "Could you {}?", "Hey, {}", "Help me {}", "I want you to {}", "Would you mind helping me {}?",
            "go ahead and {}", "{} please", "{}, thanks", "I'd appreciate it if you could {}", "quick one: {}", "We need to {}", "Kindly {}", "{} asap"]
HOW = ["How do I {}", "How can I {}", "What is the best way to {}", "How to {}", "How should I {}", "Can you show me how to {}", "Tell me how to {}", "Explain how to {}", "What are the steps to {}", "What's the easiest way to {}",
       "I don't know how to {}", "Is there a way to {}"]
WHAT = ["What is {}", "Explain {}", "Define {}", "Tell me about {}", "Can you explain {}", "Describe {}", "Give me an explanation of {}", "what's {}"]


def like(text, model):
    return text[:1].upper() + text[1:] if model[:1].isupper() and len(model) > 1 else text


def lower_first(text):
    return text if re.match(r"I\b|[A-Z]{2}", text) else text[:1].lower() + text[1:]


def negatives_of(text, rng):
    """Texts that look like `text` and ask for something else, with the kind of change."""
    pieces, found = PIECE.findall(text), []

    def replaced(index, word):
        return "".join(pieces[:index] + [like(word, pieces[index])] + pieces[index + 1 :])

    for index, piece in enumerate(pieces):
        lower = piece.lower()
        if lower.isdigit():
            number = int(lower)
            other = rng.choice([number + 1, max(1, number - 1), number * 2, number * 10, number + rng.randint(2, 30), int(str(number)[::-1] or 0)])
            if other != number:
                found.append(("".join(pieces[:index] + [str(other)] + pieces[index + 1 :]), "number"))
        if not lower.isalpha() or lower in GRAMMAR:
            continue
        base = base_of(lower, OPPOSITES)
        if base in OPPOSITES:
            found.append((replaced(index, inflect_like(rng.choice(OPPOSITES[base]), lower, base)), "opposite"))
        if lower in CATEGORY_OF:
            other = rng.choice(rng.choice(CATEGORY_OF[lower]))
            if other != lower and other.isalpha():
                found.append((replaced(index, other), "category"))
        if index > 0 and piece[0].isupper() and piece[1:].islower() and not pieces[index - 1].strip().endswith((".", "?", "!", ":")):
            found.append((replaced(index, rng.choice([name for name in NAMES if name != piece])), "name"))
    if " not " not in text and "n't" not in text:
        for old, new in NEGATABLE:
            if old in text:
                found.append((text.replace(old, new, 1), "negation"))
                break
        if re.match(r"^[A-Za-z]+ (the|this|my|all|a|an|our|any|every|these|your|their)\b", text):
            found.append((rng.choice(["Do not ", "Don't ", "Never ", "Please don't ", "Avoid any attempt to "]) + lower_first(text), "negation"))
    match = re.search(r"\bfrom (\w+(?: \w+)?) to (\w+)", text)
    if match and match[1] != match[2]:
        found.append((text[: match.start(1)] + match[2] + " to " + match[1] + text[match.end(2) :], "order"))
    match = re.search(r"\b(\w+) (before|after|than|over|instead of|into|to|for|by|of|with|against|owes|pays) (?:the |a |my )?(\w+)", text)
    if match and match[1].lower() not in GRAMMAR and match[3].lower() not in GRAMMAR and match[1].lower() != match[3].lower():
        if match[2] not in ("to", "for", "of", "with") or rng.random() < 0.4:
            found.append((text[: match.start(1)] + match[3] + text[match.end(1) : match.start(3)] + match[1] + text[match.end(3) :], "order"))
    for old, news in QUANTIFIERS:
        if re.search(rf"\b{old}\b", text):
            found.append((re.sub(rf"\b{old}\b", rng.choice(news), text, count=1), "quantifier"))
    for old, new in TENSES:
        if rng.random() < 0.3 and re.search(rf"\b{old}\b", text):
            found.append((re.sub(rf"\b{old}\b", new, text, count=1), "tense"))
            break
    if len(pieces) > 6 and rng.random() < 0.35:
        ending = text[-1] if text[-1] in ".?" else ""
        found.append((text.rstrip(".?! ") + rng.choice(CONSTRAINTS) + ending, "constraint"))
    return found


def positives_of(text, rng, imperatives):
    """Texts that ask for the same, with the kind of change."""
    pieces, found, changed = PIECE.findall(text), [], 0
    rewritten = list(pieces)
    for index, piece in enumerate(pieces):
        lower = piece.lower()
        if lower in GRAMMAR or len(lower) < 3 or not lower.isalpha():
            continue
        base = base_of(lower, SYNONYMS)
        if base in SYNONYMS and rng.random() < 0.5:
            other = rng.choice(SYNONYMS[base])
            if other in OPPOSITES.get(base, ()):
                continue
            rewritten[index] = like(inflect_like(other, lower, base), piece)
            changed += 1
            if changed == 2:
                break
    synonym_text = "".join(rewritten)
    if changed:
        found.append((synonym_text, "synonym"))
    base_text = synonym_text if changed and rng.random() < 0.6 else text
    first = base_text.split()[0].lower() if base_text.split() else ""
    bare = base_text.rstrip(".?! ")
    if first in imperatives and not text.endswith("?"):
        found.append((rng.choice(WRAPPERS).format(lower_first(bare)), "wrapper"))
    for opener in HOW:
        stem = opener.replace("{}", "")
        if base_text.lower().startswith(stem.lower()):
            found.append((rng.choice(HOW).format(bare[len(stem) :]) + ("?" if text.endswith("?") else ""), "how"))
            break
    match = re.match(r"(what is|what are|explain|define|describe) (.+)", bare, re.I)
    if match and not match[2].lower().startswith(("the best", "the way", "how", "why", "what")):
        found.append((rng.choice(WHAT).format(match[2]), "what"))
    match = re.search(r"\b(\w+) and (\w+)\b", base_text)
    if match and match[1].lower() not in GRAMMAR and "between" not in base_text[: match.start()][-10:] and rng.random() < 0.5:
        found.append((base_text[: match.start()] + match[2] + " and " + match[1] + base_text[match.end() :], "conjunction"))
    if rng.random() < 0.25 and len(base_text) > 12:
        at = rng.randrange(3, len(base_text) - 2)
        if base_text[at : at + 2].isalpha():
            found.append((base_text[:at] + base_text[at + 1] + base_text[at] + base_text[at + 2 :], "typo"))
    if rng.random() < 0.3:
        found.append((base_text.lower().rstrip(".?! "), "case"))
    return found


def synthetic_pairs(prompts, seed=5):
    """`prompts`: text -> known paraphrases. Edits one side; the other is the prompt or one of its paraphrases."""
    rng = random.Random(seed)
    imperatives = {words_of(text)[0] for text in prompts if not text.endswith("?") and words_of(text)}
    found = []
    for text, paraphrases in prompts.items():
        if not 6 <= len(text) <= 200:
            continue
        kinds = set()
        edits = negatives_of(text, rng)
        rng.shuffle(edits)
        for edited, kind in edits:
            if kind in kinds or words_of(edited) == words_of(text) or len(kinds) == 2:
                continue
            kinds.add(kind)
            other, suffix = text, ""
            if paraphrases and rng.random() < 0.45:
                other, suffix = rng.choice(paraphrases), "_far"
            elif rng.random() < 0.45:
                rewritten = positives_of(text, rng, imperatives)
                if rewritten:
                    other, suffix = rng.choice(rewritten)[0], "_near"
            found.append({"prompt_a": other, "prompt_b": edited, "label": 0, "source": f"synthetic_{kind}{suffix}"})
        rewritten = positives_of(text, rng, imperatives)
        rng.shuffle(rewritten)
        for edited, kind in rewritten[: 1 if paraphrases else 2]:
            if words_of(edited) == words_of(text) and kind != "case":
                continue
            other = rng.choice(paraphrases) if paraphrases and rng.random() < 0.5 else text
            found.append({"prompt_a": other, "prompt_b": edited, "label": 1, "source": f"synthetic_{kind}"})
    return found
