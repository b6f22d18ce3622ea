"""Reads a folder of event files with TensorBoard's own code and says what it would show.

usage: python3 read_events.py FOLDER > shown.json

The answer: "scalars", for each tag the [step, value, wall time] of its points, and "texts", for each tag the [step, HTML] that the text
plugin makes of them. Points are read by the accumulator that people use in scripts, texts by the one of TensorBoard's server.
"""

import json
import sys

from tensorboard.backend.event_processing import event_accumulator, plugin_event_accumulator
from tensorboard.plugins.text import text_plugin
from tensorboard.util import tensor_util


def main(folder):
    # No point is left out to save memory.
    everything = {kind: 0 for kind in event_accumulator.DEFAULT_SIZE_GUIDANCE}
    points = event_accumulator.EventAccumulator(folder, size_guidance=everything)
    points.Reload()
    shown = plugin_event_accumulator.EventAccumulator(folder, size_guidance=everything, tensor_size_guidance={"text": 0, "scalars": 0})
    shown.Reload()
    texts = shown.PluginTagToContent("text") if "text" in shown.ActivePlugins() else []
    json.dump(
        {
            "scalars": {tag: [[e.step, e.value, e.wall_time] for e in points.Scalars(tag)] for tag in points.Tags()["scalars"]},
            "texts": {
                tag: [[e.step, text_plugin.text_array_to_html(tensor_util.make_ndarray(e.tensor_proto), True)] for e in shown.Tensors(tag)] for tag in texts
            },
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
