using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>Makes tensors of a batch's arrays.</summary>
internal static class BatchTensors
{
    /// <summary>Token ids, segments or positions as the 64-bit integers that embeddings and losses take.</summary>
    public static Tensor Indexes(int[] values, ReadOnlySpan<long> shape, Device device) =>
        tensor(values, shape, dtype: ScalarType.Int64).to(device);
}
