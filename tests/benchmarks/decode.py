"""Writing with UniLM in plain PyTorch, one line of JSON a repeat.

--beams 1   greedy, one query at a time, keys and values of all that came before kept
--beams N   the beam search of the fine-tuning code that UniLM's users run (decode_seq2seq), re-enacted: batches of 32 sorted by
            length; what is kept of every layer is its output, from which keys and values are computed anew in every step;
            always as many steps as there may be tokens
"""

import argparse
import time

import torch
import torch.nn.functional as F

from folder import read_data, read_model
from turns import say, turns
from unilm import MASK_CONSTANT

SOURCE_SEGMENT, TARGET_SEGMENT = 4, 5
ENDED = -10000.0


def greedy(model, ids, special, maximum):
    """The tokens written for one source, the end token included, and their log-probability."""
    mask_id, end = special["maskId"], special["separatorId"]
    length = len(ids)
    keys, values = [None] * len(model.layers), [None] * len(model.layers)
    written, score = [], 0.0
    for step in range(maximum):
        if step == 0:
            fed = torch.tensor([ids + [mask_id]])
            segments = torch.tensor([[SOURCE_SEGMENT] * length + [TARGET_SEGMENT]])
            positions = torch.arange(length + 1).unsqueeze(0)
            mask = torch.zeros(1, 1, length + 1, length + 1)
            mask[..., :length, length] = MASK_CONSTANT
        else:
            fed = torch.tensor([[written[-1], mask_id]])
            segments = torch.full((1, 2), TARGET_SEGMENT)
            positions = torch.tensor([[length + step - 1, length + step]])
            mask = torch.zeros(1, 1, 2, length + step + 1)
            mask[..., 0, -1] = MASK_CONSTANT
        x = model.bert.embeddings(fed, segments, positions)
        for i, layer in enumerate(model.layers):
            attention = layer.attention._modules["self"]
            query, key, value = (attention.split(part(x)) for part in (attention.query, attention.key, attention.value))
            if step > 0:
                key, value = torch.cat([keys[i], key], 2), torch.cat([values[i], value], 2)
            keys[i], values[i] = key[:, :, :-1], value[:, :, :-1]  # all but the [MASK]
            x = layer.finish(layer.attention.output(attention.attend(query, key, value, mask), x))
        logs = F.log_softmax(model.logits(x[:, -1]), -1)[0]
        token = int(logs.argmax())
        written.append(token)
        score += float(logs[token])
        if token == end:
            break
    return written, score


def first_expand(x, beams):
    """Each row as many times as the beam has places."""
    return x.unsqueeze(1).expand(x.shape[0], beams, *x.shape[1:]).reshape(x.shape[0] * beams, *x.shape[1:])


def reorder(x, parents, beams):
    """The row of the parent, for every place of every beam."""
    batch = x.shape[0] // beams
    x = x.view(batch, beams, *x.shape[1:])
    index = parents.view(batch, beams, *[1] * (x.dim() - 2)).expand(batch, beams, *x.shape[2:])
    return x.gather(1, index).reshape(batch * beams, *x.shape[2:])


