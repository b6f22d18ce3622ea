using TorchSharp.Modules;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Options of Lion, which steps by the sign of a mean of gradients and keeps half of AdamW's memory. It wants a learning
/// rate three to ten times smaller than AdamW's, and a weight decay as much larger. Source: Chen et al., arXiv 2302.06675,
/// algorithm 2, with the betas that it gives for language models.
/// </summary>
public sealed record LionOptions() : WeightOptimizerOptions(weightDecay: 0.01)
{
    /// <summary>The share of the mean in the step, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.95;

    /// <summary>The decay of the mean of gradients, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <inheritdoc/>
    internal override WeightOptimizer Create(IEnumerable<(string Name, Parameter Parameter)> parameters) => new Lion(parameters, this);

    /// <inheritdoc/>
    internal override string? Problem() => this is { Beta1: >= 0 and < 1, Beta2: >= 0 and < 1 }
        ? base.Problem()
        : $"has betas {Beta1} and {Beta2}; wanted are betas in [0, 1)";
}
