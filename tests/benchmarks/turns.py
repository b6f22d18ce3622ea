"""The protocol between a measuring program and compare.py: 'ready' once, then one repeat and one line of JSON for every line read."""

import json
import sys


def say(**values):
    print(json.dumps(values), flush=True)


def turns(repeats):
    """One element for every repeat that is wanted: as many as there are lines to read, or the given number."""
    say(ready=True)
    if repeats is None:
        for _ in sys.stdin:
            yield
    else:
        for _ in range(repeats):
            yield
