"""Reads what skipgram.c writes."""
import numpy as np


def read_vectors(path, limit=None):
    """Words by falling count, their counts, and a float32 matrix [words, dimensions]: centred, two top components removed, unit rows."""
    words, counts = [], []
    with open(path, "rb") as file:
        total, dimensions = map(int, file.readline().split())
        rows = np.zeros((total if limit is None else min(total, limit), dimensions), np.float32)
        for index in range(len(rows)):
            word, count = file.readline().decode().rsplit(" ", 1)
            words.append(word)
            counts.append(int(count))
            rows[index] = np.frombuffer(file.read(4 * dimensions), np.float32)
    rows -= rows.mean(0)
    # Mu and Viswanath 2018, "All-but-the-top".
    _, _, components = np.linalg.svd(rows[:20000], full_matrices=False)
    for component in components[:2]:
        rows -= np.outer(rows @ component, component)
    return words, np.array(counts), rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)
