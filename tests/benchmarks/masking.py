"""From text to masked tokens in plain Python: jieba's words, WordPiece's tokens, and the rule of Hugging Face's whole-word collator.

Written to be fast for a Python program: the tokens of a word are looked up where it was met before, rows are plain lists.
"""

import argparse
import os
import random
import time
import unicodedata

import jieba

from turns import say, turns

RATE, MAXIMUM_MASKED, MAXIMUM_LENGTH, IGNORE = 0.15, 512, 512, -100


def is_ideograph(character):
    code = ord(character)
    return (0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x2A6DF or 0x2A700 <= code <= 0x2B73F
            or 0x2B740 <= code <= 0x2B81F or 0x2B820 <= code <= 0x2CEAF or 0xF900 <= code <= 0xFAFF or 0x2F800 <= code <= 0x2FA1F)


def is_punctuation(character):
    code = ord(character)
    return 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126 or unicodedata.category(character).startswith("P")


class Tokenizer:
    def __init__(self, path):
        with open(path, encoding="utf-8", newline="\n") as lines:
            self.ids = {line.rstrip("\n"): number for number, line in enumerate(lines)}
        self.unknown, self.start, self.end, self.mask = (self.ids[name] for name in ("[UNK]", "[CLS]", "[SEP]", "[MASK]"))
        self.known = {}

    def encode(self, word):
        ids = self.known.get(word)
        if ids is None:
            ids = self.known[word] = self._encode(word)
        return ids

    def _encode(self, word):
        text = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) not in ("Mn", "Cc", "Cf"))
        parts = "".join(f" {c} " if is_ideograph(c) or is_punctuation(c) else c for c in text).split()
        return [id for part in parts for id in self._pieces(part)]

    def _pieces(self, part):
        ids, start = [], 0
        while start < len(part):
            end = len(part)
            while end > start and (part[start:end] if start == 0 else "##" + part[start:end]) not in self.ids:
                end -= 1
            if end == start:
                return [self.unknown]
            ids.append(self.ids[part[start:end] if start == 0 else "##" + part[start:end]])
            start = end
        return ids


def encode(tokenizer, text):
    """Token ids with the special tokens, and the places of each word."""
    ids, words = [tokenizer.start], []
    for word in jieba.cut(text):
        pieces = tokenizer.encode(word)
        room = MAXIMUM_LENGTH - 1 - len(ids)
        pieces = pieces[:room]
        if pieces:
            words.append(range(len(ids), len(ids) + len(pieces)))
            ids += pieces
    ids.append(tokenizer.end)
    return ids, words


def mask(tokenizer, ids, words):
    labels = [IGNORE] * len(ids)
    budget = min(MAXIMUM_MASKED, max(1, round(len(ids) * RATE)))
    random.shuffle(words)
    masked = 0
    for word in words:
        if masked >= budget:
            break
        if masked + len(word) > budget:
            continue
        masked += len(word)
        for place in word:
            labels[place] = ids[place]
            draw = random.random()
            if draw < 0.8:
                ids[place] = tokenizer.mask
            elif draw < 0.9:
                ids[place] = random.randrange(len(tokenizer.ids))
    return masked


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--repeats", type=int)
    arguments = parser.parse_args()

    jieba.setLogLevel(40)
    jieba.initialize()
    tokenizer = Tokenizer(os.path.join(arguments.folder, "vocab.txt"))
    with open(os.path.join(arguments.folder, "texts.txt"), encoding="utf-8", newline="\n") as lines:
        texts = [line.rstrip("\n") for line in lines]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6

    def epoch():
        return sum(mask(tokenizer, *encode(tokenizer, text)) for text in texts)

    epoch()
    for _ in turns(arguments.repeats):
        start = time.perf_counter()
        labels = epoch()
        say(seconds=time.perf_counter() - start, units=megabytes, check=labels)


main()
