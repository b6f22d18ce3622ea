using System.Numerics.Tensors;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Metrics;

/// <summary>The share of labelled positions at which the most likely token is the label.</summary>
public sealed class TokenAccuracy
{
    /// <summary>Labelled positions.</summary>
    public long Count { get; private set; }

    /// <summary>Labelled positions at which the prediction is the label.</summary>
    public long Correct { get; private set; }

    /// <summary>The share; 0 where no position is labelled.</summary>
    public double Value => Count == 0 ? 0 : (double)Correct / Count;

    /// <summary>Adds predictions.</summary>
    /// <param name="predictions">The most likely token of each position, shape [length].</param>
    /// <param name="labels">The labels; positions with <see cref="Labels.Ignore"/> are skipped. Shape [length].</param>
    /// <exception cref="ArgumentException">They differ in number.</exception>
    public void Add(ReadOnlySpan<int> predictions, ReadOnlySpan<int> labels)
    {
        if (predictions.Length != labels.Length)
        {
            throw new ArgumentException(
                $"TokenAccuracy needs a prediction for each label, but got {predictions.Length} for {labels.Length}.", nameof(predictions));
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] != Labels.Ignore)
            {
                Count++;
                Correct += predictions[i] == labels[i] ? 1 : 0;
            }
        }
    }

    /// <summary>Adds one position.</summary>
    /// <param name="logits">Its logits, shape [vocabulary]; of equal ones the lowest id is the prediction.</param>
    /// <param name="label">Its label; <see cref="Labels.Ignore"/> is skipped.</param>
    public void Add(ReadOnlySpan<float> logits, int label) => Add([TensorPrimitives.IndexOfMax(logits)], [label]);

    /// <summary>Adds the positions of another instance.</summary>
    /// <param name="other">The other.</param>
    public void Merge(TokenAccuracy other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Count += other.Count;
        Correct += other.Correct;
    }
}
