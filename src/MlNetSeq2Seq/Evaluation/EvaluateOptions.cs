namespace MlNetSeq2Seq.Evaluation;

/// <summary>What is compared when written texts are evaluated.</summary>
public sealed record EvaluateOptions : EvaluationOptions
{
    /// <summary>The text column with what was written.</summary>
    public string GeneratedColumn { get; init; } = "Generated";

    /// <summary>The text column with what is wanted.</summary>
    public string TargetColumn { get; init; } = "Target";

    /// <summary>
    /// The model that wrote: the wanted texts are brought to what its vocabulary can write at all, which loses case and
    /// unknown characters. null to compare them as they are.
    /// </summary>
    public LanguageModel? Model { get; init; }
}
