namespace MlNetSeq2Seq.Metrics;

/// <summary>What ROUGE compares.</summary>
public enum RougeKind
{
    /// <summary>Single units.</summary>
    Rouge1,

    /// <summary>Pairs of units that stand side by side.</summary>
    Rouge2,

    /// <summary>The longest common subsequence.</summary>
    RougeL,
}
