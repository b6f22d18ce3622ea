"""The folder that `prepare` writes and both sides of a comparison read: tokens, sizes and weights."""

import json
import math
import os

import numpy
import torch

from bart import Bart
from gpt import Gpt
from unilm import Unilm

NETWORKS = {"unilm": Unilm, "gpt": Gpt, "bart": Bart}


def read_safetensors(path):
    """The tensors of a safetensors file: a length in 8 bytes, that many bytes of JSON, then the bytes of the tensors."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        start = file.tell()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            if entry["dtype"] != "F32":
                raise ValueError(f"{path}: '{name}' is {entry['dtype']}, where F32 was wanted.")
            count = math.prod(entry["shape"])
            values = numpy.fromfile(path, numpy.float32, count, offset=start + entry["data_offsets"][0])
            tensors[name] = torch.from_numpy(values.reshape(entry["shape"]))
    return tensors


def read_model(folder, network, shape):
    """The model that the C# program's verb 'prepare' wrote; a name that is missing or too many is an error."""
    with open(os.path.join(folder, f"config.{network}.{shape}.json"), encoding="utf-8") as file:
        model = NETWORKS[network](json.load(file))
    model.load_state_dict(read_safetensors(os.path.join(folder, f"weights.{network}.{shape}.safetensors")))
    return model


def read_data(folder):
    with open(os.path.join(folder, "data.json"), encoding="utf-8") as file:
        return json.load(file)
