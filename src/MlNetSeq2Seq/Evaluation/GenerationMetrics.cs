namespace MlNetSeq2Seq.Evaluation;

/// <summary>
/// How written texts compare with those that are wanted. Texts are compared by characters, without white space. Rows have Generated, Target,
/// Rouge1, Rouge2, RougeL, Bleu4, ExactMatch.
/// </summary>
public sealed record GenerationMetrics : EvaluationMetrics
{
    /// <summary>The mean F1 of common characters, in [0, 1].</summary>
    public required double Rouge1 { get; init; }

    /// <summary>The mean F1 of common pairs of characters, in [0, 1].</summary>
    public required double Rouge2 { get; init; }

    /// <summary>The mean F1 of the longest common subsequence, in [0, 1].</summary>
    public required double RougeL { get; init; }

    /// <summary>BLEU-4 of all pairs together, in [0, 1]; where a run of some length is never common, it counts as a very small share.</summary>
    public required double Bleu4 { get; init; }

    /// <summary>The share of texts that are the wanted ones, in [0, 1].</summary>
    public required double ExactMatch { get; init; }

    /// <summary>The share of different characters among all that were written, in [0, 1].</summary>
    public required double Distinct1 { get; init; }

    /// <summary>The share of different pairs of characters among all that were written, in [0, 1].</summary>
    public required double Distinct2 { get; init; }

    private protected override (string Name, double Value)[] Values =>
    [
        ("Rouge-1", Rouge1), ("Rouge-2", Rouge2), ("Rouge-L", RougeL), ("BLEU-4", Bleu4), ("Exact match", ExactMatch), ("Distinct-1", Distinct1), ("Distinct-2", Distinct2),
    ];
}