def beam_search(model, sources, special, beams, maximum):
    """Best hypothesis of each source, as (tokens without the end token, log-probability)."""
    mask_id, end, padding = special["maskId"], special["separatorId"], special["paddingId"]
    batch, longest = len(sources), max(map(len, sources))
    total = longest + maximum
    ids = torch.tensor([source + [padding] * (longest - len(source)) for source in sources])
    segments = torch.tensor([[SOURCE_SEGMENT] * longest + [TARGET_SEGMENT] * maximum] * batch)
    positions = torch.tensor([
        list(range(len(source))) + [0] * (longest - len(source)) + list(range(len(source), len(source) + maximum)) for source in sources])
    allowed = torch.zeros(batch, 1, total, total)
    for row, source in enumerate(sources):
        allowed[row, 0, :, :len(source)] = 1
    allowed[:, 0, longest:, longest:] = torch.ones(maximum, maximum).tril()
    mask = (1 - allowed) * MASK_CONSTANT

    embedded, layered = None, None  # what was kept: embeddings, and the output of every layer
    current = ids
    tokens, scores, parents, last_scores, last_ended = [], [], [], None, None
    for position in range(longest, total):
        start = position - current.shape[1]
        fed = torch.cat([current, torch.full((current.shape[0], 1), mask_id)], 1)
        x = new = model.bert.embeddings(fed, segments[:, start:position + 1], positions[:, start:position + 1])
        part = mask[:, :, start:position + 1, :position + 1]
        outputs = []
        for i, layer in enumerate(model.layers):
            past = None if embedded is None else (embedded if i == 0 else layered[i - 1])
            x = layer(x, part, past)
            outputs.append(x)
        logs = F.log_softmax(model.logits(x[:, -1:]), -1)
        best, found = logs.topk(beams, -1)
        if last_scores is None:
            back = torch.zeros(batch, beams, dtype=torch.int64)
            best, found = best.view(batch, beams), found.view(batch, beams)
        else:
            # Every place's own best, then the best of those; a place that has ended is weighed down, not left out.
            table = best.view(batch, beams, beams) + last_scores.unsqueeze(2) + last_ended.unsqueeze(2) * ENDED
            best, index = table.view(batch, beams * beams).topk(beams, -1)
            back = torch.div(index, beams, rounding_mode="floor")
            found = found.view(batch, beams * beams).gather(1, index)
        ended = (found == end).float()
        tokens.append(found.tolist())
        scores.append(best.tolist())
        parents.append(back.tolist())
        last_scores, last_ended = best, ended

        # All but the [MASK] is kept, for every place of the beam, and goes with the place.
        def keep(old, value):
            value = value[:, :-1]
            if old is None:
                return first_expand(value, beams)
            return reorder(torch.cat([old, value], 1), back, beams)

        embedded = keep(embedded, new)
        layered = [keep(None if layered is None else layered[i], output) for i, output in enumerate(outputs)]
        if len(tokens) == 1:
            segments, positions, mask = first_expand(segments, beams), first_expand(positions, beams), first_expand(mask, beams)
        current = found.view(batch * beams, 1)

    return [select([frame[row] for frame in tokens], [frame[row] for frame in scores], [frame[row] for frame in parents], end)
            for row in range(batch)]


def select(tokens, scores, parents, end):
    """The best candidate of a trace: every place that ended, and what is left in the last frame."""
    last = next((frame for frame, found in enumerate(tokens) if all(token == end for token in found)), len(tokens) - 1)
    best = None
    for frame in range(last + 1):
        for place, token in enumerate(tokens[frame]):
            if (token == end or frame == last) and (best is None or scores[frame][place] > best[0]):
                best = scores[frame][place], frame, place
    score, frame, place = best
    written = []
    while frame >= 0:
        written.append(tokens[frame][place])
        frame, place = frame - 1, parents[frame][place]
    written.reverse()
    return [token for token in written if token != end], score


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--shape", default="small")
    parser.add_argument("--beams", type=int, default=1)
    parser.add_argument("--rows", type=int, default=32)
    parser.add_argument("--maximum-length", type=int, default=32)
    parser.add_argument("--queries", type=int)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int)
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    data = read_data(arguments.folder)
    special = data["specialTokens"]
    model = read_model(arguments.folder, "unilm", arguments.shape).eval()
    sources = [[special["classificationId"]] + query + [special["separatorId"]] for query in data["queries"][:arguments.queries]]
    sources.sort(key=len, reverse=True)

    def repeat(part):
        with torch.inference_mode():
            if arguments.beams == 1:
                found = [greedy(model, source, special, arguments.maximum_length) for source in part]
                return sum(len(tokens) for tokens, _ in found), found
            found = []
            for i in range(0, len(part), arguments.rows):
                found += beam_search(model, part[i:i + arguments.rows], special, arguments.beams, arguments.maximum_length)
            return len(part), found

    repeat(sources[-1:])
    for _ in turns(arguments.repeats):
        start = time.perf_counter()
        units, found = repeat(sources)
        say(seconds=time.perf_counter() - start, units=units, check=sum(score for _, score in found) / len(found))


main()
