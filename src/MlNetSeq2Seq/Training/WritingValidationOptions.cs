using Microsoft.ML;

namespace MlNetSeq2Seq.Training;

/// <summary>Texts that a model in training writes for at each validation, to be compared with what is wanted.</summary>
public sealed record WritingValidationOptions
{
    /// <summary>Rows with a text to write for, in the source column of the generation options, and what is wanted.</summary>
    public required IDataView Rows { get; init; }

    /// <summary>The text column with what is wanted.</summary>
    public string TargetColumn { get; init; } = "Target";

    /// <summary>How many rows are written for, the first ones; at least 1.</summary>
    public int MaximumRows { get; init; } = 64;

    /// <summary>How many of the texts the training log keeps at each validation; at least 0.</summary>
    public int LoggedRows { get; init; } = 5;
}
