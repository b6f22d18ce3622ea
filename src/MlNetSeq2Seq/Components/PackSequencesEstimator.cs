using Microsoft.ML;
using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Pipeline;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Fills rows with several documents, in the order in which they come. Many rows become one, so the columns that are written are all that
/// is left. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>InputIds (read)</term><description>vector of Int32</description></item>
/// <item><term>Labels (read where documents stay apart)</term><description>vector of Int32 as long as InputIds</description></item>
/// <item><term>InputIds, Labels, PositionIds, DocumentIds (written)</term><description>vectors of Int32 of one length</description></item>
/// <item><term>LabelWeights (read and written where named)</term><description>vector of Single as long as Labels</description></item>
/// </list>
/// </remarks>
public sealed class PackSequencesEstimator : IEstimator<PackSequencesTransformer>
{
    private readonly PackSequencesTransformer _transformer;

    /// <summary>Checks the options.</summary>
    /// <param name="options">Lengths, mode and columns.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PackSequencesEstimator(PackSequencesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _transformer = new PackSequencesTransformer(options);
    }

    /// <summary>The options that the component was made with.</summary>
    public PackSequencesOptions Options => _transformer.Options;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that the component reads is missing or has another type.</exception>
    public PackSequencesTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _transformer.Columns.Check(input.Schema);
        return _transformer;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that the component reads is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _transformer.Columns.Extend(inputSchema);
        return new SchemaShape(_transformer.Columns.Writes.Select(write => write.ToShape(inputSchema)));
    }

    internal static ColumnContract ColumnsOf(PackSequencesOptions options) => new(
        "PackSequences",
        Reads:
        [
            ColumnSpec.Int32s(options.InputIdsColumn),
            .. options.Packing.Mode == PackingMode.SegmentMasked ? new[] { ColumnSpec.Int32s(options.LabelsColumn) } : [],
            .. Weights(options),
        ],
        Writes:
        [
            ColumnSpec.Int32s(options.InputIdsColumn),
            options.Packing.Mode == PackingMode.SegmentMasked ? ColumnSpec.PartOfLabels(options.LabelsColumn) : ColumnSpec.Labels(options.LabelsColumn, LabelObjective.NextTokens),
            ColumnSpec.Int32s(options.PositionIdsColumn),
            ColumnSpec.Int32s(options.DocumentIdsColumn), .. Weights(options),
        ]);

    private static ColumnSpec[] Weights(PackSequencesOptions options) => options.LabelWeightsColumn is { } weights ? [ColumnSpec.Singles(weights)] : [];
}
