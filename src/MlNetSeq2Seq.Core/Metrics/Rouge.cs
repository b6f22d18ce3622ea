namespace MlNetSeq2Seq.Metrics;

/// <summary>The mean over all pairs of ROUGE's F1 (Lin, ROUGE, 2004). An empty hypothesis counts 0.</summary>
/// <param name="kind">What is compared.</param>
public sealed class Rouge(RougeKind kind) : IGenerationMetric
{
    private double _precision;
    private double _recall;
    private double _f1;

    /// <inheritdoc/>
    public string Name => kind switch
    {
        RougeKind.Rouge1 => "Rouge-1",
        RougeKind.Rouge2 => "Rouge-2",
        _ => "Rouge-L",
    };

    /// <inheritdoc/>
    public long Count { get; private set; }

    /// <summary>The mean of F1.</summary>
    public double Value => Mean(_f1);

    /// <summary>The mean of the precisions.</summary>
    public double Precision => Mean(_precision);

    /// <summary>The mean of the recalls.</summary>
    public double Recall => Mean(_recall);

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<int> hypothesis, ReadOnlySpan<int> reference)
    {
        RougeScore score = kind switch
        {
            RougeKind.Rouge1 => RougeScore.OfNgrams(hypothesis, reference, 1),
            RougeKind.Rouge2 => RougeScore.OfNgrams(hypothesis, reference, 2),
            RougeKind.RougeL => RougeScore.OfLongestCommonSubsequence(hypothesis, reference),
            _ => throw new InvalidOperationException($"There is no ROUGE '{kind}'."),
        };
        _precision += score.Precision;
        _recall += score.Recall;
        _f1 += score.F1;
        Count++;
    }

    /// <inheritdoc/>
    public void Merge(IGenerationMetric other)
    {
        Rouge rouge = MetricMerge.Check(this, other);
        _precision += rouge._precision;
        _recall += rouge._recall;
        _f1 += rouge._f1;
        Count += rouge.Count;
    }

    private double Mean(double sum) => Count == 0 ? 0 : sum / Count;
}
