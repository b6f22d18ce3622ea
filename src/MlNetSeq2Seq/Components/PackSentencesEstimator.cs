using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Packs the sentences of each document into blocks of limited length: a row becomes as many rows as the document has blocks, none where
/// it has no text. Needed for training only: append it with <c>TransformerScope.TrainTest</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Sentences (read)</term><description>vector of text: the document's sentences</description></item>
/// <item><term>Text (written)</term><description>text: the block's sentences, joined</description></item>
/// <item><term>Sentences (written)</term><description>vector of text: the block's sentences</description></item>
/// </list>
/// </remarks>
[Component("pack-sentences", version: 1, IsOneToMany = true)]
public sealed class PackSentencesEstimator(PackSentencesOptions options) : RowEstimator<PackSentencesOptions>(options)
{
    private readonly Lazy<SentencePacking> _packing = new(() => new SentencePacking(
        options.Packing, options.Vocabulary is null ? null : options.Tokenizer.Create(options.Vocabulary)));

    private protected override ColumnContract Columns => new(
        "PackSentences",
        Reads: [ColumnSpec.Texts(Options.SentencesColumn)],
        Writes: [ColumnSpec.Text(Options.TextColumn), ColumnSpec.Texts(Options.BlockSentencesColumn)]);

    private protected override RowMap Bind()
    {
        SentencePacking packing = _packing.Value;
        return (row, _, sink) =>
        {
            foreach (string[] block in packing.Pack(Array.ConvertAll(row.Vector<ReadOnlyMemory<char>>(0).ToArray(), sentence => sentence.ToString())))
            {
                sink.Emit(string.Concat(block), block);
            }
        };
    }
}
