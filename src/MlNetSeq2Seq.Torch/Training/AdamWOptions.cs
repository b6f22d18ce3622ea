using TorchSharp.Modules;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Options of AdamW. Source: Loshchilov and Hutter, arXiv 1711.05101, algorithm 2.
/// </summary>
public sealed record AdamWOptions() : WeightOptimizerOptions(weightDecay: 0.01)
{
    /// <summary>The decay of the mean of gradients, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the mean of squared gradients, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root of the mean of squared gradients; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Whether the means are divided by what the first steps lack, having begun at zero. BertAdam, with which BERT was trained, does not.</summary>
    public bool CorrectsBias { get; init; } = true;

    /// <summary>Which of the two published orders of operations is computed.</summary>
    public AdamWForm Form { get; init; } = AdamWForm.Torch;

    /// <inheritdoc/>
    internal override WeightOptimizer Create(IEnumerable<(string Name, Parameter Parameter)> parameters) => new FusedAdamW(parameters, this);

    /// <inheritdoc/>
    internal override string? Problem() => this is { Beta1: >= 0 and < 1, Beta2: >= 0 and < 1, Epsilon: > 0 }
        ? base.Problem()
        : $"has betas {Beta1} and {Beta2} and epsilon {Epsilon}; wanted are betas in [0, 1) and epsilon above 0";
}
