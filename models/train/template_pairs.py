"""Pairs from our own templates: opposite actions and honest paraphrases of one object, with little and with much overlap."""
import random
import re
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates" / "actions.txt"
ORDERS = ["{}", "{}.", "Please {}", "Can you {}?", "Could you {} for me?", "I need you to {}", "I want to {}", "We should {}", "go ahead and {}", "hi, please {}, thanks", "It is time to {}", "Let's {}", "Would you {}?",
          "{} right away", "You may {} now", "Our decision is to {}", "He asked me to {}"]
FILLS = {
    "n": ["3", "12", "20", "25", "44", "118", "443", "1042", "2087", "8080"], "d": ["Monday", "Tuesday", "Friday", "May 3", "June 14", "the 21st", "next week", "tomorrow"],
    "m": ["metformin", "ibuprofen", "insulin", "warfarin", "lisinopril", "prednisone", "aspirin", "amoxicillin"], "a": ["$50", "$120", "$500", "1,000 euros", "$75.50", "2,400 dollars"],
    "c": ["Paris", "Lisbon", "Tokyo", "Denver", "Oslo", "Madrid", "Cairo"], "y": ["1998", "2010", "2014", "2022"], "l": ["French", "German", "Spanish", "Japanese", "Polish"],
}


def read_templates():
    for line in TEMPLATES.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            domain, *actions, objects = (part.strip() for part in line.split("|"))
            yield domain, [[way.strip() for way in ways.split(";")] for ways in actions], [[name.strip() for name in one.split("=")] for one in objects.split(";")]


def fill(text, values):
    return re.sub(r"\{(\w)\}", lambda match: values[match[1]] if match[1] in values else match[0], text)


def ask(way, name, values, rng, plain):
    action = way.replace("{o}", name) if "{o}" in way else f"{way} {name}"
    text = fill(action, values)
    if re.match(r"(what|how|why|who|which|is|can|may|tips|ways)\b", text):
        return text[:1].upper() + text[1:] + ("?" if rng.random() < 0.7 else "")
    order = ORDERS[0] if plain else rng.choice(ORDERS)
    asked = order.format(text)
    return asked[:1].upper() + asked[1:] if rng.random() < 0.8 else asked


def template_pairs(seed=7, rounds=14):
    rng = random.Random(seed)
    templates, found = list(read_templates()), []
    for domain, actions, objects in templates:
        for names in objects:
            for _ in range(rounds):
                (ways, _), (opposite, kind_of_other) = rng.sample([(way, "opposite" if at < 2 else "action") for at, way in enumerate(actions)], 2)
                values = {slot: rng.choice(options) for slot, options in FILLS.items()}
                plain = rng.random() < 0.4
                base_way, base_name = rng.choice(ways), rng.choice(names)
                base = ask(base_way, base_name, values, rng, plain)

                def add(other, label, kind):
                    if other.lower().strip("?. ") != base.lower().strip("?. "):
                        found.append({"prompt_a": base, "prompt_b": other, "label": label, "source": f"template_{kind}", "domain": domain})

                same_words = rng.random() < 0.5
                add(ask(rng.choice(ways), rng.choice(names), values, rng, plain), 1, "paraphrase")
                add(ask(base_way if same_words else rng.choice(ways), rng.choice(names), values, rng, False), 1, "paraphrase")
                add(ask(rng.choice(opposite), base_name if same_words else rng.choice(names), values, rng, plain), 0, kind_of_other)
                choice = rng.random()
                used = [slot for slot in re.findall(r"\{(\w)\}", base_way + base_name) if slot in FILLS]
                if used and choice < 0.7:
                    slot = rng.choice(used)
                    changed = {**values, slot: rng.choice([option for option in FILLS[slot] if option != values[slot]])}
                    add(ask(base_way if same_words else rng.choice(ways), base_name if same_words else rng.choice(names), changed, rng, plain), 0, "value")
                elif choice < 0.85:
                    other_names = rng.choice([other for other in objects if other is not names] or [names])
                    if other_names is not names:
                        add(ask(base_way if same_words else rng.choice(ways), rng.choice(other_names), values, rng, plain), 0, "object")
                else:
                    negated = rng.choice(["do not {}", "don't {}", "please do not {}", "never {}"]).format(fill(base_way.replace("{o}", base_name) if "{o}" in base_way else f"{base_way} {base_name}", values))
                    if not re.match(r".*\b(what|how|why|who|which|is it|can i|may i|tips|ways)\b", negated):
                        add(negated, 0, "negation")
    rng.shuffle(found)
    return found
