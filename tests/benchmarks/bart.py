"""BART in plain PyTorch: what somebody who knows PyTorch writes, for comparisons with the product.

A bidirectional encoder and a left-to-right decoder, post-norm (Lewis et al., arXiv 1910.13461), token embeddings shared by both sides and
the output layer, under the names of published weights.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

OFFSET = 2


class Attention(nn.Module):
    def __init__(self, config, heads):
        super().__init__()
        width = config["d_model"]
        self.heads = heads
        self.k_proj, self.v_proj, self.q_proj, self.out_proj = (nn.Linear(width, width) for _ in range(4))
        self.dropout = nn.Dropout(config["attention_dropout"])

    def split(self, x):
        batch, length, width = x.shape
        return x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def forward(self, x, memory, mask):
        query, key, value = self.split(self.q_proj(x)), self.split(self.k_proj(memory)), self.split(self.v_proj(memory))
        scores = torch.matmul(query / math.sqrt(query.shape[-1]), key.transpose(-1, -2)) + mask
        mixed = torch.matmul(self.dropout(F.softmax(scores, -1)), value)
        return self.out_proj(mixed.transpose(1, 2).reshape(x.shape))


class EncoderLayer(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, inner = config["d_model"], config["encoder_ffn_dim"]
        self.self_attn = Attention(config, config["encoder_attention_heads"])
        self.self_attn_layer_norm = nn.LayerNorm(width)
        self.fc1, self.fc2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.final_layer_norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(config["dropout"])

    def forward(self, x, mask):
        x = self.self_attn_layer_norm(x + self.dropout(self.self_attn(x, x, mask)))
        return self.final_layer_norm(x + self.dropout(self.fc2(F.gelu(self.fc1(x)))))


class DecoderLayer(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, inner = config["d_model"], config["decoder_ffn_dim"]
        self.self_attn = Attention(config, config["decoder_attention_heads"])
        self.self_attn_layer_norm = nn.LayerNorm(width)
        self.encoder_attn = Attention(config, config["decoder_attention_heads"])
        self.encoder_attn_layer_norm = nn.LayerNorm(width)
        self.fc1, self.fc2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.final_layer_norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(config["dropout"])

    def forward(self, x, mask, memory, memory_mask):
        x = self.self_attn_layer_norm(x + self.dropout(self.self_attn(x, x, mask)))
        x = self.encoder_attn_layer_norm(x + self.dropout(self.encoder_attn(x, memory, memory_mask)))
        return self.final_layer_norm(x + self.dropout(self.fc2(F.gelu(self.fc1(x)))))


class Side(nn.Module):
    def __init__(self, config, layer, count):
        super().__init__()
        self.embed_positions = nn.Embedding(config["max_position_embeddings"] + OFFSET, config["d_model"])
        self.layers = nn.ModuleList(layer(config) for _ in range(count))
        self.layernorm_embedding = nn.LayerNorm(config["d_model"])
        self.dropout = nn.Dropout(config["dropout"])

    def forward(self, tokens, *seen):
        positions = self.embed_positions(torch.arange(OFFSET, OFFSET + tokens.shape[1]))
        x = self.dropout(self.layernorm_embedding(tokens + positions))
        for layer in self.layers:
            x = layer(x, *seen)
        return x


class Network(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.shared = nn.Embedding(config["vocab_size"], config["d_model"])
        self.encoder = Side(config, EncoderLayer, config["encoder_layers"])
        self.decoder = Side(config, DecoderLayer, config["decoder_layers"])


class Bart(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.model = Network(config)
        self.register_buffer("final_logits_bias", torch.zeros(1, config["vocab_size"]))

    def decode(self, ids, memory_mask, decoder_ids, mask):
        shared = self.model.shared
        return self.model.decoder(shared(decoder_ids), mask, self.model.encoder(shared(ids), memory_mask), memory_mask)

    def logits(self, hidden):
        return F.linear(hidden, self.model.shared.weight, self.final_logits_bias.view(-1))
