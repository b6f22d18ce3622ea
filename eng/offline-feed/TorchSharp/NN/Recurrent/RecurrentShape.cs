using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>What the weights and the operators of a recurrent network of several layers depend on.</summary>
/// <param name="Gates">How many vectors of the hidden size a step computes: 4 for an LSTM, 3 for a GRU.</param>
internal sealed record RecurrentShape(
    int Gates, long InputSize, long HiddenSize, long Layers, bool HasBias, bool IsBatchFirst, double Dropout, bool IsBidirectional)
{
    internal int Directions => IsBidirectional ? 2 : 1;

    /// <summary>Fresh weights in the order in which libtorch takes them, uniform within 1 / sqrt(hidden size).</summary>
    internal IEnumerable<(string name, Parameter parameter)> NewParameters()
    {
        double bound = HiddenSize > 0 ? 1 / Math.Sqrt(HiddenSize) : 0;
        List<(string Name, long[] Size)> sizes = new();
        for (long layer = 0; layer < Layers; layer++)
        {
            foreach (string direction in new[] { "", "_reverse" }.Take(Directions))
            {
                string suffix = $"_l{layer}{direction}";
                sizes.Add(($"weight_ih{suffix}", [Gates * HiddenSize, layer == 0 ? InputSize : HiddenSize * Directions]));
                sizes.Add(($"weight_hh{suffix}", [Gates * HiddenSize, HiddenSize]));
                if (HasBias)
                {
                    sizes.Add(($"bias_ih{suffix}", [Gates * HiddenSize]));
                    sizes.Add(($"bias_hh{suffix}", [Gates * HiddenSize]));
                }
            }
        }

        return sizes.Select(item => (item.Name, new Parameter(nn.init.uniform_(empty(item.Size), -bound, bound))));
    }

    /// <summary>The state of a batch before its first step.</summary>
    internal Tensor ZeroState(Tensor input, long batch) =>
        zeros([Directions * Layers, batch, HiddenSize], input.dtype, input.device);

    /// <summary>The state of a batch [length, batch, ...], or [batch, length, ...], before its first step.</summary>
    internal Tensor ZeroState(Tensor input) => ZeroState(input, input.shape[IsBatchFirst ? 0 : 1]);
}
