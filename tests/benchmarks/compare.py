"""Times the C# programs against plain PyTorch: both stay alive and take turns, so that whatever else the machine does falls on both.

usage: compare.py BENCHMARKS.dll FOLDER [--base] [--rounds N] [--only PART-OF-A-NAME]

FOLDER is what `dotnet BENCHMARKS.dll prepare` wrote. Prints one line a comparison: the medians of the rounds in units (samples,
tokens, queries) per second, and how many times as fast C# is. The small shape is 2 layers of 128; --base adds BERT-base's.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# run_seq2seq fills a step with 8 rows of 50 places; the product's batches of like length hold 16 rows in those 400 places.
# what is compared, shape (None where there is no network), C#'s arguments, Python's program and arguments, the ratio that is aimed at
COMPARISONS = [
    ("step, equal work, float32", "small", "train --mode equal", "train.py --mode equal", 0.97),
    ("step, against run_seq2seq's settings", "small", "train --mode product --rows 16 --keep-freed", "train.py --mode source", 3.0),
    ("GPT step, equal work, float32", "small", "train --network gpt --mode equal", "train.py --network gpt --mode equal", 0.97),
    ("BART step, equal work, float32", "small", "train --network bart --mode equal", "train.py --network bart --mode equal", 0.97),
    ("MiniGLM fine-tuning, against the source", "small", "train --network gpt --mode product --rows 32 --steps 8 --warmup 8 --keep-freed", "train.py --network gpt --mode source --rows 32 --steps 2 --warmup 1", 2.0),
    ("greedy with cache, tokens", "small", "decode --beams 1 --keep-freed", "decode.py --beams 1", 1.0),
    ("beam 3, against the source's loop", "small", "decode --beams 3 --keep-freed", "decode.py --beams 3", 4.0),
    ("text to masked tokens, MB", None, "mask", "masking.py", 10.0),
    ("text to masked tokens by a pipeline, MB", None, "mask --view", "masking.py", 10.0),
    ("step, equal work, float32", "base", "train --mode equal --steps 2 --warmup 1", "train.py --mode equal --steps 2 --warmup 1", 0.97),
    ("step, against run_seq2seq's settings", "base", "train --mode product --rows 16 --keep-freed --steps 4 --warmup 1", "train.py --mode source --steps 2 --warmup 1", 1.8),
    ("GPT step, equal work, float32", "base", "train --network gpt --mode equal --steps 2 --warmup 1", "train.py --network gpt --mode equal --steps 2 --warmup 1", 0.97),
    ("BART step, equal work, float32", "base", "train --network bart --mode equal --steps 2 --warmup 1", "train.py --network bart --mode equal --steps 2 --warmup 1", 0.97),
    ("greedy with cache, tokens", "base", "decode --beams 1 --keep-freed --queries 8", "decode.py --beams 1 --queries 8", 1.0),
    ("beam 3, against the source's loop", "base", "decode --beams 3 --keep-freed", "decode.py --beams 3", 4.0),
]


class Program:
    """A measuring program: says 'ready', then answers every line with one of JSON."""

    def __init__(self, command):
        environment = dict(os.environ, OMP_WAIT_POLICY="passive")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self._read()

    def repeat(self):
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        said = self._read()
        self.check = said.get("check")
        return said["units"] / said["seconds"]

    def close(self):
        self.process.stdin.close()
        self.process.kill()
        self.process.wait()

    def _read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"compare.py: {' '.join(self.process.args)} ended before its turn; what it wrote above says why.")
        return json.loads(line)


def has_bfloat16():
    with open("/proc/cpuinfo") as info:
        flags = info.read()
    return "amx_bf16" in flags or "avx512_bf16" in flags


def compare(assembly, folder, shape, ours, theirs, rounds):
    common = ["--folder", folder] + (["--shape", shape] if shape else [])
    script, *arguments = theirs.split()
    verb, *options = ours.split()
    python = Program([os.environ.get("PYTHON", "/usr/bin/python3"), os.path.join(HERE, script), *arguments, *common])
    csharp = Program(["dotnet", assembly, verb, *options, *common])
    try:
        rows = [(csharp.repeat(), python.repeat()) for _ in range(rounds)]
        if verb == "decode" and abs(csharp.check - python.check) > 1e-2:
            sys.exit(f"compare.py: {ours}: the mean log-probability of the texts is {csharp.check} in C#, but {python.check} in Python.")
    finally:
        csharp.close()
        python.close()
    return [statistics.median(column) for column in zip(*rows)], statistics.median(a / b for a, b in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("assembly")
    parser.add_argument("folder")
    parser.add_argument("--base", action="store_true")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", default="", help="compare only what has this in its name")
    arguments = parser.parse_args()

    comparisons = list(COMPARISONS)
    if has_bfloat16():
        comparisons.append(("bfloat16 step, against run_seq2seq's settings", "base", "train --mode product --rows 16 --precision BFloat16 --keep-freed --steps 4 --warmup 1", "train.py --mode source --steps 2 --warmup 1", 3.5))
    print(f"{'what':<40} {'shape':<6} {'C#/s':>9} {'Python/s':>9} {'ratio':>6} {'aim':>5}", flush=True)
    for what, shape, ours, theirs, aim in comparisons:
        if (shape == "base" and not arguments.base) or arguments.only not in what:
            continue
        rounds = arguments.rounds if shape != "base" else max(3, arguments.rounds // 3)
        (csharp, python), ratio = compare(arguments.assembly, arguments.folder, shape, ours, theirs, rounds)
        print(f"{what:<40} {shape or '':<6} {csharp:>9.1f} {python:>9.1f} {ratio:>6.2f} {aim:>5}", flush=True)
    if not has_bfloat16():
        print("bfloat16: not measured, this processor has no instructions for it")


main()
