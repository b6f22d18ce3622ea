using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Scoring;

[assembly: LoadableClass(typeof(ScoreTextTransformer), null, typeof(SignatureLoadModel), "Text scoring", ScoreTextTransformer.LoaderSignature)]

namespace MlNetSeq2Seq.Scoring;

/// <summary>Says how likely a model writes a text: its log-probability and perplexity, row by row.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Source (read, where options name it)</term><description>text that is read before</description></item>
/// <item><term>Text (read)</term><description>text whose probability is asked for</description></item>
/// <item><term>LogProbability, Perplexity (written)</term><description>Single</description></item>
/// <item><term>TokenCount (written)</term><description>Int32, the end token included</description></item>
/// </list>
/// </remarks>
public sealed class ScoreTextTransformer : TextModelTransformer
{
    internal const string LoaderSignature = "MlNetSeq2SeqScoreText";

    private const string Name = "ScoreText";
    private static readonly LanguageModelZip s_zip = new(Name, "S2SSCORE", LoaderSignature);
    private readonly TextScorer _scorer;

    internal ScoreTextTransformer(LanguageModel model, ScoreTextOptions options, WeightType weightType = WeightType.Float32, bool ownsModel = true)
        : base(model, weightType, ownsModel)
    {
        _scorer = new TextScorer(model, options);
        Options = options;
        Columns = ColumnsOf(options);
    }

    /// <summary>How texts are scored.</summary>
    public ScoreTextOptions Options { get; }

    internal override ColumnContract Columns { get; }

    internal override int BatchSize => Options.BatchSize;

    private protected override LanguageModelZip Zip => s_zip;

    private protected override object SavedOptions => Options;

    /// <summary>The columns that options name.</summary>
    internal static ColumnContract ColumnsOf(ScoreTextOptions options) => new(
        Name,
        Reads: [.. options.SourceColumn is { } source ? new[] { ColumnSpec.Text(source) } : [], ColumnSpec.Text(options.TextColumn)],
        Writes: [ColumnSpec.Single(options.LogProbabilityColumn), ColumnSpec.Single(options.PerplexityColumn), ColumnSpec.Int32(options.TokenCountColumn)]);

    internal override IEnumerable<object[]> Compute(IReadOnlyList<string[]> rows) =>
        _scorer.Score([.. rows.Select(texts => texts is [var source, var text] ? (source, text) : ("", texts[0]))])
            .Select(score => new object[] { (float)score.LogProbability, (float)score.Perplexity, score.TokenCount });

    // ML.NET finds it by its name.
    internal static ScoreTextTransformer Create(IHostEnvironment env, ModelLoadContext ctx) =>
        s_zip.Load(env, ctx, (LanguageModel model, ScoreTextOptions options, WeightType type) => new ScoreTextTransformer(model, options, type));
}
