"""Tokens of prompts, by the library's own tokeniser (Node), remembered between runs."""
import pickle
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "dist/models/train/tokenize-lines.js"


def tokens_of(prompts, cache):
    """prompt -> list of tokens, for every prompt given. `cache` is a pickle file that is read and extended."""
    known = pickle.loads(Path(cache).read_bytes()) if Path(cache).exists() else {}
    missing = [prompt for prompt in dict.fromkeys(prompts) if prompt not in known]
    if missing:
        lines = "\n".join(prompt.replace("\n", " ").replace("\r", " ").replace("\u2028", " ").replace("\u2029", " ") for prompt in missing)
        done = subprocess.run(["node", SCRIPT], input=lines + "\n", capture_output=True, text=True, encoding="utf-8", check=True).stdout.split("\n")
        for prompt, line in zip(missing, done, strict=False):
            known[prompt] = line.split(" ") if line else ["?"]
        Path(cache).write_bytes(pickle.dumps(known))
    return known
