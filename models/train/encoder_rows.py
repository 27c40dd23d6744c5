"""
From tokens to rows of the encoder's table, the same as src/encoder/prompt-rows.ts.

Row 0 is padding; rows 1..W are words, by rank; rows W+1..W+BUCKETS are hashed character n-grams. A known word gives its row
with weight 1; a known word of more than three letters beyond the COMMON most frequent also gives its n-grams, together
WORD_GRAM_SHARE; an unknown token gives its n-grams, together 1. N-grams are the 3-, 4- and 5-letter pieces of "<token>", at
most MAX_GRAMS from the left, shorter sizes first; a token of one or two characters, or a number, has one: all of it.
"""
from functools import lru_cache

BUCKETS = 8000
COMMON = 300
WORD_GRAM_SHARE = 0.35
MAX_GRAMS = 20
MAX_TOKENS = 64


def fnv1a(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


class PromptRows:
    def __init__(self, words):
        self.row_of = {word: rank + 1 for rank, word in enumerate(words)}
        self.first_bucket = len(words) + 1
        self.rows = 1 + len(words) + BUCKETS
        self.of_token = lru_cache(400000)(self._of_token)

    def _grams(self, token):
        marked = f"<{token}>"
        if len(token) <= 2 or token[0].isdigit():
            return [marked]
        return [marked[start : start + size] for size in (3, 4, 5) for start in range(len(marked) - size + 1)][:MAX_GRAMS]

    def _of_token(self, token):
        row = self.row_of.get(token, 0)
        found = [(row, 1.0)] if row else []
        if row and (row <= COMMON or len(token) <= 3 or token[0].isdigit()):
            return tuple(found)
        grams = self._grams(token)
        share = (WORD_GRAM_SHARE if row else 1.0) / len(grams)
        return tuple(found + [(self.first_bucket + fnv1a(gram) % BUCKETS, share) for gram in grams])

    def of_tokens(self, tokens):
        """Rows and weights of a prompt, token after token."""
        found = [item for token in tokens[:MAX_TOKENS] for item in self.of_token(token)]
        return [row for row, _ in found], [weight for _, weight in found]
