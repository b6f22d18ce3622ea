using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Classification;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Pipeline;

[assembly: LoadableClass(typeof(ClassifyTextTransformer), null, typeof(SignatureLoadModel), "Text classification", ClassifyTextTransformer.LoaderSignature)]

namespace MlNetSeq2Seq.Classification;

/// <summary>Says which label a text, or a pair of texts, has.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Text, SecondText where options name it (read)</term><description>text</description></item>
/// <item><term>PredictedLabel (written)</term><description>text</description></item>
/// <item><term>Probabilities (written)</term><description>vector of Single, one for each label</description></item>
/// </list>
/// </remarks>
public sealed class ClassifyTextTransformer : TextModelTransformer
{
    internal const string LoaderSignature = "MlNetSeq2SeqClassify";

    private const string Name = "ClassifyText";
    private static readonly LanguageModelZip s_zip = new(Name, "S2SCLASS", LoaderSignature);
    private readonly TextClassifier _classifier;

    internal ClassifyTextTransformer(LanguageModel model, ClassifyTextOptions options, WeightType weightType = WeightType.Float32, bool ownsModel = true)
        : base(model, weightType, ownsModel)
    {
        _classifier = new TextClassifier(model, options);
        Options = options;
        Columns = ColumnsOf(options);
    }

    /// <summary>How texts are classified.</summary>
    public ClassifyTextOptions Options { get; }

    internal override ColumnContract Columns { get; }

    internal override int BatchSize => Options.BatchSize;

    private protected override LanguageModelZip Zip => s_zip;

    private protected override object SavedOptions => Options;

    /// <summary>The same network with other options; it stays owned by this transformer.</summary>
    /// <param name="options">How texts are classified.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public ClassifyTextTransformer With(ClassifyTextOptions options) => new(Model, options, WeightType, ownsModel: false);

    /// <summary>The same network and options, whose weights are saved in another type; the network stays owned by this transformer.</summary>
    /// <param name="weightType">The type in which weights are saved.</param>
    public ClassifyTextTransformer SavedAs(WeightType weightType) => new(Model, Options, weightType, ownsModel: false);

    /// <summary>The columns that options name.</summary>
    internal static ColumnContract ColumnsOf(ClassifyTextOptions options) => new(
        Name,
        Reads: [ColumnSpec.Text(options.TextColumn), .. options.SecondTextColumn is { } second ? new[] { ColumnSpec.Text(second) } : []],
        Writes: [ColumnSpec.Text(options.PredictedLabelColumn), ColumnSpec.Singles(options.ProbabilitiesColumn, options.LabelNames)]);

    internal override IEnumerable<object[]> Compute(IReadOnlyList<string[]> rows) =>
        _classifier.Classify([.. rows.Select(texts => (texts[0], texts.ElementAtOrDefault(1)))]).Select(found => new object[] { found.Label, found.Probabilities });

    // ML.NET finds it by its name.
    internal static ClassifyTextTransformer Create(IHostEnvironment env, ModelLoadContext ctx) =>
        s_zip.Load(env, ctx, (LanguageModel model, ClassifyTextOptions options, WeightType type) => new ClassifyTextTransformer(model, options, type));
}
