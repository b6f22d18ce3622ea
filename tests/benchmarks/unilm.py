"""UniLM in plain PyTorch: what somebody who knows PyTorch writes, for comparisons with the product.

One BERT encoder with additive attention masks (Dong et al., arXiv 1905.03197; Devlin et al., arXiv 1810.04805), the output
layer tied to the token embeddings, under the names of BERT's published weights.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

MASK_CONSTANT = -10000.0


class SelfAttention(nn.Module):
    def __init__(self, config):
        super().__init__()
        width = config["hidden_size"]
        self.heads = config["num_attention_heads"]
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.dropout = nn.Dropout(config["attention_probs_dropout_prob"])

    def split(self, x):
        batch, length, width = x.shape
        return x.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def attend(self, query, key, value, mask):
        scores = torch.matmul(query / math.sqrt(query.shape[-1]), key.transpose(-1, -2)) + mask
        context = torch.matmul(self.dropout(F.softmax(scores, -1)), value).transpose(1, 2)
        return context.reshape(context.shape[0], context.shape[1], -1)

    def forward(self, x, mask, past=None):
        """past: hidden states that came before x and are seen too; their keys and values are computed here, anew."""
        seen = x if past is None else torch.cat([past, x], 1)
        return self.attend(self.split(self.query(x)), self.split(self.key(seen)), self.split(self.value(seen)), mask)


class Dense(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.dense = nn.Linear(inputs, outputs)

    def forward(self, x):
        return F.gelu(self.dense(x))


class AddNorm(nn.Module):
    def __init__(self, inputs, config):
        super().__init__()
        self.dense = nn.Linear(inputs, config["hidden_size"])
        self.LayerNorm = nn.LayerNorm(config["hidden_size"], eps=config["layer_norm_eps"])
        self.dropout = nn.Dropout(config["hidden_dropout_prob"])

    def forward(self, x, residual):
        return self.LayerNorm(residual + self.dropout(self.dense(x)))


class Attention(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.add_module("self", SelfAttention(config))
        self.output = AddNorm(config["hidden_size"], config)

    def forward(self, x, mask, past=None):
        return self.output(self._modules["self"](x, mask, past), x)


class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.attention = Attention(config)
        self.intermediate = Dense(config["hidden_size"], config["intermediate_size"])
        self.output = AddNorm(config["intermediate_size"], config)

    def finish(self, x):
        return self.output(self.intermediate(x), x)

    def forward(self, x, mask, past=None):
        return self.finish(self.attention(x, mask, past))


class Embeddings(nn.Module):
    def __init__(self, config):
        super().__init__()
        width = config["hidden_size"]
        self.word_embeddings = nn.Embedding(config["vocab_size"], width)
        self.position_embeddings = nn.Embedding(config["max_position_embeddings"], width)
        self.token_type_embeddings = nn.Embedding(config["type_vocab_size"], width)
        self.LayerNorm = nn.LayerNorm(width, eps=config["layer_norm_eps"])
        self.dropout = nn.Dropout(config["hidden_dropout_prob"])

    def forward(self, ids, segments, positions):
        x = self.word_embeddings(ids) + self.position_embeddings(positions) + self.token_type_embeddings(segments)
        return self.dropout(self.LayerNorm(x))


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.layer = nn.ModuleList(Layer(config) for _ in range(config["num_hidden_layers"]))


class Pooler(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.dense = nn.Linear(config["hidden_size"], config["hidden_size"])


class Bert(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.embeddings = Embeddings(config)
        self.encoder = Encoder(config)
        self.pooler = Pooler(config)


class Transform(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.dense = nn.Linear(config["hidden_size"], config["hidden_size"])
        self.LayerNorm = nn.LayerNorm(config["hidden_size"], eps=config["layer_norm_eps"])

    def forward(self, x):
        return self.LayerNorm(F.gelu(self.dense(x)))


class Predictions(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.transform = Transform(config)
        self.bias = nn.Parameter(torch.zeros(config["vocab_size"]))


class Heads(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.predictions = Predictions(config)


class Unilm(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.bert = Bert(config)
        self.cls = Heads(config)

    @property
    def layers(self):
        return self.bert.encoder.layer

    def encode(self, ids, segments, mask):
        x = self.bert.embeddings(ids, segments, torch.arange(ids.shape[1]).unsqueeze(0))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def logits(self, hidden):
        predictions = self.cls.predictions
        return F.linear(predictions.transform(hidden), self.bert.embeddings.word_embeddings.weight, predictions.bias)
