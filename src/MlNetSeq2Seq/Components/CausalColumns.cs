using System.Text.Json.Serialization;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Components;

/// <summary>The columns of a causal sample: a sequence that is continued from left to right (GPT); labels are already shifted.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CausalColumns : SampleColumns
{
    /// <summary>The position of each token, a vector of Int32; null for 0, 1, 2, …</summary>
    public string? PositionIds { get; init; }

    /// <summary>The document of each token in a packed row, a vector of Int32; null where a row is one document.</summary>
    public string? DocumentIds { get; init; }

    internal override LabelObjective Objectives => LabelObjective.NextTokens;

    private protected override IReadOnlyList<ColumnSpec> Others =>
    [
        .. PositionIds is null ? [] : new[] { ColumnSpec.Int32s(PositionIds) },
        .. DocumentIds is null ? [] : new[] { ColumnSpec.Int32s(DocumentIds) },
    ];

    private protected override TrainingSample Read(RowReader row, int[] ids, int[] labels, int first)
    {
        int documents = first + (PositionIds is null ? 0 : 1);
        return new CausalSample(ids, labels)
        {
            PositionIds = PositionIds is null ? null : row.Vector<int>(first).ToArray(),
            DocumentIds = DocumentIds is null ? null : row.Vector<int>(documents).ToArray(),
        };
    }
}
