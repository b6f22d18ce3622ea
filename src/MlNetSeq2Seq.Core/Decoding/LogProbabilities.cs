using System.Numerics.Tensors;

namespace MlNetSeq2Seq.Decoding;

/// <summary>From logits to logarithms of probabilities.</summary>
internal static class LogProbabilities
{
    /// <summary>The logarithm of the sum of the exponentials.</summary>
    /// <param name="logits">Logits of a row, shape [vocabulary].</param>
    /// <param name="scratch">Memory of the same length; overwritten.</param>
    /// <exception cref="InvalidOperationException">A logit is no number, or all are negative infinity.</exception>
    internal static float LogSumExp(ReadOnlySpan<float> logits, Span<float> scratch)
    {
        float largest = TensorPrimitives.Max(logits);
        if (!float.IsFinite(largest))
        {
            throw new InvalidOperationException($"The model gave logits whose largest is {largest}, where a number was wanted.");
        }

        TensorPrimitives.Subtract(logits, largest, scratch);
        TensorPrimitives.Exp(scratch, scratch);
        return largest + MathF.Log(TensorPrimitives.Sum<float>(scratch));
    }

    /// <summary>Turns logits into logarithms of probabilities.</summary>
    /// <param name="logits">Logits of a row, shape [vocabulary]; overwritten.</param>
    /// <param name="scratch">Memory of the same length; overwritten.</param>
    internal static void Normalize(Span<float> logits, Span<float> scratch) =>
        TensorPrimitives.Subtract(logits, LogSumExp(logits, scratch), logits);
}
