"""Writes the tables of python3-jieba's hidden Markov model as the JSON files that jieba.NET reads.

usage: tables_to_json.py <folder of finalseg> <folder for the files>
"""
import json
import os
import runpy
import sys

source, target = sys.argv[1:]
os.makedirs(target, exist_ok=True)
for name in ("prob_emit", "prob_trans"):
    # A module of one assignment, P = {state: {character or state: log probability}}; run alone, it needs no jieba.
    table = runpy.run_path(os.path.join(source, name + ".py"))["P"]
    with open(os.path.join(target, name + ".json"), "w", encoding="ascii") as file:
        json.dump(table, file, indent=2)
