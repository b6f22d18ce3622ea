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
    private const int FirstNucleus = 64;
    private const int LargestNucleusWithoutSort = 1024;

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
        int[] indexes = ArrayPool<int>.Shared.Rent(_topK);
        float[] largest = ArrayPool<float>.Shared.Rent(_topK);
        int found = Find(logits, indexes.AsSpan(0, _topK), largest.AsSpan(0, _topK));
        float border = largest[found - 1];
        ArrayPool<int>.Shared.Return(indexes);
        ArrayPool<float>.Shared.Return(largest);
        if (found == _topK)
        {
            foreach (ref float logit in logits)
            {
                logit = logit < border ? float.NegativeInfinity : logit;
            }
        }
    }

    private void KeepNucleus(Span<float> probabilities)
    {
        // A nucleus is a few tokens, mostly: look for more only while it is not complete.
        for (int size = Math.Min(FirstNucleus, probabilities.Length); ; size = Math.Min(size * 4, probabilities.Length))
        {
            int[] indexes = ArrayPool<int>.Shared.Rent(size);
            float[] largest = ArrayPool<float>.Shared.Rent(size);
            int found = Find(probabilities, indexes.AsSpan(0, size), largest.AsSpan(0, size));
            int kept = 0;
            double sum = 0;
            while (kept < found && sum <= _topP)
            {
                sum += largest[kept++];
            }

            bool isComplete = sum > _topP || size == probabilities.Length;
            if (isComplete)
            {
                probabilities.Clear();
                for (int i = 0; i < kept; i++)
                {
                    probabilities[indexes[i]] = (float)(largest[i] / sum);
                }
            }

            ArrayPool<int>.Shared.Return(indexes);
            ArrayPool<float>.Shared.Return(largest);
            if (isComplete)
            {
                return;
            }
        }
    }

    // Largest.Find is made for few; many are sorted.
    private static int Find(ReadOnlySpan<float> values, Span<int> indexes, Span<float> largest)
    {
        if (indexes.Length <= LargestNucleusWithoutSort)
        {
            return Largest.Find(values, indexes, largest);
        }

        float[] keys = new float[values.Length];
        TensorPrimitives.Negate(values, keys);
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order);
        for (int i = 0; i < indexes.Length; i++)
        {
            indexes[i] = order[i];
            largest[i] = -keys[i];
        }

        return indexes.Length;
    }
}
