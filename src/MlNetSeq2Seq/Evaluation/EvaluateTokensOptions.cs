using MlNetSeq2Seq.Components;

namespace MlNetSeq2Seq.Evaluation;

/// <summary>What is read when a model is asked for the labels of encoded rows, such as hidden tokens.</summary>
public sealed record EvaluateTokensOptions : EvaluationOptions
{
    /// <summary>The columns of the encoded rows.</summary>
    public SampleColumns Columns { get; init; } = new MaskedColumns();
}
