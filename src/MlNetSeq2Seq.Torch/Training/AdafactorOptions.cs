using System.Globalization;
using TorchSharp.Modules;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// Options of Adafactor, which keeps two vectors where AdamW keeps two matrices. Source: Shazeer and Stern, arXiv
/// 1804.04235, algorithms 4 and 5.
/// </summary>
public sealed record AdafactorOptions() : WeightOptimizerOptions(weightDecay: 0)
{
    /// <summary>The decay of the mean of updates, in [0, 1); null to keep none, which saves its memory.</summary>
    public double? Beta1 { get; init; }

    /// <summary>The mean of squared gradients of step t decays by 1 - t^-this; above 0.</summary>
    public double DecayPower { get; init; } = 0.8;

    /// <summary>What is added to squared gradients; above 0.</summary>
    public double GradientEpsilon { get; init; } = 1e-30;

    /// <summary>The least size that a parameter is taken to have where <see cref="ScalesByParameter"/>; above 0.</summary>
    public double ParameterEpsilon { get; init; } = 1e-3;

    /// <summary>An update whose root mean square exceeds this is scaled down to it; above 0.</summary>
    public double ClippingThreshold { get; init; } = 1;

    /// <summary>Whether the learning rate is a share of the parameter's root mean square.</summary>
    public bool ScalesByParameter { get; init; } = true;

    /// <summary>Whether step t takes min(0.01, 1/√t) in place of the training's learning rate and schedule.</summary>
    public bool RelativeStep { get; init; }

    /// <inheritdoc/>
    internal override WeightOptimizer Create(IEnumerable<(string Name, Parameter Parameter)> parameters) => new Adafactor(parameters, this);

    /// <inheritdoc/>
    internal override string? Problem() => this is { Beta1: null or (>= 0 and < 1), DecayPower: > 0, GradientEpsilon: > 0, ParameterEpsilon: > 0, ClippingThreshold: > 0 }
        ? base.Problem()
        : $"has beta {Beta1?.ToString(CultureInfo.InvariantCulture) ?? "null"}, decay power {DecayPower}, epsilons {GradientEpsilon} and {ParameterEpsilon} and clipping threshold {ClippingThreshold}; wanted are a beta in [0, 1) and the others above 0";
}
