using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Reading;

[assembly: LoadableClass(typeof(ReadingTransformer), null, typeof(SignatureLoadModel), "Answers in texts", ReadingTransformer.LoaderSignature)]

namespace MlNetSeq2Seq.Reading;

/// <summary>Finds the answer of a question in a text.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Question, Context (read)</term><description>text</description></item>
/// <item><term>Answer (written)</term><description>text: a part of the context, empty where none was found</description></item>
/// <item><term>AnswerStart (written)</term><description>Int32, UTF-16 units; -1 where none was found</description></item>
/// <item><term>Score (written)</term><description>Single: the answer's probability among the candidates</description></item>
/// <item><term>Candidates (written)</term><description>vector of text, the best first</description></item>
/// <item><term>Scores (written)</term><description>vector of Single, one for each candidate</description></item>
/// </list>
/// </remarks>
public sealed class ReadingTransformer : TextModelTransformer
{
    internal const string LoaderSignature = "MlNetSeq2SeqReading";

    private const string Name = "ReadAnswers";
    private static readonly LanguageModelZip s_zip = new(Name, "S2SREADN", LoaderSignature);
    private readonly AnswerReader _reader;

    internal ReadingTransformer(LanguageModel model, ReadAnswersOptions options, WeightType weightType = WeightType.Float32, bool ownsModel = true)
        : base(model, weightType, ownsModel)
    {
        _reader = new AnswerReader(model, options);
        Options = options;
        Columns = ColumnsOf(options);
    }

    /// <summary>How answers are read.</summary>
    public ReadAnswersOptions Options { get; }

    internal override ColumnContract Columns { get; }

    internal override int BatchSize => Options.BatchSize;

    private protected override LanguageModelZip Zip => s_zip;

    private protected override object SavedOptions => Options;

    /// <summary>The same network with other options; it stays owned by this transformer.</summary>
    /// <param name="options">How answers are read.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public ReadingTransformer With(ReadAnswersOptions options) => new(Model, options, WeightType, ownsModel: false);

    /// <summary>The same network and options, whose weights are saved in another type; the network stays owned by this transformer.</summary>
    /// <param name="weightType">The type in which weights are saved.</param>
    public ReadingTransformer SavedAs(WeightType weightType) => new(Model, Options, weightType, ownsModel: false);

    /// <summary>The columns that options name.</summary>
    internal static ColumnContract ColumnsOf(ReadAnswersOptions options) => new(
        Name,
        Reads: [ColumnSpec.Text(options.QuestionColumn), ColumnSpec.Text(options.ContextColumn)],
        Writes:
        [
            ColumnSpec.Text(options.AnswerColumn), ColumnSpec.Int32(options.AnswerStartColumn), ColumnSpec.Single(options.ScoreColumn),
            ColumnSpec.Texts(options.CandidatesColumn), ColumnSpec.Singles(options.ScoresColumn),
        ]);

    internal override IEnumerable<object[]> Compute(IReadOnlyList<string[]> rows) => _reader.Read([.. rows.Select(texts => (texts[0], texts[1]))]).Select(Values);

    // ML.NET finds it by its name.
    internal static ReadingTransformer Create(IHostEnvironment env, ModelLoadContext ctx) =>
        s_zip.Load(env, ctx, (LanguageModel model, ReadAnswersOptions options, WeightType type) => new ReadingTransformer(model, options, type));

    private static object[] Values(IReadOnlyList<FoundAnswer> found)
    {
        FoundAnswer best = found.Count > 0 ? found[0] : new FoundAnswer("", -1, 0);
        return [best.Text, best.Start, (float)best.Probability, found.Select(f => f.Text).ToArray(), found.Select(f => (float)f.Probability).ToArray()];
    }
}
