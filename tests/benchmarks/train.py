"""Training steps of UniLM, a GPT or BART in plain PyTorch, one line of JSON a repeat.

--mode equal   the very tensors that the C# side has, labels where there are labels, torch.optim.AdamW
--mode source  (UniLM) the settings of the fine-tuning code that UniLM's users run (run_seq2seq), re-enacted: every sequence padded to 50,
               8 a batch, logits at 20 places of every sequence whether or not it has so many labels, and AdamW as
               transformers 4.x computes it
               (GPT) the fine-tuning of MiniGLM as its report means it: rows drawn at random, every row padded to a block with end tokens,
               logits at every place, of which the loss takes those of the answer and its end
Both clip gradients to a norm of 1.0 and use dropout, as the C# side does.
"""

import argparse
import math
import time

import torch
import torch.nn.functional as F

from folder import read_data, read_model
from turns import say, turns
from unilm import MASK_CONSTANT

LENGTH = 50
MAXIMUM_LABELS = 20
IGNORE = -100
LEARNING_RATE = 5e-5
NO_DECAY = ("bias", "LayerNorm.weight", "layer_norm.weight", "layernorm_embedding.weight", "ln_")


class HuggingFaceAdamW(torch.optim.Optimizer):
    """AdamW in the order of operations of transformers 4.x: epsilon beside the uncorrected root, decay after the update."""

    def __init__(self, groups, lr, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(groups, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": 0.0})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if not state:
                    state["step"], state["mean"], state["square"] = 0, torch.zeros_like(p), torch.zeros_like(p)
                state["step"] += 1
                mean, square = state["mean"], state["square"]
                mean.mul_(beta1).add_(p.grad, alpha=1 - beta1)
                square.mul_(beta2).addcmul_(p.grad, p.grad, value=1 - beta2)
                size = group["lr"] * math.sqrt(1 - beta2 ** state["step"]) / (1 - beta1 ** state["step"])
                p.addcdiv_(mean, square.sqrt().add_(group["eps"]), value=-size)
                if group["weight_decay"] > 0:
                    p.add_(p, alpha=-group["lr"] * group["weight_decay"])


def groups(model):
    decayed, others = [], []
    for name, parameter in model.named_parameters():
        (others if any(part in name for part in NO_DECAY) else decayed).append(parameter)
    return [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]


def attention_mask(samples):
    """Who may look at whom, as the fine-tuning code builds it: all at the source, the target also at itself and before."""
    allowed = torch.zeros(len(samples), 1, LENGTH, LENGTH)
    for row, sample in enumerate(samples):
        start, end = sample["sourceLength"], len(sample["ids"])
        allowed[row, 0, :, :start] = 1
        allowed[row, 0, start:end, start:end] = torch.ones(end - start, end - start).tril()
    return allowed


def padded(samples, key, value):
    return torch.tensor([sample[key] + [value] * (LENGTH - len(sample[key])) for sample in samples])


def equal_batch(samples, special):
    labels = padded(samples, "labels", IGNORE).view(-1)
    places = (labels != IGNORE).nonzero().view(-1)
    return (padded(samples, "ids", special["paddingId"]), padded(samples, "segments", 0), (1 - attention_mask(samples)) * MASK_CONSTANT,
            places, labels[places])


def equal_loss(model, batch):
    ids, segments, mask, places, labels = batch
    hidden = model.encode(ids, segments, mask)
    return F.cross_entropy(model.logits(hidden.flatten(0, 1).index_select(0, places)), labels)


def filled(rows, value):
    return torch.tensor([row + [value] * (LENGTH - len(row)) for row in rows])


def labelled(rows):
    labels = filled(rows, IGNORE).view(-1)
    places = (labels != IGNORE).nonzero().view(-1)
    return places, labels[places]


def causal_mask():
    return torch.full((LENGTH, LENGTH), -1e9).triu(1)


def gpt_batch(pairs, special):
    """[CLS] source [SEP] target [SEP], of which every token is asked from those before."""
    rows = [([special["classificationId"]] + a + [special["separatorId"]] + b + [special["separatorId"]])[:LENGTH + 1] for a, b in pairs]
    return (filled([row[:-1] for row in rows], special["paddingId"]), causal_mask(), *labelled([row[1:] for row in rows]))


def gpt_loss(model, batch):
    ids, mask, places, labels = batch
    hidden = model.encode(ids, mask)
    return F.cross_entropy(model.logits(hidden.flatten(0, 1).index_select(0, places)), labels)


def chat_batch(chats, special, block):
    """question [SEP] answer and [SEP] up to the block, what follows each token, and where that counts."""
    end = special["separatorId"]
    rows = [(question + [end] + answer)[:block] for question, answer in chats]
    ids = torch.tensor([row + [end] * (block - len(row)) for row in rows])
    following = torch.cat([ids[:, 1:], torch.full((len(rows), 1), end)], 1)
    counted = torch.zeros(len(rows), block)
    for row, (question, answer) in enumerate(chats):
        counted[row, len(question):len(question) + len(answer) + 1] = 1
    return ids, torch.full((block, block), -1e9).triu(1), following, counted


def chat_batches(data, rows, count):
    chats, generator = data["chats"], torch.Generator().manual_seed(42)
    for _ in range(count):
        drawn = torch.randint(len(chats), (rows,), generator=generator).tolist()
        yield chat_batch([chats[i] for i in drawn], data["specialTokens"], data["chatBlock"])


def chat_loss(model, batch):
    ids, mask, following, counted = batch
    logits = model.logits(model.encode(ids, mask))
    losses = F.cross_entropy(logits.flatten(0, 1), following.flatten(), reduction="none")
    return (losses * counted.flatten()).sum() / counted.sum()


def bart_batch(pairs, special):
    end = special["separatorId"]
    sources = [([special["classificationId"]] + a + [end])[:LENGTH] for a, _ in pairs]
    targets = [(b + [end])[:LENGTH] for _, b in pairs]
    mask = torch.zeros(len(pairs), 1, 1, LENGTH)
    for row, source in enumerate(sources):
        mask[row, ..., len(source):] = -1e9
    read = filled([[end] + target[:-1] for target in targets], special["paddingId"])
    return (filled(sources, special["paddingId"]), mask, read, causal_mask(), *labelled(targets))


def bart_loss(model, batch):
    *inputs, places, labels = batch
    hidden = model.decode(*inputs)
    return F.cross_entropy(model.logits(hidden.flatten(0, 1).index_select(0, places)), labels)


def source_batch(samples, special):
    places = torch.zeros(len(samples), MAXIMUM_LABELS, dtype=torch.int64)
    labels = torch.zeros(len(samples), MAXIMUM_LABELS, dtype=torch.int64)
    weights = torch.zeros(len(samples), MAXIMUM_LABELS)
    for row, sample in enumerate(samples):
        for slot, place in enumerate([i for i, label in enumerate(sample["labels"]) if label != IGNORE][:MAXIMUM_LABELS]):
            places[row, slot], labels[row, slot], weights[row, slot] = place, sample["labels"][place], 1
    return padded(samples, "ids", special["paddingId"]), padded(samples, "segments", 0), attention_mask(samples), places, labels, weights


def source_loss(model, batch):
    ids, segments, allowed, places, labels, weights = batch
    hidden = model.encode(ids, segments, (1 - allowed) * MASK_CONSTANT)
    at_labels = hidden.gather(1, places.unsqueeze(2).expand(-1, -1, hidden.shape[2]))
    logits = model.logits(at_labels)
    losses = F.cross_entropy(logits.transpose(1, 2).float(), labels, reduction="none")
    return (losses * weights).sum() / (weights.sum() + 1e-5)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--network", choices=["unilm", "gpt", "bart"], default="unilm")
    parser.add_argument("--shape", default="small")
    parser.add_argument("--mode", choices=["equal", "source"], required=True)
    parser.add_argument("--rows", type=int, default=8)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--warmup", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int)
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    data = read_data(arguments.folder)
    model = read_model(arguments.folder, arguments.network, arguments.shape).train()
    special, optimizer = data["specialTokens"], torch.optim.AdamW(groups(model), lr=LEARNING_RATE)
    samples, rows, batches = data["samples"], arguments.rows, None
    if arguments.network == "gpt" and arguments.mode == "source":
        batches, loss_of = list(chat_batches(data, rows, arguments.steps)), chat_loss
    elif arguments.network != "unilm":
        if arguments.mode != "equal":
            parser.error("--mode source is that of the fine-tuning of UniLM and of a GPT.")
        samples = data["pairs"]
        make, loss_of = (gpt_batch, gpt_loss) if arguments.network == "gpt" else (bart_batch, bart_loss)
    elif arguments.mode == "equal":
        make, loss_of = equal_batch, equal_loss
    else:
        make, loss_of, optimizer = source_batch, source_loss, HuggingFaceAdamW(groups(model), lr=LEARNING_RATE)
    batches = batches or [make(samples[i:i + rows], special) for i in range(0, len(samples) - rows + 1, rows)]
    torch.manual_seed(42)
    taken = 0

    def step():
        nonlocal taken
        batch = batches[taken % len(batches)]
        taken += 1
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        return loss.item()

    for _ in range(arguments.warmup):
        step()
    for _ in turns(arguments.repeats):
        start = time.perf_counter()
        losses = [step() for _ in range(arguments.steps)]
        say(seconds=time.perf_counter() - start, units=arguments.steps * rows, check=sum(losses) / len(losses))


main()
