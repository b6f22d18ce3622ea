using System.Text.Json.Serialization;
using TorchSharp.Modules;

namespace MlNetSeq2Seq.Training;

/// <summary>What all optimisers are told: which weights decay, and which learn at another rate.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "Name")]
[JsonDerivedType(typeof(AdamWOptions), "AdamW")]
[JsonDerivedType(typeof(AdafactorOptions), "Adafactor")]
[JsonDerivedType(typeof(LambOptions), "Lamb")]
[JsonDerivedType(typeof(LionOptions), "Lion")]
[JsonDerivedType(typeof(SgdOptions), "Sgd")]
public abstract record WeightOptimizerOptions
{
    /// <summary>The names of biases, norms and scales in all architectures; no one of these has all.</summary>
    internal static readonly IReadOnlyList<string> NormsAndBiases = ["bias", "norm", "Norm", "ln_", "scale"];

    private protected WeightOptimizerOptions(double weightDecay) => WeightDecay = weightDecay;

    /// <summary>The share of a weight that decays with each unit of learning rate; at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>
    /// A parameter whose name contains one of these does not decay; <c>*</c> stands for any characters. The default spares biases, norms and
    /// scales under all names that the architectures give them.
    /// </summary>
    public IReadOnlyList<string> NoDecay { get; init; } = NormsAndBiases;

    /// <summary>Which parameters learn at another rate; <see cref="ParameterRate.LayerWise"/> makes rates that fall from layer to layer.</summary>
    public IReadOnlyList<ParameterRate> Rates { get; init; } = [];

    /// <summary>The gradient of each parameter is scaled down to this Euclidean norm where it exceeds it, as BertAdam does; 0 for no limit.</summary>
    public double MaximumParameterGradientNorm { get; init; }

    /// <summary>Makes the optimiser.</summary>
    internal abstract WeightOptimizer Create(IEnumerable<(string Name, Parameter Parameter)> parameters);

    /// <summary>What is wrong with the options, as one sentence; null where nothing is.</summary>
    internal virtual string? Problem()
    {
        if (WeightDecay is not (>= 0 and < double.PositiveInfinity) || MaximumParameterGradientNorm is not >= 0)
        {
            return $"has weight decay {WeightDecay} and maximum gradient norm {MaximumParameterGradientNorm}; both must be at least 0";
        }

        return Rates.FirstOrDefault(rate => rate.Factor is not (>= 0 and < double.PositiveInfinity) || rate.Pattern.Length == 0) is { } wrong
            ? $"has the rate {wrong.Factor} for names with '{wrong.Pattern}'; wanted are a pattern and a factor of at least 0"
            : null;
    }
}
