"""A GPT in plain PyTorch: what somebody who knows PyTorch writes, for comparisons with the product.

GPT-2's decoder (Radford et al., 2019) as nanoGPT and MiniGLM have it: one projection for queries, keys and values, exact GELU, the
output layer tied to the token embeddings, under the names of their weights.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn


class Norm(nn.Module):
    """PyTorch 1.13's LayerNorm cannot leave its bias away."""

    def __init__(self, config):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(config["n_embd"]))
        self.bias = nn.Parameter(torch.zeros(config["n_embd"])) if config["bias"] else None
        self.epsilon = config["layer_norm_epsilon"]

    def forward(self, x):
        return F.layer_norm(x, self.weight.shape, self.weight, self.bias, self.epsilon)


class Attention(nn.Module):
    def __init__(self, config):
        super().__init__()
        width = config["n_embd"]
        self.heads = config["n_head"]
        self.c_attn = nn.Linear(width, 3 * width, bias=config["bias"])
        self.c_proj = nn.Linear(width, width, bias=config["bias"])
        self.attention_dropout = nn.Dropout(config["attn_pdrop"])
        self.dropout = nn.Dropout(config["resid_pdrop"])

    def forward(self, x, mask):
        batch, length, width = x.shape
        query, key, value = (part.view(batch, length, self.heads, width // self.heads).transpose(1, 2) for part in self.c_attn(x).split(width, 2))
        scores = torch.matmul(query / math.sqrt(query.shape[-1]), key.transpose(-1, -2)) + mask
        mixed = torch.matmul(self.attention_dropout(F.softmax(scores, -1)), value)
        return self.dropout(self.c_proj(mixed.transpose(1, 2).reshape(batch, length, width)))


class FeedForward(nn.Module):
    def __init__(self, config):
        super().__init__()
        width = config["n_embd"]
        self.c_fc = nn.Linear(width, 4 * width, bias=config["bias"])
        self.c_proj = nn.Linear(4 * width, width, bias=config["bias"])
        self.dropout = nn.Dropout(config["resid_pdrop"])

    def forward(self, x):
        return self.dropout(self.c_proj(F.gelu(self.c_fc(x))))


class Block(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.ln_1 = Norm(config)
        self.attn = Attention(config)
        self.ln_2 = Norm(config)
        self.mlp = FeedForward(config)

    def forward(self, x, mask):
        x = x + self.attn(self.ln_1(x), mask)
        return x + self.mlp(self.ln_2(x))


class Network(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.wte = nn.Embedding(config["vocab_size"], config["n_embd"])
        self.wpe = nn.Embedding(config["n_positions"], config["n_embd"])
        self.dropout = nn.Dropout(config["embd_pdrop"])
        self.h = nn.ModuleList(Block(config) for _ in range(config["n_layer"]))
        self.ln_f = Norm(config)


class Gpt(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.transformer = Network(config)

    def encode(self, ids, mask):
        network = self.transformer
        x = network.dropout(network.wte(ids) + network.wpe(torch.arange(ids.shape[1])))
        for block in network.h:
            x = block(x, mask)
        return network.ln_f(x)

    def logits(self, hidden):
        return F.linear(hidden, self.transformer.wte.weight)
