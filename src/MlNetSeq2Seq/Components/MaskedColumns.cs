using System.Text.Json.Serialization;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Components;

/// <summary>The columns of a masked sample: a sequence with hidden tokens (BERT), and the class of the row where it has one.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MaskedColumns : SampleColumns
{
    /// <summary>The segment of each token, a vector of Int32; null where all tokens are in segment 0.</summary>
    public string? SegmentIds { get; init; } = "SegmentIds";

    /// <summary>The class of the row, such as the order of its sentences, -100 for none; Int32. null where rows have no class.</summary>
    public string? SequenceLabel { get; init; }

    internal override LabelObjective Objectives => LabelObjective.MaskedTokens;

    private protected override IReadOnlyList<ColumnSpec> Others =>
    [
        .. SegmentIds is null ? [] : new[] { ColumnSpec.Int32s(SegmentIds) },
        .. SequenceLabel is null ? [] : new[] { ColumnSpec.Int32(SequenceLabel) },
    ];

    private protected override TrainingSample Read(RowReader row, int[] ids, int[] labels, int first)
    {
        int[] segments = SegmentIds is null ? new int[ids.Length] : row.Vector<int>(first).ToArray();
        int sequence = first + (SegmentIds is null ? 0 : 1);
        return new MaskedSample(ids, segments, labels) { SequenceLabel = SequenceLabel is null ? Samples.Labels.Ignore : row.Int32(sequence) };
    }
}
