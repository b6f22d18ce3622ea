"""Writes t5_reference.json: what a T5 gives for weights and inputs that follow from formulas, computed in float64.

The network is written here from the paper (Raffel et al., arXiv 1910.10683, section 2.1; the gate: Shazeer, arXiv 2002.05202) and
from the parameter names of published files, one query at a time and without masks: each query looks at a list of keys. So it shares
nothing with the product but the names.

usage: t5_reference.py >t5_reference.json      (python3 with torch)
"""

import json
import math

import torch

VARIANTS = {
    "relu, tied": {"feed_forward_proj": "relu", "tie_word_embeddings": True, "num_decoder_layers": 3},
    "gated-gelu, untied": {"feed_forward_proj": "gated-gelu", "tie_word_embeddings": False, "num_decoder_layers": 1},
}
SIZES = {
    "vocab_size": 24, "d_model": 16, "d_kv": 6, "d_ff": 20, "num_layers": 2, "num_heads": 3, "relative_attention_num_buckets": 8,
    "relative_attention_max_distance": 12, "dropout_rate": 0.0, "decoder_start_token_id": 0, "layer_norm_epsilon": 1e-6,
}
SOURCES = [[(7 * i + 3) % 24 for i in range(20)], [5, 9, 2, 17, 11]]
TARGETS = [[4, 8, 15, 16, 23, 1], [10, 3, 1]]


def shapes(config):
    """Name and shape of every parameter, in the order of their names."""
    width, inner, heads = config["d_model"], config["d_ff"], config["num_heads"]
    joined = heads * config["d_kv"]
    found = {"shared.weight": (config["vocab_size"], width)}
    if not config["tie_word_embeddings"]:
        found["lm_head.weight"] = (config["vocab_size"], width)
    for side, layers in (("encoder", config["num_layers"]), ("decoder", config["num_decoder_layers"])):
        found[f"{side}.final_layer_norm.weight"] = (width,)
        kinds = ["SelfAttention", "EncDecAttention", "DenseReluDense"] if side == "decoder" else ["SelfAttention", "DenseReluDense"]
        for layer in range(layers):
            for number, kind in enumerate(kinds):
                prefix = f"{side}.block.{layer}.layer.{number}"
                found[f"{prefix}.layer_norm.weight"] = (width,)
                if kind == "DenseReluDense":
                    inputs = ["wi_0", "wi_1"] if config["feed_forward_proj"].startswith("gated") else ["wi"]
                    found.update({f"{prefix}.{kind}.{name}.weight": (inner, width) for name in inputs})
                    found[f"{prefix}.{kind}.wo.weight"] = (width, inner)
                else:
                    found.update({f"{prefix}.{kind}.{name}.weight": (joined, width) for name in "qkv"})
                    found[f"{prefix}.{kind}.o.weight"] = (width, joined)
                if kind == "SelfAttention" and layer == 0:
                    found[f"{prefix}.{kind}.relative_attention_bias.weight"] = (config["relative_attention_num_buckets"], heads)
    return dict(sorted(found.items()))


def weights(config):
    """Numbers that look random and follow from the place of the parameter and of the element."""
    made = {}
    for place, (name, shape) in enumerate(shapes(config).items()):
        count = math.prod(shape)
        noise = torch.tensor([math.sin(i * 12.9898 + place * 78.233) * 43758.5453 % 1 - 0.5 for i in range(count)], dtype=torch.float64)
        # As the product will hold them.
        values = (1 + 0.4 * noise if len(shape) == 1 else noise * 2).float().double().reshape(shape)
        made[name] = values.requires_grad_()
    return made


def bucket(distance, is_bidirectional, config):
    """distance: position of the key less that of the query."""
    count, start = config["relative_attention_num_buckets"], 0
    if is_bidirectional:
        count //= 2
        start = count if distance > 0 else 0
        distance = abs(distance)
    else:
        distance = max(0, -distance)
    exact = count // 2
    if distance < exact:
        return start + distance
    share = math.log(distance / exact) / math.log(config["relative_attention_max_distance"] / exact)
    return start + min(count - 1, exact + int(share * (count - exact) + 1e-9))


