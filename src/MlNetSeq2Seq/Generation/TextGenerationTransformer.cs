using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Pipeline;

[assembly: LoadableClass(typeof(TextGenerationTransformer), null, typeof(SignatureLoadModel), "Text generation", TextGenerationTransformer.LoaderSignature)]

namespace MlNetSeq2Seq.Generation;

/// <summary>
/// Writes text for a text column: the best text, the best few, and their scores.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Source (read)</term><description>text, not empty</description></item>
/// <item><term>Generated (written)</term><description>text</description></item>
/// <item><term>Candidates (written)</term><description>vector of text, the best first</description></item>
/// <item><term>Scores (written)</term><description>vector of Single, one for each candidate</description></item>
/// </list>
/// </remarks>
public sealed class TextGenerationTransformer : TextModelTransformer
{
    internal const string LoaderSignature = "MlNetSeq2SeqGenerate";

    private const string Name = "GenerateText";
    private static readonly LanguageModelZip s_zip = new(Name, "S2SGENER", LoaderSignature);

    internal TextGenerationTransformer(LanguageModel model, GenerateTextOptions options, WeightType weightType = WeightType.Float32, bool ownsModel = true)
        : base(model, weightType, ownsModel)
    {
        Generator = new TextGenerator(model, options);
        Options = options;
        Columns = ColumnsOf(options);
    }

    /// <summary>How the model writes.</summary>
    public GenerateTextOptions Options { get; }

    internal override ColumnContract Columns { get; }

    internal override int BatchSize => Options.BatchSize;

    internal TextGenerator Generator { get; }

    private protected override LanguageModelZip Zip => s_zip;

    private protected override object SavedOptions => Options;

    /// <summary>The same network with other options; it stays owned by this transformer.</summary>
    /// <param name="options">How the model writes.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public TextGenerationTransformer With(GenerateTextOptions options) => new(Model, options, WeightType, ownsModel: false);

    /// <summary>The same network and options, whose weights are saved in another type; the network stays owned by this transformer.</summary>
    /// <param name="weightType">The type in which weights are saved.</param>
    public TextGenerationTransformer SavedAs(WeightType weightType) => new(Model, Options, weightType, ownsModel: false);

    /// <summary>The columns that options name.</summary>
    internal static ColumnContract ColumnsOf(GenerateTextOptions options) => new(
        Name,
        Reads: [ColumnSpec.Text(options.SourceColumn)],
        Writes: [ColumnSpec.Text(options.OutputColumn), ColumnSpec.Texts(options.CandidatesColumn), ColumnSpec.Singles(options.ScoresColumn)]);

    internal override IEnumerable<object[]> Compute(IReadOnlyList<string[]> rows) => Generator.Generate([.. rows.Select(texts => texts[0])]).Select(Values);

    // ML.NET finds it by its name.
    internal static TextGenerationTransformer Create(IHostEnvironment env, ModelLoadContext ctx) =>
        s_zip.Load(env, ctx, (LanguageModel model, GenerateTextOptions options, WeightType type) => new TextGenerationTransformer(model, options, type));

    private static object[] Values(IReadOnlyList<GeneratedText> written) =>
        [written is [var best, ..] ? best.Text : "", written.Select(t => t.Text).ToArray(), written.Select(t => (float)t.Score).ToArray()];
}
