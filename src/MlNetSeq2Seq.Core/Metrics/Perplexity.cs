using System.Numerics.Tensors;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Metrics;

/// <summary>How surprised a model is by what it should write: the exponential of the mean negative log-likelihood, in nats.</summary>
public sealed class Perplexity
{
    /// <summary>Labelled positions.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of the negative logarithms of the probabilities of the labels, in nats.</summary>
    public double NegativeLogLikelihood { get; private set; }

    /// <summary>Mean negative log-likelihood of a label, in nats; 0 where there is none.</summary>
    public double Mean => Count == 0 ? 0 : NegativeLogLikelihood / Count;

    /// <summary>The perplexity; 1 where nothing is labelled.</summary>
    public double Value => Math.Exp(Mean);

    /// <summary>Mean negative log-likelihood of a label, in bits.</summary>
    public double BitsPerToken => Mean / Math.Log(2);

    /// <summary>Adds positions whose likelihood is known.</summary>
    /// <param name="negativeLogLikelihood">Sum of their negative log-likelihoods, in nats.</param>
    /// <param name="count">Number of positions.</param>
    public void Add(double negativeLogLikelihood, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        NegativeLogLikelihood += negativeLogLikelihood;
        Count += count;
    }

    /// <summary>Adds one position.</summary>
    /// <param name="logits">Its logits, shape [vocabulary].</param>
    /// <param name="label">Its label; <see cref="Labels.Ignore"/> is skipped.</param>
    public void Add(ReadOnlySpan<float> logits, int label)
    {
        if (label == Labels.Ignore)
        {
            return;
        }

        // In double: the sum of a long text must not lose the small terms.
        double largest = TensorPrimitives.Max(logits);
        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - largest);
        }

        Add(largest + Math.Log(sum) - logits[label], 1);
    }

    /// <summary>The perplexity of a character, for comparing models whose tokens differ.</summary>
    /// <param name="characters">Characters that the labelled tokens stand for.</param>
    public double PerCharacter(long characters)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(characters);
        return Math.Exp(NegativeLogLikelihood / characters);
    }

    /// <summary>Adds the positions of another instance.</summary>
    /// <param name="other">The other.</param>
    public void Merge(Perplexity other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Add(other.NegativeLogLikelihood, other.Count);
    }
}
