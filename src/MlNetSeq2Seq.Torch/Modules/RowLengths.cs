using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>Which places of a batch are tokens and which padding, without a square of the length.</summary>
internal static class RowLengths
{
    /// <summary>True at tokens, false at padding.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="device">Where the mask is wanted.</param>
    /// <returns>Shape [rows, length], bool.</returns>
    public static Tensor Mask(PaddedBatch batch, Device device) => Mask([.. batch.Attention.Select(shape => shape.Length)], batch.Length, device);

    /// <summary>True at tokens, false at padding.</summary>
    /// <param name="lengths">Tokens of each row, shape [rows].</param>
    /// <param name="length">Tokens of a row with padding.</param>
    /// <param name="device">Where the mask is wanted.</param>
    /// <returns>Shape [rows, length], bool.</returns>
    public static Tensor Mask(int[] lengths, int length, Device device) =>
        arange(length, dtype: ScalarType.Int64, device: device).unsqueeze(0).lt(BatchTensors.Indexes(lengths, [lengths.Length, 1], device));
}
