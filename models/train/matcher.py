"""
The small network beside the trees: soft attention between the words of two prompts, led by their lexical relations, then a
comparison of each word with what it attends to; the explicit features join in the last layers. Symmetric in its two sides.

After Parikh et al. 2016 (attend, compare, aggregate) and Chen et al. 2018 (attention led by lexical knowledge).
"""
import math
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from pair_rows import RELATION_BITS, ROLE_BITS

HIDDEN = 40
# Numbers by which roles of a word and of its counterpart are compared.
ROLE_SIZE = 8
# Numbers that describe a word relation, beside its pull on the attention and the cosine.
RELATION_SIZE = 10
HEAD = 96
FEATURE_CLIP = 5.0
# Where attention starts before training: exact, lemma, synonym, request synonym, weak synonym, derived, antonym, opposite,
# hypernym, sibling, number equal, number different, category, phrase, acronym, misspelled, paraphrase, other name.
FIRST_PULLS = [4, 4, 3, 3, 1.5, 2.5, 1, 1, 1, 1, 4, 1, 1.5, 3, 3, 3, 1, 0.5]
# Share of word relations hidden in training, so that the vectors learn to speak where the lexicon is silent.
HIDDEN_RELATIONS = 0.15
MASKED = 1e4


class Matcher(nn.Module):
    def __init__(self, dimensions, mean, scale):
        super().__init__()
        self.project = nn.Linear(dimensions, HIDDEN)
        self.role_state = nn.Linear(ROLE_BITS, HIDDEN, bias=False)
        self.role_size = nn.Linear(ROLE_BITS, ROLE_SIZE, bias=False)
        self.query = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.pull = nn.Linear(RELATION_BITS, 1, bias=False)
        self.cosine_pull = nn.Parameter(torch.tensor(3.0))
        self.distance_pull = nn.Parameter(torch.tensor(-1.0))
        self.describe = nn.Linear(RELATION_BITS, RELATION_SIZE, bias=False)
        with torch.no_grad():
            self.pull.weight[:] = torch.tensor([FIRST_PULLS], dtype=torch.float32)
        self.compare = nn.Linear(4 * HIDDEN + RELATION_SIZE + 1 + ROLE_SIZE + 4, HIDDEN)
        self.compare2 = nn.Linear(HIDDEN, HIDDEN)
        self.head = nn.Linear(4 * HIDDEN + len(mean), HEAD)
        self.out = nn.Linear(HEAD, 1)
        self.dropout, self.feature_dropout = nn.Dropout(0.1), nn.Dropout(0.15)
        self.register_buffer("mean", torch.from_numpy(mean.astype(np.float32)))
        self.register_buffer("scale", torch.from_numpy(scale.astype(np.float32)))

    def forward(self, batch):
        va, vb, wa, wb, ra, rb, bits, codes, cosines, features = batch
        mask_a, mask_b = (wa > 0).float(), (wb > 0).float()
        if self.training:
            bits = bits * (torch.rand(bits.shape) > HIDDEN_RELATIONS)
        relations = torch.cat([self.describe(bits)[codes], cosines[..., None]], -1)
        xa = (self.project(va) + self.role_state(ra)) * mask_a[..., None]
        xb = (self.project(vb) + self.role_state(rb)) * mask_b[..., None]
        oa, ob = self.role_size(ra) * mask_a[..., None], self.role_size(rb) * mask_b[..., None]
        place_a = torch.arange(wa.shape[1])[None] / mask_a.sum(1, keepdim=True).clamp(min=1)
        place_b = torch.arange(wb.shape[1])[None] / mask_b.sum(1, keepdim=True).clamp(min=1)
        pulls = self.pull(bits).squeeze(-1)[codes] + self.cosine_pull * cosines + self.distance_pull * (place_a[:, :, None] - place_b[:, None, :]).abs()
        logits = self.query(xa) @ self.query(xb).transpose(1, 2) / math.sqrt(HIDDEN) + pulls
        to_b = F.softmax(logits - MASKED * (1 - mask_b[:, None, :]), -1)
        to_a = F.softmax(logits - MASKED * (1 - mask_a[:, :, None]), 1).transpose(1, 2)
        side_a = self.side(xa, xb, to_b, mask_a, wa, relations, oa, ob)
        side_b = self.side(xb, xa, to_a, mask_b, wb, relations.transpose(1, 2), ob, oa)
        standard = torch.clamp((features - self.mean) * self.scale, -FEATURE_CLIP, FEATURE_CLIP)
        joined = torch.cat([side_a + side_b, (side_a - side_b).abs(), self.feature_dropout(standard)], -1)
        return self.out(self.dropout(torch.relu(self.head(self.dropout(joined))))).squeeze(-1)

    def side(self, x, y, attention, mask, weights, relations, own_roles, other_roles):
        z = attention @ y
        described = (attention[..., None] * relations).sum(2)
        roles = (own_roles - attention @ other_roles).abs()
        place = attention @ torch.arange(attention.shape[2], dtype=torch.float32)
        jump = F.pad((place[:, 1:] - place[:, :-1] - 1).clamp(-4, 4) / 2 * mask[:, 1:], (1, 0))
        next_jump = F.pad(jump[:, 1:], (0, 1))
        found = torch.cat([x, z, (x - z).abs(), x * z, described, roles, jump[..., None], next_jump[..., None], weights[..., None] / 9, attention.max(-1).values[..., None]], -1)
        found = torch.relu(self.compare2(torch.relu(self.compare(found)))) * mask[..., None]
        return torch.cat([found.max(1).values, (found * weights[..., None]).sum(1) / weights.sum(1, keepdim=True).clamp(min=0.05)], -1)


