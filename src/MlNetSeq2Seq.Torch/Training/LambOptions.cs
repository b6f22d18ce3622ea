using TorchSharp.Modules;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Options of LAMB, AdamW whose update of each parameter is made as long as a share of the parameter: for very large
/// batches. Source: You et al., arXiv 1904.00962, algorithm 2. What does not decay is not adapted either.
/// </summary>
public sealed record LambOptions() : WeightOptimizerOptions(weightDecay: 0.01)
{
    /// <summary>The decay of the mean of gradients, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the mean of squared gradients, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>What is added to the root of the mean of squared gradients; above 0.</summary>
    public double Epsilon { get; init; } = 1e-6;

    /// <inheritdoc/>
    internal override WeightOptimizer Create(IEnumerable<(string Name, Parameter Parameter)> parameters) => new Lamb(parameters, this);

    /// <inheritdoc/>
    internal override string? Problem() => this is { Beta1: >= 0 and < 1, Beta2: >= 0 and < 1, Epsilon: > 0 }
        ? base.Problem()
        : $"has betas {Beta1} and {Beta2} and epsilon {Epsilon}; wanted are betas in [0, 1) and epsilon above 0";
}
