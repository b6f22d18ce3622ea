using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Gated;

/// <summary>What a gated attention unit makes of its input.</summary>
/// <param name="Gate">What the gathered values are multiplied with, shape [rows, length, intermediateSize].</param>
/// <param name="Value">Shape [rows, length, intermediateSize].</param>
/// <param name="Query">With its position, shape [rows, length, keySize].</param>
/// <param name="Key">With its position, shape [rows, length, keySize].</param>
internal readonly record struct GatedStates(Tensor Gate, Tensor Value, Tensor Query, Tensor Key);
