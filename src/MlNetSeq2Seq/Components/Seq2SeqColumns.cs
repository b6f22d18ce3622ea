using System.Text.Json.Serialization;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Components;

/// <summary>The columns of an encoder-decoder's sample: a source, what the decoder reads, and what it must give (BART, T5).</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Seq2SeqColumns : SampleColumns
{
    /// <summary>What the decoder reads: the target moved right by its start token; a vector of Int32 as long as <see cref="SampleColumns.Labels"/>.</summary>
    public string DecoderInputIds { get; init; } = "DecoderInputIds";

    internal override IReadOnlyList<ColumnSpec> LengthSpecs => [ColumnSpec.Int32s(InputIds), ColumnSpec.Int32s(DecoderInputIds)];

    internal override LabelObjective Objectives => LabelObjective.DecoderTokens;

    private protected override IReadOnlyList<ColumnSpec> Others => [ColumnSpec.Int32s(DecoderInputIds)];

    private protected override TrainingSample Read(RowReader row, int[] ids, int[] labels, int first) =>
        new Seq2SeqSample(ids, row.Vector<int>(first).ToArray(), labels);
}
