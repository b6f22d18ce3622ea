using MlNetSeq2Seq.Objectives.Classification;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Samples;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Encodes one or two texts whose class is to be learnt. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Text, SecondText where options name it, Label (read)</term><description>text</description></item>
/// <item><term>InputIds, SegmentIds, Labels (written)</term><description>vectors of Int32 of one length; every label is -100</description></item>
/// <item><term>SequenceLabel (written)</term><description>Int32: the class, -100 for none</description></item>
/// </list>
/// </remarks>
[Component("encode-classification", version: 1)]
public sealed class EncodeClassificationEstimator(EncodeClassificationOptions options) : RowEstimator<EncodeClassificationOptions>(options)
{
    private const string Name = "EncodeClassification";
    private readonly MaskedColumns _columns = Checked(options);

    // Shared by all cursors: a tokenizer is safe for several threads and costs the reading of a vocabulary to make.
    private readonly Lazy<BertTextTokenizer> _tokenizer = new(() => new BertTextTokenizer(options.Vocabulary, options.Tokenizer));

    private protected override ColumnContract Columns => new(
        Name,
        Reads:
        [
            ColumnSpec.Text(Options.TextColumn), ColumnSpec.Text(Options.LabelColumn),
            .. Options.SecondTextColumn is { } second ? new[] { ColumnSpec.Text(second) } : [],
        ],
        Writes:
        [
            ColumnSpec.Int32s(_columns.InputIds), ColumnSpec.Int32s(_columns.SegmentIds!), ColumnSpec.Int32s(_columns.Labels),
            ColumnSpec.Int32(_columns.SequenceLabel!),
        ]);

    private protected override RowMap Bind()
    {
        var layout = new ClassificationLayout(new ClassificationLayoutOptions
        {
            SpecialTokens = _tokenizer.Value.SpecialTokens, MaximumLength = Options.MaximumLength, Truncation = Options.Truncation,
        });
        return (row, _, sink) =>
        {
            int[] first = row.Tokens(0, _tokenizer.Value).Ids;
            int[]? second = Options.SecondTextColumn is null ? null : row.Tokens(2, _tokenizer.Value).Ids;
            MaskedSample sample = layout.Assemble(first, second, Class(row));
            sink.Emit(sample.Ids, sample.Segments, sample.Labels, sample.SequenceLabel);
        };
    }

    private static MaskedColumns Checked(EncodeClassificationOptions options)
    {
        if (SampleColumns.Written(options.Columns, Name) is not { SegmentIds: not null, SequenceLabel: not null })
        {
            throw new ArgumentException($"{Name} writes segments and a sequence label; its columns must name both.", nameof(options));
        }

        return options.LabelNames.Count > 0 && options.LabelNames.Distinct(StringComparer.Ordinal).Count() == options.LabelNames.Count
            ? options.Columns
            : throw new ArgumentException($"{Name} needs labels that differ, but got {options.LabelNames.Count}: {string.Join(", ", options.LabelNames)}.", nameof(options));
    }

    private int Class(RowReader row)
    {
        string label = row.Text(1).ToString();
        if (label.Length == 0)
        {
            return Labels.Ignore;
        }

        for (int i = 0; i < Options.LabelNames.Count; i++)
        {
            if (Options.LabelNames[i] == label)
            {
                return i;
            }
        }

        throw new InvalidOperationException(
            $"{Name} found the label '{label}' in column '{Options.LabelColumn}' of row {row.Position}, which is none of the {Options.LabelNames.Count} labels of its options.");
    }
}
