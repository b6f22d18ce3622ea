using System.Buffers;
using System.Numerics.Tensors;

namespace MlNetSeq2Seq.Decoding;

/// <summary>
/// Turns logits into the distribution that is drawn from: temperature, then the most likely tokens (Fan et al., arXiv:1805.04833), then
/// the nucleus of what is left (Holtzman et al., arXiv:1904.09751), then both to sum 1.
/// </summary>
/// <remarks>
/// The order and the borders are Hugging Face's: tokens as likely as the last of the top k stay; the token with which the nucleus
/// crosses its probability stays, and one that begins exactly there too.
/// </remarks>
public sealed class SamplingFilter
{
    // Mostly a few tokens are all that stays, and those few are found faster than a border among all.
    private const int Few = 64;

    private readonly double _temperature;
    private readonly int _topK;
    private readonly double _topP;

    /// <summary>Checks the numbers.</summary>
    /// <param name="temperature">Logits are divided by this; greater than 0.</param>
    /// <param name="topK">How many of the most likely tokens stay; 0 for all.</param>
    /// <param name="topP">The probability that the tokens that stay have together, in (0, 1]; 1 for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public SamplingFilter(double temperature = 1, int topK = 0, double topP = 1)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(temperature), temperature, $"Sampling needs a temperature greater than 0, but got {temperature}.");
        }

        if (!(topP > 0 && topP <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(topP), topP, $"Sampling needs a nucleus in (0, 1], but got {topP}.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(topK);
        _temperature = temperature;
        _topK = topK;
        _topP = topP;
    }

    /// <summary>Replaces logits by probabilities, 0 where a token was filtered out.</summary>
    /// <param name="logits">Logits of a row, at least one of them finite; shape [vocabulary].</param>
    public void Apply(Span<float> logits)
    {
        if (_temperature != 1)
        {
            TensorPrimitives.Divide(logits, (float)_temperature, logits);
        }

        if (_topK > 0 && _topK < logits.Length)
        {
            KeepTopK(logits);
        }

        TensorPrimitives.Subtract(logits, TensorPrimitives.Max<float>(logits), logits);
        TensorPrimitives.Exp(logits, logits);
        TensorPrimitives.Divide(logits, TensorPrimitives.Sum<float>(logits), logits);
        if (_topP < 1)
        {
            KeepNucleus(logits);
        }
    }

    private void KeepTopK(Span<float> logits)
    {
        float border = BorderOf(logits, _topK - 1, byCount: true);
        foreach (ref float logit in logits)
        {
            logit = logit < border ? float.NegativeInfinity : logit;
        }
    }

    private void KeepNucleus(Span<float> probabilities)
    {
        float border = BorderOf(probabilities, _topP, byCount: false);
        double kept = 0;
        foreach (float probability in probabilities)
        {
            kept += probability > border ? probability : 0;
        }

        // Of those at the border the first stay, until the nucleus is complete.
        foreach (ref float probability in probabilities)
        {
            if (probability == border && kept <= _topP)
            {
                kept += probability;
            }
            else if (probability <= border)
            {
                probability = 0;
            }
        }

        TensorPrimitives.Divide(probabilities, (float)kept, probabilities);
    }

    // The value with which the largest, by number or by sum, exceed the limit.
    private static float BorderOf(ReadOnlySpan<float> values, double limit, bool byCount)
    {
        Span<int> indexes = stackalloc int[Few];
        Span<float> largest = stackalloc float[Few];
        int found = Largest.Find(values, indexes, largest);
        double sum = 0;
        for (int i = 0; i < found; i++)
        {
            sum += byCount ? 1 : largest[i];
            if (sum > limit)
            {
                return largest[i];
            }
        }

        float[] copy = ArrayPool<float>.Shared.Rent(values.Length);
        values.CopyTo(copy);
        float border = Border.Find(copy.AsSpan(0, values.Length), limit, byCount);
        ArrayPool<float>.Shared.Return(copy);
        return border;
    }
}
