"""The Python half of training_step.sh: training steps of a small GPT with PyTorch.

Reads numbers of steps from standard input, one a line, and answers each with the median time of a step and the mean time that
the processor spent on it, in milliseconds.
TrainingStep/Program.cs is the same network, the same optimizer and the same protocol in C#.
"""

import statistics
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


class Layer(nn.Module):
    def __init__(self, width, heads, dropout):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.query, self.key, self.value, self.mix = (nn.Linear(width, width) for _ in range(4))
        self.norm2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        batch, length, width = x.shape
        size = width // self.heads

        def split(t):
            return t.view(batch, length, self.heads, size).transpose(1, 2)

        normed = self.norm1(x)
        query, key, value = split(self.query(normed)), split(self.key(normed)), split(self.value(normed))
        scores = torch.matmul(query, key.transpose(-1, -2)).mul(size ** -0.5).add(mask)
        weights = self.dropout(F.softmax(scores, -1))
        mixed = torch.matmul(weights, value).transpose(1, 2).reshape(batch, length, width)
        x = x.add(self.dropout(self.mix(mixed)))
        return x.add(self.dropout(self.down(F.gelu(self.up(self.norm2(x))))))


class Gpt(nn.Module):
    def __init__(self, vocabulary, length, width, heads, layers, dropout):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(length, width)
        self.layers = nn.ModuleList(Layer(width, heads, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.output = nn.Linear(width, vocabulary, bias=False)

    def forward(self, ids, places, mask):
        x = self.tokens(ids).add(self.positions(places))
        for layer in self.layers:
            x = layer(x, mask)
        return self.output(self.norm(x))


def main():
    width, layers, vocabulary, batch, length, threads = (int(argument) for argument in sys.argv[1:])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    model = Gpt(vocabulary, length, width, 4, layers, 0.1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    ids = torch.arange(batch * length).remainder(vocabulary).view(batch, length)
    targets = ids.roll(-1, 1).reshape(-1)
    places = torch.arange(length)
    mask = torch.full((length, length), float("-inf")).triu(1)

    def step():
        optimizer.zero_grad()
        logits = model(ids, places, mask)
        loss = F.cross_entropy(logits.view(-1, vocabulary), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        return loss.item()

    for line in sys.stdin:
        times = []
        processor_start = time.process_time()
        for _ in range(int(line)):
            start = time.perf_counter()
            step()
            times.append(time.perf_counter() - start)
        processor = (time.process_time() - processor_start) / len(times)
        print(f"{1000 * statistics.median(times):.4f} {1000 * processor:.4f}", flush=True)


main()
