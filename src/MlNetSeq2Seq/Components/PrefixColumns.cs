using System.Text.Json.Serialization;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Components;

/// <summary>The columns of a prefix sample: source and target in one sequence (UniLM).</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PrefixColumns : SampleColumns
{
    /// <summary>The segment of each token, a vector of Int32.</summary>
    public string SegmentIds { get; init; } = "SegmentIds";

    /// <summary>How many tokens the source has, special tokens included; Int32.</summary>
    public string SourceLength { get; init; } = "SourceLength";

    /// <summary>The number of the <see cref="Samples.AttentionKind"/>; Int32.</summary>
    public string Attention { get; init; } = "Attention";

    /// <summary>The class of the row, -100 for none; Int32. null where rows have no class.</summary>
    public string? SequenceLabel { get; init; }

    internal override LabelObjective Objectives => LabelObjective.MaskedTokens | LabelObjective.NextTokens;

    private protected override IReadOnlyList<ColumnSpec> Others =>
    [
        ColumnSpec.Int32s(SegmentIds), ColumnSpec.Int32(SourceLength), ColumnSpec.Int32(Attention),
        .. SequenceLabel is null ? [] : new[] { ColumnSpec.Int32(SequenceLabel) },
    ];

    private protected override TrainingSample Read(RowReader row, int[] ids, int[] labels, int first) =>
        new PrefixSample(ids, row.Vector<int>(first).ToArray(), labels, new AttentionShape((AttentionKind)row.Int32(first + 2), ids.Length, row.Int32(first + 1)))
        {
            SequenceLabel = SequenceLabel is null ? Samples.Labels.Ignore : row.Int32(first + 3),
        };
}