class Batches:
    """Padded tensors of picked rows."""

    def __init__(self, rows):
        self.rows = rows
        self.size = rows.n * rows.m
        codes, self.codes = np.unique(rows.relations, return_inverse=True)
        roles, both = np.unique(np.concatenate([rows.ra, rows.rb]), return_inverse=True)
        self.ra, self.rb = both[: len(rows.ra)], both[len(rows.ra) :]
        self.bits = torch.from_numpy(((codes[:, None].astype(np.int64) >> np.arange(RELATION_BITS)) & 1).astype(np.float32))
        self.role_bits = ((roles[:, None].astype(np.int64) >> np.arange(ROLE_BITS)) & 1).astype(np.float32)
        # No relation at all is code 0, also where a batch is padded.
        self.none = int(np.searchsorted(codes, 0))
        self.vectors = rows.vectors

    def of(self, pick):
        rows, count = self.rows, len(pick)
        width_a, width_b = max(1, int(rows.n[pick].max())), max(1, int(rows.m[pick].max()))
        ta, tb = np.zeros((count, width_a), np.int64), np.zeros((count, width_b), np.int64)
        wa, wb = np.zeros((count, width_a), np.float32), np.zeros((count, width_b), np.float32)
        ra, rb = np.zeros((count, width_a), np.int64), np.zeros((count, width_b), np.int64)
        codes, cosines = np.full((count, width_a, width_b), self.none, np.int64), np.zeros((count, width_a, width_b), np.float32)
        for at, row in enumerate(pick):
            n, m, a, b, c = rows.n[row], rows.m[row], rows.start_a[row], rows.start_b[row], rows.start_cells[row]
            ta[at, :n], tb[at, :m] = rows.ta[a : a + n], rows.tb[b : b + m]
            wa[at, :n], wb[at, :m] = np.maximum(rows.wa[a : a + n], 0.05), np.maximum(rows.wb[b : b + m], 0.05)
            ra[at, :n], rb[at, :m] = self.ra[a : a + n], self.rb[b : b + m]
            codes[at, :n, :m] = self.codes[c : c + n * m].reshape(n, m)
            cosines[at, :n, :m] = rows.cosines[c : c + n * m].reshape(n, m) / 127
        arrays = (self.vectors[ta], self.vectors[tb], wa, wb, self.role_bits[ra], self.role_bits[rb])
        return [*map(torch.from_numpy, arrays), self.bits, torch.from_numpy(codes), torch.from_numpy(cosines), torch.from_numpy(rows.features[pick])]


def train_matcher(batches, picked, weights, targets, mean, scale, seed=0, epochs=3, batch=192, rate=2e-3, log=print):
    """Trains on the picked rows; `weights` and `targets` (0…1) run over all rows."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model = Matcher(batches.vectors.shape[1], mean, scale)
    weights, targets = torch.from_numpy(weights.astype(np.float32)), torch.from_numpy(targets.astype(np.float32))
    optimizer = torch.optim.AdamW(model.parameters(), rate, weight_decay=1e-4)
    steps, step, started = epochs * math.ceil(len(picked) / batch), 0, time.time()
    for epoch in range(epochs):
        order, total = rng.permutation(picked), 0.0
        for start in range(0, len(order), batch * 40):
            chunk = order[start : start + batch * 40]
            # Pairs of like length pad little.
            chunk = chunk[np.argsort(batches.size[chunk], kind="stable")]
            parts = [chunk[at : at + batch] for at in range(0, len(chunk), batch)]
            random.Random(step).shuffle(parts)
            for part in parts:
                share = min(1, (step + 1) / 300) * max(0.02, 0.5 * (1 + math.cos(math.pi * step / steps)))
                for group in optimizer.param_groups:
                    group["lr"] = rate * share
                step += 1
                model.train()
                losses = F.binary_cross_entropy_with_logits(model(batches.of(part)), targets[part], reduction="none")
                loss = (losses * weights[part]).mean()
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(model.parameters(), 2.0)
                optimizer.step()
                total += loss.item() * len(part)
        log(f"  epoch {epoch + 1}: loss {total / len(order):.4f}, {time.time() - started:.0f} s", flush=True)
    return model.eval()


def matcher_logits(model, batches, picked, batch=256):
    found = np.zeros(len(picked), np.float32)
    order = np.argsort(batches.size[picked], kind="stable")
    with torch.no_grad():
        for start in range(0, len(order), batch):
            part = order[start : start + batch]
            found[part] = model(batches.of(picked[part])).numpy()
    return found
