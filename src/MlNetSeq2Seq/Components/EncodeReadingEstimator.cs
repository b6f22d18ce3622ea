using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Reading;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Text;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Encodes questions about texts, whose answers are to be found there; several rows for a text that is longer than a row. Needed for training
/// only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Question, Context, Answer (read)</term><description>text</description></item>
/// <item><term>AnswerStart (read)</term><description>Int32, UTF-16 units; see <see cref="AnswerLocation"/></description></item>
/// <item><term>InputIds, SegmentIds, Labels (written)</term><description>vectors of Int32 of one length; see <see cref="ReadingColumns"/></description></item>
/// </list>
/// A row that does not hold all of the answer has the labels 0 and 0: the answer stands at <c>[CLS]</c>.
/// </remarks>
[Component("encode-reading", version: 1, IsOneToMany = true)]
public sealed class EncodeReadingEstimator(EncodeReadingOptions options) : RowEstimator<EncodeReadingOptions>(options)
{
    private const string Name = "EncodeReading";
    private readonly ReadingColumns _columns = SampleColumns.Written(options.Columns, Name);

    // Shared by all cursors: a tokenizer is safe for several threads and costs the reading of a vocabulary to make.
    private readonly Lazy<BertTextTokenizer> _tokenizer = new(() => new BertTextTokenizer(options.Vocabulary, options.Tokenizer));

    private protected override ColumnContract Columns => new(
        Name,
        Reads:
        [
            ColumnSpec.Text(Options.QuestionColumn), ColumnSpec.Text(Options.ContextColumn), ColumnSpec.Text(Options.AnswerColumn),
            ColumnSpec.Int32(Options.AnswerStartColumn),
        ],
        Writes: [ColumnSpec.Int32s(_columns.InputIds), ColumnSpec.Int32s(_columns.SegmentIds), ColumnSpec.Labels(_columns.Labels, LabelObjective.AnswerPlaces)]);

    private protected override RowMap Bind()
    {
        var layout = new ReadingLayout(new ReadingLayoutOptions
        {
            SpecialTokens = _tokenizer.Value.SpecialTokens,
            MaximumLength = Options.MaximumLength,
            MaximumQuestionLength = Options.MaximumQuestionLength,
            Stride = Options.Stride,
        });
        return (row, _, sink) =>
        {
            TokenSequence question = row.Tokens(0, _tokenizer.Value);
            TokenSequence context = row.Tokens(1, _tokenizer.Value);
            AnswerTokens? answer = Answer(row, context);
            foreach (ReadingWindow window in layout.Windows(question.Ids, context.Ids))
            {
                MaskedSample sample = window.ToSample(answer);
                sink.Emit(sample.Ids, sample.Segments, sample.Labels);
            }
        };
    }

    private AnswerTokens? Answer(RowReader row, TokenSequence context)
    {
        string answer = row.Text(2).ToString();
        if (answer.Length == 0)
        {
            return null;
        }

        TextSpan? place = AnswerLocation.Find(row.Text(1).ToString(), answer, row.Int32(3));
        return (place is { } span ? AnswerTokens.Of(context, span) : null)
            ?? throw new InvalidOperationException(
                $"{Name} did not find the answer '{answer}' in column '{Options.ContextColumn}' of row {row.Position}; remove such rows, AnswerLocation.Find tells which they are.");
    }
}
