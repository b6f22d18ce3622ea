using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.FillMask;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Pipeline;

[assembly: LoadableClass(typeof(FillMaskTransformer), null, typeof(SignatureLoadModel), "Mask filling", FillMaskTransformer.LoaderSignature)]

namespace MlNetSeq2Seq.FillMask;

/// <summary>Says which tokens the masks of a text hide, with their probabilities.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Text (read)</term><description>text with at least one mask, written out: <c>今天[MASK]很好</c></description></item>
/// <item><term>Filled, Predictions (written)</term><description>text</description></item>
/// <item><term>Tokens (written)</term><description>vector of text, the likeliest of each mask, mask after mask</description></item>
/// <item><term>Probabilities (written)</term><description>vector of Single, one for each token</description></item>
/// </list>
/// </remarks>
public sealed class FillMaskTransformer : TextModelTransformer
{
    internal const string LoaderSignature = "MlNetSeq2SeqFillMask";

    private const string Name = "FillMask";
    private static readonly LanguageModelZip s_zip = new(Name, "S2SFMASK", LoaderSignature);
    private readonly MaskFiller _filler;

    internal FillMaskTransformer(LanguageModel model, FillMaskOptions options, WeightType weightType = WeightType.Float32, bool ownsModel = true)
        : base(model, weightType, ownsModel)
    {
        _filler = new MaskFiller(model, options);
        Options = options;
        Columns = ColumnsOf(options);
    }

    /// <summary>How masks are filled.</summary>
    public FillMaskOptions Options { get; }

    internal override ColumnContract Columns { get; }

    internal override int BatchSize => Options.BatchSize;

    private protected override LanguageModelZip Zip => s_zip;

    private protected override object SavedOptions => Options;

    /// <summary>The same network with other options; it stays owned by this transformer.</summary>
    /// <param name="options">How masks are filled.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public FillMaskTransformer With(FillMaskOptions options) => new(Model, options, WeightType, ownsModel: false);

    /// <summary>The same network and options, whose weights are saved in another type; the network stays owned by this transformer.</summary>
    /// <param name="weightType">The type in which weights are saved.</param>
    public FillMaskTransformer SavedAs(WeightType weightType) => new(Model, Options, weightType, ownsModel: false);

    /// <summary>The columns that options name.</summary>
    internal static ColumnContract ColumnsOf(FillMaskOptions options) => new(
        Name,
        Reads: [ColumnSpec.Text(options.TextColumn)],
        Writes:
        [
            ColumnSpec.Text(options.FilledColumn), ColumnSpec.Text(options.PredictionsColumn),
            ColumnSpec.Texts(options.TokensColumn), ColumnSpec.Singles(options.ProbabilitiesColumn),
        ]);

    internal override IEnumerable<object[]> Compute(IReadOnlyList<string[]> rows) => _filler.Fill([.. rows.Select(texts => texts[0])]).Select(Values);

    // ML.NET finds it by its name.
    internal static FillMaskTransformer Create(IHostEnvironment env, ModelLoadContext ctx) =>
        s_zip.Load(env, ctx, (LanguageModel model, FillMaskOptions options, WeightType type) => new FillMaskTransformer(model, options, type));

    private static object[] Values(FilledText filled)
    {
        MaskCandidate[] candidates = [.. filled.Candidates.SelectMany(c => c)];
        return [filled.ToFilled(), filled.ToPredictions(), candidates.Select(c => c.Token).ToArray(), candidates.Select(c => (float)c.Probability).ToArray()];
    }
}
