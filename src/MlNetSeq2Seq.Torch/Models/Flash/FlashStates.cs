using static TorchSharp.torch;

namespace MlNetSeq2Seq.Models.Flash;

/// <summary>What a layer makes of its input. "Near" is within a group, "far" beyond.</summary>
/// <param name="Gate">Shape [rows, length, intermediateSize].</param>
/// <param name="Value">Shape [rows, length, intermediateSize].</param>
/// <param name="NearQuery">With its position, shape [rows, length, keySize].</param>
/// <param name="FarQuery">With its position, shape [rows, length, keySize].</param>
/// <param name="NearKey">With its position, shape [rows, length, keySize].</param>
/// <param name="FarKey">With its position and 0 on padding, shape [rows, length, keySize].</param>
internal readonly record struct FlashStates(Tensor Gate, Tensor Value, Tensor NearQuery, Tensor FarQuery, Tensor NearKey, Tensor FarKey);
