using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MlNetSeq2Seq.Modules;

/// <summary>
/// The cross entropy of labelled tokens, weighted and smoothed. Where a network is trained for classes of rows alone, their labels are
/// smoothed by <see cref="Smoothing"/> too, uniformly.
/// </summary>
public sealed record TokenLoss
{
    // UniLM's code adds it to the sum of weights, so that a batch without labels gives 0 instead of a division by 0.
    private const double WeightEpsilon = 1e-5;

    /// <summary>The share of probability that label smoothing takes from the label, in [0, 1).</summary>
    public double Smoothing { get; init; }

    /// <summary>Where that share goes.</summary>
    public LabelSmoothingForm Form { get; init; } = LabelSmoothingForm.Uniform;

    /// <summary>The mean loss: sum(loss * weight) / (sum(weight) + 1e-5).</summary>
    /// <param name="logits">Shape [labels, vocabulary], float32.</param>
    /// <param name="labels">Token ids, shape [labels], int64.</param>
    /// <param name="weights">The weight of each label, shape [labels], float32; null where all weigh 1.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The smoothing is not in [0, 1).</exception>
    public Tensor Mean(Tensor logits, Tensor labels, Tensor? weights = null)
    {
        Tensor losses = PerLabel(logits, labels); // [labels]
        return weights is null ? losses.sum().div(labels.NumberOfElements + WeightEpsilon) : WeightedMean(losses, weights);
    }

    /// <summary>sum(value * weight) / (sum(weight) + 1e-5).</summary>
    internal static Tensor WeightedMean(Tensor values, Tensor weights) => values.mul(weights).sum().div(weights.sum().add(WeightEpsilon));

    /// <summary>The loss of each label.</summary>
    /// <param name="logits">Shape [labels, vocabulary], float32.</param>
    /// <param name="labels">Token ids, shape [labels], int64.</param>
    /// <returns>Shape [labels].</returns>
    /// <exception cref="ArgumentException">The smoothing is not in [0, 1).</exception>
    public Tensor PerLabel(Tensor logits, Tensor labels)
    {
        if (Smoothing is not (>= 0 and < 1))
        {
            throw new ArgumentException($"TokenLoss has a smoothing of {Smoothing}; it must be at least 0 and below 1.");
        }

        return Smoothing > 0 && Form == LabelSmoothingForm.Unilm
            ? UnilmSmoothed(logits, labels)
            : F.cross_entropy(logits, labels, reduction: Reduction.None, label_smoothing: Smoothing);
    }

    // sum q (log q - log p) without the tensor q, which would be as large as the logits: q takes only three values in a row.
    private Tensor UnilmSmoothed(Tensor logits, Tensor labels)
    {
        long others = logits.shape[1] - 2;
        double share = Smoothing / others;
        double kept = 1 - Smoothing;
        double entropy = (kept * Math.Log(kept)) + (Smoothing * Math.Log(share));
        Tensor logs = F.log_softmax(logits, -1); // [labels, vocabulary]
        Tensor atLabel = logs.gather(1, labels.unsqueeze(1)).squeeze(1); // [labels]
        Tensor rest = logs.sum(-1).sub(logs.select(1, 0)).sub(atLabel); // [labels]
        Tensor loss = atLabel.mul(-kept).sub(rest.mul(share)).add(entropy);
        return loss.mul(labels.ne(0));
    }
}
