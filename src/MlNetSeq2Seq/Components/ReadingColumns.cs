using System.Text.Json.Serialization;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// The columns of a question and a part of a text: <see cref="SampleColumns.Labels"/> holds the place of the answer's first token at place 0, that
/// of its last token at place 1, and -100 elsewhere.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReadingColumns : SampleColumns
{
    /// <summary>The segment of each token, 0 in the question and 1 in the text; a vector of Int32.</summary>
    public string SegmentIds { get; init; } = "SegmentIds";

    internal override LabelObjective Objectives => LabelObjective.AnswerPlaces;

    private protected override IReadOnlyList<ColumnSpec> Others => [ColumnSpec.Int32s(SegmentIds)];

    internal override bool LabelsArePlaces => true;

    private protected override TrainingSample Read(RowReader row, int[] ids, int[] labels, int first) =>
        new MaskedSample(ids, row.Vector<int>(first).ToArray(), labels);
}
