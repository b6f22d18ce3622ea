namespace MlNetSeq2Seq.Evaluation;

/// <summary>What every evaluation is told.</summary>
public abstract record EvaluationOptions
{
    /// <summary>Whether the scores of each row are kept.</summary>
    public bool PerRow { get; init; }

    /// <summary>Text columns that stand before the scores of each row, such as what the model read.</summary>
    public IReadOnlyList<string> ShownColumns { get; init; } = [];
}
