using System.Numerics;
using System.Numerics.Tensors;

namespace MlNetSeq2Seq.Decoding;

/// <summary>From logits to logarithms of probabilities.</summary>
internal static class LogProbabilities
{
    /// <summary>The logarithm of the sum of the exponentials.</summary>
    /// <param name="logits">Logits of a row, shape [vocabulary].</param>
    /// <exception cref="InvalidOperationException">A logit is no number, or all are negative infinity.</exception>
    internal static float LogSumExp(ReadOnlySpan<float> logits)
    {
        float largest = TensorPrimitives.Max(logits);
        if (!float.IsFinite(largest))
        {
            throw new InvalidOperationException($"The model gave logits whose largest is {largest}, where a number was wanted.");
        }

        // In one pass and without memory for the exponentials: a beam search does this for every row of every step.
        var most = new Vector<float>(largest);
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i + Vector<float>.Count <= logits.Length; i += Vector<float>.Count)
        {
            sums += Vector.Exp(new Vector<float>(logits[i..]) - most);
        }

        float sum = Vector.Sum(sums);
        for (; i < logits.Length; i++)
        {
            sum += MathF.Exp(logits[i] - largest);
        }

        return largest + MathF.Log(sum);
    }

    /// <summary>Turns logits into logarithms of probabilities.</summary>
    /// <param name="logits">Logits of a row, shape [vocabulary]; overwritten.</param>
    internal static void Normalize(Span<float> logits) => TensorPrimitives.Subtract(logits, LogSumExp(logits), logits);
}
