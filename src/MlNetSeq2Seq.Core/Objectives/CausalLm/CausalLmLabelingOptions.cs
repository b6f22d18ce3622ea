using System.Text.Json.Serialization;

namespace MlNetSeq2Seq.Objectives.CausalLm;

/// <summary>Options of <see cref="CausalLmLabeling"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CausalLmLabelingOptions
{
    /// <summary>How far the labels of a row reach.</summary>
    public AnswerEnd AnswerEnd { get; init; } = AnswerEnd.WholeRow;

    /// <summary>The end token; needed unless the whole row is asked for.</summary>
    public int? EndId { get; init; }

    /// <summary>A token that is never a label, such as padding; null where rows have none.</summary>
    public int? PaddingId { get; init; }
}