def norm(x, weight, config):
    return x / torch.sqrt((x ** 2).mean(-1, keepdim=True) + config["layer_norm_epsilon"]) * weight


def attend(w, prefix, hidden, memory, config, seen, bias=None):
    """seen: for each query the keys that it looks at. bias: of query, key and head; None for none."""
    heads, size = config["num_heads"], config["d_kv"]
    q, k, v = (t.reshape(-1, heads, size) for t in (hidden @ w[f"{prefix}.q.weight"].T, memory @ w[f"{prefix}.k.weight"].T, memory @ w[f"{prefix}.v.weight"].T))
    rows = []
    for query in range(len(hidden)):
        parts = []
        for head in range(heads):
            scores = torch.stack([q[query, head] @ k[key, head] + (bias(query, key, head) if bias else 0) for key in seen(query)])
            share = torch.softmax(scores, 0)
            parts.append(sum(share[i] * v[key, head] for i, key in enumerate(seen(query))))
        rows.append(torch.cat(parts))
    return torch.stack(rows) @ w[f"{prefix}.o.weight"].T


def feed_forward(w, prefix, x, config):
    if config["feed_forward_proj"] == "relu":
        inner = torch.relu(x @ w[f"{prefix}.wi.weight"].T)
    else:
        u = x @ w[f"{prefix}.wi_0.weight"].T
        inner = 0.5 * u * (1 + torch.tanh(math.sqrt(2 / math.pi) * (u + 0.044715 * u ** 3))) * (x @ w[f"{prefix}.wi_1.weight"].T)
    return inner @ w[f"{prefix}.wo.weight"].T


def side(w, name, layers, ids, config, memory=None):
    is_encoder = memory is None
    table = w[f"{name}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"]
    hidden = w["shared.weight"][ids]
    for layer in range(layers):
        prefix = f"{name}.block.{layer}.layer"
        normed = norm(hidden, w[f"{prefix}.0.layer_norm.weight"], config)
        hidden = hidden + attend(
            w, f"{prefix}.0.SelfAttention", normed, normed, config,
            lambda query: range(len(ids) if is_encoder else query + 1),
            lambda query, key, head: table[bucket(key - query, is_encoder, config), head])
        last = 1
        if not is_encoder:
            last = 2
            normed = norm(hidden, w[f"{prefix}.1.layer_norm.weight"], config)
            hidden = hidden + attend(w, f"{prefix}.1.EncDecAttention", normed, memory, config, lambda query: range(len(memory)))
        hidden = hidden + feed_forward(w, f"{prefix}.{last}.DenseReluDense", norm(hidden, w[f"{prefix}.{last}.layer_norm.weight"], config), config)
    return norm(hidden, w[f"{name}.final_layer_norm.weight"], config)


def run(variant):
    config = {**SIZES, **variant}
    w = weights(config)
    logits = []
    for source, target in zip(SOURCES, TARGETS):
        memory = side(w, "encoder", config["num_layers"], source, config)
        hidden = side(w, "decoder", config["num_decoder_layers"], [config["decoder_start_token_id"]] + target[:-1], config, memory)
        if config["tie_word_embeddings"]:
            logits.append(hidden / math.sqrt(config["d_model"]) @ w["shared.weight"].T)
        else:
            logits.append(hidden @ w["lm_head.weight"].T)
    every = torch.cat(logits)
    loss = torch.nn.functional.cross_entropy(every, torch.tensor(sum(TARGETS, [])))
    loss.backward()
    return {
        "config": config, "sources": SOURCES, "targets": TARGETS, "logits": [[float(f"{x:.8g}") for x in row] for row in every.tolist()],
        "loss": loss.item(), "grad_norms": {name: float(f"{tensor.grad.norm().item():.8g}") for name, tensor in w.items()},
    }


print(json.dumps({name: run(variant) for name, variant in VARIANTS.items()}).replace("], [", "],\n["))
