using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Components;

/// <summary>Cuts texts into sentences, quotations kept together.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Text (read)</term><description>text</description></item>
/// <item><term>Sentences (written)</term><description>vector of text; empty where the text is</description></item>
/// </list>
/// </remarks>
[Component("split-sentences", version: 1)]
public sealed class SplitSentencesEstimator(SplitSentencesOptions options) : RowEstimator<SplitSentencesOptions>(options)
{
    private protected override ColumnContract Columns => new(
        "SplitSentences", Reads: [ColumnSpec.Text(Options.TextColumn)], Writes: [ColumnSpec.Texts(Options.SentencesColumn)]);

    private protected override RowMap Bind()
    {
        var splitter = new SentenceSplitter(Options.Splitter);
        return (row, _, sink) => sink.Emit([splitter.Split(row.Text(0).ToString())]);
    }
}
