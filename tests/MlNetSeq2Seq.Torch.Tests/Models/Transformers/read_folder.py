"""Reads a folder with Hugging Face's transformers, says what its network computes, and saves it again as transformers does.

usage: python3 read_folder.py FOLDER CLASS SAVED < questions.json > answers.json

The questions: "inputs", the arguments of the network as nested lists, "written", a list of the arguments of generate, ids among them,
and "texts". The answers: what the loader said of the weights, every tensor that the network gives, the tokens that it writes, and the
ids that the folder's tokenizer makes of the texts.
"""

import json
import sys

import torch
import transformers


def main(folder, class_name, saved):
    questions = json.load(sys.stdin)
    network, loading = getattr(transformers, class_name).from_pretrained(folder, output_loading_info=True)
    network.eval()
    inputs = {name: torch.tensor(values) for name, values in questions["inputs"].items()}
    with torch.no_grad():
        computed = network(**inputs)
        answers = {
            "version": transformers.__version__,
            "missing": sorted(loading["missing_keys"]),
            "unexpected": sorted(loading["unexpected_keys"]),
            "mismatched": sorted(str(key) for key in loading["mismatched_keys"]),
            "outputs": {name: value.tolist() for name, value in computed.items() if torch.is_tensor(value)},
            "written": [write(network, **arguments) for arguments in questions["written"]],
            "ids": [transformers.BertTokenizer.from_pretrained(folder)(text)["input_ids"] for text in questions["texts"]],
        }
    # Several files, so that their index is written too.
    network.save_pretrained(saved, max_shard_size="20KB", safe_serialization=False)
    json.dump(answers, sys.stdout)


def write(network, input_ids, **arguments):
    ids = torch.tensor(input_ids)
    return network.generate(ids, attention_mask=torch.ones_like(ids), **arguments).tolist()


if __name__ == "__main__":
    main(*sys.argv[1:])
