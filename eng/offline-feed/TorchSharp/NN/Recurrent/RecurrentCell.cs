#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>What cells of recurrent networks share: their four parameters, and the state before the first step.</summary>
internal sealed class RecurrentCell(OrderedDict<string, Parameter> parameters, long hiddenSize)
{
    /// <summary>Fresh weights, uniform within 1 / sqrt(hidden size).</summary>
    internal static IEnumerable<(string name, Parameter parameter)> NewParameters(int gates, long inputSize, long hiddenSize, bool hasBias)
    {
        double bound = hiddenSize > 0 ? 1 / Math.Sqrt(hiddenSize) : 0;
        List<(string Name, long[] Size)> sizes =
        [
            ("weight_ih", [gates * hiddenSize, inputSize]),
            ("weight_hh", [gates * hiddenSize, hiddenSize]),
        ];
        if (hasBias)
        {
            sizes.AddRange([("bias_ih", [gates * hiddenSize]), ("bias_hh", [gates * hiddenSize])]);
        }

        return sizes.Select(item => (item.Name, new Parameter(nn.init.uniform_(empty(item.Size), -bound, bound))));
    }

    internal Parameter? Get(string name) => parameters.TryGetValue(name, out Parameter? parameter) ? parameter : null;

    internal Parameter? Reference(string name) => Get(name)?.AnotherReference();

    internal Tensor ZeroState(Tensor input) => zeros([input.shape[0], hiddenSize], input.dtype, input.device);
}
