using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Components;
using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Pipeline;

[assembly: LoadableClass(typeof(PackSequencesTransformer), null, typeof(SignatureLoadModel), "MlNetSeq2Seq packing", PackSequencesTransformer.LoaderSignature)]

namespace MlNetSeq2Seq.Components;

/// <summary>What <see cref="PackSequencesEstimator"/> makes.</summary>
public sealed class PackSequencesTransformer : ITransformer
{
    internal const string LoaderSignature = "MlNetSeq2SeqPacking";
    private const string ModelSignature = "S2SPACKS";

    internal PackSequencesTransformer(PackSequencesOptions options)
    {
        if (options.LabelWeightsColumn is { } weights && options.Packing.Mode != PackingMode.SegmentMasked)
        {
            throw new ArgumentException($"PackSequences asks for every token of a running text alike, but its options name a column '{weights}' for weights of labels.", nameof(options));
        }

        (Options, Packing, Columns) = (options, new SequencePacking(options.Packing), PackSequencesEstimator.ColumnsOf(options));
    }

    /// <summary>False: a packed row is made of several rows.</summary>
    public bool IsRowToRowMapper => false;

    internal PackSequencesOptions Options { get; }

    internal SequencePacking Packing { get; }

    internal ColumnContract Columns { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that the component reads is missing or has another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Columns.Check(inputSchema);
        var builder = new DataViewSchema.Builder();
        foreach (ColumnSpec write in Columns.Writes)
        {
            write.AddTo(builder, inputSchema);
        }

        return builder.ToSchema();
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A column that the component reads is missing or has another type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new PackedView(input, this);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new InvalidOperationException(
        "PackSequences makes one row of several, so it is no row-to-row mapper; append it with TransformerScope.TrainTest and take the model "
        + "with GetModelFor(TransformerScope.Scoring).");

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(ComponentZip.Version(ModelSignature, LoaderSignature));
        ComponentZip.SaveOptions(ctx, Options);
    }

    // Found by ML.NET through the attribute above.
    internal static PackSequencesTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        ctx.CheckAtModel(ComponentZip.Version(ModelSignature, LoaderSignature));
        var options = (PackSequencesOptions)ComponentZip.LoadOptions(ctx, typeof(PackSequencesOptions), "PackSequences");
        return ComponentZip.Make("PackSequences", () => new PackSequencesTransformer(options));
    }
}
