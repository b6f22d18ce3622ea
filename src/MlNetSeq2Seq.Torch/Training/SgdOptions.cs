using TorchSharp.Modules;

namespace MlNetSeq2Seq.Training;

/// <summary>Options of stochastic gradient descent with momentum: the mean of gradients is their sum, decayed from step to step.</summary>
public sealed record SgdOptions() : WeightOptimizerOptions(weightDecay: 0)
{
    /// <summary>The decay of the sum of gradients, in [0, 1); 0 to keep none.</summary>
    public double Momentum { get; init; }

    /// <inheritdoc/>
    internal override WeightOptimizer Create(IEnumerable<(string Name, Parameter Parameter)> parameters) => new Sgd(parameters, this);

    /// <inheritdoc/>
    internal override string? Problem() => Momentum is >= 0 and < 1 ? base.Problem() : $"has momentum {Momentum}; wanted is one in [0, 1)";
}
