using MlNetSeq2Seq.Samples;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Modules;

/// <summary>Makes of a batch what is added to attention scores.</summary>
internal static class AttentionMasks
{
    /// <summary>
    /// What hides a key where a model's own code gives no constant: its weight is 0 beside any key that is seen, and a query that sees
    /// none gets numbers all the same, which minus infinity would not give.
    /// </summary>
    public const double Hidden = -1e9;

    /// <summary>Hides from each query the keys behind it.</summary>
    /// <param name="length">Queries and keys.</param>
    /// <param name="device">Where the mask is wanted.</param>
    /// <returns>Shape [1, 1, length, length], float32.</returns>
    public static Tensor Causal(long length, Device device) => full([1, 1, length, length], Hidden, ScalarType.Float32, device).triu_(1);

    /// <summary>Hides the padding behind each row.</summary>
    /// <param name="lengths">Tokens of each row without padding.</param>
    /// <param name="size">Tokens with padding.</param>
    /// <param name="device">Where the mask is wanted.</param>
    /// <returns>Shape [rows, 1, 1, size], float32; null where no row is padded.</returns>
    public static Tensor? Padding(IReadOnlyList<int> lengths, int size, Device device)
    {
        if (lengths.All(length => length == size))
        {
            return null;
        }

        float[] mask = new float[lengths.Count * size];
        for (int row = 0; row < lengths.Count; row++)
        {
            mask.AsSpan((row * size) + lengths[row], size - lengths[row]).Fill((float)Hidden);
        }

        return tensor(mask, [lengths.Count, 1, 1, size]).to(device);
    }

    /// <summary>0 where attention is allowed, a large negative number elsewhere.</summary>
    /// <param name="batch">The batch; where rows hold several documents, nobody looks beyond its own.</param>
    /// <param name="constant">The large negative number.</param>
    /// <param name="device">Where the mask is wanted.</param>
    /// <returns>Shape [rows, 1, length, length], or [rows, 1, 1, length] where all tokens of a row see the same ones; float32.</returns>
    public static Tensor Additive(PaddedBatch batch, double constant, Device device)
    {
        if (batch.DocumentIds is null && batch.Attention.All(shape => shape.Kind == AttentionKind.Bidirectional))
        {
            // The square would hold the same line for every query.
            Tensor padding = RowLengths.Mask(batch, device).logical_not().to(ScalarType.Float32).mul(constant); // [rows, length]
            return padding.unsqueeze(1).unsqueeze(1);
        }

        bool[] allowed = batch.AttentionMatrix();
        float[] mask = new float[allowed.Length];
        float hidden = (float)constant;
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = allowed[i] ? 0 : hidden;
        }

        return tensor(mask, [batch.Rows, 1, batch.Length, batch.Length]).to(device);
    }
}
