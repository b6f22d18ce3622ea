using MlNetSeq2Seq.Modules;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Gated;

/// <summary>What a session needs of a network of gated attention units with quadratic attention.</summary>
internal interface IGatedNetwork
{
    /// <summary>The number of layers.</summary>
    int LayerCount { get; }

    /// <summary>The longest sequence, in tokens.</summary>
    int MaximumLength { get; }

    /// <summary>The input of the first layer for tokens without segments.</summary>
    /// <param name="ids">Shape [rows, length], int64.</param>
    /// <param name="positions">Shape [rows or 1, length], int64.</param>
    /// <returns>Shape [rows, length, hiddenSize].</returns>
    Tensor Embed(Tensor ids, Tensor positions);

    /// <summary>What turns queries and keys at positions, shape [rows or 1, length].</summary>
    RotaryPositions Rotary(Tensor positions);

    /// <summary>Gate, value, query and key of a layer's input, shape [rows, length, hiddenSize].</summary>
    GatedStates Project(int layer, Tensor hidden, RotaryPositions positions);

    /// <summary>The output of a layer.</summary>
    /// <param name="layer">The number of the layer.</param>
    /// <param name="hidden">Its input, shape [rows, length, hiddenSize].</param>
    /// <param name="states">What was made of the input.</param>
    /// <param name="keys">Keys of all tokens that are looked at, shape [rows, keys, keySize].</param>
    /// <param name="values">Their values, shape [rows, keys, intermediateSize].</param>
    /// <param name="view">Who looks at whom.</param>
    /// <returns>Shape [rows, length, hiddenSize].</returns>
    Tensor Finish(int layer, Tensor hidden, GatedStates states, Tensor keys, Tensor values, GatedView view);

    /// <summary>Scores of all tokens of the vocabulary.</summary>
    /// <param name="hidden">The output of the last layer, shape [..., hiddenSize].</param>
    Tensor TokenLogits(Tensor hidden);
}
