using System.Globalization;

namespace MlNetSeq2Seq.Training;

/// <summary>What a model made of data that it was not trained on.</summary>
/// <param name="Epoch">The number of the epoch after which it was measured, from 0.</param>
/// <param name="Step">The number of steps taken until then.</param>
/// <param name="Loss">The mean negative log-likelihood of a label, in nats.</param>
/// <param name="Accuracy">The share of labels that got the highest score, in [0, 1].</param>
/// <param name="Labels">How many labels there were.</param>
public sealed record ValidationResult(int Epoch, long Step, double Loss, double Accuracy, long Labels)
{
    /// <summary>The name of <see cref="Loss"/> as a metric; smaller is better.</summary>
    public const string LossName = "Loss";

    /// <summary>The name of <see cref="Perplexity"/> as a metric; smaller is better.</summary>
    public const string PerplexityName = "Perplexity";

    /// <summary>The name of <see cref="Accuracy"/> as a metric; larger is better.</summary>
    public const string AccuracyName = "Accuracy";

    /// <summary>The name of <see cref="SequenceValidation.Accuracy"/> of <see cref="Sequence"/> as a metric; larger is better.</summary>
    public const string SequenceAccuracyName = "SequenceAccuracy";

    /// <summary>What the model made of the classes of rows; null where rows have none or the model has no head for them.</summary>
    public SequenceValidation? Sequence { get; init; }

    /// <summary>What else was measured, by name, such as Rouge of written texts; larger is better.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>exp(<see cref="Loss"/>).</summary>
    public double Perplexity => Math.Exp(Loss);

    /// <summary>A value by its name. Where no token has a label, loss, perplexity and accuracy are those of the classes of rows.</summary>
    /// <param name="metric">
    /// <see cref="LossName"/>, <see cref="PerplexityName"/>, <see cref="AccuracyName"/>, where rows have classes <see cref="SequenceAccuracyName"/>, or
    /// the name of one of the <see cref="Scores"/>.
    /// </param>
    /// <exception cref="ArgumentException">There is no such value.</exception>
    public double Value(string metric) => metric switch
    {
        LossName => JudgedLoss,
        PerplexityName => Math.Exp(JudgedLoss),
        AccuracyName => Labels == 0 && Sequence is { } classes ? classes.Accuracy : Accuracy,
        SequenceAccuracyName when Sequence is { } rows => rows.Accuracy,
        _ => Scores.TryGetValue(metric, out double score)
            ? score
            : throw new ArgumentException($"Validation has no value '{metric}'; it has {string.Join(", ", AlwaysMeasured.Where(name => name != SequenceAccuracyName || Sequence is not null).Concat(Scores.Keys))}.", nameof(metric)),
    };

    /// <summary>What was measured, on one line for people: nothing of labels or classes that the rows do not have.</summary>
    public override string ToString() => string.Join("; ",
    [
        .. Labels > 0 ? [string.Create(CultureInfo.InvariantCulture, $"loss {Loss:f4}, perplexity {Perplexity:f2}, accuracy {Accuracy:p1}")] : (ReadOnlySpan<string>)[],
        .. Sequence is { } rows ? [string.Create(CultureInfo.InvariantCulture, $"classes of rows: loss {rows.Loss:f4}, accuracy {rows.Accuracy:p1}")] : (ReadOnlySpan<string>)[],
        .. Scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value:f3}")),
    ]);

    /// <summary>Whether the smaller value of a metric is the better one.</summary>
    internal static bool IsLessBetter(string metric) => metric is LossName or PerplexityName;

    /// <summary>The names of what is measured without scores of one's own.</summary>
    internal static IReadOnlyList<string> AlwaysMeasured { get; } = [LossName, PerplexityName, AccuracyName, SequenceAccuracyName];

    private double JudgedLoss => Labels == 0 && Sequence is { } classes ? classes.Loss : Loss;
}
