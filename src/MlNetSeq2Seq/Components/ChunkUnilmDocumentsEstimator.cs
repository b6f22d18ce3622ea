using MlNetSeq2Seq.Objectives.Unilm;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Components;

/// <summary>
/// Makes training rows of documents as the Chinese UniLM source does: runs of sentences, each long enough for a row.
/// A document gives as many rows as it has runs, none where it has no sentence of two characters.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>column</term><description>what it holds</description></listheader>
/// <item><term>Text (read)</term><description>text, a document</description></item>
/// <item><term>Sentences (written)</term><description>vector of text, two or more</description></item>
/// </list>
/// </remarks>
[Component("chunk-unilm-documents", version: 1, IsOneToMany = true)]
public sealed class ChunkUnilmDocumentsEstimator(ChunkUnilmDocumentsOptions options) : RowEstimator<ChunkUnilmDocumentsOptions>(options)
{
    // Shared by all cursors: a tokenizer is safe for several threads and costs the reading of a vocabulary to make.
    private readonly Lazy<BertTextTokenizer> _tokenizer = new(() => new BertTextTokenizer(options.Vocabulary, options.Tokenizer));

    private protected override ColumnContract Columns => new(
        "ChunkUnilmDocuments", Reads: [ColumnSpec.Text(Options.TextColumn)], Writes: [ColumnSpec.Texts(Options.SentencesColumn)]);

    private protected override RowMap Bind()
    {
        var chunking = new UnilmChunking(Options.Chunking);
        return (row, _, sink) =>
        {
            string text = row.Text(0).ToString();
            (string Text, int Tokens)[] sentences =
            [
                .. UnilmSentences.Split(text).Select(span => span.Of(text).ToString())
                    .Select(sentence => (sentence, _tokenizer.Value.Encode(sentence).Length)).Where(sentence => sentence.Length > 0),
            ];
            foreach (int[] run in chunking.Apply([.. sentences.Select(sentence => sentence.Tokens)]))
            {
                sink.Emit((object)run.Select(i => sentences[i].Text).ToArray());
            }
        };
    }
}
